"""What of a run is said aloud, for whoever does not see it: that it thinks, that it answers, how it ended."""

from PySide6.QtCore import QCoreApplication

from app.ui.conversation.states import ExchangeState, RunPhase


def news(before: RunPhase, state: ExchangeState) -> str:
    """What is new since a phase; nothing where it is not worth a word."""
    translate = QCoreApplication.translate
    match state.phase:
        case "thinking":
            return translate("Spoken", "Thinking")
        case "answering":
            return translate("Spoken", "Answering")
        case "over" if before != "over":
            return _ending(state)
        case _:
            return ""


def _ending(state: ExchangeState) -> str:
    translate = QCoreApplication.translate
    if state.ending == "failed":
        return state.fault or translate("Spoken", "The answer failed")
    if state.ending in ("cancelled", "interrupted"):
        return translate("Spoken", "Stopped")
    return translate("Spoken", "Answer ready") if state.answer else translate("Spoken", "No answer came")
