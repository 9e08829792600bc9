"""The three rhyme books behind one question: how do the characters of this line sound, and which groups are near."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from app.forms.verse import modern, tones
from app.forms.verse.letters import letter_of
from app.forms.verse.values import BOOKS, Reading, RhymeBook

ALIASES: dict[str, RhymeBook] = {
    "平水": "平水韵",
    "平水韻": "平水韵",
    "新韵": "中华新韵",
    "中華新韻": "中华新韵",
    "通韵": "中华通韵",
    "中華通韻": "中华通韵",
}

NEAR = (
    "东冬", "江阳", "支微齐灰", "支微齐佳", "鱼虞", "佳灰", "真文元", "元寒删先", "萧肴豪", "佳麻", "庚青蒸", "覃盐咸",
)  # fmt: skip
"""Groups of the old book, by their last character, that Tang and later poets took for near."""


@dataclass(frozen=True, slots=True)
class Sound:
    """How one character of a line sounds."""

    readings: tuple[Reading, ...]
    letter: str
    """What it can be and usually is: P, Z, p, z, * or ?, see `app.forms.verse.fit`."""
    modern: bool = False
    """Not in the book: the readings are today's, for show."""


class Book(Protocol):
    """What the checker asks of a rhyme book. There is one of each name."""

    name: RhymeBook

    def __hash__(self) -> int: ...

    def sounds(self, line: str) -> tuple[Sound, ...]: ...
    def near(self, one: str, other: str) -> bool: ...
    def members(self, group: str) -> str: ...


class OldBook:
    """平水韵, from the table."""

    name: RhymeBook = "平水韵"

    def __init__(self, table: tones.Table) -> None:
        self._table = table
        self._known: dict[str, Sound] = {}

    def sounds(self, line: str) -> tuple[Sound, ...]:
        known = self._known
        return tuple(known[char] if char in known else self._sound(char) for char in line)

    def _sound(self, char: str) -> Sound:
        readings = self._table.readings.get(char, ())
        old = Sound(readings, letter_of(readings))
        sound = old if readings else Sound(modern.old_looking(char), "?", modern=True)
        self._known[char] = sound
        return sound

    def near(self, one: str, other: str) -> bool:
        return any(one[-1] in kin and other[-1] in kin for kin in NEAR)

    def members(self, group: str) -> str:
        return self._table.groups[group]


class NewBook:
    """中华新韵 or 中华通韵, from the sounds of today's standard language."""

    def __init__(self, name: RhymeBook) -> None:
        self.name: RhymeBook = name

    def sounds(self, line: str) -> tuple[Sound, ...]:
        return tuple(Sound(readings, letter_of(readings)) for readings in modern.line_readings(line, self.name))

    def near(self, one: str, other: str) -> bool:
        return False

    def members(self, group: str) -> str:
        return modern.members(group, self.name, tuple(tones.table().readings))


@lru_cache(maxsize=4096)
def sounds(book: Book, line: str) -> tuple[Sound, ...]:
    """Those of a line; most lines of a text that is being written were there before the last letter."""
    return book.sounds(line)


@cache
def book(name: str) -> Book:
    """The book of that name. Raises ValueError for another."""
    known = ALIASES.get(name, name)
    if known not in BOOKS:
        raise ValueError(f"no rhyme book is named {name!r}")
    return OldBook(tones.table()) if known == "平水韵" else NewBook(known)
