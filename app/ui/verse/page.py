"""The page on which a poem is checked: its text at the left, its sheet and what was found at the right."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.forms.findings import Finding
from app.forms.verse import BOOKS, FORMS, Cell, Report
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.verse import wording
from app.ui.verse.faults import FaultList
from app.ui.verse.replacing import ReplacePane
from app.ui.verse.sheet import VerseSheet
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.splitter import Splitter

NARROW = 720
TEXT_WIDTH = 320
TEXT_SIZE = 18


class VersePage(QWidget):
    """Shows what a text is by the rules; the text itself is the person's."""

    text_changed = Signal()
    options_changed = Signal()
    chosen = Signal(object)
    """Key of the character that was pointed at; None for none."""
    replace_wished = Signal(str)
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit()
        self.edit.setFont(theme.font("verse", TEXT_SIZE))
        self.edit.setAccessibleName(self.tr("Poem"))
        self.edit.setPlaceholderText(self.tr("Write or paste a poem"))
        self.edit.setTabChangesFocus(True)
        self.form, self.book = QComboBox(), QComboBox()
        self.form.setAccessibleName(self.tr("Form"))
        self.book.setAccessibleName(self.tr("Rhyme book"))
        self.form.addItem(self.tr("Any form"), "auto")
        for form in FORMS:
            self.form.addItem(form, form)
        for book in BOOKS:
            self.book.addItem(book, book)
        self.sheet, self.faults, self.replacing = VerseSheet(theme), FaultList(theme), ReplacePane(theme)
        self._summary = ElidedLabel(between="·")
        self._summary.setProperty("role", "hint")
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._lay_out(theme)
        self._connect()
        self.show_report(None)

    # ---- states -------------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is there; undo brings the old one back."""
        cursor = QTextCursor(self.edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)

    def put(self, start: int, length: int, char: str) -> None:
        """Put a character in the place of another; both counted in UTF-16 units."""
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(char)

    def options(self) -> tuple[str, str]:
        """Form and rhyme book."""
        return str(self.form.currentData()), str(self.book.currentData())

    def show_options(self, form: str, book: str) -> None:
        for box, value in ((self.form, form), (self.book, book)):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(value)))

    def show_report(self, report: Report | None) -> None:
        found = report is not None and bool(report.poems)
        self._summary.setText(wording.summary(report) if report is not None and self.text().strip() else "")
        self._stack.setCurrentIndex(1 if found else 0)
        self.sheet.show_report(report)
        self.faults.setVisible(found)
        if report is not None:
            self.faults.show_findings(report.findings, len(report.poems))

    def show_cell(self, cell: Cell | None, offered: tuple[str, ...]) -> None:
        self.replacing.show_cell(cell, offered)

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.edit.setFocus()

    # ---- lying --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._summary.setVisible(not narrow)

    def _point(self, finding: Finding | None) -> None:
        """Show the characters that a finding is about."""
        if finding is None:
            return
        self.sheet.tell(finding.poem, finding.places)
        if finding.poem is not None and finding.places:
            self._area.ensureVisible(0, self.sheet.top_of(finding.poem, finding.places[0].line), 0, 120)

    def _lay_out(self, theme: Theme) -> None:
        picture, title = QLabel(), QLabel(self.tr("Check a poem"))
        picture.setPixmap(icon("feather", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(picture)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self._summary, 1)
        head.addStretch(0)
        head.addWidget(self._close)
        self._split = Splitter(Qt.Orientation.Horizontal, theme)
        self._split.addWidget(self._left())
        self._split.addWidget(self._right(theme))
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([TEXT_WIDTH, 2 * TEXT_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._split, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        options = QHBoxLayout()
        options.setSpacing(8)
        options.addWidget(self.form, 1)
        options.addWidget(self.book, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 12, 16)
        column.setSpacing(8)
        column.addLayout(options)
        column.addWidget(self.edit, 1)
        column.addWidget(self.replacing)
        return left

    def _right(self, theme: Theme) -> QWidget:
        self._area = QScrollArea()
        inner = QWidget()
        inner.setObjectName("scrolled")
        held = QVBoxLayout(inner)
        held.setContentsMargins(4, 0, 16, 8)
        held.addWidget(self.sheet)
        held.addWidget(self._legend())
        held.addStretch(1)
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        empty = EmptyState(
            self.tr("No poem yet"),
            self.tr("Write or paste one at the left. Tones, rhyme and pattern are shown as you write."),
            icon_name="feather",
        )
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._area)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 16, 16)
        column.setSpacing(8)
        column.addWidget(shown, 3)
        column.addWidget(self.faults, 1)
        return right

    def _legend(self) -> QLabel:
        legend = QLabel(self.tr("○ level  ● oblique  ◐ both  · unknown — above: what the pattern wants (中: either)"))
        legend.setTextFormat(Qt.TextFormat.PlainText)
        legend.setWordWrap(True)
        legend.setProperty("role", "hint")
        return legend

    def _connect(self) -> None:
        self.edit.textChanged.connect(self.text_changed)
        for box in (self.form, self.book):
            box.activated.connect(lambda _: self.options_changed.emit())
        self.sheet.chosen.connect(self.chosen)
        self.faults.pointed.connect(self._point)
        self.replacing.replace_wished.connect(self.replace_wished)
        self._close.clicked.connect(self.close_wished)
