"""What a check of verse says, as immutable values: characters with their tones, lines, poems, a report."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.forms.findings import Finding, Place, Severity

Tone: TypeAlias = Literal["平", "仄"]
Slot: TypeAlias = Literal["平", "仄", "中", ""]
"""What the pattern wants at a place: 中 either; empty where there is no pattern (old style)."""
Level: TypeAlias = Literal["正格", "合律", "宽", "出律"]
"""正格: the plain pattern. 合律: with rescued or customary licences. 宽: with what Tang poets did though manuals
advise against it. 出律: not regulated verse."""

LEVELS: tuple[Level, ...] = ("正格", "合律", "宽", "出律")
"""From the strictest to none."""

RhymeBook: TypeAlias = Literal["平水韵", "中华新韵", "中华通韵"]
BOOKS: tuple[RhymeBook, ...] = ("平水韵", "中华新韵", "中华通韵")

FORMS = ("五言绝句", "七言绝句", "五言律诗", "七言律诗", "五言排律", "七言排律", "古体")
"""What can be asked for beside "auto". A poem whose feet are all oblique is told as 仄韵."""

SCHEMES = ("平起首句入韵", "平起首句不入韵", "仄起首句入韵", "仄起首句不入韵")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a character is read."""

    tone: Tone
    group: str
    """Its rhyme group: 上平一东, 入声十药; of the modern books 十三文."""
    share: float
    """How often it is read in this tone at places that decide it, 0 to 1, by Song poems; 1 where there is one tone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A character with everything the view draws."""

    char: str
    readings: tuple[Reading, ...]
    """The most usual first; empty for a character in no table."""
    tone: Tone | None
    """As it counts here; None where it is unknown."""
    group: str
    """The rhyme group of the reading it counts as."""
    slot: Slot
    foot: bool
    """Whether the line's rhyme stands on it."""
    modern: bool = False
    """Not in the old table: shown by its modern sound, never counted as a fault."""
    severity: Severity | None = None
    """The worst finding about it."""

    @property
    def ambiguous(self) -> bool:
        """Whether it can be read level and oblique."""
        return len({reading.tone for reading in self.readings}) > 1


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    type: str
    """a A b B (small: oblique ending; a A begin 仄仄, b B 平平 in five characters); empty in the old style."""
    manner: str
    """How it takes its pattern: 正格 小拗 大拗 特拗 三仄尾 孤平自救; empty in the old style or with faults."""
    level: Level
    start: int = 0
    """Where its first character stands in the text that was checked; the others follow without a gap."""

    @property
    def text(self) -> str:
        return "".join(cell.char for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Rescue:
    """A departure from the pattern and what makes up for it."""

    kind: str
    """大拗 小拗 特拗 孤平."""
    broken: tuple[Place, ...]
    mended: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Rhyme:
    book: str
    group: str
    """The group most feet belong to; empty where there is none."""
    feet: tuple[Place, ...]
    off: tuple[Place, ...]
    """Feet outside the group."""
    near: tuple[Place, ...]
    """Feet of a neighbouring group."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Each 0 to 1."""

    form: float
    tone: float
    structure: float
    rhyme: float
    repetition: float
    parallel: float


@dataclass(frozen=True, slots=True)
class Poem:
    title: str
    form: str
    """One of FORMS, or 仄韵."""
    lines: tuple[Line, ...]
    scheme: str
    """One of SCHEMES; empty in the old style."""
    rhyme: Rhyme
    rescues: tuple[Rescue, ...]
    findings: tuple[Finding, ...]
    level: Level
    score: float
    scores: Scores
    couplets: tuple[float, ...] = ()
    """How parallel each couplet is, 0 to 1: soft, and never a fault."""

    @property
    def passed(self) -> bool:
        return self.level != "出律"

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text that was checked."""
        last = self.lines[-1]
        return self.lines[0].start, last.start + len(last.cells)


@dataclass(frozen=True, slots=True)
class Report:
    """All poems of one text."""

    form: str
    """As it was asked for."""
    book: str
    poems: tuple[Poem, ...]
    findings: tuple[Finding, ...]
    """Of all poems, in order, and of the text as a whole."""
    level: Level
    """The lowest of its poems; 出律 where there is none."""
    score: float
    """The mean of its poems."""

    @property
    def passed(self) -> bool:
        return bool(self.poems) and self.level != "出律"
