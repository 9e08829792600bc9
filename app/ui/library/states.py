"""What the library's views show, as immutable values. Knows nothing of Qt, of catalogs or of downloads."""

from dataclasses import dataclass, field
from typing import Literal

FitKind = Literal["well", "experts_in_memory", "partly", "slow", "too_large", "cannot", "unknown"]
"""How weights run on this machine, best first; `cannot`: the engine does not know them; `unknown`: not reckoned yet."""
Aim = Literal["speed", "quality"]
Stage = Literal["waiting", "running", "paused", "checking", "done", "failed", "cancelled"]
"""Of a download; those that are done or cancelled are not shown."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A judgement: its kind, the word on the badge, and the reason as a sentence."""

    kind: FitKind
    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Weights in the list. Lines with the same heading follow each other."""

    key: str
    heading: str
    name: str
    facts: str
    """Size, licence and the like, the most telling first, with " · " between."""
    fit: Fit
    here: bool = False
    """Whether they lie on this computer."""
    share: float | None = None
    """How much of them has arrived, 0 to 1; None where nothing is on its way."""
    stage: str = ""
    """What the download is doing, in a word."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a filter: the value it stands for, and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class FilterState:
    """What is searched for, and what can be."""

    text: str = ""
    size: str = ""
    language: str = ""
    licence: str = ""
    fits: bool = False
    here: bool = False
    sizes: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    licences: tuple[Choice, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text or self.size or self.language or self.licence or self.fits or self.here)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What stands in place of an empty list. `button` may be empty."""

    title: str
    hint: str
    button: str = ""
    icon: str = "search"


@dataclass(frozen=True, slots=True)
class ListState:
    """The list with its filters, and what is said of the machine above it."""

    lines: tuple[Line, ...] = ()
    selected: str = ""
    filters: FilterState = field(default_factory=FilterState)
    nothing: Nothing | None = None
    machine: str = ""
    """This computer in one line."""
    busy: str = ""
    """What is being looked for just now; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts. A `link` is an address that may be opened."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class BuildLine:
    """One quantization in the table. `memory` is one text for each device, in the order of the heads."""

    key: str
    name: str
    size: str
    fit: Fit
    speed: str
    memory: tuple[str, ...] = ()
    here: bool = False
    best: bool = False
    """Whether Sibian would choose it."""


@dataclass(frozen=True, slots=True)
class Builds:
    """All quantizations of an entry; `devices` head the columns of memory."""

    lines: tuple[BuildLine, ...] = ()
    chosen: str = ""
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """What a device would hold, in bytes, against what it can."""

    device: str
    weights: int
    kv: int
    compute: int
    capacity: int

    @property
    def total(self) -> int:
        return self.weights + self.kv + self.compute


@dataclass(frozen=True, slots=True)
class PlanState:
    """Where everything would lie, and the choices that lead there.

    layers, expert_layers: how far the sliders go; 0 hides one. contexts: the steps of the first slider, rising.
    """

    fit: Fit
    contexts: tuple[int, ...]
    context: int
    trained: int = 0
    layers: int = 0
    gpu_layers: int = 0
    expert_layers: int = 0
    experts_on_cpu: int = 0
    types: tuple[str, ...] = ()
    type_kv: str = "f16"
    aim: Aim = "speed"
    bars: tuple[Bar, ...] = ()
    writing: str = ""
    """Expected speed of what is written, in words."""
    reading: str = ""
    missing: str = ""
    """How much memory is lacking, and what to do; empty where it fits."""
    estimated: bool = True
    """Whether the sizes are reckoned from the catalog and not read from the file."""
    moved: bool = False
    """Whether the person has moved anything."""


@dataclass(frozen=True, slots=True)
class DownloadState:
    """A download under way, or one that stopped."""

    key: int
    stage: Stage
    share: float | None
    """0 to 1; None while the size is not known."""
    title: str
    figures: str
    """Amount, speed and time left, with " · " between."""
    fault: str = ""
    """What went wrong and what to do about it."""
    files: str = ""
    """How many of how many files have arrived; empty for one file."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A file on this computer: where, and which program it belongs to."""

    path: str
    note: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about the chosen weights."""

    key: str
    name: str
    subtitle: str
    """Maker, date and kind."""
    fit: Fit
    about: str = ""
    """What the catalog remarks; the fault of a file that cannot be used."""
    facts: tuple[Fact, ...] = ()
    builds: Builds = field(default_factory=Builds)
    plan: PlanState | None = None
    download: DownloadState | None = None
    places: tuple[PlaceLine, ...] = ()
    get: str = ""
    """The label of the button that fetches; empty where there is nothing to fetch."""
    load: str = ""
    """The label of the button that opens; empty where nothing can be opened."""
    removable: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A slider or a choice of the plan was moved: the field of `models.plan.Wishes`, and its value."""

    name: str
    value: int | str
