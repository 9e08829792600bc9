"""Everything about the chosen step, what can be tried from it, and the reader's own marks on it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.trace.kind_names import KindName
from app.ui.explorer import look, present_measured, wording
from app.ui.explorer.marking import Marking
from app.ui.explorer.plain import Facts, label
from app.ui.explorer.states import Other, StepState
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.link_line import LinkLine
from app.ui.widgets.tips import set_tip


class Chip(QWidget):
    """A kind's square."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind: KindName | None = None
        self.setFixedSize(QSize(look.CHIP, look.CHIP))

    def show_kind(self, kind: KindName | None) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look.paint_chip(QPainter(self), self._theme, QRectF(self.rect()), self._kind)


class StepPane(QWidget):
    """Shows a `StepState`; says what is wished."""

    row_wished = Signal(int)
    go_on_wished = Signal()
    answer_wished = Signal()
    edit_wished = Signal()
    resample_wished = Signal()
    weigh_wished = Signal()
    gauge_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: StepState | None = None
        self._chip, self._title = Chip(theme), label(role="heading")
        self._kind, self._guess = label(wrap=False), label(role="hint")
        self._facts = Facts()
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        self._what_if = QPushButton(icon("git-fork", theme), self.tr("What if…"))
        self._what_if.setMenu(self._make_menu())
        self._weigh = QPushButton(icon("gauge", theme), self.tr("How much did it matter?"))
        self._weigh.setProperty("role", "quiet")
        self._weigh.clicked.connect(self.weigh_wished)
        self._verdict = label()
        self._gauge = QPushButton(icon("eye", theme), self.tr("How settled is the answer here?"))
        self._gauge.setProperty("role", "quiet")
        self._gauge.clicked.connect(self.gauge_wished)
        self._settled, self._about = label(), label(present_measured.about(), "hint")
        self.marking = Marking(theme)
        self._why_not = label(role="hint")
        self._lay_out()

    def show_step(self, state: StepState) -> None:
        before, self._state = self._state, state
        self._title.setText(state.title)
        self._chip.show_kind(state.kind)
        self._chip.setVisible(state.kind is not None)
        self._kind.setText(wording.kind(state.kind) if state.kind is not None else "")
        self._guess.setText(state.guess)
        self._guess.setVisible(bool(state.guess))
        self._facts.show_facts(state.facts)
        if before is None or before.others != state.others:
            self._show_others(state.others)
        self._what_if.setEnabled(state.can_branch)
        self._weigh.setEnabled(state.can_branch)
        self._verdict.setText(state.importance)
        self._verdict.setVisible(bool(state.importance))
        self._gauge.setEnabled(state.can_gauge)
        self._gauge.setVisible(state.can_gauge or bool(state.gauge_why))
        set_tip(self._gauge, state.gauge_why or present_measured.about())
        self._settled.setText(state.settled)
        for said in (self._settled, self._about):
            said.setVisible(bool(state.settled))
        self._why_not.setText(state.why_not)
        self._why_not.setVisible(bool(state.why_not))
        self.marking.setVisible(state.marks is not None)
        if state.marks is not None:
            self.marking.show_marks(state.row, state.marks, state.known_labels)

    @property
    def can_gauge(self) -> bool:
        """Whether one can ask how settled the answer is."""
        return self._gauge.isEnabled()

    def gauge_why(self) -> str:
        """Why one cannot; empty where one can, or where everything is known."""
        return self._state.gauge_why if self._state is not None else ""

    def why_not(self) -> str:
        """Why nothing can be tried from here; empty where it can."""
        return self._why_not.text()

    def text(self) -> str:
        """What it says, for whoever cannot see it."""
        said = (self._title, self._kind, self._guess, self._facts, self._verdict, self._settled)
        return "\n".join(each.text() for each in said)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, signal in (
            (self.tr("Go on from here, drawing again"), self.go_on_wished),
            (self.tr("Resample this step until it differs"), self.resample_wished),
            (self.tr("Edit the thinking up to here and go on…"), self.edit_wished),
            (self.tr("End the thinking here and answer"), self.answer_wished),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, signal=signal: signal.emit())
        return menu

    def _show_others(self, others: tuple[Other, ...]) -> None:
        while (item := self._others.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for other in others:
            way = LinkLine(f"{other.label}  {other.text}")
            way.clicked.connect(lambda _=False, row=other.row: self.row_wished.emit(row))
            self._others.addWidget(way)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addWidget(self._kind)
        head.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        acts.addWidget(self._what_if)
        acts.addWidget(self._weigh)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self._guess)
        column.addWidget(self._facts)
        column.addLayout(self._others)
        column.addLayout(acts)
        column.addWidget(self._gauge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._why_not)
        column.addWidget(self._verdict)
        column.addWidget(self._settled)
        column.addWidget(self._about)
        column.addWidget(self.marking)
        column.addStretch(1)
