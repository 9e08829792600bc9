"""What the group's views show and say, as immutable values. Knows nothing of Qt, the engine or the store."""

from dataclasses import dataclass, field
from typing import Any, Literal

from app.groups.values import Scale, Spread, Strip, Votes
from app.ui.conversation.states import RunPhase

Order = Literal["begun", "reward", "confidence", "length", "tempo"]
"""What the samples are sorted by; all but `begun` put the highest first."""
Channel = Literal["answer", "thinking"]
Gravity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a checker saw in an answer, as a sentence."""

    gravity: Gravity
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule gave."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What a checker made of an answer.

    reward: None where there was nothing to judge. advantage: against its group; None where all are equal or unjudged.
    """

    reward: float | None = None
    advantage: float | None = None
    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleState:
    """One sample as it is now.

    number: its place in the order they were begun, from 1. rank: by reward, equal ones share it; None while unknown.
    ending: the word on its badge, empty where it ended by itself or is still going on. fault: why it failed.
    per_second, confidence: None while there is nothing to reckon them from.
    shown: the conversation shows it as its answer.
    """

    generation: int
    message: int
    number: int
    phase: RunPhase = "over"
    ending: str = ""
    fault: str = ""
    thinking: str = ""
    answer: str = ""
    tokens: int = 0
    per_second: float | None = None
    confidence: float | None = None
    strip: Strip = field(default_factory=Strip)
    worth: Worth = Worth()
    rank: int | None = None
    shown: bool = False

    @property
    def running(self) -> bool:
        return self.phase != "over"


@dataclass(frozen=True, slots=True)
class Past:
    """A group of this conversation that can be looked at."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class GroupState:
    """The group that is on view.

    summary: it in a line. signal: how advantages are reckoned, or why there are none. can_more: more can be begun now.
    untested: the checker has tests that would run the code in the answers, and nobody has allowed it.
    best: the sample that would be revised; None where none is best.
    """

    id: int
    question: str
    samples: tuple[SampleState, ...]
    scale: Scale = field(default_factory=Scale)
    votes: Votes = field(default_factory=Votes)
    summary: str = ""
    signal: str = ""
    order: Order = "begun"
    spread: Spread = "population"
    checker: str = ""
    can_more: bool = False
    untested: bool = False
    best: int | None = None
    past: tuple[Past, ...] = ()

    @property
    def running(self) -> bool:
        return any(sample.running for sample in self.samples)


@dataclass(frozen=True, slots=True)
class Check:
    """A checker that can be chosen: what it is kept as, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class AskState:
    """What the box below allows. follows: where the question will stand, as a sentence; hint: why none can be asked."""

    can_ask: bool = False
    hint: str = ""
    follows: str = ""
    most: int = 32


@dataclass(frozen=True, slots=True)
class AskWish:
    """A question is to be asked so many times. agree: end the others when so many agree; 0 for never."""

    text: str
    count: int
    agree: int
    checker: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question from elsewhere, to stand in the box: of a template, or a revision.

    count, checker: None leaves what is chosen.
    """

    text: str
    template: str | None = None
    sampling: dict[str, Any] = field(default_factory=dict)
    count: int | None = None
    checker: str | None = None
