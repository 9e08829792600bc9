"""What the explorer's views show, as immutable values. Knows nothing of Qt, the store or of how steps are found.

Places in a trace are counted in units: tokens of the run, or characters where its tokens were not kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.trace.drafts import DraftKind, EditKind
from app.trace.kind_names import KindName
from app.trace.links import Standing

MarkSort = Literal["doubt", "switch", "check", "candidate", "weighed", "mine"]
MARKS: tuple[MarkSort, ...] = ("doubt", "switch", "check", "candidate", "weighed", "mine")
Measure = Literal["kind", "confidence", "entropy", "tempo", "importance"]
"""What the timeline is coloured by."""
Across = Literal["tokens", "seconds"]
"""What the timeline's width is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A step as it is read: characters `start` up to `end` of its text.

    marks: what was found in it, and whether the reader has marked it. share: its confidence beside the trace's others,
    0 to 1; None where it is not known. note: a few words for the gutter of an answer. gap: a paragraph begins with it.
    weight: how much it mattered, 0 to 1; None where it was not weighed.
    """

    start: int
    end: int
    number: int
    kind: KindName | None = None
    marks: tuple[MarkSort, ...] = ()
    share: float | None = None
    link: Standing | None = None
    note: str = ""
    gap: bool = False
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A phase of the thinking in the outline: from row `first` on."""

    first: int
    title: str
    facts: str


@dataclass(frozen=True, slots=True)
class Block:
    """A step on the timeline: units `start` up to `end`."""

    start: int
    end: int
    kind: KindName | None


@dataclass(frozen=True, slots=True)
class Point:
    """A mark on the timeline, and the row it stands at."""

    unit: int
    sort: MarkSort
    row: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a step of the timeline mattered: `share` from 0 to 1, and the same in words, short and long."""

    row: int
    share: float
    short: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How settled the answer was after `unit` units, at the end of a row: nats, 0 where nothing was open any more."""

    unit: int
    row: int
    nats: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole trace in one strip.

    units: how many tokens (characters, where `counted` says so) there are.
    ends: seconds at which each unit came, rising; empty where no times were kept.
    answer: the unit at which the answer begins; `units` where there is none.
    series: what each unit measures, by name; a measure that is lacking is not known. NaN: nobody sampled there.
    """

    units: int = 0
    blocks: tuple[Block, ...] = ()
    points: tuple[Point, ...] = ()
    answer: int = 0
    ends: Sequence[float] = ()
    series: Mapping[str, Sequence[float]] = field(default_factory=dict)
    counted: Literal["tokens", "characters"] = "tokens"
    weights: tuple[Weight, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the trace that a line of the overview leads to."""

    row: int
    token: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the overview, and where it leads."""

    text: str
    place: Place | None = None
    go: str = ""
    """What the button beside it says."""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is to be said under it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Other:
    """A step that the chosen one has to do with: its number, row and first words, and how."""

    row: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reader put on a step; `rating` is 1 to 5, 0 for none."""

    highlighted: bool = False
    label: str = ""
    note: str = ""
    rating: int = 0


@dataclass(frozen=True, slots=True)
class StepState:
    """Everything about the chosen step."""

    row: int
    title: str
    kind: KindName | None
    guess: str
    """How sure the guess of its kind is, in words."""
    facts: tuple[Fact, ...] = ()
    others: tuple[Other, ...] = ()
    can_branch: bool = False
    why_not: str = ""
    """Why nothing can be tried from here; empty where it can."""
    marks: Marks | None = None
    """Of the reader; None where none can be kept."""
    known_labels: tuple[str, ...] = ()
    importance: str = ""
    """What resampling has shown of it."""
    settled: str = ""
    """How settled the answer was behind it, where somebody has looked."""
    can_gauge: bool = False
    gauge_why: str = ""
    """Why nobody can look now; empty where one can, or where there is nothing left to look at."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A token that might have stood there: raw, and after the sampler (None: not known)."""

    id: int
    text: str | None
    raw: float
    sampled: float | None
    stands: bool = False

    @property
    def can_be_taken(self) -> bool:
        return not self.stands and self.text is not None and "\ufffd" not in self.text


@dataclass(frozen=True, slots=True)
class TokenState:
    """The chosen token, with its neighbours where one character is several tokens."""

    first: int
    last: int
    title: str
    text: str
    facts: tuple[Fact, ...] = ()
    choices: tuple[Choice, ...] = ()
    can_branch: bool = False


@dataclass(frozen=True, slots=True)
class ForkLine:
    """One of the least certain tokens."""

    token: int
    row: int
    before: str
    text: str
    after: str
    facts: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text beside another form of it: the same there, or only here. What only the other has is "gone"."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An earlier form of something in the answer, the row it begins in, and how it became its final form."""

    row: int
    kind: DraftKind
    text: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above it all."""

    title: str
    facts: str
    running: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Something that goes on in the background for the explorer."""

    text: str
    done: int
    wanted: int
    """0: how much is not known."""
    paused: bool = False
    can_pause: bool = True


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the outline is shown: nothing chosen shows all."""

    kinds: frozenset[KindName] = frozenset()
    marks: frozenset[MarkSort] = frozenset()
    text: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.kinds or self.marks or self.text)
