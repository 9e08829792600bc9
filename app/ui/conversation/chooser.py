"""Choosing the token at which another version begins: the text at one side, what can be done there at the other.

Says what is wished; where alternatives come from and what becomes of a wish is not known here.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.conversation import wording
from app.ui.conversation.places import Place, Places, visible
from app.ui.conversation.states import Alternative, Alternatives, BranchWish, TracedText
from app.ui.conversation.traced import TracedView
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.tips import set_tip

STACK_BELOW = 720
"""Pixels of width under which the choices lie below the text."""
PANEL_WIDTH = 320
LEAST = 420
"""Pixels of height that choosing needs."""
ROW = 28
LEAST_ROWS, MOST_ROWS = 3, 8
TABLE_PADDING = 4
LONGEST = 60
"""Characters of a token that its heading shows."""

Purpose = Literal["cut", "fork"]


class PlaceChooser(QFrame):
    """Open from `show_text` until `closed`."""

    wished = Signal(object)
    """BranchWish."""
    looked_at = Signal(int)
    """The token whose alternatives would be shown now."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._text = TracedText(0, "")
        self._places = Places("", ())
        self._can_act = True
        self._purpose: Purpose = "fork"
        self._choices: tuple[Alternative, ...] = ()
        self.view = TracedView(theme)
        self._title = QLabel(self.tr("Choose a place"))
        self._title.setObjectName("paneTitle")
        self._close = IconButton("x", self.tr("Close without a new version"), theme)
        self._number = self._plain("aside")
        self._token = self._plain("token")
        self._facts = self._plain("aside")
        self._cut = QPushButton(self.tr("Go on from here"))
        set_tip(self._cut, self.tr("Keeps all up to and with this token; the model writes on from there."))
        self._table = self._make_table()
        self._none = self._hint(self.tr("No alternatives were kept for this token."))
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("or type what comes here"))
        self._typed.setAccessibleName(self.tr("Text in place of this token"))
        self._fork = QPushButton(self.tr("Fork here"))
        self._fork.setProperty("role", "primary")
        self._lay_out()
        self._connect()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_text(self, text: TracedText, before: str, after: str, share: float, purpose: Purpose) -> None:
        """Open with the place chosen that is most likely meant; see `Places.near` for the three values."""
        self._text, self._purpose = text, purpose
        self._places = Places(text.raw, text.lengths)
        self._typed.clear()
        chosen = self._places.near(before, after, share) if len(self._places) else 0
        self.view.show_places(self._places, chosen)
        self._show_place()
        self.view.setFocus()

    def show_alternatives(self, alternatives: Alternatives) -> None:
        place = self.view.place
        if place is None or (alternatives.answer, alternatives.token) != (self._text.answer, place.first):
            return
        self._facts.setText(self._facts_of(place, alternatives.probability))
        kept = self._chosen()
        self._choices = alternatives.choices
        self._table.clear()
        for choice in self._choices:
            row = self._row(choice)
            self._table.addTopLevelItem(row)
            row.setSelected(kept is not None and choice.id == kept.id)
        edge = 2 * self._table.frameWidth() + 2 * TABLE_PADDING
        self._table.setMinimumHeight(min(LEAST_ROWS, len(self._choices)) * ROW + edge)
        self._table.setMaximumHeight(min(MOST_ROWS, len(self._choices)) * ROW + edge)
        self._table.setVisible(bool(self._choices))
        self._none.setVisible(not self._choices)
        self._enable()

    def set_can_act(self, can_act: bool) -> None:
        self._can_act = can_act
        self._enable()

    def set_stacked(self, stacked: bool) -> None:
        """The choices below the text where the two would be too narrow side by side."""
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != direction:
            self._sides.setDirection(direction)
        self._panel.setMaximumWidth(16_777_215 if stacked else PANEL_WIDTH)
        self._panel.setMinimumWidth(0 if stacked else PANEL_WIDTH)

    # ---- what is wished -----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Wish for a version that has everything up to the end of the chosen place."""
        place = self.view.place
        if place is not None and self._can_act:
            self.wished.emit(BranchWish(self._text.answer, "cut", token=place.last + 1))

    def fork(self) -> None:
        """Wish for a version with something else at the chosen place: what was typed, else the chosen alternative."""
        place, choice, typed = self.view.place, self._chosen(), self._typed.text()
        if place is None or not self._can_act:
            return
        if typed:
            self.wished.emit(BranchWish(self._text.answer, "fork", token=place.first, text=typed))
        elif choice is not None:
            text = choice.text or ""
            wish = BranchWish(self._text.answer, "fork", token=place.first, alternative=choice.id, text=text)
            self.wished.emit(wish)

    # ---- inside -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Escape closes this, and stops no run."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self) -> None:
        self._typed.clear()
        self._show_place()

    def _on_entered(self) -> None:
        """Choosing is done: on to what is to be done there."""
        if self._purpose == "cut":
            self._cut.setFocus()
        else:
            (self._table if self._choices else self._typed).setFocus()

    def _show_place(self) -> None:
        place = self.view.place
        self._choices = ()
        self._table.clear()
        if place is None:
            self._number.setText("")
            self._token.setText("")
            self._facts.setText(self.tr("The tokens of this answer were not kept. Edit its thinking instead."))
        else:
            locale = QLocale()
            number, count = locale.toString(place.first + 1), locale.toString(len(self._text.lengths))
            self._number.setText(self.tr("Token {number} of {count}").format(number=number, count=count))
            self._token.setText(visible(place.text[:LONGEST]))
            self._facts.setText(self._facts_of(place, None))
            self.looked_at.emit(place.first)
        self._enable()

    def _facts_of(self, place: Place, probability: float | None) -> str:
        origin = self._text.origins[place.first] if place.first < len(self._text.origins) else 0
        words = {1: self.tr("put in by steering"), 2: self.tr("put in by hand")}
        share = self.tr("probability {percent}").format(percent=percent(probability)) if probability is not None else ""
        return wording.beside(words.get(origin, ""), share)

    def _row(self, choice: Alternative) -> QTreeWidgetItem:
        text = visible(choice.text) if choice.text is not None else self.tr("token no. {id}").format(id=choice.id)
        row = QTreeWidgetItem([text, percent(choice.probability)])
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setSizeHint(0, QSize(0, ROW))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row.setFlags(flags if choice.can_be_taken else Qt.ItemFlag.NoItemFlags)
        return row

    def _chosen(self) -> Alternative | None:
        rows = self._table.selectedItems()
        row = self._table.indexOfTopLevelItem(rows[0]) if rows else -1
        return self._choices[row] if 0 <= row < len(self._choices) and self._choices[row].can_be_taken else None

    def _enable(self) -> None:
        there = self.view.place is not None and self._can_act
        self._cut.setEnabled(there)
        self._fork.setEnabled(there and (bool(self._typed.text()) or self._chosen() is not None))
        self._typed.setEnabled(self.view.place is not None)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.entered.connect(self._on_entered)
        self._close.clicked.connect(self.closed)
        self._cut.clicked.connect(self.go_on)
        self._fork.clicked.connect(self.fork)
        self._typed.textChanged.connect(self._enable)
        self._typed.returnPressed.connect(self.fork)
        self._table.itemSelectionChanged.connect(self._enable)
        self._table.itemActivated.connect(lambda _: self.fork())

    # ---- making -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._close)
        self._panel = QWidget()
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(12, 0, 8, 4)
        panel.setSpacing(8)
        instead = QLabel(self.tr("Something else in its place"))
        instead.setObjectName("paneTitle")
        above = (self._number, self._token, self._facts, self._cut)
        below = (instead, self._table, self._none, self._typed, self._fork)
        for widget in (*above, *below):
            if widget is instead:
                panel.addSpacing(8)
            panel.addWidget(widget)
        panel.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(8)
        self._sides.addWidget(self.view, 1)
        self._sides.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._sides, 1)

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setColumnCount(2)
        table.setAccessibleName(self.tr("Tokens that might have stood here"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.header().hide()
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.setFont(self._theme.font("mono", self._theme.sizes.body))
        return table

    def _plain(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _hint(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "hint")
        label.setWordWrap(True)
        return label


def percent(probability: float) -> str:
    """A probability as people read it; what is next to nothing is said to be so."""
    locale = QLocale()
    if probability < 0.0005:
        return "< " + locale.toString(0.1, "f", 1) + " %"
    return locale.toString(100 * probability, "f", 1) + " %"
