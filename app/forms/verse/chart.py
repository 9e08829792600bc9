"""The patterns of tones as the manuals print them, and characters of a rhyme, for prompts and for side panels."""

from app.forms.verse import letters, metre, shapes
from app.forms.verse.books import OldBook, book
from app.forms.verse.modern import GROUPS
from app.forms.verse.tones import table
from app.forms.verse.values import SCHEMES

PRINTED = str.maketrans({"P": "平", "Z": "仄", "*": "中"})


def chart(form: str, scheme: str = "") -> str:
    """A form's pattern, 中 where either tone is common practice, 韵 after a line that rhymes; a line to a line.

    Without a scheme, all four with their names. Raises ValueError for an unknown form or scheme.
    """
    if scheme and scheme not in SCHEMES:
        raise ValueError(f"no scheme is named {scheme!r}")
    shape = shapes.named(form)
    if shape is None or not shape.width:
        raise ValueError(f"{form!r} has no pattern")
    if scheme:
        return "\n".join(_lines(shape.width, scheme, shape.lines or 8))
    return "\n".join(f"{name}：\n{chart(form, name)}" for name in SCHEMES)


def _lines(width: int, scheme: str, lines: int) -> list[str]:
    kinds = metre.types_of(width, scheme, lines)
    return [metre.slots(kind, width).translate(PRINTED) + ("（韵）" if kind in "AB" else "") for kind in kinds]


def groups(rhyme_book: str, level: bool = True) -> tuple[str, ...]:
    """The rhyme groups of a book in its order; of the old book only those of level tones where so wished."""
    sounds = book(rhyme_book)
    if not isinstance(sounds, OldBook):
        return tuple(dict.fromkeys(GROUPS[sounds.name].values()))
    return tuple(group for group in table().groups if not level or group.startswith(("上平", "下平")))


def rhyme_characters(group: str, most: int, rhyme_book: str = "平水韵") -> tuple[str, ...]:
    """The most usual characters of a group, simplified, with level tone alone where the book is a modern one.

    The group by its whole name (下平十一尤) or its end (十一尤). Raises ValueError for an unknown one.
    """
    known = [name for name in groups(rhyme_book, level=False) if name == group or name.endswith(group)]
    if not group or not known:
        raise ValueError(f"no rhyme group of {rhyme_book} is named {group!r}")
    sounds = book(rhyme_book)
    source = table()
    found = []
    for char in sounds.members(known[0]):
        if char in source.plain or len(letters.tones(sounds.sounds(char)[0].readings)) != 1:
            continue
        found.append(char)
        if len(found) == most:
            break
    return tuple(found)


def opposite_tone(text: str) -> str:
    """What a line must end in that stands opposite `text`; empty where the tone of its last character is not known."""
    last = text.rstrip("，。！？；、,.!?; \n")[-1:]
    can = letters.tones(book("平水韵").sounds(last)[0].readings) if last else {}
    if not can:
        return ""
    return "仄" if max(can, key=lambda tone: can[tone]) == "平" else "平"
