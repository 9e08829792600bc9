"""From a name that a person typed to weights: a file, an entry of the catalog, or what another program calls it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.library.rows import folded
from models.catalog import Catalog, Entry
from models.library import Found


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for: what is here of it, and the entry of the catalog. Either may be missing, not both."""

    found: tuple[Found, ...]
    entry: Entry | None


def meant(name: str, catalog: Catalog, here: Iterable[Found]) -> tuple[Meant, ...]:
    """Everything that `name` stands for; more than one where it is ambiguous.

    An entry is named by its id or its name, and means all of its quantizations that are here. A file is named by its
    path, by what a program calls it, or by what its header says; and a name under which an entry is known elsewhere
    means that entry. Case does not matter.
    """
    wanted = folded(name)
    entry = next((each for each in catalog.entries if wanted in (folded(each.id), folded(each.name))), None)
    found = tuple(here)
    if entry is not None:
        return (_of_entry(entry, found, catalog),)
    by_place = [each for each in found if wanted in map(folded, _names(each))]
    by_card = [each for each in found if each.card is not None and folded(each.card.name) == wanted]
    if by_place or by_card:
        return tuple(Meant((each,), entry_of(each, catalog)) for each in by_place or by_card)
    entry = catalog.of_file(name)
    return () if entry is None else (_of_entry(entry, found, catalog),)


def entry_of(found: Found, catalog: Catalog) -> Entry | None:
    """Which entry of the catalog weights on the disk are."""
    card = found.card
    for name in dict.fromkeys(_names(found)):
        entry = catalog.of_file(name, card.name if card else "", card.architecture if card else "")
        if entry is not None:
            return entry
    return None


def path_named(name: str, catalog: Catalog, here: Iterable[Found]) -> Path | None:
    """The weights to open for `name`: of several quantizations the finest; None where nothing here is called so, or
    too much is."""
    everything = meant(name, catalog, here)
    usable = [each for one in everything for each in one.found if each.card is not None]
    if len(everything) != 1 or not usable:
        return None
    return max(usable, key=lambda each: each.size).path


def _of_entry(entry: Entry, here: Iterable[Found], catalog: Catalog) -> Meant:
    return Meant(tuple(each for each in here if entry_of(each, catalog) == entry), entry)


def _names(found: Found) -> Iterator[str]:
    for place in found.places:
        yield place.name
        yield place.path.name
        yield str(place.path)
