"""Asking the weights for a title, while nothing else wants them. Knows the wire; decides neither when nor whether.

What is sent is so short that the engine never finds it worth the disk: what was deleted for good must not live on in a
saved state (`runtime.memory.WORTH_DISK`).
"""

import logging
import re
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.store.wording import TITLE_LENGTH
from runtime import protocol

EXCERPT = 160
"""Bytes of the question, and of the answer."""
MOST_TOKENS = 64
_HAN = re.compile("[\u4e00-\u9fff]")
_ASKED = "Give this conversation a title of at most six words. Write nothing but the title.\n\n{question}\n\n{answer}"
_ASKED_HAN = "给下面的对话起一个不超过十二个字的标题。只写标题。\n\n{question}\n\n{answer}"
_LABEL = re.compile(r"^(?:title|标题)\s*[:：]\s*", re.IGNORECASE)
_MARKS = " \t#*_`\"'“”‘’「」『』《》"
_ENDS = ".。!！:：,，;；"

log = logging.getLogger(__name__)


class Titling(QObject):
    """One title at a time."""

    titled = Signal(str)
    """Never empty, and one line."""

    def __init__(
        self, send: Callable[[protocol.Command], None], number: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._send, self._number = send, number
        self._asked: int | None = None
        self._answer = ""

    def ask(self, question: str, answer: str) -> None:
        """The weights are open, and nothing runs."""
        self.give_up()
        wording = _ASKED_HAN if _HAN.search(question) else _ASKED
        said = wording.format(question=_excerpt(question), answer=_excerpt(answer))
        self._asked, self._answer = self._number(), ""
        self._send(
            protocol.Generate(
                id=self._asked,
                turns=[protocol.Turn(role="user", content=said)],
                sampling=protocol.Sampling(temperature=0.0),
                max_tokens=MOST_TOKENS,
                # A thinking would cost more than a title is worth: it is ended at once, without a word.
                steering=protocol.Steering(budget=1, tolerance=0, on_loop="off", bridge=""),
                figures=False,
                alternatives=0,
            )
        )

    def give_up(self) -> None:
        """Something more important comes."""
        if self._asked is not None:
            self._send(protocol.Cancel(id=self._asked))
            self._asked = None

    def forget(self) -> None:
        """The engine is gone, or its weights are."""
        self._asked = None

    def hears(self, number: int) -> bool:
        return number == self._asked

    def take(self, event: protocol.Event) -> None:
        match event:
            case protocol.Delta():
                self._answer += "".join(piece.text for piece in event.pieces if piece.channel == "answer")
            case protocol.Finished():
                self._asked = None
                if event.ending == "stop" and (title := tidy(self._answer)):
                    self.titled.emit(title)
            case protocol.Failed():
                self._asked = None
                log.info("no title came of it: %s %s", event.kind, event.detail)
            case _:
                pass


def tidy(said: str) -> str:
    """The title in what the weights said; empty where there is none."""
    line = next((line for line in said.splitlines() if line.strip(_MARKS)), "")
    line = _LABEL.sub("", " ".join(line.strip(_MARKS).split())).strip(_MARKS).rstrip(_ENDS)
    return line if len(line) <= TITLE_LENGTH else ""


def _excerpt(text: str) -> str:
    """Its beginning, whole characters of it."""
    return " ".join(text.split()).encode()[:EXCERPT].decode(errors="ignore")
