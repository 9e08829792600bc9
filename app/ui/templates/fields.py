"""The widgets in which one blank of a template is filled in: a line, several lines, a choice, a number."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.prompts import as_typed
from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.states import Blank
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme

FARTHEST = 1_000_000_000
"""Bound of a number that has none of its own."""
MOST_DECIMALS = 6


class Field(QWidget):
    """A label, the widget below it, and room for what is wrong with the value."""

    typed = Signal(str, str)
    """Name of the blank, and its value as typed."""

    def __init__(self, blank: Blank, edit: QWidget) -> None:
        super().__init__()
        self.blank, self.edit = blank, edit
        self._label = QLabel(blank.label)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setProperty("role", "label")
        self._label.setBuddy(edit)
        self._problem = FaultLabel()
        edit.setAccessibleName(blank.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._label, edit, self._problem):
            column.addWidget(part)
        self.setFocusProxy(edit)

    def show_problem(self, why: str) -> None:
        """Say what is wrong with the value; an empty text says that nothing is."""
        self._problem.tell(why)
        self.edit.setAccessibleDescription(why)
        if self.edit.property("invalid") != bool(why):
            self.edit.setProperty("invalid", bool(why))
            # A style sheet looks at a property again only when it is told to.
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def problem(self) -> str:
        return self._problem.text()

    def value(self) -> str:
        raise NotImplementedError

    def set_value(self, text: str) -> None:
        """Show `text` without saying that it was typed."""
        if text != self.value():
            with QSignalBlocker(self):
                self._put(text)

    def _put(self, text: str) -> None:
        raise NotImplementedError

    def _say(self) -> None:
        self.typed.emit(self.blank.name, self.value())


class LineField(Field):
    def __init__(self, blank: Blank) -> None:
        self._line = QLineEdit()
        super().__init__(blank, self._line)
        self._line.textChanged.connect(self._say)

    def value(self) -> str:
        return self._line.text()

    def _put(self, text: str) -> None:
        self._line.setText(text)


class LongField(Field):
    def __init__(self, blank: Blank, theme: Theme) -> None:
        self._text = LongText(theme)
        super().__init__(blank, self._text)
        self._text.textChanged.connect(self._say)

    def value(self) -> str:
        return self._text.exact()

    def _put(self, text: str) -> None:
        self._text.setPlainText(text)


class ChoiceField(Field):
    def __init__(self, blank: Blank) -> None:
        self._box = QComboBox()
        self._box.addItems(blank.choices)
        self._box.setMaxVisibleItems(24)
        # A long choice must not push the form wider than the window.
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.setMinimumContentsLength(8)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__(blank, self._box)
        self._box.currentIndexChanged.connect(self._say)

    def value(self) -> str:
        return self._box.currentText()

    def _put(self, text: str) -> None:
        self._box.setCurrentIndex(self._box.findText(text, Qt.MatchFlag.MatchExactly))


class NumberField(Field):
    def __init__(self, blank: Blank) -> None:
        low = -FARTHEST if blank.minimum is None else blank.minimum
        high = FARTHEST if blank.maximum is None else blank.maximum
        self._box: QSpinBox | QDoubleSpinBox
        if blank.whole:
            self._box = QSpinBox()
            self._box.setRange(max(-FARTHEST, int(low)), min(FARTHEST, int(high)))
        else:
            self._box = QDoubleSpinBox()
            self._box.setDecimals(MOST_DECIMALS)
            self._box.setRange(low, high)
            self._box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        super().__init__(blank, self._box)
        self._box.valueChanged.connect(self._say)

    def value(self) -> str:
        return as_typed(self._box.value())

    def _put(self, text: str) -> None:
        try:
            number = float(text)
        except ValueError:
            return
        if isinstance(self._box, QSpinBox):
            self._box.setValue(int(number))
        else:
            self._box.setValue(number)


def field_for(blank: Blank, theme: Theme) -> Field:
    """The field that suits a blank, showing nothing yet."""
    match blank.kind:
        case "text" | "choices" | "date":
            return LineField(blank)
        case "long" | "file" | "clipboard" | "last_answer" | "report":
            return LongField(blank, theme)
        case "choice" | "yes_no":
            return ChoiceField(blank)
        case "number":
            return NumberField(blank)
