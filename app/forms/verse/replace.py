"""Characters to put in a place's stead: of the tone the pattern wants there and, at a foot, of the rhyme."""

from collections.abc import Iterator
from functools import lru_cache

from app.forms.verse.books import Book, book
from app.forms.verse.tones import table
from app.forms.verse.values import Poem, Tone

MOST = 40
COMMON = 3000
"""Characters that are offered outside of rhymes: as many of the usual ones."""


def replacements(poem: Poem, line: int, at: int, most: int = MOST) -> tuple[str, ...]:
    """Characters that suit the place, likely ones first; none where nothing is wanted of it.

    First those that Song poets set opposite the character on the other side of the couplet, then the usual ones. What
    has a second tone is left out, and so is what the poem has already.
    """
    cell = poem.lines[line].cells[at]
    sounds = book(poem.rhyme.book)
    feet = {place.line for place in (*poem.rhyme.feet, *poem.rhyme.off)}
    foot = line in feet and at == len(poem.lines[line].cells) - 1
    tone: Tone | None = cell.slot if cell.slot == "平" or cell.slot == "仄" else None
    if foot and poem.rhyme.group and "→" not in poem.rhyme.group:
        candidates = tuple(sounds.members(poem.rhyme.group))
    elif tone is not None:
        candidates = _of_tone(tone, sounds.name)
    else:
        return ()
    traditional = any(char in table().plain for char in poem.text)
    used = set(poem.text)
    other = _opposite(poem, line, at)
    fitting = [char for char in candidates if char not in used and _script(char, traditional) and _sure(char, sounds)]
    fitting.sort(key=lambda char: not _attested(char, other))
    return tuple(fitting[:most])


def _opposite(poem: Poem, line: int, at: int) -> str:
    """The character at the same place of the couplet's other line; empty where there is none."""
    number = line + 1 if line % 2 == 0 else line - 1
    cells = poem.lines[number].cells if number < len(poem.lines) else ()
    return table().simplified(cells[at].char) if at < len(cells) else ""


def _attested(char: str, other: str) -> bool:
    return bool(other) and table().opposed(table().simplified(char), other)


def _script(char: str, traditional: bool) -> bool:
    """Whether it is of the poem's script: what has another simplified form is traditional."""
    return traditional or char not in table().plain


def _sure(char: str, sounds: Book) -> bool:
    return sounds.sounds(char)[0].letter in ("P", "Z")


@lru_cache(maxsize=8)
def _of_tone(tone: Tone, book_name: str) -> tuple[str, ...]:
    """The usual characters of a tone."""
    sounds = book(book_name)
    wanted = "P" if tone == "平" else "Z"
    return tuple(char for char in _usual() if sounds.sounds(char)[0].letter == wanted)


@lru_cache(maxsize=1)
def _usual() -> tuple[str, ...]:
    """Characters in about the order of their use: the groups list theirs so, and take turns here."""
    return tuple(dict.fromkeys(_in_turns()))[:COMMON]


def _in_turns() -> Iterator[str]:
    groups = list(table().groups.values())
    for rank in range(max(map(len, groups))):
        yield from (group[rank] for group in groups if rank < len(group))
