"""Templates by a slash: “/” at the beginning of an empty question opens a list, what follows narrows it.

Knows the box it stands above by its text and its keys alone, and of templates only their names.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.ui.templates.states import Row
from app.ui.theme import Theme

ROWS = 8
ROW_HEIGHT = 28
GAP = 16
"""Above the text of the box, which has a frame around it."""
SLUG = int(Qt.ItemDataRole.UserRole) + 1


class SlashList(QListWidget):
    """Lies above the box while a command is typed; the keyboard stays with the box."""

    chosen = Signal(str)
    """Slug of a template."""

    def __init__(
        self, box: QPlainTextEdit, window: QWidget, find: Callable[[str], tuple[Row, ...]], theme: Theme
    ) -> None:
        """find: the templates that a query matches."""
        super().__init__(window)
        self._box, self._window, self._find = box, window, find
        self._dismissed = False
        self.setObjectName("slash")
        self.setAccessibleName(self.tr("Templates"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground, edge = theme.colours.raised, theme.colours.edge
        self.setStyleSheet(
            f"#slash {{ background: {ground}; border: 1px solid {edge}; border-radius: 6px; padding: 4px }}"
        )
        self.hide()
        box.installEventFilter(self)
        box.textChanged.connect(self._on_text)
        self.itemClicked.connect(self._take)

    def _on_text(self) -> None:
        text = self._box.toPlainText()
        if not text.startswith("/") or "\n" in text:
            self._dismissed = False
            self.hide()
            return
        if self._dismissed:
            return
        rows = self._find(text[1:])
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.title, self)
            item.setData(SLUG, row.slug)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.description)
        self.setVisible(bool(rows))
        if rows:
            self.setCurrentRow(0)
            self._lie(len(rows))

    def _lie(self, count: int) -> None:
        height = min(count, ROWS) * ROW_HEIGHT + 12
        corner = self._box.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(corner.x(), max(0, corner.y() - height - GAP), min(420, self._box.width()), height)
        self.raise_()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        slug = str(item.data(SLUG))
        self.hide()
        # It was a command and no question; undo brings it back all the same.
        self._box.selectAll()
        self._box.textCursor().removeSelectedText()
        self.chosen.emit(slug)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isHidden() or watched is not self._box:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        # Before it is a key it is a shortcut: Escape would stop what runs.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = -1 if key == Qt.Key.Key_Up else 1
                self.setCurrentRow((self.currentRow() + step) % self.count())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take(self.currentItem())
            case Qt.Key.Key_Escape:
                self._dismissed = True
                self.hide()
            case _:
                return False
        return True
