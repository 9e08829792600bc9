"""The bar in which a person types what to find. Shows counts, says what is wished; finds nothing itself."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.ui.find.pattern import Wanted, Where
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

TYPING_MS = 150
"""How long the keys must rest before what was typed is looked for."""
WIDTH = 460
EDGE = 16


class FindBar(QFrame):
    """Lies over the upper right of `over`."""

    wanted = Signal(object)
    """Wanted."""
    next_wished = Signal()
    previous_wished = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Find"))
        self._over = over
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Words to find"))
        self._count = QLabel()
        self._count.setObjectName("findCount")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setMinimumWidth(72)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._back = IconButton("chevron-up", self.tr("Previous find (Shift+Enter)"), theme)
        self._on = IconButton("chevron-down", self.tr("Next find (Enter)"), theme)
        self._close = IconButton("x", self.tr("Close (Esc)"), theme)
        self._where = Segmented(
            (("both", self.tr("Both")), ("thinking", self.tr("Thinking")), ("answer", self.tr("Answer"))), theme
        )
        self._here = QCheckBox(self.tr("Only here"))
        set_tip(self._here, self.tr("Only in the exchange that is being read"))
        self._regular = QToolButton()
        self._regular.setText(".*")
        self._regular.setCheckable(True)
        self._regular.setProperty("role", "segment")
        self._regular.setAccessibleName(self.tr("Regular expression"))
        set_tip(self._regular, self.tr("Regular expression"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self._tell)
        self._lay_out()
        self.field.textChanged.connect(lambda _: self._soon.start())
        self.field.installEventFilter(self)
        self._regular.toggled.connect(lambda _: self._tell())
        self._here.toggled.connect(lambda _: self._tell())
        self._where.chosen.connect(lambda _: self._tell())
        self._back.clicked.connect(self.previous_wished)
        self._on.clicked.connect(self.next_wished)
        self._close.clicked.connect(self.closed)
        over.installEventFilter(self)
        self.hide()

    def value(self) -> Wanted:
        """What is typed and chosen now."""
        where = cast(Where, self._where.value())
        return Wanted(self.field.text(), self._regular.isChecked(), where, self._here.isChecked())

    def open(self, words: str = "") -> None:
        """Show the bar, with these words or those from before, ready to be typed over."""
        if words:
            self.field.setText(words)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._tell()

    def show_count(self, number: int, whole: int, complete: bool) -> None:
        """Which of how many finds is looked at; 0 where none is yet."""
        locale = self.locale()
        more = "" if complete else "…"
        if not self.field.text():
            text = ""
        elif not whole and complete:
            text = self.tr("No finds")
        elif number:
            text = self.tr("{number} of {whole}").format(
                number=locale.toString(number), whole=locale.toString(whole) + more
            )
        else:
            text = locale.toString(whole) + more
        self._say(text, wrong=False)
        for button in (self._back, self._on):
            button.setEnabled(whole > 0)

    def show_wrong(self, why: str) -> None:
        """The expression is none."""
        self._say(self.tr("Not an expression"), wrong=True)
        set_tip(self._count, why)

    def _say(self, text: str, wrong: bool) -> None:
        self._count.setText(text)
        set_tip(self._count, "")
        if self._count.property("tone") != ("error" if wrong else ""):
            self._count.setProperty("tone", "error" if wrong else "")
            self._count.style().polish(self._count)

    def _tell(self) -> None:
        self._soon.stop()
        if self.isVisible():
            self.wanted.emit(self.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and _enters(event):
            if self._soon.isActive():
                self._tell()
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wished if back else self.next_wished).emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape is a shortcut of the window; in here it closes the bar.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def _place(self) -> None:
        self._where.setMinimumWidth(self._where.sizeHint().width())
        width = min(WIDTH, self._over.width() - 2 * EDGE)
        self.setFixedWidth(max(1, width))
        self.adjustSize()
        self.move(self._over.width() - self.width() - EDGE, 8)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setVerticalSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self.field, 1)
        first.addWidget(self._regular)
        first.addWidget(self._back)
        first.addWidget(self._on)
        first.addWidget(self._close)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self._where)
        second.addWidget(self._here)
        second.addStretch(1)
        second.addWidget(self._count)
        grid.addLayout(first, 0, 0)
        grid.addLayout(second, 1, 0)


def _enters(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
