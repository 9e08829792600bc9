"""A trace made ready to be explored: its text, what was read out of it, and its tokens where they were kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.explore.spots import Spots
from app.store.records import Part
from app.store.tokens import Tokens
from app.trace.analysis import Analysis
from app.trace.confidence import Range
from app.trace.overview import Overview
from app.trace.statistics import Figures


@dataclass(frozen=True, slots=True)
class Source:
    """A run, or what was imported of one. `answer_id`, `generation`: ids in the store; 0 where it lies in none."""

    generation: int
    answer_id: int
    conversation: int
    question: str
    model: str
    parts: tuple[Part, ...]
    raw: str
    tokens: Tokens = field(default_factory=Tokens)
    figures: Figures = field(default_factory=Figures)
    ended: bool = True
    """Whether the model itself came to an end."""
    fingerprint: str = ""
    thinks: bool = True
    """Whether there was a thinking; where there was none, the answer stands in its place."""
    reference: str | None = None

    def text(self, kind: str) -> str:
        return "".join(part.text for part in self.parts if part.kind == kind)


@dataclass(frozen=True, slots=True)
class TraceView:
    """`ranges` and `answer_ranges`: the units of every step and sentence; units are tokens of the run where those were
    kept, else characters of thinking and answer in a row."""

    source: Source
    thinking: str
    answer: str
    analysis: Analysis
    overview: Overview
    spots: Spots
    ranges: tuple[Range, ...]
    answer_ranges: tuple[Range, ...]
    confidences: Sequence[float | None] = ()
    """Of each step; empty where none were kept."""
    entropies: Sequence[float | None] = ()
    seconds: Sequence[float] = ()
    """How long each step took; empty where no times were kept."""
    series: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Of each unit its "confidence" (mean of a window), "entropy" and "tempo", as far as they are known."""
    forks: tuple[int, ...] = ()
    """The least certain tokens, the least certain first."""

    @property
    def counted(self) -> bool:
        """Whether units are tokens."""
        return self.spots.known

    @property
    def units(self) -> int:
        return self.spots.count if self.counted else len(self.thinking) + len(self.answer)
