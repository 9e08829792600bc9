"""What narrows the library's list: a search field, sizes, languages, licences, and two switches. Decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.library.states import Choice, FilterState
from app.ui.model.fields import calm


class FilterBar(QWidget):
    """Says everything that is chosen, whenever anything changes."""

    changed = Signal(object)
    """FilterState."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FilterState()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name, maker or architecture"))
        self.search.setAccessibleName(self.tr("Search weights"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._tell)
        self._size = self._box(self.tr("Size"))
        self._language = self._box(self.tr("Language"))
        self._licence = self._box(self.tr("Licence"))
        self._fits, self._here = QCheckBox(self.tr("Runs here")), QCheckBox(self.tr("On this computer"))
        for switch in (self._fits, self._here):
            switch.toggled.connect(self._tell)
        boxes, switches = QHBoxLayout(), QHBoxLayout()
        boxes.setSpacing(8)
        switches.setSpacing(16)
        for box in (self._size, self._language, self._licence):
            boxes.addWidget(box, 1)
        for switch in (self._fits, self._here):
            switches.addWidget(switch)
        switches.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(boxes)
        column.addLayout(switches)

    def show_filters(self, state: FilterState) -> None:
        old, self._state = self._state, state
        if self.search.text() != state.text:
            with QSignalBlocker(self.search):
                self.search.setText(state.text)
        for box, choices, before, value in (
            (self._size, state.sizes, old.sizes, state.size),
            (self._language, state.languages, old.languages, state.language),
            (self._licence, state.licences, old.licences, state.licence),
        ):
            with QSignalBlocker(box):
                if choices != before:
                    self._fill(box, choices)
                box.setCurrentIndex(max(0, box.findData(value)))
        for switch, on in ((self._fits, state.fits), (self._here, state.here)):
            with QSignalBlocker(switch):
                switch.setChecked(on)

    def _box(self, label: str) -> QComboBox:
        """The label is what stands there while nothing is left out."""
        box = QComboBox()
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        # Qt keeps room for the arrow besides the padding that is meant for it.
        box.setStyleSheet("QComboBox { padding-right: 2px } QComboBox:focus { padding-right: 1px }")
        box.addItem(label, "")
        calm(box)
        box.currentIndexChanged.connect(self._tell)
        return box

    def _fill(self, box: QComboBox, choices: Sequence[Choice]) -> None:
        while box.count() > 1:
            box.removeItem(1)
        for choice in choices:
            box.addItem(choice.name, choice.value)
        # The list may be wider than the box it hangs from.
        box.view().setMinimumWidth(min(320, box.view().sizeHintForColumn(0) + 32))

    def _tell(self) -> None:
        wished = replace(
            self._state,
            text=self.search.text(),
            size=self._size.currentData() or "",
            language=self._language.currentData() or "",
            licence=self._licence.currentData() or "",
            fits=self._fits.isChecked(),
            here=self._here.isChecked(),
        )
        if wished != self._state:
            self._state = wished
            self.changed.emit(wished)
