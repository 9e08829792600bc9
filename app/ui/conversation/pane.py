"""One channel of an answer: what it is and cost, its text with a scroll of its own, and the way back to its end.

Knows nothing of the other channel. Only the text is scrolled here; how tall it may be is said from outside.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.conversation import wording
from app.ui.conversation.places import AROUND
from app.ui.conversation.remarks import Remarks
from app.ui.conversation.rewrite import LEAST, ThinkingEditor
from app.ui.conversation.states import PaneKind, PaneState
from app.ui.icons import icon
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.tips import set_tip

WAY_BACK_GAP = 12
"""Pixels between the way back and the pane's lower edge."""

TEXT_INDENT = 4
"""Pixels that a Reader itself keeps free around its text; what stands above it lines up with it."""


class Pane(QFrame):
    """Thinking or answer of one exchange."""

    wanted_changed = Signal()
    """The text would like another height."""
    copied = Signal(str)
    """The kind of pane whose Markdown is in the clipboard now."""
    end_wished = Signal()
    """The thinking shall end now."""
    edited = Signal(str)
    """Another version shall begin with this thinking."""
    menu_wished = Signal(QPoint)
    """A menu is wanted at this point of the text's view; `spot` says where in the text that is."""

    def __init__(self, kind: PaneKind, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kind: PaneKind = kind
        self._theme = theme
        self._text = ""
        self._running = self._unread = self._can_branch = False
        self._tokens = 0
        self._tokens_seen = 0
        name = self.tr("Thinking") if kind == "thinking" else self.tr("Answer")
        copy = self.tr("Copy the thinking") if kind == "thinking" else self.tr("Copy the answer")
        self._title = QLabel(name)
        self._title.setObjectName("paneTitle")
        self._aside = QLabel()
        self._aside.setObjectName("aside")
        self._aside.hide()
        self._figures = ElidedLabel(between=wording.BETWEEN)
        self._figures.setObjectName("figures")
        self._copy = IconButton("copy", copy, theme)
        self._copy.clicked.connect(self.copy)
        self._end = QPushButton(icon("skip-forward", theme), self.tr("Answer now"))
        self._end.setProperty("role", "quiet")
        self._end.setAccessibleName(self.tr("End the thinking and answer now"))
        set_tip(self._end, self.tr("End the thinking at this token and have it answer"))
        self._end.hide()
        self.remarks = Remarks(theme)
        self.editor = ThinkingEditor()
        self.view = Reader(theme)
        self.view.setAccessibleName(name)
        self.view.set_ground("thinking" if kind == "thinking" else "page")
        self._note = QLabel()
        self._note.setObjectName("note")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._back = QPushButton(self)
        self._back.setObjectName("wayBack")
        self._back.setAccessibleName(self.tr("Back to the end of the text"))
        self._back.hide()
        self._lay_out()
        self._back.clicked.connect(self.go_to_end)
        self.view.follower.changed.connect(self._on_following)
        self._bar = self.view.verticalScrollBar()
        self._bar.actionTriggered.connect(self._on_moved)
        # Only its place is kept while there is nothing to scroll.
        self._bar.rangeChanged.connect(lambda low, high: self._bar.setEnabled(high > low))
        self._bar.setEnabled(False)
        self.show_bar(False)
        self.view.content_changed.connect(self.wanted_changed)
        self.view.installEventFilter(self)
        self._connect_wishes()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_state(self, state: PaneState) -> None:
        """Show a whole state. Text that only grew is added at the end, so that nothing jumps."""
        if state.running and not self._running:
            self.view.follower.follow()
        ended = self._running and not state.running
        self._running = state.running
        if state.text != self._text:
            if self._text and state.text.startswith(self._text):
                self.view.append_markdown(state.text[len(self._text) :])
            else:
                self._set_text(state.text)
            self._text = state.text
        if ended:
            self.view.finish()
        self.show_figures(state.tokens, state.seconds)
        self._show_note(state.note)
        self._end.setVisible(state.can_end)
        if not state.can_end:
            self._end.setEnabled(True)
        self._can_branch = state.can_branch
        self.editor.set_can_act(state.can_branch)
        self.remarks.show_remarks(state.remarks, state.can_end)

    def grow(self, text: str) -> None:
        self._text += text
        self.view.append_markdown(text)
        self._show_note("")

    def show_figures(self, tokens: int, seconds: float) -> None:
        self._tokens = tokens
        told = wording.cost(tokens, seconds)
        self._figures.setText(told)
        self.view.setAccessibleDescription(told)
        if self.following:
            self._tokens_seen = tokens
        self._show_way_back()

    @property
    def markdown(self) -> str:
        return self._text

    @property
    def following(self) -> bool:
        return self.view.follower.following

    def copy(self) -> None:
        """Put the Markdown source into the clipboard."""
        if self._text:
            QGuiApplication.clipboard().setText(self._text)
            self.copied.emit(self.kind)

    def go_to_end(self) -> None:
        """Follow the end again."""
        if self._back.hasFocus():
            self.focus_text()
        self.view.follower.follow()

    def show_place(self, place: Place) -> None:
        """Scroll to a place of the text, as if the reader had."""
        self._unread = False
        self.view.show_place(place)

    def focus_text(self) -> None:
        (self._copy if self.view.isHidden() else self.view).setFocus()

    def show_aside(self, text: str) -> None:
        """A remark beside the title."""
        self._aside.setText(text)
        self._aside.setVisible(bool(text))

    # ---- changing it --------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Turn the text into one that can be changed, in its place."""
        if self._can_branch and self._text and not self.editing:
            self._show_editor(True)
            self.editor.open(self._text)

    def stop_editing(self) -> None:
        if self.editing:
            self._show_editor(False)

    @property
    def editing(self) -> bool:
        return not self.editor.isHidden()

    def spot(self, point: QPoint | None = None) -> tuple[str, str, float]:
        """Where a point of the text's view (the chosen letters, where none is given; else what is at the top) is in
        the text: what is written right before it, right behind it, and how far down it is, 0 to 1."""
        before, behind, share = self.view.spot(point)
        return before[-AROUND:], behind[:AROUND], share

    # ---- size ---------------------------------------------------------------------------------------------------

    def wanted_height(self, most: int) -> int:
        """What would show the whole text without a scroll bar; an estimate where that is more than `most`."""
        margins = self._column.contentsMargins()
        text = self._note.sizeHint().height() if self.view.isHidden() else self.view.content_height(most)
        if self.editing:
            text = max(LEAST, self.view.content_height(most) + LEAST // 2)
        if not self.remarks.isHidden():
            text += self.remarks.wanted_height() + self._column.spacing()
        return margins.top() + self._head.sizeHint().height() + self._column.spacing() + text + margins.bottom()

    def show_bar(self, shown: bool) -> None:
        """Whether there is a scroll bar. Qt's own way, showing it as needed, lets a text that just fits swing to and
        fro between two widths, and moves the lines under the reader when it begins to be needed."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.view.setVerticalScrollBarPolicy(policy)

    def settle(self) -> None:
        """It has got its size: a finished text that nobody has touched yet stands at its beginning."""
        if self._unread:
            self._bar.setValue(0)

    def set_text_size(self, pixels: int) -> None:
        self.view.set_text_size(pixels)
        self.editor.set_font(self._theme.font(size=pixels))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_way_back()
        return super().eventFilter(watched, event)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _set_text(self, text: str) -> None:
        """What is being written is read at its end, what is finished from its beginning."""
        if not self._running:
            self.view.follower.let_go()
        self._unread = not self._running
        self.view.set_markdown(text)
        if self._unread:
            self.view.go_to_start()

    def _on_moved(self) -> None:
        self._unread = False

    def _on_following(self, following: bool) -> None:
        if following:
            self._tokens_seen = self._tokens
        self._show_way_back()

    def _show_way_back(self) -> None:
        new = self._tokens - self._tokens_seen
        shown = not self.following and self._running
        if shown:
            locale = self.locale()
            text = self.tr("{count} new").format(count=locale.toString(new)) if new > 0 else self.tr("To the end")
            self._back.setText(self.tr("↓ {what}").format(what=text))
            self._place_way_back()
        self._back.setVisible(shown)

    def _place_way_back(self) -> None:
        self._back.adjustSize()
        area = self.view.geometry()
        self._back.move(area.center().x() - self._back.width() // 2, area.bottom() - self._back.height() - WAY_BACK_GAP)
        self._back.raise_()

    def _show_note(self, note: str) -> None:
        empty = not self._text and bool(note)
        self._note.setText(note)
        if self._note.isHidden() == empty and not self.editing:
            self._note.setVisible(empty)
            self.view.setVisible(not empty)
            self.wanted_changed.emit()
        self._copy.setEnabled(bool(self._text))

    def _show_editor(self, shown: bool) -> None:
        self.editor.setVisible(shown)
        self.view.setVisible(not shown)
        self.wanted_changed.emit()

    def _on_end(self) -> None:
        # Once is enough: it is done within a token.
        self._end.setEnabled(False)
        self.end_wished.emit()

    def _give_up(self) -> None:
        self.stop_editing()
        self.focus_text()

    def _connect_wishes(self) -> None:
        self._end.clicked.connect(self._on_end)
        self.remarks.end_wished.connect(self._on_end)
        self.remarks.resized.connect(self.wanted_changed)
        self.editor.taken.connect(self.edited)
        self.editor.cancelled.connect(self._give_up)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.menu_wished)

    def _lay_out(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(TEXT_INDENT, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._figures, 1)
        row.addWidget(self._aside)
        row.addWidget(self._end)
        row.addWidget(self._copy)
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view.setMinimumHeight(1)  # a single line must not push the head away
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 8)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.remarks)
        column.addWidget(self._note)
        column.addWidget(self.view, 1)
        column.addWidget(self.editor, 1)
        column.addStretch(0)  # takes what is left where there is only a note
        self._note.setContentsMargins(TEXT_INDENT, 0, 0, 0)
        self._note.hide()
        self.editor.hide()
