"""The explorer's page in the window: where its panes lie. Shows states, says what is wished, decides nothing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.ui.conversation.rewrite import ThinkingEditor
from app.ui.explorer.bar import ExplorerBar
from app.ui.explorer.inspector import Inspector
from app.ui.explorer.keys import KEYS, LEAST_CERTAIN, SEARCH
from app.ui.explorer.legend import Legend
from app.ui.explorer.outline import Outline
from app.ui.explorer.states import Head
from app.ui.explorer.steps_view import StepsView
from app.ui.explorer.timeline import TimelineView
from app.ui.explorer.work_strip import WorkStrip
from app.ui.icons import icon
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.splitter import Splitter

OUTLINE_WIDTH, RIGHT_WIDTH = 250, 376
NARROW = 900
"""Pixels of width under which one pane is seen at a time."""
SIDES = ("outline", "thinking", "answer")


class ExplorerPage(QWidget):
    """Outline, thinking, and at the right the answer over the inspector; above them the timeline."""

    close_wished = Signal()
    compare_wished = Signal()
    export_wished = Signal()
    next_mark_wished = Signal(str, int)
    """MarkSort, and 1 for the next or -1 for the one before."""
    least_certain_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explorer")
        self.timeline = TimelineView(theme)
        self.bar = ExplorerBar(theme)
        self.outline = Outline(theme)
        self.thinking = StepsView(theme, self.tr("Thinking, step by step"))
        self.answer = StepsView(theme, self.tr("Answer, sentence by sentence"), answer=True)
        self.inspector = Inspector(theme)
        self.editor = ThinkingEditor()
        self.editor.set_font(theme.font(size=theme.sizes.thinking))
        self.work, self.legend = WorkStrip(theme), Legend(theme)
        self._title = ElidedLabel()
        self._model = ElidedLabel()
        self._model.setProperty("role", "hint")
        self._flags = QHBoxLayout()
        self._flags.setSpacing(4)
        self._theme = theme
        self._sides = Segmented(
            [("outline", self.tr("Outline")), ("thinking", self.tr("Thinking")), ("answer", self.tr("Answer"))], theme
        )
        self._sides.set_value("thinking")
        self._sides.chosen.connect(lambda _: self._show_sides())
        self._narrow: bool | None = None
        self._warm = False
        self._lay_out(theme)
        self._make_shortcuts()

    # ---- states -------------------------------------------------------------------------------------------------

    def show_head(self, head: Head) -> None:
        self._title.setText(head.title)
        self._model.setText(head.facts)
        while (item := self._flags.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        words = [self.tr("still thinking")] if head.running else []
        for text, tone in [*((word, "info") for word in words), *((flag, "warn") for flag in head.flags)]:
            self._flags.addWidget(Badge(text, tone, self._theme))

    def show_nothing(self, title: str, hint: str) -> None:
        """Say why there is nothing to explore."""
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(EmptyState(title, hint, icon_name="brain"))
        self._stack.setCurrentIndex(1)

    @property
    def heat_colour(self) -> QColor:
        """What the grounds of uncertain tokens are made of."""
        return QColor(self._theme.kinds["vermilion"].ground)

    def show_editor(self, text: str | None) -> None:
        """Lay an editor where the thinking is, beginning with `text`; None takes it away."""
        self._middle.setCurrentIndex(0 if text is None else 1)
        if text is not None:
            self.editor.open(text)
        else:
            self.thinking.setFocus()

    def say(self, text: str) -> None:
        """Tell something in passing, above the panes."""
        self._remarks.show_remark("info", text)

    def show_trace(self) -> None:
        self._stack.setCurrentIndex(0)
        if not self._warm:
            self._warm = True
            self.inspector.warm()

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.thinking.setFocus()

    @property
    def narrow(self) -> bool:
        return bool(self._narrow)

    # ---- lying --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_sides()

    def _show_sides(self) -> None:
        """In a narrow window one of the panes; else all of them."""
        self._sides.setVisible(self.narrow)
        for name, side in zip(SIDES, (self.outline, self._centre, self._right), strict=True):
            side.setVisible(not self.narrow or name == self._sides.value())

    def _lay_out(self, theme: Theme) -> None:
        self._right = Splitter(Qt.Orientation.Vertical, theme)
        self._right.addWidget(self.answer)
        self._right.addWidget(self.inspector)
        self._right.setSizes([260, 400])
        split = Splitter(Qt.Orientation.Horizontal, theme)
        middle = QWidget()
        self._middle = QStackedLayout(middle)
        self._middle.addWidget(self.thinking)
        self._middle.addWidget(self.editor)
        self._centre = middle
        for widget in (self.outline, middle, self._right):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([OUTLINE_WIDTH, 2 * OUTLINE_WIDTH, RIGHT_WIDTH])
        self.outline.setMinimumWidth(200)
        self._right.setMinimumWidth(300)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addWidget(self.timeline)
        inside.addWidget(self.legend)
        inside.addWidget(split, 1)
        room = QWidget()
        self._stack = QStackedLayout(room)
        self._stack.addWidget(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._remarks = Remarks()
        column.addLayout(self._head(theme))
        column.addWidget(self._remarks)
        column.addWidget(room, 1)
        column.addWidget(self.work)

    def _make_shortcuts(self) -> None:
        """Single letters, which a line that is typed into takes for itself."""

        def on(keys: str, do: Callable[[], None]) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

        for key, sort in KEYS.items():
            on(key, partial(self.next_mark_wished.emit, sort, 1))
            on(f"Shift+{key}", partial(self.next_mark_wished.emit, sort, -1))
        on(LEAST_CERTAIN, self.least_certain_wished.emit)
        on(SEARCH, self.outline.search.setFocus)

    def _head(self, theme: Theme) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icon("brain", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title = QLabel(self.tr("Explorer"))
        title.setProperty("role", "heading")
        close = IconButton("x", self.tr("Back to the conversation"), theme)
        close.clicked.connect(self.close_wished)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(8)
        row.addWidget(picture)
        row.addWidget(title)
        row.addSpacing(8)
        row.addWidget(self._title, 3)
        row.addLayout(self._flags)
        row.addWidget(self._model)
        compare = IconButton("columns-2", self.tr("Compare with other versions"), theme)
        compare.clicked.connect(self.compare_wished)
        export = IconButton("arrow-down-to-line", self.tr("Take this conversation out, with your marks"), theme)
        export.clicked.connect(self.export_wished)
        for widget in (self._sides, compare, export, close):
            row.addWidget(widget)
        return row
