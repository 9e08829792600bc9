"""Finding verse in what a model wrote: lines that belong together, each with where it stands.

Knows lines as `markup` tells them, and shapes; nothing of tones.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.forms.verse import markup
from app.forms.verse.markup import Clause
from app.forms.verse.shapes import Shape

THINKING_ENDS = "</think>"
THINKING_BEGINS = "<think>"
NAMELESS = 2
"""A line of so few characters is no line of verse but may be its title."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lines that belong together."""

    title: str
    lines: tuple[Clause, ...]
    width: int
    """Characters of most lines."""


@dataclass(slots=True)
class _Block:
    title: str
    stanzas: list[list[Clause]]


def answer_start(text: str) -> int | None:
    """Where the answer begins behind a thinking that is in the text; None where the thinking never ends."""
    end = text.rfind(THINKING_ENDS)
    if end >= 0:
        return end + len(THINKING_ENDS)
    return None if text.lstrip().startswith(THINKING_BEGINS) else 0


def find(
    text: str,
    start: int,
    shape: Shape | None,
    shortest: int = 4,
    quotations: bool = False,
    growing: bool = False,
) -> list[Found]:
    """All verse from `start` on; of this shape where one is asked for. Fewer than `shortest` lines are left out.

    quotations: also lines that stand in quotation marks within prose. growing: the text is being written, and its last
    line may be as short as it is.
    """
    found = []
    for block in (part for whole in _blocks(text, start, quotations, growing) for part in _parted(whole)):
        for lines in _cut(block.stanzas, shape):
            open_end = growing and len(lines) > 1 and _end([lines]) == len(text)
            width = _width(lines[:-1] if open_end else lines, shape)
            if width and len(lines) >= shortest:
                found.append(Found(block.title, tuple(lines), width))
    return found


def _width(lines: list[Clause], shape: Shape | None) -> int:
    """How many characters its lines have, for the most part; 0 where it is no verse."""
    widths = [len(line.text) for line in lines]
    width = _commonest(widths)
    times = widths.count(width)
    if shape is not None and shape.width and widths.count(shape.width) * 2 >= len(lines):
        return shape.width
    if shape is not None and not shape.width:
        return width if times * 2 >= len(lines) else 0
    if width in (5, 7) and times * 10 >= len(lines) * 7:
        return width
    return width if times == len(lines) and width in (4, 6) and len(lines) >= 4 else 0


def _commonest(widths: list[int]) -> int:
    """Of widths that are as common the one that comes first; `Counter` takes five times as long for so few."""
    return max(widths, key=widths.count)


def _cut(stanzas: list[list[Clause]], shape: Shape | None) -> Iterator[list[Clause]]:
    """The poems of a block."""
    lines = [line for stanza in stanzas for line in stanza]
    if shape is not None and shape.lines:
        for at in range(0, len(lines), shape.lines):
            rest = lines[at : at + shape.lines]
            # What is left over is its own poem only where it is more than a stray line.
            if at == 0 or len(rest) * 2 >= shape.lines:
                yield rest
    elif len(stanzas) > 1 and all(len(stanza) >= 4 for stanza in stanzas):
        yield from stanzas
    elif lines:
        yield lines


def _blocks(text: str, start: int, quotations: bool, growing: bool) -> Iterator[_Block]:
    """Runs of lines that may be verse, with the title before each."""
    title, named = "", False
    block = _Block("", [])
    blank = True
    at = start
    for raw in text[start:].splitlines(keepends=True):
        line, here = raw.rstrip("\r\n"), at
        at += len(raw)
        if not line.strip():
            blank = True
            continue
        name = markup.title(line)
        last = growing and here + len(line) == len(text)
        clauses = None if name is not None else markup.clauses(line, here, last)
        if last and not block.stanzas and clauses and len(clauses[0].text) < markup.NARROWEST:
            clauses = None
        if clauses is None and name is None and quotations:
            clauses = tuple(markup.quoted(line, here)) or None
        if clauses is None:
            lone = _lone(block)
            if block.stanzas:
                yield _trimmed(block)
            if lone and name is None:
                title, named = lone, True
            block, blank = _Block("", []), True
            title, named = _next_title(line, name, title, named)
            continue
        if not block.stanzas:
            block.title, title, named = title, "", False
        if blank or not block.stanzas:
            block.stanzas.append([])
        block.stanzas[-1] += clauses
        blank = False
    if block.stanzas:
        going_on = growing and len(block.stanzas[-1]) > 1 and _end(block.stanzas) == len(text)
        yield block if going_on else _trimmed(block)


def _end(stanzas: list[list[Clause]]) -> int:
    last = stanzas[-1][-1]
    return last.start + len(last.text)


def _lone(block: _Block) -> str:
    """The only line of a block: a title before its author, as long as a line of verse."""
    return block.stanzas[0][0].text if len(block.stanzas) == 1 and len(block.stanzas[0]) == 1 else ""


def _next_title(line: str, name: str | None, title: str, named: bool) -> tuple[str, bool]:
    """The title so far, and whether it stood alone on its line without brackets: then an author may follow it."""
    if name is not None:
        return name, False
    if markup.is_rule(line):
        return title, named
    bare = markup.bare_title(line)
    if named and len(bare) <= NAMELESS + 2:
        return title, True
    return bare, bool(bare)


def _parted(block: _Block) -> Iterator[_Block]:
    """What a model sets between its poems without any mark (“仿李白”): a line alone, of another width, is a name."""
    if all(len(stanza) > 1 for stanza in block.stanzas):
        yield block
        return
    verse = Counter(len(line.text) for stanza in block.stanzas if len(stanza) > 1 for line in stanza)
    title, stanzas = block.title, list[list[Clause]]()
    for stanza in block.stanzas:
        if verse and len(stanza) == 1 and len(stanza[0].text) != verse.most_common(1)[0][0]:
            if stanzas:
                yield _Block(title, stanzas)
            title, stanzas = stanza[0].text, []
        else:
            stanzas.append(stanza)
    if stanzas:
        yield _Block(title, stanzas)


def _trimmed(block: _Block) -> _Block:
    """Without a line too many that stands before the poem, as its title, or behind it, as a remark: alone, or of
    another length than all the others."""
    lines = [line for stanza in block.stanzas for line in stanza]
    if len(lines) % 2 == 0 or len(lines) < 5:
        return block
    for at, stanza in ((0, block.stanzas[0]), (-1, block.stanzas[-1])):
        others = {len(line.text) for line in (lines[1:] if at == 0 else lines[:-1])}
        alone = len(stanza) == 1 and len(block.stanzas) > 1
        if alone or (len(others) == 1 and len(lines[at].text) not in others):
            stanzas = list(block.stanzas)
            stanzas[at] = stanza[1:] if at == 0 else stanza[:-1]
            name = block.title or (lines[0].text if at == 0 else "")
            return _Block(name, [stanza for stanza in stanzas if stanza])
    return block
