"""What narrows a search: where, by which weights, when, in which folder, with which template, how long."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.model.fields import calm
from app.ui.search.flow import Flow
from app.ui.search.states import Asked, Choice, Offered

WIDEST_LIST = 360


class FilterBar(QWidget):
    """Says everything that is chosen, whenever anything changes."""

    changed = Signal(object)
    """Asked, its words left empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QComboBox] = {
            "where": self._box(
                self.tr("Everywhere"),
                ("question", self.tr("In questions")),
                ("thinking", self.tr("In the thinking")),
                ("answer", self.tr("In answers")),
                ("thinking_only", self.tr("In the thinking, not in the answer")),
                ("title", self.tr("In titles")),
                ("note", self.tr("In notes and labels")),
                ("template", self.tr("In prompt templates")),
            ),
            "age": self._box(
                self.tr("Any time"),
                ("week", self.tr("The last week")),
                ("month", self.tr("The last month")),
                ("year", self.tr("The last year")),
            ),
            "model": self._box(self.tr("Any weights")),
            "place": self._box(self.tr("Any folder or tag")),
            "template": self._box(self.tr("With or without template")),
            "worth": self._box(self.tr("Rated or not")),
            "length": self._box(
                self.tr("Any length"),
                ("short", self.tr("Up to 1,000 characters")),
                ("long", self.tr("10,000 characters and more")),
            ),
        }
        flow = Flow(self)
        for name, box in self._boxes.items():
            box.setObjectName(name)
            flow.addWidget(box)

    def show_asked(self, asked: Asked) -> None:
        for name, box in self._boxes.items():
            value = getattr(asked, name)
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData("" if value in ("all", "any") else value)))

    def show_offered(self, offered: Offered) -> None:
        self._fill(self._boxes["model"], offered.models)
        self._fill(self._boxes["place"], offered.places)
        self._fill(self._boxes["template"], offered.templates)
        self._fill(self._boxes["worth"], offered.worths)

    def asked(self) -> Asked:
        chosen: dict[str, Any] = {name: box.currentData() for name, box in self._boxes.items() if box.currentData()}
        return replace(Asked(), **chosen)

    def _box(self, nothing: str, *choices: tuple[str, str]) -> QComboBox:
        """nothing: what stands there while nothing is left out."""
        box = QComboBox()
        box.setAccessibleName(nothing)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(11)
        box.addItem(nothing, "")
        for value, name in choices:
            box.addItem(name, value)
        self._widen(box)
        calm(box)
        box.currentIndexChanged.connect(lambda _: self.changed.emit(self.asked()))
        return box

    def _fill(self, box: QComboBox, choices: Sequence[Choice]) -> None:
        kept = box.currentData()
        with QSignalBlocker(box):
            while box.count() > 1:
                box.removeItem(1)
            for choice in choices:
                box.addItem(choice.name, choice.value)
            box.setCurrentIndex(max(0, box.findData(kept)))
        box.setVisible(bool(choices))
        self._widen(box)

    def _widen(self, box: QComboBox) -> None:
        """The list may be wider than the box it hangs from."""
        box.view().setMinimumWidth(min(WIDEST_LIST, box.view().sizeHintForColumn(0) + 32))
