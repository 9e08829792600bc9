"""Characters to put in a place's stead: of the tone the pattern wants there and, at a foot, of the rhyme."""

from app.forms.verse import letters
from app.forms.verse.books import book
from app.forms.verse.tones import table
from app.forms.verse.values import Poem, Tone

MOST = 40


def replacements(poem: Poem, line: int, at: int, most: int = MOST) -> tuple[str, ...]:
    """Characters that suit the place, the usual ones first; none where nothing is wanted of it.

    Those with a second tone are left out, and so is what the poem already has.
    """
    cell = poem.lines[line].cells[at]
    tone = cell.slot if cell.slot in ("平", "仄") else None
    group = poem.rhyme.group if cell.foot else ""
    if tone is None and not group:
        return ()
    used = set(poem.text)
    source = table()
    script = source.plain
    simplified = not any(char in script for char in poem.text)
    sounds = book(poem.rhyme.book)
    candidates = sounds.members(group) if group else _of_tone(tone or "平", cell.char)
    found = []
    for char in candidates:
        if char in used or (char in script) == simplified:
            continue
        if len(letters.tones(sounds.sounds(char)[0])) == 1:
            found.append(char)
        if len(found) == most:
            break
    return tuple(found)


def _of_tone(tone: str, char: str) -> str:
    """What Song poets put opposite or beside the same characters, then what is usual, in one tone."""
    source = table()
    wanted: Tone = "平" if tone == "平" else "仄"
    ranked = dict.fromkeys(c for group, chars in source.groups.items() for c in chars[:60])
    return "".join(each for each in ranked if each != char and {r.tone for r in source.readings[each]} == {wanted})
