"""Builds the window and its presenters, wires them, and builds them anew when language or appearance change.

Views take their texts and colours when they are made. Making them again is the one way that can forget neither, and
nothing is lost by it: what is open is in the store, what runs is in the session, what is being typed is carried over.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.engine.session import Session
from app.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings, SettingsKeeper
from app.store.changes import Changes
from app.store.store import Store
from app.ui.conversation.composer import Composer
from app.ui.conversation.presenter import ConversationPresenter
from app.ui.conversation.transcript import Transcript
from app.ui.exchange.wiring import Exchanging
from app.ui.exploring import Exploring
from app.ui.feed import ChangeFeed
from app.ui.find.bar import FindBar
from app.ui.find.presenter import FindPresenter
from app.ui.group.wiring import Trying
from app.ui.i18n import Translator
from app.ui.keeping.wiring import Keeping
from app.ui.model.button import ModelButton
from app.ui.model.options_presenter import OptionsPresenter
from app.ui.model.presenter import ModelPresenter
from app.ui.model.sampling import SamplingPanel
from app.ui.model.steering_presenter import SteeringPresenter
from app.ui.pages import Pages
from app.ui.printing.opener import Printing
from app.ui.prompt.button import PromptButton
from app.ui.prompt.presenter import PromptPresenter
from app.ui.settings.opener import SettingsOpener
from app.ui.shortcuts import ShortcutsDialog
from app.ui.sidebar.assemble import order_sidebar
from app.ui.sidebar.panel import SidebarPanel
from app.ui.sidebar.rows import ConversationRows
from app.ui.sidebar.states import Listing
from app.ui.theme import ThemeKeeper
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.library.opener import LibraryOpener

COPIED_MS = 1500
"""How long it is said that something was copied."""
TEXT_STEP = 1
"""Pixels by which larger and smaller change the text."""


class Desk(QObject):
    """What lies on the desk: one window, and the presenters behind it."""

    window: Window
    pages: Pages

    def __init__(
        self,
        store: Store,
        session: Session,
        settings: SettingsKeeper,
        themes: ThemeKeeper,
        translator: Translator,
        starter: Path | None,
    ) -> None:
        super().__init__()
        self._store, self._session, self._settings = store, session, settings
        self._themes, self._translator, self._starter = themes, translator, starter
        self._feed = ChangeFeed(self)
        self.pages = Pages(self)
        self._add_pages()
        self._listing = Listing()
        self._opening = SettingsOpener(settings, store.path, lambda: self.window.notices, self)
        self._opening.database_wished.connect(lambda: self.pages.show("database"))
        self.keeping = Keeping(
            self.pages, store, settings, self._feed,
            lambda: self.window, lambda: self.conversation, lambda: self.finding, self,
        )  # fmt: skip
        self.trying = Trying(
            self.pages, store, session, self._feed, themes, translator,
            lambda: self.window, lambda: self.conversation, self,
        )  # fmt: skip
        self.exploring = Exploring(self.pages, store, session, lambda: self.window, self)
        self.trying.compare_wished.connect(self.exploring.compare)
        self.exchanging = Exchanging(
            self.pages, store, self._feed, lambda: self.window, lambda: self.conversation, self
        )
        self.exchanging.compare_wished.connect(self.exploring.compare)
        session.changed.connect(self._feed.announce)
        settings.changed.connect(self._on_settings)
        themes.changed.connect(lambda _: self.rebuild())
        self._build(conversation=None, draft="")

    def close(self) -> None:
        """Stop what goes on beside the window: downloads, looking around."""
        self.pages.close()

    # ---- building -----------------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make the window again, with the same conversation, the same draft and in the same place."""
        old = self.window
        visible, geometry = old.isVisible(), old.keep_geometry()
        old.sampling.settle()
        conversation, draft, system = self.conversation.conversation, self._composer.text(), self.conversation.system
        policy, page = self.prompts.policy, self.pages.current
        self._build(conversation, draft)
        if conversation is None:
            # A conversation that has not begun keeps its system prompt and its policy nowhere else.
            self.prompts.choose(policy)
            self.conversation.set_system(system)
            self.models.show_system(system)
        self.window.restore(geometry)
        if page:
            self.pages.show(page)
        if visible:
            self.window.show()
        if self._opening.is_open(old):
            # The change was wished there, and the next one may be too.
            self._opening.show()
        old.blockSignals(True)
        old.close()
        old.deleteLater()

    def _build(self, conversation: int | None, draft: str) -> None:
        theme, settings = self._themes.theme, self._settings.now
        rows = ConversationRows()
        sidebar, button = SidebarPanel(rows, theme), ModelButton(theme)
        panel, self._composer = SamplingPanel(theme), Composer(theme)
        transcript = Transcript(theme)
        self.finding = FindPresenter(transcript, FindBar(theme, transcript), transcript)
        window = Window(theme, sidebar, button, transcript, self._composer, panel)
        rows.setParent(window)
        self.models = ModelPresenter(self._session, self._settings, self._starter, button, panel, window)
        self.steering = SteeringPresenter(
            self._session, self._settings, panel.steering, self._translator.language, window
        )
        self.conversation = ConversationPresenter(
            self._store, self._session, self._feed, self.models, self.steering, transcript, self._composer, window
        )
        prompt = PromptButton(theme)
        self._composer.add_tool(prompt)
        self.prompts = PromptPresenter(
            self._store, self._session, self._feed, self.conversation, self._composer.text, prompt, theme, window
        )
        self.options = OptionsPresenter(self._session, self.models, theme, window)
        self._sidebar = order_sidebar(
            self._store, self._session, self._feed, self._settings, rows, sidebar, window.notices, self._listing, window
        )
        Printing(window, transcript, lambda: self._settings.now.text_size)
        self._wire(window, button, sidebar, panel, transcript)
        self._wire_actions(window)
        self.exploring.wire(window)
        self.exchanging.wire(window)
        self.trying.wire(window)
        self.keeping.wire(window)
        self.window = window
        self.pages.move_to(window, theme)
        transcript.set_mode(settings.view_mode)
        transcript.set_thinking_share(settings.thinking_share)
        transcript.set_text_size(settings.text_size)
        window.show_mode(settings.view_mode)
        panel.setVisible(settings.sampling_panel)
        self._show_sidebar(window)
        self.conversation.open(conversation)
        self._composer.set_text(draft)
        self._composer.setFocus()

    def _wire(
        self, window: Window, button: ModelButton, sidebar: SidebarPanel, panel: SamplingPanel, transcript: Transcript
    ) -> None:
        self._sidebar.open_wished.connect(self.conversation.open)
        # In a narrow window the list has done its work once something was chosen.
        self._sidebar.open_wished.connect(lambda _: self._show_sidebar(window))
        self.conversation.opened.connect(self._sidebar.show_open)
        self.conversation.opened.connect(self._show_title)
        self.conversation.opened.connect(lambda _: self.prompts.open())
        # Not `opened`: a conversation that begins with a group does so under the group's page.
        self.conversation.leaving.connect(lambda: self.pages.leave())
        self.prompts.opened.connect(self._open)
        self.options.opened.connect(self._open)
        transcript.prompt_wished.connect(self.prompts.show_given)
        self.conversation.system_changed.connect(self.models.show_system)
        self.conversation.leaving.connect(panel.settle)
        self.conversation.leaving.connect(self.prompts.leave)
        window.closing.connect(panel.settle)
        self.conversation.context_changed.connect(self._composer.show_context)
        self.models.system_wished.connect(self.conversation.set_system)
        self.options.others_failed.connect(window.notices.show_error)
        self._feed.failed.connect(window.notices.show_error)
        self._feed.changed.connect(self._on_changed)
        button.browse_wished.connect(self._browse)
        button.options_wished.connect(self.options.ask)
        button.library_wished.connect(lambda: self.pages.show("library"))
        sidebar.page_wished.connect(self.pages.show)
        sidebar.settings_wished.connect(lambda: self._opening.show())
        panel.close_wished.connect(lambda: self._settings.replace(sampling_panel=False))
        self._composer.sampling_wished.connect(window.actions_.sampling.trigger)
        transcript.copied.connect(lambda _: window.notices.show_info(self.tr("Copied"), stay_ms=COPIED_MS))
        transcript.layout_wished.connect(lambda share: self._settings.replace(thinking_share=share))
        window.file_dropped.connect(self.models.load)
        window.mode_wished.connect(lambda mode: self._settings.replace(view_mode=mode))
        window.narrow_changed.connect(lambda _: self._show_sidebar(window))
        window.closing.connect(lambda: self._settings.replace(geometry=window.keep_geometry()))

    def _wire_actions(self, window: Window) -> None:
        actions, transcript, settings = window.actions_, window.transcript, self._settings
        actions.new.triggered.connect(lambda: self._start_new())
        actions.open_model.triggered.connect(self._browse)
        actions.load_options.triggered.connect(lambda: self.options.ask())
        actions.show_prompt.triggered.connect(lambda: self.prompts.show_next())
        actions.library.triggered.connect(lambda: self.pages.toggle("library"))
        # Escape leaves the page that lies over the conversation before it stops what runs under it.
        actions.stop.triggered.connect(lambda: None if self.pages.leave() else self.conversation.stop())
        actions.answer_now.triggered.connect(lambda: self.conversation.answer_now())
        actions.reroll.triggered.connect(transcript.reroll)
        actions.choose_place.triggered.connect(transcript.choose_place)
        actions.edit_thinking.triggered.connect(transcript.edit_thinking)
        actions.regenerate.triggered.connect(self.conversation.regenerate_last)
        actions.edit_question.triggered.connect(transcript.edit_last_question)
        actions.copy_answer.triggered.connect(transcript.copy_answer)
        actions.copy_thinking.triggered.connect(transcript.copy_thinking)
        actions.go_to_end.triggered.connect(transcript.go_to_end)
        actions.next_exchange.triggered.connect(transcript.focus_next_exchange)
        actions.previous_exchange.triggered.connect(transcript.focus_previous_exchange)
        actions.focus_composer.triggered.connect(self._composer.setFocus)
        actions.find.triggered.connect(self.finding.open)
        actions.find_next.triggered.connect(lambda: self.finding.step(1))
        actions.find_previous.triggered.connect(lambda: self.finding.step(-1))
        actions.rename.triggered.connect(self._rename)
        actions.delete.triggered.connect(self._delete)
        actions.sidebar.setChecked(settings.now.sidebar)
        actions.sidebar.triggered.connect(lambda: self._toggle_sidebar(window))
        actions.sampling.setChecked(settings.now.sampling_panel)
        actions.sampling.triggered.connect(lambda: settings.replace(sampling_panel=not settings.now.sampling_panel))
        for action, mode in (
            (actions.show_both, "both"), (actions.show_thinking, "thinking"), (actions.show_answer, "answer")
        ):  # fmt: skip
            action.triggered.connect(lambda _=False, mode=mode: window.mode_wished.emit(mode))
        for action, step in ((actions.larger, TEXT_STEP), (actions.smaller, -TEXT_STEP)):
            action.triggered.connect(lambda _=False, step=step: self._grow_text(step))
        actions.usual_size.triggered.connect(lambda: settings.replace(text_size=Settings().text_size))
        transcript.zoom_wished.connect(lambda turn: self._grow_text(turn * TEXT_STEP))
        actions.settings.triggered.connect(lambda: self._opening.show())
        actions.shortcuts.triggered.connect(lambda: self._open(ShortcutsDialog(actions, window)))
        actions.quit.triggered.connect(window.close)

    # ---- what is wished -----------------------------------------------------------------------------------------

    def _start_new(self) -> None:
        self.conversation.open(None)
        self._composer.setFocus()

    def _browse(self) -> None:
        dialog = QFileDialog(self.window, self.tr("Open a model file"), str(Path(self.models.path).parent))
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.models.load)
        self._open(dialog)

    # ---- pages --------------------------------------------------------------------------------------------------

    def _add_pages(self) -> None:
        """Each page is imported when it is first wished for; no start should wait for it."""
        self.pages.add("library", self._make_library)
        self.pages.shown.connect(self._on_page_shown)
        self.pages.left.connect(self._on_page_left)

    def _make_library(self) -> "LibraryOpener":
        from app.ui.library.opener import LibraryOpener

        made = LibraryOpener(self._session, self._settings, self)
        made.load_wished.connect(self._load_placed)
        made.settings_wished.connect(lambda: self._opening.show().show_weights())
        return made

    def _on_page_shown(self) -> None:
        self.window.sampling.hide()
        self._show_sidebar(self.window)

    def _on_page_left(self) -> None:
        self.window.sampling.setVisible(self._settings.now.sampling_panel)
        self._composer.setFocus()

    def _load_placed(self, path: str, placement: dict[str, object]) -> None:
        self.pages.leave()
        self.models.load_placed(path, placement)

    def _grow_text(self, step: int) -> None:
        wanted = self._settings.now.text_size + step
        self._settings.replace(text_size=max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted)))

    def _rename(self) -> None:
        conversation = self._store.conversations.get(self.conversation.conversation or 0)
        if conversation is None:
            return
        title, taken = QInputDialog.getText(
            self.window, self.tr("Rename the conversation"), self.tr("Title"), text=conversation.title
        )
        if taken and title.strip():
            self._feed.follow(self._store.conversations.rename(conversation.id, title.strip()))

    def _delete(self) -> None:
        if self.conversation.conversation is not None:
            self._sidebar.delete(self.conversation.conversation)

    def _open(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()  # type: ignore[attr-defined]

    # ---- what changes -------------------------------------------------------------------------------------------

    def _on_settings(self, old: Settings, new: Settings) -> None:
        transcript = self.window.transcript
        if old.view_mode != new.view_mode:
            transcript.set_mode(new.view_mode)
            self.window.show_mode(new.view_mode)
        if old.text_size != new.text_size:
            transcript.set_text_size(new.text_size)
        if old.sampling_panel != new.sampling_panel:
            self.window.sampling.setVisible(new.sampling_panel)
            self.window.actions_.sampling.setChecked(new.sampling_panel)
        if old.language != new.language:
            self._translator.use(new.language)
            self.rebuild()
        if old.theme != new.theme:
            self._themes.set_mode(new.theme)

    def _on_changed(self, changes: Changes) -> None:
        if self.conversation.conversation in changes.conversations:
            self._show_title(self.conversation.conversation)

    def _show_title(self, conversation: int | None) -> None:
        kept = self._store.conversations.get(conversation) if conversation is not None else None
        self.window.show_title(kept.title if kept else "")

    def _toggle_sidebar(self, window: Window) -> None:
        shown = not window.sidebar.isVisible()
        window.sidebar.setVisible(shown)
        window.actions_.sidebar.setChecked(shown)
        if not window.narrow:
            self._settings.replace(sidebar=shown)

    def _show_sidebar(self, window: Window) -> None:
        shown = self._settings.now.sidebar and not window.narrow
        window.sidebar.setVisible(shown)
        window.actions_.sidebar.setChecked(shown)
