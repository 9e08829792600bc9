"""All entries together, and which of them a file on the disk is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.catalog.names import names_in, plain
from models.catalog.values import Entry

_SAME = {"deepseek32": "deepseek2"}
"""Files of V3.2 that are older than llama.cpp's support of its sparse attention say that they are V3."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Entries in the order of the file, which is the order to show them in."""

    entries: tuple[Entry, ...]
    _named: dict[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for name in _names_of(entry):
                named[name] = (*named.get(name, ()), entry)
        object.__setattr__(self, "_named", named)

    def find(self, id: str) -> Entry | None:
        """The entry of this id."""
        return next((entry for entry in self.entries if entry.id == id), None)

    def of_file(self, name: str, card_name: str = "", architecture: str = "") -> Entry | None:
        """Which entry a file is, by its own name (or a program's name for it) first and by `general.name` second.

        Only whole names count: what somebody made out of weights often keeps theirs as a part, and often keeps
        `general.name` as it was. A file of another architecture is never it; "" says that nobody knows.
        """
        for said in names_in(name):
            entry = self._one(said, architecture)
            if entry is not None:
                return entry
        entry = self._one(plain(card_name), architecture)
        return None if entry is None or self._made_from(entry, name) else entry

    def _one(self, name: str, architecture: str) -> Entry | None:
        """The only entry of that name, or the only one that has this architecture too."""
        named = self._named.get(name, ())
        fitting = [entry for entry in named if not architecture or _alike(entry.architecture, architecture)]
        return fitting[0] if len(fitting) == 1 else None

    def _made_from(self, entry: Entry, name: str) -> bool:
        """Whether a name has more words than the entry it speaks of: "…-8B-abliterated"."""
        words = next(names_in(name)).split("-")
        own = (plain(entry.id).split("-"), plain(entry.name).split("-"))
        return any(len(words) > len(each) and _within(each, words) for each in own)


def _alike(one: str, other: str) -> bool:
    return _SAME.get(one, one) == _SAME.get(other, other)


def _names_of(entry: Entry) -> Iterator[str]:
    """Each name once, as `plain` says it."""
    said = [plain(each) for each in (entry.id, entry.name, entry.page.rpartition("/")[2], *entry.also)]
    for build in entry.builds:
        said += [next(names_in(file)) for file in (build.repo, *build.files) if "*" not in file]
    yield from dict.fromkeys(filter(None, said))


def _within(part: list[str], whole: list[str]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
