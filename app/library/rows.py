"""One line of the library and what narrows a list of them. Pure; knows neither files nor threads."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.languages import base, names_of
from models.catalog import Build, Entry
from models.library import Found
from models.plan import Plan, rank

if TYPE_CHECKING:
    from models.download import Progress  # brings a client for HTTP along, which only who downloads needs

NO_RANK = 9
"""Of what cannot be run or judged: after everything else."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for. Words of `text` must all be there; the others are bounds."""

    text: str = ""
    language: str | None = None
    """A BCP 47 tag."""
    licence: str | None = None
    """A part of the licence's name."""
    most_bytes: int | None = None
    fits: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Weights as a person thinks of them: an entry of the catalog with what there is of it here, or a file alone."""

    key: str
    """Stays the same as long as the thing does."""
    name: str
    size: int
    """Bytes of what `plan` is about."""
    entry: Entry | None = None
    found: tuple[Found, ...] = ()
    """The one to open first."""
    build: Build | None = None
    """What would be fetched. Without a fit, the smallest there is."""
    plan: Plan | None = None
    """Of what is here, else of `build`; None where the engine cannot run it, or the file is not usable."""
    download: "Progress | None" = None
    """What is on its way, or stopped on it."""

    @property
    def usable(self) -> Found | None:
        """What is here and can be opened."""
        return next((each for each in self.found if each.card is not None), None)

    @property
    def fits(self) -> bool:
        return self.plan is not None and self.plan.fit != "too_large"

    @property
    def owned(self) -> bool:
        """Whether something of it can be deleted."""
        return any(each.owned for each in self.found)


def passes(row: Row, filters: Filters) -> bool:
    """Whether a row is among what is looked for. What is not known of a file does not pass a bound on it."""
    entry = row.entry
    return (
        (not filters.fits or row.fits)
        and (not filters.here or bool(row.found))
        and (filters.most_bytes is None or row.size <= filters.most_bytes)
        and (filters.language is None or (entry is not None and speaks(entry, filters.language)))
        and (filters.licence is None or (entry is not None and folded(filters.licence) in folded(entry.licence)))
        and matches(row, filters.text)
    )


def speaks(entry: Entry, language: str) -> bool:
    """Whether an entry names this language, in whatever script or region."""
    return base(language) in map(base, entry.languages)


def matches(row: Row, text: str) -> bool:
    """Whether every word of `text` is somewhere in what is known of a row. Knows no case and no width of letters."""
    words = folded(text).split()
    if not words:
        return True
    known = "\n".join(map(folded, _known(row)))
    return all(word in known for word in words)


def folded(text: str) -> str:
    """`text` as it is compared: ＤｅｅｐＳｅｅｋ is deepseek."""
    return unicodedata.normalize("NFKC", text).casefold()


def ordered(rows: Iterable[Row]) -> list[Row]:
    """What runs best first; of what runs as well, the largest; of what is too large, the one that lacks least."""
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[int, int, str, str]:
    if row.plan is None:
        return NO_RANK, -row.size, folded(row.name), row.key
    if row.plan.fit == "too_large":
        return rank(row.plan.fit), row.plan.missing, folded(row.name), row.key
    return rank(row.plan.fit), -_weight(row), folded(row.name), row.key


def _weight(row: Row) -> int:
    """How large the weights are, whatever they are quantized to."""
    if row.entry is not None:
        return row.entry.parameters
    card = row.usable.card if row.usable is not None else None
    return (card.parameters or 0) if card is not None else 0


def _known(row: Row) -> Iterator[str]:
    yield row.name
    if row.entry is not None:
        entry = row.entry
        yield from (entry.id, entry.name, entry.maker, entry.licence, *entry.also)
        for tag in entry.languages:
            yield from names_of(tag)
        for build in entry.builds:
            yield from (build.quantization, build.repo)
    for found in row.found:
        yield from (place.name for place in found.places)
        yield from found.programs
        if found.card is not None:
            yield from (found.card.name, found.card.architecture, found.card.quantization)
