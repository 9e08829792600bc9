"""Asks which steps are to be weighed, with how many continuations, and says beforehand what that costs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from app.explore.weighing import Estimate
from app.ui.explorer import wording
from app.ui.explorer.plain import label

LEAST, MOST, USUAL = 2, 64, 8
LONGEST = 32_768


class WeighDialog(QDialog):
    """`estimate` says what a choice costs: the rows, how many continuations, and tokens of each at the most."""

    wished = Signal(object, int, int)
    """Rows, continuations at either side of each, and new tokens of each at the most (0: as many as it takes)."""

    def __init__(
        self,
        row: int,
        suggested: Sequence[int],
        estimate: Callable[[Sequence[int], int, int], Estimate],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How much did it matter?"))
        self.setMinimumWidth(460)
        self._choices = {True: (row,), False: tuple(suggested)}
        self._estimate = estimate
        self._this = QRadioButton(self.tr("This step ({number})").format(number=row + 1))
        numbers = ", ".join(str(each + 1) for each in suggested)
        self._suggested = QRadioButton(self.tr("The steps that promise most ({numbers})").format(numbers=numbers))
        self._suggested.setEnabled(bool(suggested))
        self._this.setChecked(True)
        self._count, self._tokens = QSpinBox(), QSpinBox()
        self._count.setRange(LEAST, MOST)
        self._count.setValue(USUAL)
        self._tokens.setRange(0, LONGEST)
        self._tokens.setSingleStep(256)
        self._tokens.setSpecialValueText(self.tr("as many as it takes"))
        self._cost = label()
        self._lay_out()
        self._this.toggled.connect(self._tell)
        self._count.valueChanged.connect(self._tell)
        self._tokens.valueChanged.connect(self._tell)
        self._tell()

    def cost(self) -> str:
        """What the choice costs, in words."""
        return self._cost.text()

    def _values(self) -> tuple[tuple[int, ...], int, int]:
        return self._choices[self._this.isChecked()], self._count.value(), self._tokens.value()

    def _tell(self) -> None:
        cost = self._estimate(*self._values())
        text = self.tr("{runs} continuations, about {tokens} tokens").format(
            runs=wording.number(cost.runs), tokens=wording.number(cost.tokens)
        )
        if cost.seconds is not None:
            text += self.tr(", about {time} one after the other at this trace's tempo").format(
                time=wording.duration(cost.seconds)
            )
        self._cost.setText(text + self.tr("."))

    def accept(self) -> None:
        self.wished.emit(*self._values())
        super().accept()

    def _lay_out(self) -> None:
        about = label(
            self.tr(
                "The thinking is taken up again just before the step and just after it, so many times each, as the "
                "model itself would go on. How much the answers differ is how much the step mattered. It runs in the "
                "background; what is drawn is kept, but is no version of the answer."
            ),
            "hint",
        )
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("Continuations at either side"), self._count)
        form.addRow(self.tr("Tokens of each at the most"), self._tokens)
        buttons = QDialogButtonBox()
        start = buttons.addButton(self.tr("Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        start.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self._this)
        column.addWidget(self._suggested)
        column.addLayout(form)
        column.addWidget(self._cost)
        column.addWidget(buttons)
