"""The checkers that can be chosen for a group by hand; a template brings its own."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from app.groups.grading import key_of
from app.ui.group.states import Check


def checks() -> tuple[Check, ...]:
    """In the order they are offered; the first is none."""
    translate = QCoreApplication.translate
    offered: tuple[tuple[str, dict[str, Any]], ...] = (
        (translate("Checkers", "Verse"), {"kind": "poem", "count": 0}),
        (translate("Checkers", "Parallel prose"), {"kind": "prose"}),
        (translate("Checkers", "Boxed result"), {"kind": "boxed"}),
        (translate("Checkers", "JSON"), {"kind": "json"}),
        (translate("Checkers", "Python code"), {"kind": "code"}),
        (translate("Checkers", "Manners of thinking"), {"kind": "manner"}),
    )
    return (Check("", translate("Checkers", "nothing")), *(Check(key_of(raw), name) for name, raw in offered))
