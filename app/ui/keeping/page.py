"""The database page as one sees it: backups at the left, space and the trash at the right. Says what is wished."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.keeping.states import BackupLine, KeepingState, SpaceLine
from app.ui.model.fields import calm
from app.ui.sidebar.asking import confirm
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton

WIDEST = 720
MOST_DAYS = 3650


class KeepingPage(QWidget):
    backup_wished = Signal()
    check_wished = Signal()
    restore_wished = Signal(object)
    """Path of a backup; it was asked whether that is meant."""
    trash_days_wished = Signal(int)
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remarks = Remarks()
        self._path = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._path.setProperty("role", "hint")
        self._busy = self._label("hint")
        self._make = QPushButton(self.tr("Back up now"))
        self._make.clicked.connect(self.backup_wished)
        self._restore = QPushButton(self.tr("Restore…"))
        self._restore.clicked.connect(self._ask_restore)
        self._check = QPushButton(self.tr("Check for damage"))
        self._check.clicked.connect(self.check_wished)
        self.backups = QListWidget()
        self.backups.setAccessibleName(self.tr("Backups"))
        self.backups.setFixedHeight(132)
        self.backups.currentItemChanged.connect(lambda *_: self._enable())
        self._none = self._label("hint")
        self._none.setText(self.tr("There are none yet. One is made by itself within the day."))
        self._days = QSpinBox()
        self._days.setRange(0, MOST_DAYS)
        self._days.setSuffix(self.tr(" days"))
        self._days.setSpecialValueText(self.tr("for ever"))
        self._days.setKeyboardTracking(False)
        calm(self._days)
        self._days.valueChanged.connect(self.trash_days_wished)
        self._counts = self._label("hint")
        self._space = QGridLayout()
        self._space.setHorizontalSpacing(16)
        self._space.setVerticalSpacing(8)
        self._space.setColumnStretch(1, 1)
        self._state = KeepingState()
        self._lay_out(theme)

    # ---- states -------------------------------------------------------------------------------------------------

    def show_state(self, state: KeepingState) -> None:
        old, self._state = self._state, state
        self._path.setText(state.database)
        self._busy.setText(state.busy)
        self._busy.setVisible(bool(state.busy))
        self._counts.setText(state.counts)
        if state.backups != old.backups:
            self._fill(state.backups)
        if state.space != old.space:
            self._measure(state.space)
        self._enable()

    def show_trash_days(self, days: int) -> None:
        with QSignalBlocker(self._days):
            self._days.setValue(days)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _fill(self, lines: tuple[BackupLine, ...]) -> None:
        self.backups.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.when}   {line.size}   {line.why}", self.backups)
            item.setData(Qt.ItemDataRole.UserRole, line)
        if lines:
            self.backups.setCurrentRow(0)

    def _measure(self, lines: tuple[SpaceLine, ...]) -> None:
        while (item := self._space.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, line in enumerate(lines):
            name, size, bar = self._label(""), self._label(""), QProgressBar()
            name.setText(line.name)
            size.setText(line.size)
            size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            bar.setRange(0, 1000)
            bar.setValue(round(line.share * 1000))
            bar.setTextVisible(False)
            for column, widget in enumerate((name, bar, size)):
                self._space.addWidget(widget, row, column)

    def _enable(self) -> None:
        free = not self._state.busy
        self._make.setEnabled(free)
        self._check.setEnabled(free)
        self._restore.setEnabled(free and self.backups.currentItem() is not None)
        self.backups.setVisible(self.backups.count() > 0)
        self._none.setVisible(self.backups.count() == 0)

    def _ask_restore(self) -> None:
        line: BackupLine = self.backups.currentItem().data(Qt.ItemDataRole.UserRole)
        question = self.tr("Go back to the backup of {when}?").format(when=line.when)
        hint = self.tr(
            "Sibian starts again with it. The database of now is not erased: it is moved into a folder beside it."
        )
        confirm(self, question, hint, self.tr("Restore"), lambda: self.restore_wished.emit(line.path))

    def _label(self, role: str) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(role == "hint")
        if role:
            made.setProperty("role", role)
        return made

    def _heading(self, text: str, hint: str) -> QVBoxLayout:
        column, title, why = QVBoxLayout(), self._label("heading"), self._label("hint")
        column.setSpacing(4)
        title.setText(text)
        why.setText(hint)
        column.addWidget(title)
        if hint:
            column.addWidget(why)
        return column

    def _lay_out(self, theme: Theme) -> None:
        picture, title, close = QLabel(), self._label("heading"), IconButton("x", self.tr("Back"), theme)
        picture.setPixmap(icon("database", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title.setText(self.tr("Database"))
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        for widget, stretch in ((picture, 0), (title, 0), (self._path, 1), (close, 0)):
            head.addWidget(widget, stretch)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(24, 16, 24, 24)
        parts.setSpacing(12)
        parts.addLayout(
            self._heading(
                self.tr("Backups"),
                self.tr("Made once a day and before every update, checked, and thinned out by age."),
            )
        )
        parts.addWidget(self.backups)
        parts.addWidget(self._none)
        buttons = QHBoxLayout()
        for button in (self._make, self._restore, self._check):
            buttons.addWidget(button)
        buttons.addWidget(self._busy, 1)
        buttons.addStretch(0)
        parts.addLayout(buttons)
        parts.addSpacing(16)
        parts.addLayout(self._heading(self.tr("Trash"), self.tr("What was thrown away is deleted for good after:")))
        parts.addWidget(self._days, 0, Qt.AlignmentFlag.AlignLeft)
        parts.addSpacing(16)
        parts.addLayout(self._heading(self.tr("Space"), ""))
        parts.addWidget(self._counts)
        parts.addLayout(self._space)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        # A scroll area would give it a ground of its own.
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.remarks)
        column.addWidget(area, 1)
