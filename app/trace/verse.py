"""Chinese verse in a text: lines of equal length, four or more. Knows nothing of tones and rhymes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FEWEST = 4
LENGTHS = (4, 5, 6, 7)
_LINE = re.compile(r"[\u3400-\u9fff]+(?=[，。！？；、,!?;\n]|\Z)")
_BETWEEN = re.compile(r"[，。！？；、,!?;\s*＊>]*")


@dataclass(frozen=True, slots=True)
class Verse:
    """Consecutive lines of one length."""

    start: int
    end: int
    lines: tuple[str, ...]


def verses(text: str) -> Iterator[Verse]:
    """Every run of four or more lines of 4 to 7 Han characters, all of one length."""
    run: list[re.Match[str]] = []
    for found in _LINE.finditer(text):
        if run and not (_same(run[-1], found) and _BETWEEN.fullmatch(text, run[-1].end(), found.start())):
            yield from _verse(text, run)
            run = []
        if _fits(text, found):
            run.append(found)
    yield from _verse(text, run)


def _fits(text: str, line: "re.Match[str]") -> bool:
    before = text[line.start() - 1 : line.start()]
    return len(line.group()) in LENGTHS and not (before.isascii() and before.isalnum())


def _same(one: "re.Match[str]", other: "re.Match[str]") -> bool:
    return len(one.group()) == len(other.group())


def _verse(text: str, run: list["re.Match[str]"]) -> Iterator[Verse]:
    if len(run) < FEWEST:
        return
    stop = _BETWEEN.match(text, run[-1].end())
    end = run[-1].end() + (len(stop.group().rstrip("\n *＊>")) and 1 if stop else 0)
    yield Verse(run[0].start(), end, tuple(line.group() for line in run))
