"""The widget in which a model's Markdown is read: scrolled, chosen and copied with mouse and keys.

Opens, loads and fetches nothing; a link asks first. Knows nothing of conversations.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QMenu, QToolTip, QWidget

from app.ui.reader.chooser import Chooser
from app.ui.reader.finder import Finder
from app.ui.reader.page import CodeBlock, Marked
from app.ui.reader.surface import Surface
from app.ui.theme import Face, Theme
from app.ui.widgets.external import open_external
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.tips import plain_tip

AROUND = 200
"""Characters before and behind a spot that are told."""
CORNER = 4
"""Pixels between the corner of a code's ground and the button in it."""
SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Space: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Reader(Surface):
    """Read-only. What is chosen can be copied as text, or as the Markdown of all blocks it touches."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, name: str = "", face: Face = "sans") -> None:
        super().__init__(theme, parent, name=name, face=face)
        self._by_keyboard = False
        self.viewport().setMouseTracking(True)
        # What is dropped here is the window's: weights, most likely.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.chooser = Chooser(self, self.sheets)
        self.chooser.changed.connect(self.viewport().update)
        self._code = ""
        """The code that the button copies."""
        self._copy_code = IconButton(
            "copy", QCoreApplication.translate("Reader", "Copy this code"), theme, self.viewport()
        )
        self._copy_code.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._copy_code.setCursor(Qt.CursorShape.ArrowCursor)
        self._copy_code.adjustSize()
        self._copy_code.clicked.connect(lambda: _to_clipboard(self._code))
        self._copy_code.hide()
        self.finder = Finder(self.sheets, self)
        self.finder.changed.connect(self.viewport().update)

    # ---- what is chosen -----------------------------------------------------------------------------------------

    def on_new_text(self) -> None:
        self.chooser.clear()
        self.finder.begin_again()

    def on_grown(self) -> None:
        self.finder.text_grew()

    def on_moved(self, sheet: int, position: int) -> None:
        self.chooser.follow_move(sheet, position)

    @property
    def all_painted_anew(self) -> bool:
        return self._by_keyboard

    def marked(self, sheet: int, end: int) -> list[Marked]:
        return [*self.finder.marked(sheet, self.theme), *self.chooser.marked(sheet, end)]

    def copy(self) -> None:
        """Put what is chosen into the clipboard, as plain text."""
        _to_clipboard(self.chooser.text())

    def copy_markdown(self) -> None:
        """The same as the source of all blocks in which something is chosen."""
        _to_clipboard(self.chooser.markdown())

    def spot(self, point: QPoint | None = None) -> tuple[str, str, float]:
        """Where a point (the chosen letters, where none is given; else what is at the top) is in the text: what is read
        right before it, right behind it, and how far down it is, 0 to 1."""
        if not len(self.sheets):
            return "", "", 0.0
        if point is not None:
            place = self.place_at(QPointF(point))
        elif not self.chooser.choice.empty:
            place = self.chooser.choice.first
        else:
            place = self.place_at(QPointF(4, 4))
        page = self.sheets.page(place.sheet)
        before = page.text(max(0, place.position - AROUND), place.position)
        behind = page.text(place.position, place.position + AROUND)
        return before, behind, self.sheets.share(place.sheet, place.position / max(1, page.end))

    def menu(self, point: QPoint) -> QMenu:
        """What can be done at a point of the viewport."""
        menu, chosen, translate = QMenu(self), not self.chooser.choice.empty, QCoreApplication.translate
        copy = menu.addAction(translate("Reader", "Copy"))
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.triggered.connect(self.copy)
        markdown = menu.addAction(translate("Reader", "Copy as Markdown"))
        markdown.triggered.connect(self.copy_markdown)
        for action in (copy, markdown):
            action.setEnabled(chosen)
        if link := self.link_at(QPointF(point)):
            menu.addAction(translate("Reader", "Copy the link's address")).triggered.connect(
                lambda: _to_clipboard(link)
            )
        if code := self.code_at(QPointF(point)):
            copy_code = menu.addAction(translate("Reader", "Copy this code"))
            copy_code.triggered.connect(lambda: _to_clipboard(code.code))
        everything = menu.addAction(translate("Reader", "Select all"))
        everything.setShortcut(QKeySequence.StandardKey.SelectAll)
        everything.triggered.connect(self.chooser.choose_all)
        return menu

    # ---- the mouse ----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At either end the wheel belongs to whatever this stands in; with Ctrl it would scale this text alone."""
        bar, turn = self.verticalScrollBar(), event.angleDelta().y()
        over = (turn > 0 and bar.value() == bar.minimum()) or (turn < 0 and bar.value() == bar.maximum())
        if over or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chooser.press(event.position(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chooser.press_again(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.chooser.draw_to(event.position())
        else:
            over = Qt.CursorShape.PointingHandCursor if self.link_at(event.position()) else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(over)
            self._offer_code(self.code_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.chooser.release()
        link = self.link_at(event.position())
        if link and self.chooser.choice.empty:
            target = QUrl(link)
            open_external(bytes(target.toEncoded().data()).decode("ascii", "replace"), self.window())

    def _offer_code(self, code: CodeBlock | None) -> None:
        """Offer to copy the code that the mouse is over."""
        self._copy_code.setVisible(code is not None)
        if code is not None:
            self._code = code.code
            top = max(code.ground.top() + CORNER, CORNER)
            self._copy_code.move(round(code.ground.right()) - self._copy_code.width() - CORNER, round(top))

    def leaveEvent(self, event: QEvent) -> None:
        self._copy_code.hide()
        super().leaveEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._copy_code.hide()
        super().scrollContentsBy(dx, dy)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            target = self.link_at(point) or self.reason_at(point)
            QToolTip.showText(event.globalPos(), plain_tip(target), self)
            return True
        return super().viewportEvent(event)

    # ---- keys and focus -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.chooser.choose_all()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.chooser.extend(key):
            self.show_place(self.chooser.choice.focus)
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
        elif key in SCROLLS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.verticalScrollBar().triggerAction(SCROLLS[key])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = False
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._by_keyboard:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(self.theme.color("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), 4, 4)


def _to_clipboard(text: str) -> None:
    if text:
        QGuiApplication.clipboard().setText(text)
