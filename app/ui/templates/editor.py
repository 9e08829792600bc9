"""The editor of a person's own template: its texts, its body with faults at their lines, its variables."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.templates.blank_cards import BlankCards
from app.ui.templates.category_box import CategoryBox
from app.ui.templates.recommended import Recommended
from app.ui.templates.states import EditFields, Fault, Past
from app.ui.templates.text_boxes import BodyText
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

BODY_HEIGHT = 260


class EditorPane(QWidget):
    """Everything typed is announced at once; saving is a wish of its own."""

    draft_typed = Signal(object)
    """EditFields."""
    save_wished = Signal()
    revert_wished = Signal()
    delete_wished = Signal()
    past_wished = Signal(int)
    """An earlier version is to be edited: its id."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.description, self.category = QLineEdit(), QLineEdit(), CategoryBox()
        self.recommended = Recommended(theme)
        self.body = BodyText(theme)
        self.body.setMinimumHeight(BODY_HEIGHT)
        self.blanks = BlankCards(theme)
        self.fault = QPushButton(icon("circle-alert", theme, "error"), "")
        self.fault.setProperty("role", "link")
        self.fault.setAutoDefault(False)
        set_tip(self.fault, self.tr("Go to this line"))
        self.fault.clicked.connect(self._go_to_fault)
        self._fault_line = 0
        for signal in (
            self.title.textChanged, self.description.textChanged, self.category.typed, self.body.textChanged,
            self.blanks.typed, self.recommended.typed,
        ):  # fmt: skip
            signal.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self._scroll(), 1)
        column.addLayout(self._buttons())
        self.show_faults((), unsaved=False)

    def show_fields(self, fields: EditFields) -> None:
        """Show these, without saying that they were typed. What stands there already keeps its cursor."""
        with QSignalBlocker(self):
            for line, text in ((self.title, fields.title), (self.description, fields.description)):
                if line.text() != text:
                    line.setText(text)
                    line.setCursorPosition(0)
            if self.body.exact() != fields.body:
                self.body.setPlainText(fields.body)
            self.category.show_text(fields.category)
            self.blanks.show_blanks(fields.blanks)
            self.recommended.show_fields(fields)

    def show_faults(self, faults: tuple[Fault, ...], unsaved: bool) -> None:
        at_lines = [fault for fault in faults if fault.line is not None]
        general = [fault for fault in faults if fault.line is None and fault.blank is None]
        first = next(iter([*at_lines, *general]), None)
        self.body.mark(frozenset(fault.line for fault in at_lines if fault.line is not None))
        self._fault_line = (first.line or 0) if first else 0
        self.fault.setText(first.text.replace("&", "&&") if first else "")
        self.fault.setVisible(first is not None)
        placed = {fault.blank: fault.text for fault in reversed(faults) if fault.blank is not None}
        self.blanks.show_problems(placed)
        self.recommended.show_problems(placed)
        self._save.setEnabled(unsaved)
        self._revert.setEnabled(unsaved)

    def enter(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    def _fields(self) -> EditFields:
        fields = EditFields(
            self.title.text(), self.description.text(), self.body.exact(), self.blanks.fields(),
            category=self.category.text(),
        )  # fmt: skip
        return self.recommended.put_into(fields)

    def show_past(self, past: tuple[Past, ...]) -> None:
        """What it was before, the newest first."""
        menu = QMenu(self._past)
        for each in past:
            menu.addAction(each.when).triggered.connect(lambda _=False, id=each.id: self.past_wished.emit(id))
        old = self._past.menu()
        self._past.setMenu(menu)
        if old is not None:
            old.deleteLater()
        self._past.setVisible(bool(past))

    def _say(self) -> None:
        fields = self._fields()
        self.recommended.checker.show_names(tuple(blank.name for blank in fields.blanks))
        self.draft_typed.emit(fields)

    def _go_to_fault(self) -> None:
        self.body.go_to(self._fault_line or 1)

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(4)
        named = (
            (self.tr("Title"), self.title),
            (self.tr("Description"), self.description),
            (self.tr("Category"), self.category),
            (self.tr("Text; a variable stands in it as {{ name }}"), self.body),
            (self.tr("Variables"), self.blanks),
            (self.tr("What it recommends"), self.recommended),
        )
        for text, edit in named:
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "label")
            label.setBuddy(edit)
            edit.setAccessibleName(text)
            column.addWidget(label)
            column.addWidget(edit)
            if edit is self.body:
                column.addWidget(self.fault, 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(12)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _buttons(self) -> QHBoxLayout:
        self._save = QPushButton(self.tr("Save"))
        self._revert = QPushButton(self.tr("Undo changes"))
        delete = QPushButton(self.tr("Delete"))
        delete.setProperty("role", "quiet")
        self._save.setProperty("role", "primary")
        self._save.clicked.connect(self.save_wished)
        self._revert.clicked.connect(self.revert_wished)
        delete.clicked.connect(self.delete_wished)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._past = QPushButton(self.tr("Versions"))
        self._past.setProperty("role", "quiet")
        self._past.setAutoDefault(False)
        self._past.hide()
        row.addWidget(delete)
        row.addWidget(self._past)
        row.addStretch(1)
        row.addWidget(self._revert)
        row.addWidget(self._save)
        for button in (self._save, self._revert, delete):
            button.setAutoDefault(False)
        return row
