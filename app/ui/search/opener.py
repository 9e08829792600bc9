"""Opens the search page in a window, and the place of a hit in the conversation. Keeps what was looked for."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.store.records import Message
from app.store.search.records import Hit
from app.store.store import Store
from app.ui.conversation.presenter import ConversationPresenter
from app.ui.feed import ChangeFeed
from app.ui.find.presenter import FindPresenter
from app.ui.search.page import SearchPage
from app.ui.search.presenter import SearchPresenter
from app.ui.theme import Theme

NOTED = 80
"""Characters of what a note is on that are marked."""


class SearchOpener(QObject):
    """Windows are built anew when language or appearance change; the question stays."""

    close_wished = Signal()
    template_wished = Signal()

    def __init__(
        self,
        store: Store,
        feed: ChangeFeed,
        conversation: Callable[[], ConversationPresenter],
        finding: Callable[[], FindPresenter],
        parent: QObject | None = None,
    ) -> None:
        """conversation, finding: those of the window that is there now."""
        super().__init__(parent)
        self._store, self._feed, self._conversation, self._finding = store, feed, conversation, finding
        self._presenter: SearchPresenter | None = None
        self._page: SearchPage | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> SearchPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            asked = self._presenter.asked if self._presenter is not None else None
            self.close()
            self._window, self._page = window, SearchPage(theme)
            self._presenter = SearchPresenter(self._store, self._page, asked, self._page)
            self._presenter.open_wished.connect(self.go_to)
            self._page.close_wished.connect(self.close_wished)
        return self._page

    def enter(self) -> None:
        assert self._presenter is not None
        self._presenter.enter()

    def close(self) -> None:
        if self._presenter is not None:
            self._presenter.close()

    def go_to(self, hit: Hit) -> None:
        """Show a hit where it stands: its conversation, its branch, its pane, and the words marked."""
        if hit.conversation is None:
            self.close_wished.emit()
            self.template_wished.emit()
        elif hit.message is None:
            self._conversation().open(hit.conversation)
        else:
            self._to_message(hit, hit.conversation, hit.message)

    def _to_message(self, hit: Hit, conversation: int, message: int) -> None:
        branch = self._store.conversations.branch(conversation)
        if any(message in (each.question.id, each.answer.id if each.answer else None) for each in branch):
            self._arrive(hit)
            return
        # It stands on another branch, which is shown from now on.
        self._feed.follow(self._store.conversations.choose(message), lambda _: self._arrive(hit))

    def _arrive(self, hit: Hit) -> None:
        assert hit.conversation is not None
        presenter = self._conversation()
        presenter.open(hit.conversation)
        for exchange in self._store.conversations.branch(hit.conversation):
            answer = exchange.answer
            if hit.message == exchange.question.id:
                self._finding().reveal(exchange.question.id)
            elif answer is not None and hit.message == answer.id:
                self._mark(hit, answer, exchange.question.id)

    def _mark(self, hit: Hit, answer: Message, question: int) -> None:
        pane: Literal["thinking", "answer"] = "answer" if hit.kind == "answer" else "thinking"
        text = answer.text(pane)
        at, end = hit.offset, hit.offset + hit.length
        if hit.stretch is not None:  # a note is on it: as much of it as stands in one line can be looked for
            line = text[slice(*hit.stretch)].strip().partition("\n")[0][:NOTED]
            at = text.find(line, hit.stretch[0])
            end = at + len(line)
        words = text[at:end]
        before = text[:at].lower().count(words.lower()) if words else 0
        self._finding().open_at(words, question, pane, before)
