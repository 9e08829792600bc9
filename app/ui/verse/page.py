"""The page on which a poem is checked: its text at the left, its sheet and what was found at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.forms.findings import Finding
from app.forms.verse import Cell, Report
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.verse import wording
from app.ui.verse.faults import FaultList
from app.ui.verse.sheet import VerseSheet
from app.ui.verse.states import Followed, Source
from app.ui.verse.writing import WritingPane
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.splitter import Splitter
from app.ui.widgets.still import Still

NARROW = 720
TEXT_WIDTH = 352
"""Room for a couplet of seven on a line."""


class VersePage(QWidget):
    """Shows what a text is by the rules; the text itself is the person's, or an answer's."""

    text_changed = Signal()
    options_changed = Signal()
    chosen = Signal(object)
    """Key of the character that was pointed at; None for none."""
    replace_wished = Signal(str)
    source_chosen = Signal(str)
    take_wished = Signal()
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.writing = WritingPane(theme)
        self.edit, self.replacing = self.writing.edit, self.writing.replacing
        self.sheet, self.faults = VerseSheet(theme), FaultList(theme)
        self._summary = ElidedLabel(between="·")
        self._summary.setProperty("role", "hint")
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._lay_out(theme)
        self._connect()
        self._found: bool | None = None
        """Whether there is a poem to be seen; None before anything was shown."""
        self.show_report(None)

    # ---- states -------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The person's own."""
        return self.writing.text()

    def set_text(self, text: str) -> None:
        self.writing.set_text(text)

    def put(self, start: int, length: int, char: str) -> None:
        self.writing.put(start, length, char)

    def options(self) -> tuple[str, str]:
        return self.writing.options()

    def show_options(self, form: str, book: str) -> None:
        self.writing.show_options(form, book)

    def show_source(self, source: Source) -> None:
        self.writing.show_source(source)

    def show_followed(self, followed: Followed) -> None:
        self.writing.show_followed(followed)

    def show_report(self, report: Report | None) -> None:
        found = report is not None and bool(report.poems)
        said = wording.summary(report) if report is not None else ""
        if said != self._summary.text():
            self._summary.setText(said)
            self.sheet.setAccessibleName(said)
        if found != self._found:
            self._found = found
            self._stack.setCurrentIndex(1 if found else 0)
            self.faults.setVisible(found)
        self.sheet.show_report(report)
        if report is not None:
            self.faults.show_findings(report.findings, len(report.poems))

    def show_cell(self, cell: Cell | None, offered: tuple[str, ...]) -> None:
        self.replacing.show_cell(cell, offered)

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.writing.enter()

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
        head.addWidget(Still(self._summary), 1)
        head.addWidget(self._close)
        self._split = Splitter(Qt.Orientation.Horizontal, theme)
        self._split.addWidget(self.writing)
        self._split.addWidget(self._right(theme))
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([TEXT_WIDTH, 2 * TEXT_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._split, 1)

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
        writing = self.writing
        writing.text_changed.connect(self.text_changed)
        writing.options_changed.connect(self.options_changed)
        writing.source_chosen.connect(self.source_chosen)
        writing.take_wished.connect(self.take_wished)
        self.sheet.chosen.connect(self.chosen)
        self.faults.pointed.connect(self._point)
        self.replacing.replace_wished.connect(self.replace_wished)
        self._close.clicked.connect(self.close_wished)
