"""How characters sound today: tones and rhyme groups of the two modern books, by pypinyin.

pypinyin is imported when first needed: it takes a tenth of a second, and most checks never ask for it.
"""

from collections.abc import Iterator
from functools import lru_cache

from app.forms.verse.values import Reading, RhymeBook, Tone

NEW = {
    "一麻": "a ia ua",
    "二波": "o e uo",
    "三皆": "ie üe",
    "四开": "ai uai",
    "五微": "ei uei",
    "六豪": "ao iao",
    "七尤": "ou iou",
    "八寒": "an ian uan üan",
    "九文": "en in uen ün",
    "十唐": "ang iang uang",
    "十一庚": "eng ing ueng ong iong",
    "十二齐": "i er ü",
    "十三支": "-i",
    "十四姑": "u",
}
GENERAL = {
    "一啊": "a ia ua",
    "二喔": "o uo",
    "三鹅": "e ie üe",
    "四衣": "i -i",
    "五乌": "u",
    "六迂": "ü",
    "七哀": "ai uai",
    "八欸": "ei uei",
    "九熬": "ao iao",
    "十欧": "ou iou",
    "十一安": "an ian uan üan",
    "十二恩": "en in uen ün",
    "十三昂": "ang iang uang",
    "十四英": "eng ing ueng",
    "十五雍": "ong iong",
    "十六儿": "er",
}
GROUPS: dict[str, dict[str, str]] = {
    book: {final: group for group, finals in groups.items() for final in finals.split()}
    for book, groups in (("中华新韵", NEW), ("中华通韵", GENERAL))
}
"""By book and final: the group."""

HISSING = ("zh", "ch", "sh", "r", "z", "c", "s")
TONES: dict[str, Tone] = {"1": "平", "2": "平", "3": "仄", "4": "仄"}
IN_CONTEXT = 0.9
"""The share of the reading that a phrase suggests, against all others that the character has."""


@lru_cache(maxsize=1 << 12)
def line_readings(line: str, book: RhymeBook) -> tuple[tuple[Reading, ...], ...]:
    """The readings of each character, the one that the line suggests first; empty where there is none."""
    suggested = _syllables(line, heteronym=False)
    every = _syllables(line, heteronym=True)
    return tuple(_readings([*first, *others], GROUPS[book]) for first, others in zip(suggested, every, strict=True))


def _readings(syllables: list[str], groups: dict[str, str]) -> tuple[Reading, ...]:
    found: dict[tuple[Tone, str], None] = {}
    for syllable in syllables:
        tone, final = TONES.get(syllable[-1:]), _final(syllable)
        if tone is not None and final in groups:
            found.setdefault((tone, groups[final]))
    first = next(iter(found))[0] if found else None
    both = len({tone for tone, _ in found}) > 1
    return tuple(
        Reading(tone, group, 1.0 if not both else IN_CONTEXT if tone == first else 1 - IN_CONTEXT)
        for tone, group in found
    )


def _syllables(line: str, heteronym: bool) -> list[list[str]]:
    """For each character: its syllables with a number for the tone, such as zhong1; empty where pypinyin has none."""
    from pypinyin import Style, pinyin

    found = pinyin(
        line,
        style=Style.TONE3,
        heteronym=heteronym,
        errors=_silent,  # type: ignore[arg-type]  # a list is taken, too
        neutral_tone_with_five=True,
        v_to_u=True,
    )
    return [[syllable for syllable in each if syllable] for each in found]


def _silent(unknown: str) -> list[str]:
    """One empty syllable for each character that pypinyin does not know."""
    return [""] * len(unknown)


def _final(syllable: str) -> str:
    from pypinyin.contrib.tone_convert import to_finals, to_initials

    bare = syllable.rstrip("12345")
    final: str = to_finals(bare, strict=True, v_to_u=True)
    if final == "i" and to_initials(bare, strict=True) in HISSING:
        return "-i"
    return final


@lru_cache(maxsize=1 << 10)
def old_looking(char: str) -> tuple[Reading, ...]:
    """Today's tone of a character that the old book lacks, without a group: for show, and never a fault."""
    (syllables,) = _syllables(char, heteronym=True) or [[]]
    tones = dict.fromkeys(TONES[each[-1]] for each in syllables if each[-1:] in TONES)
    return tuple(Reading(tone, "", 1.0 / len(tones)) for tone in tones)


@lru_cache(maxsize=64)
def members(group: str, book: RhymeBook, chars: tuple[str, ...]) -> str:
    """Those of `chars` whose only reading is in the group."""
    return "".join(_only(group, book, chars))


def _only(group: str, book: RhymeBook, chars: tuple[str, ...]) -> Iterator[str]:
    for char in chars:
        groups = {reading.group for reading in line_readings(char, book)[0]}
        if groups == {group}:
            yield char
