"""What a hand does to a transcript, and what an eye finds there."""

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.pane import Pane
from app.ui.conversation.states import ExchangeState
from app.ui.conversation.transcript import Transcript

LONG = "A line of thought that goes on.\n\n" * 120


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over the middle of a widget, as the window system tells of it; up is positive."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), widget.mapTo(window, widget.rect().center()), QPoint(0, 120 * notches))
    settle()


def view_of(transcript: Transcript, answer: int) -> ExchangeView:
    found = transcript.view_of(answer)
    assert found is not None
    return found


def top_of(transcript: Transcript, answer: int) -> int:
    """Where an exchange begins, in pixels below the upper edge of what is seen."""
    return view_of(transcript, answer).mapTo(transcript.viewport(), QPoint(0, 0)).y()


def begin(transcript: Transcript, states: list[ExchangeState]) -> ExchangeView:
    """A run begins with the last of these exchanges."""
    transcript.show_exchanges(states)
    answer = states[-1].answer_id
    assert answer is not None
    transcript.show_run(answer)
    settle()
    return view_of(transcript, answer)


def way_back(pane: Pane) -> QPushButton:
    return next(
        each for each in pane.findChildren(QPushButton) if each.accessibleName() == "Back to the end of the text"
    )
