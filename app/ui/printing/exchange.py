"""What of an exchange is printed, and in which order. Pure."""

from PySide6.QtCore import QCoreApplication

from app.ui.conversation import wording
from app.ui.conversation.states import ExchangeState
from app.ui.printing.paper import Part

THINKING_SIZE = 15 / 16
SHRUNK = 0.9
"""Paper is read from nearer than a screen."""


def parts(state: ExchangeState, text_size: int) -> list[Part]:
    """Question, thinking and answer, as far as they are there."""
    translate, size = QCoreApplication.translate, round(text_size * SHRUNK)
    figures, made = state.figures, [Part(translate("Print", "Question"), state.question, size, markdown=False)]
    if state.thinking:
        cost = wording.cost(figures.thinking_tokens, figures.thinking_s)
        title = wording.beside(translate("Print", "Thinking"), cost)
        made.append(Part(title, state.thinking, round(size * THINKING_SIZE), ground="thinking"))
    if state.answer:
        cost = wording.cost(figures.answer_tokens, figures.answer_s)
        made.append(Part(wording.beside(translate("Print", "Answer"), cost), state.answer, size))
    return made


def head(state: ExchangeState, title: str) -> str:
    """The line above all of it."""
    return wording.beside(title, state.model)
