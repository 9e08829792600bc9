"""The one widget that shows a model's Markdown: reads it, sets it, lets it grow. Opens, loads and fetches nothing.

Knows nothing of conversations. Text comes in by `set_markdown` or, while it is being written, by `append_markdown`.
"""

import math
from time import monotonic

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip, QWidget

from app.text.growing import Growing
from app.ui.theme import Face, Theme, applied
from app.ui.widgets.external import open_external
from app.ui.widgets.follower import EndFollower
from app.ui.widgets.grounds import paint_grounds
from app.ui.widgets.setting import Setting
from app.ui.widgets.tips import plain_tip
from app.ui.widgets.writer import PageWriter

UNKNOWN = QTextDocument.ResourceType.UnknownResource
SHORTEST_S = 0.033
"""Between two drawings of a growing text."""
REST = 3
"""A drawing is followed by a pause of so many times what it took: a long tail may lag, but never holds the window."""


class RichView(QTextBrowser):
    """Read-only, selectable, with a scroll bar of its own that follows the end until the reader scrolls up."""

    content_changed = Signal()
    """The text takes another height than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, name: str = "", face: Face = "sans") -> None:
        super().__init__(parent)
        self._theme, self._face, self._size = theme, face, theme.sizes.answer
        self._source: list[str] = []
        self._drawn_at, self._pause = 0.0, SHORTEST_S
        self._height = 0
        self._by_keyboard = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        # What is dropped here is the window's: weights, most likely.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(4)
        self.follower = EndFollower(self.verticalScrollBar())
        self.anchorClicked.connect(self._on_link)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self._start_over()
        self._drawn_at = 0.0  # the first words need not wait

    # ---- text ---------------------------------------------------------------------------------------------------

    def set_markdown(self, markdown: str) -> None:
        """Show `markdown` in place of what is there, from its beginning."""
        if markdown == self.markdown():
            self.finish()
            return
        self._source = [markdown]
        self._start_over()

    def append_markdown(self, markdown: str) -> None:
        """Add to the end. Drawn at once, or within a few hundredths of a second where much comes."""
        if not markdown:
            return
        self._source.append(markdown)
        self._growing.feed(markdown)
        since = monotonic() - self._drawn_at
        if since >= self._pause:
            self._draw()
        elif not self._soon.isActive():
            self._soon.start(math.ceil((self._pause - since) * 1000))

    def append(self, text: str) -> None:
        """Qt's own would guess whether it is HTML."""
        self.append_markdown(text)

    def finish(self) -> None:
        """Nothing more comes for now: draw what is still waiting."""
        if self._soon.isActive():
            self._draw()

    def markdown(self) -> str:
        """What was put in, letter by letter."""
        return "".join(self._source)

    # ---- look ---------------------------------------------------------------------------------------------------

    def set_text_size(self, pixels: int) -> None:
        if pixels != self._size:
            self._size = pixels
            self._start_over()

    def set_face(self, face: Face) -> None:
        """The face of running text: "sans", "serif", or "verse" (a Kai face where there is one)."""
        if face != self._face:
            self._face = face
            self._start_over()

    def set_theme(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            self._start_over()

    def content_height(self) -> int:
        """Pixels that would show the whole text at the present width, also before it has been shown."""
        if self.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
            # Qt tells a hidden widget its size only when it is shown.
            self.document().setTextWidth(min(self.width() - 2 * self.frameWidth(), self._measure()))
        else:
            self._keep_width()
        return math.ceil(self.document().size().height()) + 2 * self.frameWidth()

    def go_to_end(self) -> None:
        self.follower.follow()

    # ---- nothing foreign ----------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # An empty answer would make QTextDocument look for a file of that name.
        return nothing() if kind == QTextDocument.ResourceType.ImageResource.value else b""

    def doSetSource(self, name: QUrl | str, kind: QTextDocument.ResourceType = UNKNOWN) -> None:
        """There are no other pages to go to."""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self.anchorAt(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(target), self)
            return True
        return super().viewportEvent(event)

    def _on_link(self, target: QUrl) -> None:
        open_external(bytes(target.toEncoded().data()).decode("ascii", "replace"), self.window())

    # ---- inside -------------------------------------------------------------------------------------------------

    def _start_over(self) -> None:
        """Set the whole text anew, where the reader is."""
        at = None if self.follower.following else self._top()
        self._growing = Growing()
        self._growing.feed(self.markdown())
        setting = Setting(self._theme, self._size, self._face)
        self.document().clear()
        self.document().setDefaultFont(setting.font)
        self._writer = PageWriter(self.document(), setting)
        self._draw()
        self._fit_measure()
        if at is not None:
            self._show_at_top(at)

    def _draw(self) -> None:
        self._soon.stop()
        began = monotonic()
        chosen = self.textCursor()
        anchor, position = chosen.anchor(), chosen.position()
        scrolled = self.verticalScrollBar().value()
        edit = QTextCursor(self.document())
        # One edit: the layout, and with it the scroll bar, sees only the result.
        edit.beginEditBlock()
        self._writer.show(self._growing.advance(), self._growing.tail())
        edit.endEditBlock()
        if anchor != position:
            self._choose_again(anchor, position, scrolled)
        self._drawn_at = monotonic()
        self._pause = max(SHORTEST_S, REST * (self._drawn_at - began))

    def _choose_again(self, anchor: int, position: int, scrolled: int) -> None:
        """What was selected in the part that was set anew is the same text in the same place."""
        end = self.document().characterCount() - 1
        chosen = self.textCursor()
        if (chosen.anchor(), chosen.position()) == (anchor, position):
            return
        chosen.setPosition(min(anchor, end))
        chosen.setPosition(min(position, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(chosen)
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum() if self.follower.following else scrolled)

    def _on_size(self) -> None:
        height = self.content_height()
        if height != self._height:
            self._height = height
            self.content_changed.emit()

    def _fit_measure(self) -> None:
        """Lines wider than the measure are hard to read: what is left over stays empty at the right."""
        bar = self.verticalScrollBar()
        room = self.width() - 2 * self.frameWidth() - (bar.width() if bar.isVisible() else 0)
        over = max(0, room - self._measure())
        if over != self.viewportMargins().right():
            self.setViewportMargins(0, 0, over, 0)

    def _keep_width(self) -> None:
        """Set the text as wide as the view. Qt does that only where the view's width changes, and `content_height` may
        have set it for a width that was on its way."""
        width = self.viewport().width()
        if self.isVisible() and self.document().textWidth() != width:
            self.document().setTextWidth(width)

    def _measure(self) -> int:
        return self._theme.sizes.measure * self._size

    def _top(self) -> tuple[int, int]:
        """The letter at the view's upper edge, and how far above the edge its line begins."""
        cursor = self.cursorForPosition(QPoint(4, 0))
        return cursor.position(), self.cursorRect(cursor).top()

    def _show_at_top(self, at: tuple[int, int]) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(at[0], self.document().characterCount() - 1))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - at[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = None if self.follower.following else self._top()
        super().resizeEvent(event)
        self._fit_measure()
        self._keep_width()
        if at is not None:
            self._show_at_top(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At either end the wheel belongs to whatever this stands in; with Ctrl it would scale this text alone."""
        bar, turn = self.verticalScrollBar(), event.angleDelta().y()
        over = (turn > 0 and bar.value() == bar.minimum()) or (turn < 0 and bar.value() == bar.maximum())
        if over or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        worn = applied()
        if event.type() == QEvent.Type.StyleChange and worn is not None:
            self.set_theme(worn)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_keyboard = event.reason() in reasons
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = False
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint_grounds(painter, self, self._theme)
        painter.end()
        super().paintEvent(event)
        if self._by_keyboard:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(self._theme.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), 4, 4)


def nothing() -> QImage:
    """The picture that is shown in place of any other."""
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
