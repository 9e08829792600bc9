"""What a template recommends, in its editor: sampling, how many answers, and by what these are judged."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from app.prompts import MOST_SAMPLES
from app.ui.templates.checker_form import CheckerForm
from app.ui.templates.drafts import CHECKER, SAMPLING
from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.states import EditFields
from app.ui.theme import Theme


class Recommended(QWidget):
    """Faults stand beneath what they are about."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sampling, self.samples, self.checker = QLineEdit(), QSpinBox(), CheckerForm(theme)
        self.sampling.setPlaceholderText("temperature 0.6, top_p 0.95")
        self.samples.setRange(0, MOST_SAMPLES)
        self.samples.setSpecialValueText("1")
        self._problem = FaultLabel()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        above = ((self.tr("Sampling"), self.sampling), (self.tr("Answers at once"), self.samples))
        for column, (text, edit) in enumerate(above):
            grid.addWidget(self._label(text, edit), 0, column)
            grid.addWidget(edit, 1, column)
        grid.addWidget(self._problem, 2, 0, 1, 2)
        grid.setRowMinimumHeight(3, 4)
        grid.addWidget(self.checker, 4, 0, 1, 2)
        self.sampling.textChanged.connect(self.typed)
        self.samples.valueChanged.connect(self.typed)
        self.checker.typed.connect(self.typed)
        self.setFocusProxy(self.sampling)

    def show_fields(self, fields: EditFields) -> None:
        """Show these without saying that they were typed."""
        with QSignalBlocker(self):
            if self.sampling.text() != fields.sampling:
                self.sampling.setText(fields.sampling)
            self.samples.setValue(fields.samples)
            self.checker.show_names(tuple(blank.name for blank in fields.blanks))
            self.checker.show_checker(fields.checker)

    def put_into(self, fields: EditFields) -> EditFields:
        return replace(
            fields, sampling=self.sampling.text(), samples=self.samples.value(), checker=self.checker.exact()
        )

    def show_problems(self, wrong: dict[str, str]) -> None:
        self._problem.tell(wrong.get(SAMPLING, ""))
        self.checker.show_problems(wrong)

    def problem(self, place: str) -> str:
        return self.checker.problem() if place == CHECKER else self._problem.text()

    def _label(self, text: str, edit: QWidget) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "label")
        label.setBuddy(edit)
        edit.setAccessibleName(text)
        return label
