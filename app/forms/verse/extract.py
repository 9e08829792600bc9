"""Finding verse in what a model wrote: among headings, labels, notes and prose, each character with where it stands.

Knows shapes alone: how many lines, how many characters. Nothing of tones.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.forms.verse.shapes import Shape

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CLAUSE = re.compile(f"[{HAN}]+")
FOREIGN = re.compile(r"[A-Za-z0-9\u3040-\u30ff\uac00-\ud7af=<>{}\\|@$%&/]")
MARKS = re.compile(r"[*_`~]+")
LIST_MARK = re.compile(r"\s*(?:[-+•·>]\s*)*(?:\(?\d{1,2}[.、)）]\s*)?")
LABEL = re.compile(rf"\s*([{HAN}\d（）()·\s]{{1,10}})[：:]\s*(?=\S)")
NOTE = re.compile(r"[（(\[〔〈][^（(\[〔〈）)\]〕〉]*[）)\]〕〉]")
TITLE = re.compile(r"\s*[#\s>*_-]*《([^》]{1,40})》[^，。]{0,12}$")
BRACKETED = re.compile(r"\s*[#\s>*_-]*【([^】]{1,40})】\s*$")
HEADING = re.compile(r"\s*#{1,6}\s+(.+?)\s*#*\s*$")
RULE = re.compile(r"\s*(?:[-*_=]{3,}|```.*|~~~.*)\s*$")
REMARK = re.compile(
    r"\s*[*_#>\s-]*[【《]?(?:赏析|注释?|平仄|说明|解析|格律|译文|翻译|创作|分析|风格|押韵|韵脚|附注|自查|检查)"
)
THINKING_ENDS = "</think>"
THINKING_BEGINS = "<think>"

NARROWEST, WIDEST = 3, 9
"""Characters of a clause that may be a line of verse, whole or spoilt."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of verse as it was found."""

    text: str
    start: int
    """Where its first character stands; the others follow without a gap."""


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


def find(text: str, start: int, shape: Shape | None, shortest: int = 4) -> list[Found]:
    """All verse from `start` on; of this shape where one is asked for. Fewer than `shortest` lines are a quotation."""
    found = []
    for block in (part for whole in _blocks(text, start) for part in _parted(whole)):
        for lines in _cut(block.stanzas, shape):
            width = _width(lines, shape)
            if width and len(lines) >= shortest:
                found.append(Found(block.title, tuple(lines), width))
    return found


def _width(lines: list[Clause], shape: Shape | None) -> int:
    """How many characters its lines have, for the most part; 0 where it is no verse."""
    widths = Counter(len(line.text) for line in lines)
    width, times = widths.most_common(1)[0]
    if shape is not None and shape.width and widths[shape.width] * 2 >= len(lines):
        return shape.width
    if shape is not None and not shape.width:
        return width if times * 2 >= len(lines) else 0
    if width in (5, 7) and times * 10 >= len(lines) * 7:
        return width
    return width if len(widths) == 1 and width in (4, 6) and len(lines) >= 4 else 0


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


def _blocks(text: str, start: int) -> Iterator[_Block]:
    """Runs of lines that may be verse, with the title before each."""
    title = ""
    block = _Block("", [])
    blank = True
    at = start
    for raw in text[start:].splitlines(keepends=True):
        line, here = raw.rstrip("\r\n"), at
        at += len(raw)
        if not line.strip():
            blank = True
            continue
        name = _title(line)
        clauses = None if name is not None else _clauses(line, here)
        if clauses is None:
            if block.stanzas:
                yield _trimmed(block)
            block, blank = _Block("", []), True
            title = name if name is not None else title if RULE.match(line) else ""
            continue
        if not block.stanzas:
            block.title, title = title, ""
        if blank or not block.stanzas:
            block.stanzas.append([])
        block.stanzas[-1] += clauses
        blank = False
    if block.stanzas:
        yield _trimmed(block)


def _title(line: str) -> str | None:
    """What a line that only names something names."""
    for pattern in (TITLE, BRACKETED, HEADING):
        named = pattern.match(line)
        if named is not None:
            return MARKS.sub("", named[1]).strip("《》【】 ")
    return None


def _clauses(line: str, start: int) -> list[Clause] | None:
    """The clauses of a line that holds nothing else; None where it does."""
    if RULE.match(line) or REMARK.match(line) or line.rstrip().endswith(("：", ":")):
        return None
    blank = MARKS.sub(_spaces, line)
    mark = LIST_MARK.match(blank)
    skip = mark.end() if mark else 0
    label = LABEL.match(blank, skip)
    if label is not None and len(label[1].strip()) <= 8:
        skip = label.end()
    rest = NOTE.sub(_spaces, " " * skip + blank[skip:])
    if FOREIGN.search(rest):
        return None
    found = [Clause(each[0], start + each.start()) for each in CLAUSE.finditer(rest)]
    if not found or not all(NARROWEST <= len(each.text) <= WIDEST for each in found):
        return None
    # Prose has clauses of all lengths; verse, even a spoilt line, keeps to one.
    widths = Counter(len(each.text) for each in found)
    return found if len(widths) == 1 or widths.most_common(1)[0][1] * 2 >= len(found) else None


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _parted(block: _Block) -> Iterator[_Block]:
    """What a model sets between its poems without any mark (“仿李白”): a line alone, of another width, is a name."""
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
    """Without a title that stands in no brackets: one line too many, shorter or longer than the others or alone."""
    first = block.stanzas[0]
    rest = [len(line.text) for stanza in block.stanzas for line in stanza][1:]
    odd = len(rest) % 2 == 0 and len(rest) >= 4
    alone = len(first) == 1 and len(block.stanzas) > 1
    other = bool(rest) and len(set(rest)) == 1 and len(first[0].text) != rest[0]
    if odd and (alone or other):
        name = first[0].text
        stanzas = [first[1:], *block.stanzas[1:]]
        return _Block(block.title or name, [stanza for stanza in stanzas if stanza])
    return block
