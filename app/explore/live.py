"""A thinking that is still being written, step by step. What is finished is read once; only its end is read again."""

from collections.abc import Sequence

from app.explore.live_tokens import LiveTokens
from app.store.tokens import Tokens
from app.trace.kinds import Kind, classify
from app.trace.marks import Mark, marks
from app.trace.steps import Segmenter, Step

CONTEXT = 6
"""Finished steps that are given along with new ones: a step's kind goes by its neighbours."""


class LiveTrace:
    """Fed with what comes; `steps`, `kinds` and `marks` have an entry for each step that is over and was looked at."""

    def __init__(self) -> None:
        self.thinking = ""
        self.answer = ""
        self.steps: list[Step] = []
        self.kinds: list[Kind] = []
        self.marks: list[tuple[Mark, ...]] = []
        self.tokens = LiveTokens()
        self._coming: list[Step] = []
        """Finished, and not looked at yet."""
        self._segmenter = Segmenter()
        self._closed = False

    def feed(self, thinking: str, answer: str, tokens: Sequence[Tokens] = ()) -> None:
        """More of the thinking, of the answer, or of both, and the tokens that said it."""
        if thinking:
            self.thinking += thinking
            self._coming += self._segmenter.feed(thinking)
        if answer:
            self.answer += answer
        self.tokens.feed(tokens, len(self.thinking), bool(self.answer))

    def settle(self) -> None:
        """Look at the steps that were finished since: some at once cost little more than one."""
        steps, self._coming = self._coming, []
        if not steps:
            return
        before = self.steps[-CONTEXT:]
        self.steps += steps
        self.kinds += classify([*before, *steps])[len(before) :]
        self.marks += marks(steps)

    def finish(self) -> None:
        """The thinking is over."""
        if not self._closed:
            self._closed = True
            self._coming += self._segmenter.finish()
            self.settle()

    def pending(self) -> Sequence[Step]:
        """Steps at the end that may still change, or were not looked at yet."""
        return self._coming if self._closed else [*self._coming, *self._segmenter.pending()]
