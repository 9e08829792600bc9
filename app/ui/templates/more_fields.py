"""More widgets in which a blank is filled in: several choices, yes or no, a text file, and what fills itself."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.prompts import file_value
from app.prompts.values import BETWEEN
from app.ui.i18n import explain
from app.ui.templates.fields import Field
from app.ui.templates.states import Blank
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme

COLUMNS = 3


class SeveralField(Field):
    """A box to tick for each choice, in the order of the template."""

    def __init__(self, blank: Blank) -> None:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._boxes = [QCheckBox(choice.replace("&", "&&")) for choice in blank.choices]
        for place, box in enumerate(self._boxes):
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        super().__init__(blank, held)
        if self._boxes:
            held.setFocusProxy(self._boxes[0])
        for box in self._boxes:
            box.toggled.connect(self._say)

    def value(self) -> str:
        ticked = [c for c, box in zip(self.blank.choices, self._boxes, strict=True) if box.isChecked()]
        return BETWEEN.join(ticked)

    def _put(self, text: str) -> None:
        wanted = {part.strip() for part in text.split(BETWEEN.strip())}
        for choice, box in zip(self.blank.choices, self._boxes, strict=True):
            box.setChecked(choice in wanted)


class YesNoField(Field):
    """The label is beside the box, and not above it again."""

    def __init__(self, blank: Blank) -> None:
        self._box = QCheckBox(blank.label.replace("&", "&&"))
        super().__init__(blank, self._box)
        self._label.hide()
        self._box.toggled.connect(self._say)

    def value(self) -> str:
        return "yes" if self._box.isChecked() else "no"

    def _put(self, text: str) -> None:
        self._box.setChecked(text.strip().lower() in ("yes", "true", "1", "on", "是", "附"))


class FileField(Field):
    """A text file: its name, and what it says, to be read before it is sent. It is read once, when it is chosen."""

    chosen = Signal(str)
    """Path of a file, for tests and for drops."""

    def __init__(self, blank: Blank, theme: Theme) -> None:
        held = QWidget()
        self._text = LongText(theme)
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("role", "hint")
        choose, clear = QPushButton(self.tr("Choose a file…")), QPushButton(self.tr("Remove"))
        clear.setProperty("role", "quiet")
        for button in (choose, clear):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(choose)
        row.addWidget(self._name, 1)
        row.addWidget(clear)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._text)
        super().__init__(blank, held)
        held.setFocusProxy(choose)
        self._text.setAccessibleName(blank.label)
        self._text.textChanged.connect(self._say)
        choose.clicked.connect(self._browse)
        clear.clicked.connect(lambda: self._take(""))
        self.chosen.connect(self.open)
        self._clear, self._file = clear, ""
        self._take("")

    def open(self, path: str) -> None:
        """Take a file; what is wrong with it is said beneath."""
        try:
            self._take(file_value(Path(path)))
        except UserError as error:
            self.show_problem(" ".join(explain(error)).strip())

    def value(self) -> str:
        text = self._text.exact()
        return f"{self._file}\n{text}" if self._file else text

    def _put(self, text: str) -> None:
        name, _, content = text.partition("\n")
        self._file = name if text else ""
        self._name.setText(self._file)
        self._clear.setVisible(bool(text))
        self._text.setPlainText(content)

    def _take(self, text: str) -> None:
        self._put(text)
        self._say()

    def _browse(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose a text file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class SelfField(Field):
    """Filled in from what is around; what stands there is the person's to change."""

    def __init__(self, blank: Blank, theme: Theme) -> None:
        self._text = LongText(theme)
        told = {
            "date": self.tr("Today's date fills itself in"),
            "clipboard": self.tr("What was copied fills itself in"),
            "last_answer": self.tr("The last answer of the conversation fills itself in"),
            "report": self.tr("The checker's report on the last answer fills itself in"),
        }
        self._text.setPlaceholderText(told.get(blank.kind, ""))
        super().__init__(blank, self._text)
        self._text.textChanged.connect(self._say)

    def value(self) -> str:
        return self._text.exact()

    def _put(self, text: str) -> None:
        self._text.setPlainText(text)


def more_field(blank: Blank, theme: Theme) -> Field | None:
    """The field of a blank that needs more than a line, a text, a choice or a number; None for the others."""
    match blank.kind:
        case "choices":
            return SeveralField(blank)
        case "yes_no":
            return YesNoField(blank)
        case "file":
            return FileField(blank, theme)
        case "date" | "clipboard" | "last_answer" | "report":
            return SelfField(blank, theme)
        case _:
            return None
