"""Entries of the catalog as values. Sizes are bytes, parameters are numbers of weights."""

from dataclasses import dataclass
from typing import Literal

from models.shape import Hyper

SystemPrompt = Literal["fine", "advised_against"]
Thinks = Literal["always", "switchable", "no"]
Checked = Literal["page", "memory"]


class BadCatalog(Exception):
    """The catalog cannot be used: `where` is the place in it ("entries.qwq-32b.context"), `what` is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        self.where, self.what = where, what
        super().__init__(f"{where}: {what}")


@dataclass(frozen=True, slots=True)
class Build:
    """One quantization of some weights, in one repository."""

    quantization: str
    """As its maker names it: "Q4_K_M", "UD-IQ1_S"."""
    repo: str
    """On Hugging Face: "owner/name"."""
    files: tuple[str, ...]
    """Paths inside the repository, shards in order. One with `*` is a pattern, where exact names are not known."""
    size: int
    """Of all files together, as exactly as it is stated: mostly rounded to a tenth of a gigabyte."""
    modelscope: str | None = None
    """The repository with the same files on ModelScope."""
    sha256: tuple[str, ...] = ()
    """Of each file, or empty. The hub's own sums count; makers replace files."""
    size_estimated: bool = False
    """Whether nobody stated the size, and it was reckoned from parameters and bits for each."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """What the maker recommends; None where nothing is said."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    min_p: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A set of weights as its maker published it, in all its builds."""

    id: str
    name: str
    maker: str
    released: str
    """A day: "2025-01-20"."""
    architecture: str
    """llama.cpp's name for it: `general.architecture` of its files."""
    parameters: int
    active: int
    """That a token passes: all of them, but for a mixture of experts."""
    hyper: Hyper
    context: int
    """Tokens the weights are made for."""
    licence: str
    licence_url: str
    family: str
    """How its thinking is marked: a key of `runtime.markers.FAMILIES`."""
    sampling: Sampling
    languages: tuple[str, ...]
    """BCP 47 tags, those the maker names; the one it is best at first."""
    system_prompt: SystemPrompt
    thinks: Thinks
    page: str
    base: str | None
    """The weights it was made from: an `id` of the catalog, or a name."""
    runs: bool
    """Whether the llama.cpp that Sibian builds on runs it."""
    note: str
    """One sentence, in English, that a person should know before fetching it; or empty."""
    builds: tuple[Build, ...]
    checked: Checked = "memory"
    """Where its facts come from: read again on the maker's or the hub's page, or written from memory."""
    also: tuple[str, ...] = ()
    """Other names its files go by, such as Ollama's."""
