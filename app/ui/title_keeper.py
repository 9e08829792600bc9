"""Has the weights write titles of conversations that were begun lately, when nothing has happened for a while.

Only a title that was made from the question gives way; one that a person wrote never does. Knows no widget.
"""

import logging

from PySide6.QtCore import QObject, QTimer

from app.engine.futures import FutureWatcher
from app.engine.session import Session
from app.engine.values import Ended, Phase, Status
from app.errors import UserError
from app.settings import SettingsKeeper
from app.store.changes import Written
from app.store.store import Store
from app.store.wording import title_of

log = logging.getLogger(__name__)

IDLE_MS = 8000
"""How long nothing must run: whoever reads an answer may be about to ask on."""


class TitleKeeper(QObject):
    def __init__(
        self,
        store: Store,
        session: Session,
        settings: SettingsKeeper,
        idle_ms: int = IDLE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._session, self._settings = store, session, settings
        self._waiting: dict[int, None] = {}
        """Conversations in which something ended, the oldest first."""
        self._asked: tuple[int, str] | None = None
        """The one a title is being written for, and the title it has."""
        self._watcher = FutureWatcher(self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self._ask)
        session.ended.connect(self._on_ended)
        session.status_changed.connect(self._on_status)
        session.titled.connect(self._on_titled)

    def close(self) -> None:
        self._idle.stop()
        self._watcher.forget()
        self._waiting.clear()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _on_ended(self, ended: Ended) -> None:
        if self._settings.now.titles and ended.ending == "stop":
            self._waiting[ended.conversation] = None
            self._wait()

    def _on_status(self, status: Status) -> None:
        if status.phase is not Phase.READY:
            self._idle.stop()
            if self._asked is not None:  # what came first has ended it
                self._waiting[self._asked[0]] = None
                self._asked = None
        else:
            self._wait()

    def _wait(self) -> None:
        if self._waiting and self._session.status.phase is Phase.READY:
            self._idle.start()

    def _ask(self) -> None:
        while self._waiting and self._settings.now.titles and self._session.status.phase is Phase.READY:
            conversation = next(iter(self._waiting))
            del self._waiting[conversation]
            kept, branch = self._store.conversations.get(conversation), self._store.conversations.branch(conversation)
            if kept is None or not branch or branch[0].answer is None:
                continue
            question, answer = branch[0].question.text("text"), branch[0].answer.text("answer")
            if kept.title == title_of(question) and answer:
                self._asked = conversation, kept.title
                self._session.title(question, answer)
                return

    def _on_titled(self, title: str) -> None:
        if self._asked is not None:
            (conversation, old), self._asked = self._asked, None
            written = self._store.conversations.retitle(conversation, old, title)
            self._watcher.watch(written, self._on_written, self._on_failed)
        self._wait()

    def _on_written(self, written: Written[bool]) -> None:
        self._session.changed.emit(written.changes)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        log.info("a title could not be kept: %s", error)  # nobody waits for it, and the old one is still there
