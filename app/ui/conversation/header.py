"""The line above an answer: which model, what it is doing, how far it has read, how long it took to begin."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from app.ui.conversation import wording
from app.ui.conversation.states import ExchangeState, RunFigures, RunPhase, ViewMode
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel

FULL = 1000
BAR_WIDTH = 96
INDENT = 16
"""Where the text of the panes begins."""


class RunHeader(QWidget):
    """Live while a run goes on, a summary afterwards. One line, so that nothing below it ever moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = QLabel()
        self._phase.setObjectName("phase")
        self._bar = QProgressBar()
        self._bar.setRange(0, FULL)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName(self.tr("How much of the prompt has been read"))
        self._facts = ElidedLabel()
        self._facts.setObjectName("figures")
        self.setFixedHeight(2 * theme.sizes.small)
        row = QHBoxLayout(self)
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._phase)
        row.addWidget(self._bar)
        row.addWidget(self._facts, 1)
        self.setAccessibleName(self.tr("Progress of the answer"))

    def text(self) -> str:
        """Everything it says, for whoever cannot see it."""
        return wording.beside(self._phase.text(), self._facts.text())

    def show_state(self, state: ExchangeState, mode: ViewMode) -> None:
        reading = state.phase == "reading"
        self._phase.setText(self._phase_word(state.phase))
        self._phase.setVisible(state.running)
        self._bar.setVisible(reading)
        self._bar.setValue(round(FULL * state.figures.prefill))
        facts = self._facts_of(state.figures, state.phase, mode)
        # Where there is little room the end is cut off: while it runs, the name can wait.
        self._facts.setText(
            wording.beside(*facts, state.model) if state.running else wording.beside(state.model, *facts)
        )
        self.setAccessibleDescription(self.text())

    def _facts_of(self, figures: RunFigures, phase: RunPhase, mode: ViewMode) -> list[str]:
        if phase in ("waiting", "reading"):
            known = figures.prompt_tokens > 0
            prompt = self.tr("prompt: {tokens}").format(tokens=wording.tokens(figures.prompt_tokens)) if known else ""
            return [wording.percent(figures.prefill) if phase == "reading" else "", prompt]
        # A channel that is on view has its figures above it.
        facts = []
        if mode == "answer" and figures.thinking_tokens:
            facts.append(
                self.tr("thinking: {facts}").format(facts=wording.cost(figures.thinking_tokens, figures.thinking_s))
            )
        if mode == "thinking" and figures.answer_tokens:
            facts.append(self.tr("answer: {facts}").format(facts=wording.cost(figures.answer_tokens, figures.answer_s)))
        first = figures.first_answer_token_s
        if first is not None:
            facts.append(self.tr("answer began after {time}").format(time=wording.duration(first)))
        return facts

    def _phase_word(self, phase: RunPhase) -> str:
        words: dict[RunPhase, str] = {
            "waiting": self.tr("Waiting for the engine"),
            "reading": self.tr("Reading the prompt"),
            "thinking": self.tr("Thinking"),
            "answering": self.tr("Answering"),
            "stopping": self.tr("Stopping"),
            "over": "",
        }
        return words[phase]
