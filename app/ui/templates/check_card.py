"""One check of a template's answers in its editor: its kind, and a field for whatever that kind may be told."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.forms.spec import KINDS, Option
from app.ui.templates import check_names, checks
from app.ui.templates.checks import NO, OFFERED, YES, Raw
from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

COLUMNS = 3
WEIGHT = Option(1, float, "seconds")
WIDE = ("long", "words")


class OptionField(QWidget):
    """An option's label, what is typed there, and what is wrong with it. What is empty is left to the default."""

    typed = Signal()

    def __init__(self, of: str, name: str, option: Option, value: object, names: tuple[str, ...], theme: Theme) -> None:
        """names: the template's variables, any of which may stand in the place of a value."""
        super().__init__()
        self.name, self.option = name, option
        self._edit: QComboBox | QLineEdit | LongText
        self._text: Callable[[], str]
        usual = checks.typed(list(option.default) if isinstance(option.default, tuple) else option.default)
        # An empty text says something, so what is usual stands there as text; elsewhere it is written in grey.
        shown = (usual if option.sort == "text" else "") if value is None else checks.typed(value)
        if option.sort in ("choice", "yes_no"):
            self._edit = self._box(option, usual, names)
            self._put_choice(self._edit, shown)
        elif option.sort in WIDE:
            long = self._edit = LongText(theme)
            long.setPlainText(shown)
            long.textChanged.connect(self.typed)
            self._text = long.exact
        else:
            line = self._edit = QLineEdit(shown)
            line.setPlaceholderText(usual)
            line.textChanged.connect(self.typed)
            self._text = line.text
        label = QLabel(check_names.option(of, name))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "label")
        label.setWordWrap(True)
        label.setBuddy(self._edit)
        self._edit.setAccessibleName(label.text())
        self._problem = FaultLabel()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._edit, 1, 0)
        grid.addWidget(self._problem, 2, 0)
        self.setFocusProxy(self._edit)

    def text(self) -> str:
        """As it was typed; of a choice its value."""
        return self._text()

    def set_text(self, text: str) -> None:
        """As a person would."""
        if isinstance(self._edit, QComboBox):
            self._put_choice(self._edit, text)
            self.typed.emit()
        elif isinstance(self._edit, QLineEdit):
            self._edit.setText(text)
        else:
            self._edit.setPlainText(text)

    def show_problem(self, why: str) -> None:
        self._problem.tell(why)
        self._edit.setProperty("invalid", bool(why))
        self._edit.style().unpolish(self._edit)
        self._edit.style().polish(self._edit)

    def problem(self) -> str:
        return self._problem.text()

    def _box(self, option: Option, usual: str, names: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        choices = (YES, NO) if option.sort == "yes_no" else option.choices
        box.addItem(self.tr("usual: {value}").format(value=check_names.choice(usual)) if usual else "–", "")
        for choice in choices:
            box.addItem(check_names.choice(choice), choice)
        for name in names:
            box.addItem(f"{{{{ {name} }}}}", f"{{{{ {name} }}}}")
        box.activated.connect(lambda _: self.typed.emit())
        self._text = lambda: str(box.currentData() or "")
        return box

    def _put_choice(self, box: QComboBox, value: str) -> None:
        """One that is not offered stands there all the same, and is told as a fault."""
        with QSignalBlocker(box):
            if box.findData(value) < 0:
                box.addItem(value, value)
            box.setCurrentIndex(box.findData(value))


class CheckCard(QFrame):
    """Only what is touched changes in the check as it is written."""

    typed = Signal()
    kind_chosen = Signal(str)
    remove_wished = Signal()

    def __init__(self, raw: Raw, names: tuple[str, ...], weighed: bool, theme: Theme) -> None:
        """weighed: there are others beside it, so its weight matters."""
        super().__init__()
        self.setProperty("role", "card")
        self.raw: Raw = dict(raw)
        kind = str(raw["kind"])
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of check"))
        for each in OFFERED:
            self.kind.addItem(check_names.kind(each), each)
        self.kind.setCurrentIndex(OFFERED.index(kind))
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(self.kind.currentData()))
        remove = IconButton("trash-2", self.tr("Remove this check"), theme)
        remove.clicked.connect(self.remove_wished)
        options = {**KINDS[kind], **({"weight": WEIGHT} if weighed or "weight" in raw else {})}
        self.fields = {
            name: OptionField(kind, name, option, raw.get(name), names, theme) for name, option in options.items()
        }
        for field in self.fields.values():
            field.typed.connect(lambda field=field: self._take(field))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.kind, 1)
        head.addStretch(1)
        head.addWidget(remove)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addLayout(head, 0, 0, 1, COLUMNS)
        self._place(grid)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)

    def enter(self) -> None:
        self.kind.setFocus()

    def _place(self, grid: QGridLayout) -> None:
        """Short ones side by side, then the long ones, each in a row of its own."""
        short = [field for field in self.fields.values() if field.option.sort not in WIDE]
        for at, field in enumerate(short):
            grid.addWidget(field, 1 + at // COLUMNS, at % COLUMNS, Qt.AlignmentFlag.AlignTop)
        row = 1 + -(-len(short) // COLUMNS)
        for at, field in enumerate(each for each in self.fields.values() if each.option.sort in WIDE):
            grid.addWidget(field, row + at, 0, 1, COLUMNS)

    def _take(self, field: OptionField) -> None:
        value = checks.told(field.option, field.text())
        if value is None or (value == field.option.default and field.name not in self.raw):
            self.raw.pop(field.name, None)
        else:
            self.raw[field.name] = value
        self.typed.emit()
