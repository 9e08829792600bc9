"""What the conversation's views show, as immutable values. Knows nothing of the engine, the store or of widgets.

A presenter makes these from the store's records and from the run in progress; texts for people that are not the
views' own (a fault's sentence) arrive here already translated.
"""

from dataclasses import dataclass, replace
from typing import Literal

from app.store.records import BranchKind, StoredEnding

PaneKind = Literal["thinking", "answer"]
ViewMode = Literal["both", "thinking", "answer"]
"""Which panes every exchange shows."""

RunPhase = Literal["waiting", "reading", "thinking", "answering", "stopping", "over"]
"""Where a run is: not begun by the engine yet, reading the prompt, thinking, answering, told to stop, ended."""


RemarkKind = Literal["answer_now", "budget", "extended", "loop", "shifted"]
Likeness = Literal["same", "begins", "differs"]
"""A trial answer beside the final one: the same words, the same as far as it goes, or other words."""

WishKind = Literal["reroll", "cut", "fork", "edit"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was done to a thinking, or seen of it.

    token: how many tokens of the answer (carried-over ones included) there were by then.
    text: what was put in; for a loop what repeats.
    tokens: how many were forgotten ("shifted").
    trial: of "extended": what the answer would have been without; None where that is not known.
    likeness: how that compares with the answer that came; None before it has ended.
    """

    kind: RemarkKind
    token: int
    text: str = ""
    tokens: int = 0
    trial: str | None = None
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The version that an answer branched from: how, and how many of its tokens were kept."""

    kind: BranchKind
    tokens: int


@dataclass(frozen=True, slots=True)
class BranchWish:
    """Another version of an answer is wanted that begins as this one does.

    reroll: with the same thinking.
    cut: with its first `token` tokens.
    fork: with these, and then `alternative` (a token id) or `text`.
    edit: with `text` in place of the thinking.
    """

    answer: int
    kind: WishKind
    token: int = 0
    alternative: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class TracedText:
    """Everything a model said in one run, with what a place in it can be chosen by.

    lengths: characters of `raw` that each token completed; empty where tokens were not kept.
    origins: per token 0 sampled, 1 put in by steering, 2 typed or chosen by a person; may be empty.
    """

    answer: int
    raw: str
    lengths: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A token that might have stood at a place.

    text: None while it is not known what it spells.
    probability: under the raw model, 0 to 1.
    stands: it is the one that does stand there.
    """

    id: int
    text: str | None
    probability: float
    stands: bool = False

    @property
    def can_be_taken(self) -> bool:
        """Whether a version can begin with it: it is another one, and whole characters that are known."""
        return not self.stands and self.text is not None and "\ufffd" not in self.text


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What might have stood at one token. `probability` is that of the token that does; None where it is not known."""

    answer: int
    token: int
    probability: float | None = None
    choices: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What is counted of one run. Times are seconds from its beginning; None has not happened or was not kept.

    prefill: how much of the prompt has been read, 0 to 1.
    context_used, n_ctx: tokens of the context in use and its size; 0 where unknown.
    """

    thinking_tokens: int = 0
    answer_tokens: int = 0
    thinking_s: float = 0.0
    answer_s: float = 0.0
    first_token_s: float | None = None
    first_answer_token_s: float | None = None
    prompt_tokens: int = 0
    cached_tokens: int = 0
    prefill: float = 0.0
    context_used: int = 0
    n_ctx: int = 0


@dataclass(frozen=True, slots=True)
class PaneState:
    """One channel of an answer: its Markdown, what it cost, and whether more is coming into it right now."""

    kind: PaneKind
    text: str
    tokens: int = 0
    seconds: float = 0.0
    running: bool = False
    note: str = ""
    """Shown in place of the text while there is none."""
    remarks: tuple[Remark, ...] = ()
    can_end: bool = False
    """Whether the thinking is on its way and could be ended now."""
    can_branch: bool = False
    """Whether another version could begin from a place in this text."""


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """One question and the answer shown under it.

    questions, answers: ids of all siblings, the shown one included, in the order they were made.
    answer_id: None where the question has no answer yet.
    has_thinking: None while a run has not shown yet whether its model thinks.
    ending: None while it runs (or where there is no answer).
    fault, next_step: two sentences for people where `ending` is "failed".
    remarks: what was done to its thinking, in order.
    lineage: where it branched off another version; None where it began by itself.
    checker: what its answers are judged by, in JSON; empty for nothing.
    can_act: False while some run is in progress, so that nothing that would begin another is offered.
    """

    question_id: int
    question: str
    questions: tuple[int, ...] = ()
    answer_id: int | None = None
    answers: tuple[int, ...] = ()
    thinking: str = ""
    answer: str = ""
    has_thinking: bool | None = None
    phase: RunPhase = "over"
    ending: StoredEnding | None = None
    fault: str = ""
    next_step: str = ""
    model: str = ""
    figures: RunFigures = RunFigures()
    can_act: bool = True
    remarks: tuple[Remark, ...] = ()
    lineage: Lineage | None = None
    checker: str = ""

    @property
    def running(self) -> bool:
        """Whether more of this answer is on its way."""
        return self.phase != "over"

    @property
    def thinks(self) -> bool | None:
        """Whether there is thinking to show; text that is there outweighs what was expected."""
        if self.thinking:
            return True
        return False if self.has_thinking is None and (self.answer or not self.running) else self.has_thinking

    @property
    def can_continue(self) -> bool:
        """Whether the run broke off in a way that more of the same could mend."""
        return self.answer_id is not None and self.ending in {"interrupted", "cancelled", "length", "failed"}

    @property
    def can_branch(self) -> bool:
        """Whether there is something said that another version could begin with."""
        said = bool(self.thinking or self.answer)
        return self.answer_id is not None and not self.running and said

    @property
    def can_end_thinking(self) -> bool:
        """Whether the thinking is under way and could be ended."""
        return self.phase == "thinking" and bool(self.thinking)

    def grown(self, kind: PaneKind, text: str) -> "ExchangeState":
        """The same exchange with `text` added to one of its channels."""
        if kind == "thinking":
            return replace(self, thinking=self.thinking + text)
        return replace(self, answer=self.answer + text)


@dataclass(frozen=True, slots=True)
class ComposerState:
    """What the composer allows.

    running: a run is in progress: Stop stands in Send's place.
    can_send: there is a model to ask; where there is none `hint` says what to do first.
    """

    running: bool = False
    can_send: bool = True
    hint: str = ""
