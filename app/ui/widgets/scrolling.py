"""A frame round what may be taller than the room there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """Scrolls up and down only, and has no frame and no ground of its own."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
