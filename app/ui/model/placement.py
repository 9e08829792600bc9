"""Where the open weights really went: a small table, and the same in a sentence for who cannot see it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui.model.states import Place
from app.ui.model.wording import memory
from app.ui.widgets.elided import ElidedLabel

MAIN_MEMORY = "CPU"
WIDEST_NAME = 200
INDENT = 12
"""Where the entries of the menu around it begin."""


class PlacesTable(QWidget):
    """A line for each device: weights, KV cache, and what computing needs."""

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(INDENT, 4, INDENT, 8)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("Weights"), self.tr("KV cache"), self.tr("Working"))
        for column, head in enumerate(heads, 1):
            grid.addWidget(_cell(head, "hint"), 0, column)
        for row, place in enumerate(places, 1):
            name = ElidedLabel(device_name(place.device), mode=Qt.TextElideMode.ElideMiddle)
            name.setMinimumWidth(min(WIDEST_NAME, name.sizeHint().width()))
            name.setMaximumWidth(WIDEST_NAME)
            grid.addWidget(name, row, 0)
            for column, size in enumerate((place.weights, place.kv, place.working), 1):
                grid.addWidget(_cell(memory(size) if size else "–"), row, column)
        self.setAccessibleName(spoken(places))


def spoken(places: Sequence[Place]) -> str:
    """ "Weights 92 MB on CPU; KV cache 180 MB on CPU"."""
    translate = QCoreApplication.translate
    weights = translate("Placement", "Weights {size} on {device}")
    cache = translate("Placement", "KV cache {size} on {device}")
    facts = [
        text.format(size=memory(size), device=device_name(place.device))
        for text, use in ((weights, "weights"), (cache, "kv"))
        for place in places
        if (size := getattr(place, use))
    ]
    return translate("Placement", "; ").join(facts)


def device_name(name: str) -> str:
    """The engine's name of a device for people."""
    return QCoreApplication.translate("Placement", "Main memory") if name == MAIN_MEMORY else name


def _cell(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if role:
        label.setProperty("role", role)
    return label
