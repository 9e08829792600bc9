"""Somebody who uses the program, and scripts for the engine to play."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.engine.values import RUNNING, Phase
from app.main import Program

REPLIES = (
    {"match": "poem", "family": "deepseek-r1", "raw": "A poem needs spring.\n</think>\n\n春風\n\n細雨"},
    {"match": "long", "family": "deepseek-r1", "raw": "想" * 3000 + "\n</think>\n\n" + "答" * 3000},
    {"match": "", "family": "deepseek-r1", "raw": "Compare 0.11 with 0.90.\n</think>\n\n9.9 is larger."},
)


class Person:
    """Somebody who uses the program: asks, waits, looks."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot

    @property
    def desk(self):
        return self.program.desk

    @property
    def window(self):
        return self.program.desk.window

    def press(self, label: str) -> None:
        """Click the button that is called so, as soon as it can be seen."""

        def seen() -> QPushButton | None:
            return next((b for b in self.window.findChildren(QPushButton) if b.text() == label and b.isVisible()), None)

        self.wait(lambda: seen() is not None)
        button = seen()
        assert button is not None
        button.click()

    def wait(self, until: Callable[[], bool], milliseconds: int = 20_000) -> None:
        self.qtbot.waitUntil(until, timeout=milliseconds)

    def wait_ready(self) -> None:
        self.wait(lambda: self.program.session.status.phase is Phase.READY)

    def ask(self, question: str) -> None:
        self.window.composer.set_text(question)
        self.qtbot.keyClick(self.window.composer.focusProxy(), "\r")
        self.wait(lambda: self.program.session.status.phase in RUNNING or self.shown() != [])

    def ask_and_wait(self, question: str) -> None:
        before = self.answers()
        self.ask(question)
        self.wait(lambda: self.answers() > before)
        self.wait_ready()

    def answers(self) -> int:
        """Generations that have ended, in the whole store."""
        conversations = self.program.store.conversations
        return sum(
            len([a for a in e.answers if (g := self.program.store.generations.of_message(a)) and g.ending])
            for c in conversations.list()
            for e in conversations.branch(c.id)
        )

    def shown(self) -> list[tuple[str, str, str]]:
        """Question, thinking and answer of every exchange in the window."""
        conversation = self.desk.conversation.conversation
        if conversation is None:
            return []
        exchanges = self.program.store.conversations.branch(conversation)
        views = [self.window.transcript.view_of(e.answer.id) if e.answer else None for e in exchanges]
        return [
            (e.question.text("text"), v.pane("thinking").markdown, v.pane("answer").markdown)
            for e, v in zip(exchanges, views, strict=True)
            if v is not None
        ]


def write_script(path: Path, replies: tuple[dict[str, object], ...] = REPLIES) -> Path:
    path.write_text("".join(json.dumps(reply, ensure_ascii=False) + "\n" for reply in replies), encoding="utf-8")
    return path
