"""Joins templates, groups and verse to the window: how each is made, what leads to it, what goes from one to another.

Imports nothing a start can spare: Jinja, the tables of verse and the pages come when they are wished for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QDate, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.engine.session import Session
from app.store.store import Store
from app.ui.conversation.question_box import QuestionBox
from app.ui.feed import ChangeFeed
from app.ui.group.states import Prepared
from app.ui.i18n import Translator
from app.ui.pages import Pages
from app.ui.theme import ThemeKeeper
from app.ui.widgets.icon_button import IconButton
from app.ui.window import Window

if TYPE_CHECKING:
    from app.prompts import Surroundings
    from app.ui.conversation.presenter import ConversationPresenter
    from app.ui.group.opener import GroupOpener
    from app.ui.templates import TemplateUse
    from app.ui.verse.opener import VerseOpener

GROUP, VERSE = "group", "verse"


class Trying(QObject):
    """The ways to templates, to many tries and to the check of a poem."""

    compare_wished = Signal(int, int, str)
    """Two answers are to be compared step by step, and the page one comes back to."""

    def __init__(
        self,
        pages: Pages,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        themes: ThemeKeeper,
        translator: Translator,
        window: Callable[[], Window],
        conversation: "Callable[[], ConversationPresenter]",
        parent: QObject,
    ) -> None:
        """window, conversation: those that there are now; others are built when language or appearance change."""
        super().__init__(parent)
        self._pages, self._store, self._session, self._feed = pages, store, session, feed
        self._themes, self._translator = themes, translator
        self._window, self._conversation = window, conversation
        self._typed: dict[str, dict[str, str]] = {}
        """What stands in the forms of templates."""
        self._listed = WeakSet[QuestionBox]()
        """Boxes that have their list of templates."""
        self._group: GroupOpener | None = None
        self._verse: VerseOpener | None = None
        pages.add(GROUP, self._make_group)
        pages.add(VERSE, self._make_verse)

    def wire(self, window: Window) -> None:
        """What in a window leads there."""
        window.actions_.group.triggered.connect(lambda: self._pages.toggle(GROUP))
        window.actions_.templates.triggered.connect(lambda: self.show_templates())
        window.composer.templates_wished.connect(lambda: self.show_templates())
        window.transcript.verse_wished.connect(self.check_verse)
        many = IconButton("layers", QCoreApplication.translate("Trying", "Ask this many times"), self._themes.theme)
        many.clicked.connect(self._ask_many)
        window.composer.add_tool(many)
        window.composer.slash_wished.connect(lambda: self._make_slash(window.composer))

    def _ask_many(self) -> None:
        """What stands in the composer moves to the page where it is asked many times, with its template."""
        composer = self._window().composer
        text = composer.text()
        self._pages.show(GROUP)
        assert self._group is not None
        if text.strip():
            slug, sampling, checker = self._conversation().take_template() or (None, {}, "")
            self._group.prepare(Prepared(text, slug, sampling, checker=checker or None))
            composer.set_text("")

    def _make_slash(self, question: QuestionBox) -> None:
        """The first slash where a question is written: from now on a list answers."""
        from app import prompts
        from app.ui.templates import catalogue
        from app.ui.templates.slash import SlashList
        from app.ui.templates.states import Row

        if question in self._listed:
            return
        self._listed.add(question)
        window, language = self._window(), self._translator.language

        def find(query: str) -> tuple[Row, ...]:
            return catalogue.rows(self._store.templates.list(), language, "", query, ())

        def made(_: object) -> None:
            listed = SlashList(question.input, window, find, self._themes.theme)
            listed.chosen.connect(self.show_templates)
            question.input.textChanged.emit()

        self._feed.follow(self._store.templates.sync_shipped(prompts.shipped()), made)

    # ---- verse --------------------------------------------------------------------------------------------------

    def check_verse(self, text: str, checker: str = "") -> None:
        """Show a text on the page where poems are checked, by the form and rhyme book that a checker asks for.

        The answer that is being written is followed there.
        """
        from app.groups.grading import verse_of

        self._pages.show(VERSE)
        assert self._verse is not None
        answer, _, growing = self._conversation().current_answer
        asked = verse_of(checker) or ()
        if growing and answer.startswith(text):
            self._verse.follow(*asked)
        else:
            self._verse.show_text(text, *asked)

    # ---- templates ----------------------------------------------------------------------------------------------

    def show_templates(self, slug: str = "") -> None:
        """slug: the one that is to be open; empty for the one that comes first."""
        from app import prompts

        self._feed.follow(self._store.templates.sync_shipped(prompts.shipped()), lambda _: self._open_templates(slug))

    def _open_templates(self, slug: str) -> None:
        from app.ui.templates import TemplatesDialog, TemplatesPresenter

        dialog = TemplatesDialog(self._themes.theme, self._window())
        presenter = TemplatesPresenter(
            self._store.templates, dialog, self._translator.language, dialog, self._typed, self._around(), slug
        )
        presenter.changed.connect(self._feed.announce)
        presenter.used.connect(self._use)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _around(self) -> "Surroundings":
        """What blanks fill themselves with, at this moment."""
        from app.prompts import Surroundings

        answer, checker = self._conversation().last_answer
        today, copied = QDate.currentDate().toString(Qt.DateFormat.ISODate), QGuiApplication.clipboard().text()
        return Surroundings(today, copied, answer, report_on(answer, checker) if answer and checker else "")

    def _use(self, use: "TemplateUse") -> None:
        """To the page of groups where that is open, or where several samples were wished for; else to the composer."""
        if use.samples > 1 or self._pages.current == GROUP:
            self._pages.show(GROUP)
            assert self._group is not None
            count = use.samples if use.samples > 1 else None
            self._group.prepare(Prepared(use.text, use.slug, use.sampling, count, use.checker or None))
            return
        self._conversation().use_template(use.slug, use.text, use.sampling, use.checker)
        self._window().composer.setFocus()

    # ---- pages --------------------------------------------------------------------------------------------------

    def _make_group(self) -> "GroupOpener":
        from app.ui.group.opener import GroupOpener

        self._group = GroupOpener(self._store, self._session, self._feed, self._conversation, self)
        self._group.templates_wished.connect(lambda: self.show_templates())
        self._group.slash_wished.connect(self._make_slash)
        self._group.steps_wished.connect(lambda one, other: self.compare_wished.emit(one, other, GROUP))
        return self._group

    def _make_verse(self) -> "VerseOpener":
        from app.ui.verse.opener import VerseOpener
        from app.ui.verse.states import Followed

        self._verse = VerseOpener(self._session, lambda: Followed(*self._conversation().current_answer), self)
        return self._verse


def report_on(answer: str, checker: str) -> str:
    """What a checker finds in an answer, one sentence to a line."""
    from app.groups.grading import report

    return "\n".join(
        QCoreApplication.translate("Forms", each.template).format(**each.fields) for each in report(checker, answer)
    )
