"""The dialog for taking conversations out: the choices at the left, what will come of them at the right."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.exchange.choices import THINKINGS
from app.ui.exchange import wording
from app.ui.exchange.export_states import KINDS, ExportState, Preview, Writing
from app.ui.i18n import explain
from app.ui.icons import icon
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.segmented import Segmented

FIRST_SIZE = QSize(980, 640)
SMALLEST = QSize(640, 480)
LEFT = 288
ICONS = {
    "markdown": "file-text", "html": "columns-2", "pdf": "book-open", "picture": "eye", "openai": "rows-2",
    "sharegpt": "rows-2", "training": "rows-2", "sibian": "feather",
}  # fmt: skip


class ExportDialog(QDialog):
    """Shows states, says what is chosen and wished; decides nothing."""

    changed = Signal()
    """Something was chosen; see `chosen`."""
    save_wished = Signal()
    copy_wished = Signal()
    cancel_wished = Signal()

    def __init__(self, theme: Theme, state: ExportState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Take conversations out"))
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.state = state
        self.remarks = Remarks()
        self._image: QPixmap | None = None
        self._scope = Segmented([(scope, self._scope_title(scope, count)) for scope, count in state.scopes], theme)
        self._scope.setAccessibleName(self.tr("What"))
        self._kinds = QListWidget()
        self._kinds.setAccessibleName(self.tr("Form"))
        for kind in KINDS:
            item = QListWidgetItem(icon(ICONS[kind], theme), wording.form_title(kind))
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setToolTip(wording.form_hint(kind))
            item.setSizeHint(QSize(0, 34))
            self._kinds.addItem(item)
        self._kinds.setMinimumHeight(len(KINDS) * 36)
        self._hint = _label("", "hint")
        self._hint.setMinimumHeight(40)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._thinking = Segmented([(each, wording.thinking_title(each)) for each in THINKINGS], theme)
        self._thinking.setAccessibleName(self.tr("Thinking"))
        self._branches = QCheckBox(self.tr("Every branch"))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Preview"))
        self._text.setFont(theme.font("mono", theme.sizes.small))
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._picture)
        self._preview = QStackedWidget()
        self._preview.addWidget(self._text)
        self._preview.addWidget(self._area)
        self._more = _label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._copy = QPushButton(self.tr("Copy"))
        self._save = QPushButton(self.tr("Save…"))
        self._save.setProperty("role", "primary")
        self._close = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        self.show_state(state)
        self.show_writing(None)
        self._kinds.setFocus()

    # ---- states -------------------------------------------------------------------------------------------------

    def show_state(self, state: ExportState) -> None:
        self.state = state
        with QSignalBlocker(self._kinds), QSignalBlocker(self._branches):
            self._scope.set_value(state.scope)
            self._kinds.setCurrentRow(KINDS.index(state.kind))
            self._thinking.set_value(state.thinking)
            self._branches.setChecked(state.branches)
        self._hint.setText(wording.form_hint(state.kind))
        self._thinking.setEnabled(len(state.thinkings) > 1)
        self._branches.setEnabled(state.branching)
        self._copy.setVisible(state.copyable)

    def show_preview(self, preview: Preview) -> None:
        self._image = QPixmap.fromImage(preview.image) if preview.image is not None else None
        if self._image is None:
            self._text.setPlainText(preview.text)
        self._preview.setCurrentIndex(1 if self._image is not None else 0)
        self._more.setText(self.tr("This is only the beginning.") if preview.cut else "")
        self._fit()

    def show_writing(self, writing: Writing | None) -> None:
        """How far a file is; None where none is being written."""
        busy = writing is not None
        self._bar.setVisible(busy)
        if writing is not None:
            self._bar.setRange(0, writing.total if writing.total > 1 else 0)
            self._bar.setValue(writing.done)
        for widget in (self._scope, self._kinds, self._copy, self._save):
            widget.setEnabled(not busy)
        self._close.setText(self.tr("Cancel") if busy else self.tr("Close"))

    def show_saved(self, path: str) -> None:
        self.remarks.show_remark("good", self.tr("Saved as {path}").format(path=path))

    def show_copied(self) -> None:
        self.remarks.show_remark("good", self.tr("Copied"))

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    # ---- wishes -------------------------------------------------------------------------------------------------

    def chosen(self) -> ExportState:
        """What is chosen now, in the state that is shown."""
        kind = self._kinds.currentItem().data(Qt.ItemDataRole.UserRole)
        return replace(
            self.state,
            scope=self._scope.value(),  # type: ignore[arg-type]
            kind=kind,
            thinking=self._thinking.value(),  # type: ignore[arg-type]
            branches=self._branches.isChecked(),
        )

    def reject(self) -> None:
        # Escape and the window's own button: a file that is being written is given up first.
        if self._bar.isVisible():
            self.cancel_wished.emit()
        else:
            super().reject()

    def _connect(self) -> None:
        self._scope.chosen.connect(lambda _: self.changed.emit())
        self._thinking.chosen.connect(lambda _: self.changed.emit())
        self._kinds.currentRowChanged.connect(lambda _: self.changed.emit())
        self._branches.toggled.connect(lambda _: self.changed.emit())
        self._save.clicked.connect(self.save_wished)
        self._copy.clicked.connect(self.copy_wished)
        self._close.clicked.connect(self.reject)

    # ---- lying --------------------------------------------------------------------------------------------------

    def _scope_title(self, scope: str, count: int) -> str:
        if scope == "this":
            return self.tr("This conversation")
        if scope == "chosen":
            return self.tr("Chosen ({count})").format(count=wording.count(count))
        return self.tr("All ({count})").format(count=wording.count(count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the picture as wide as there is room, at most as it is."""
        if self._image is None:
            return
        room = max(200, self._area.viewport().width() - 4)
        wide = min(room, self._image.width())
        ratio = self.devicePixelRatioF()
        shown = self._image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for title, widget in ((self.tr("What"), self._scope), (self.tr("Form"), self._kinds)):
            column.addWidget(_label(title, "label"))
            column.addWidget(widget)
        column.addWidget(self._hint)
        column.addWidget(_label(self.tr("Thinking"), "label"))
        column.addWidget(self._thinking)
        column.addWidget(self._branches)
        column.addStretch(1)
        left.setObjectName("sidebar")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._more, 1)
        for button in (self._copy, self._close, self._save):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(12)
        right.addWidget(self._preview, 1)
        right.addWidget(self._bar)
        right.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.remarks)
        whole.addLayout(row, 1)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
