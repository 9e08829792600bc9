"""What was done to a thinking, as quiet lines under its head, with what can be looked at or done about each.

Never taller than a few lines: what is more is scrolled. Model text is shown as plain text, or in a Reader.
"""

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.conversation import wording
from app.ui.conversation.places import visible
from app.ui.conversation.states import Likeness, Remark
from app.ui.reader.reader import Reader
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.tips import set_tip

TALLEST = 176
"""Pixels that all remarks together get."""
TRIAL_HEIGHT = 108
TRIAL_PADDING = 4
LINE = 22
GAP = 4
LOOP_SAMPLE = 160
"""Characters of what repeats that a tool tip shows."""


class RemarkLine(QWidget):
    """One remark. A trial answer is folded away beneath it."""

    end_wished = Signal()
    resized = Signal()

    def __init__(self, remark: Remark, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = remark
        self._text = ElidedLabel(self._words(remark))
        self._text.setObjectName("remark")
        if remark.kind == "loop":
            set_tip(self._text, self.tr("It says again and again: {text}").format(text=remark.text[:LOOP_SAMPLE]))
        self._do = QPushButton()
        self._do.setProperty("role", "link")
        self._trial: Reader | None = None
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._do)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addLayout(row)
        self.setFixedHeight(LINE)
        self._do.setVisible(remark.trial is not None)
        if remark.trial is not None:
            self._make_trial(remark.trial, theme)
        elif remark.kind == "loop":
            self._do.clicked.connect(self.end_wished)

    @property
    def remark(self) -> Remark:
        return self._remark

    @property
    def unfolded(self) -> bool:
        return self._trial is not None and not self._trial.isHidden()

    def text(self) -> str:
        return wording.beside(self._text.text(), "" if self._do.isHidden() else self._do.text())

    def show_can_end(self, can_end: bool) -> None:
        """A loop is offered to be ended while it goes on."""
        if self._remark.kind == "loop":
            self._do.setText(self.tr("End the thinking"))
            self._do.setVisible(can_end)

    def unfold(self, shown: bool) -> None:
        if self._trial is None or shown == self.unfolded:
            return
        self._trial.setVisible(shown)
        self._do.setChecked(shown)
        self._fit()

    def _fit(self) -> None:
        """Say its height itself: layouts in layouts learn of a change only when the event loop comes round."""
        height = LINE
        if self._trial is not None and self.unfolded:
            trial = min(TRIAL_HEIGHT, self._trial.content_height() + 2 * TRIAL_PADDING)
            self._trial.setFixedHeight(trial)
            height += GAP + trial + GAP
        if height != self.height():
            self.setFixedHeight(height)
            self.resized.emit()

    def _make_trial(self, text: str, theme: Theme) -> None:
        self._trial = view = Reader(theme, name=self.tr("The answer it would have given before this"))
        view.setObjectName("trial")
        view.set_text_size(theme.sizes.body)
        view.follower.let_go()
        view.set_markdown(text or self.tr("Nothing"))
        view.hide()
        view.content_changed.connect(self._fit)
        self._column.addWidget(view)
        self._column.addStretch(1)
        self._do.setCheckable(True)
        self._do.setText(self._trial_words(self._remark.likeness))
        set_tip(self._do, self.tr("The answer it would have given before this, to be read beside the final one"))
        self._do.clicked.connect(lambda: self.unfold(not self.unfolded))

    def _words(self, remark: Remark) -> str:
        at, phrase = QLocale().toString(remark.token), visible(remark.text.strip()).replace("␣", " ")
        match remark.kind:
            case "answer_now":
                return self.tr("Thinking ended by you at token {token}").format(token=at)
            case "budget":
                return self.tr("Budget reached: thinking ended at token {token}").format(token=at)
            case "extended":
                return self.tr("Extended at token {token}: {phrase}").format(token=at, phrase=phrase)
            case "loop":
                return self.tr("Repeats itself since token {token}").format(token=at)
            case "shifted":
                gone = wording.tokens(remark.tokens)
                return self.tr("Context full: the oldest was forgotten, {tokens}").format(tokens=gone)

    def _trial_words(self, likeness: Likeness | None) -> str:
        words: dict[Likeness | None, str] = {
            None: self.tr("Trial answer"),
            "same": self.tr("Trial answer: the same"),
            "begins": self.tr("Trial answer: begins the same"),
            "differs": self.tr("Trial answer: differs"),
        }
        return words[likeness]


class Remarks(QScrollArea):
    """All remarks of one text. Hidden where there are none."""

    end_wished = Signal()
    resized = Signal()
    """Wants another height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remarks")
        self.setAccessibleName(self.tr("What was done to the thinking"))
        self._theme = theme
        self._inner = QWidget()
        self._inner.setObjectName("remarksInner")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(4, 0, 8, 4)
        self._column.setSpacing(0)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.lines: list[RemarkLine] = []
        self.hide()

    def show_remarks(self, remarks: tuple[Remark, ...], can_end: bool) -> None:
        """Lines that stay are left as they are, folded or not."""
        old = {line.remark: line for line in self.lines}
        changed = [line.remark for line in self.lines] != list(remarks)
        if changed:
            self.lines = [old.pop(remark) if remark in old else self._made(remark) for remark in remarks]
            for line in old.values():
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            for index, line in enumerate(self.lines):
                self._column.insertWidget(index, line)
        for line in self.lines:
            line.show_can_end(can_end)
        if changed:
            self.setVisible(bool(remarks))
            self._fit()

    def text(self) -> str:
        return "\n".join(line.text() for line in self.lines)

    def wanted_height(self) -> int:
        """What it takes, 0 where there is nothing to say."""
        margins = self._column.contentsMargins()
        lines = sum(line.height() for line in self.lines)
        return min(TALLEST, lines + margins.top() + margins.bottom()) if self.lines else 0

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.wanted_height())

    def _made(self, remark: Remark) -> RemarkLine:
        line = RemarkLine(remark, self._theme, self._inner)
        line.end_wished.connect(self.end_wished)
        line.resized.connect(self._fit)
        return line

    def _fit(self) -> None:
        self.setFixedHeight(self.wanted_height())
        self.updateGeometry()
        self.resized.emit()
