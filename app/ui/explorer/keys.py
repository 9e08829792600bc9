"""The single letters of the explorer's page, and what each does: one table for the page and for its help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:  # the help is there from the start, and a start should not wait for what reads traces
    from app.ui.explorer.states import MarkSort

KEYS: "dict[str, MarkSort]" = {
    "D": "doubt",
    "S": "switch",
    "V": "check",
    "C": "candidate",
    "W": "weighed",
    "M": "mine",
}
"""Letters that lead to the next step with a mark; with Shift to the one before."""
LEAST_CERTAIN, SEARCH = "U", "/"


def described() -> list[tuple[str, str]]:
    """What is pressed for what."""
    translate = QCoreApplication.translate
    words: dict[MarkSort, str] = {
        "doubt": translate("ExplorerKeys", "Next step that doubts"),
        "switch": translate("ExplorerKeys", "Next step that takes another way"),
        "check": translate("ExplorerKeys", "Next step that checks"),
        "candidate": translate("ExplorerKeys", "Next candidate answer"),
        "weighed": translate("ExplorerKeys", "Next weighed step"),
        "mine": translate("ExplorerKeys", "Next step marked by you"),
    }
    rows = [(words[sort], key) for key, sort in KEYS.items()]
    rows.append((translate("ExplorerKeys", "The same backwards"), translate("ExplorerKeys", "Shift + the letter")))
    rows.append((translate("ExplorerKeys", "Least certain token"), LEAST_CERTAIN))
    rows.append((translate("ExplorerKeys", "Search the steps"), SEARCH))
    rows.append((translate("ExplorerKeys", "Step by step, token by token"), "↑ ↓ ← →"))
    return rows
