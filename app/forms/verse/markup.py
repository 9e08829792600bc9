"""One line of a model's Markdown: a title, lines of verse, or something else. Knows shapes alone, nothing of tones.

Patterns are held against lines of bounded length only, for some of them take the square of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CLAUSE = re.compile(f"[{HAN}]+")
FOREIGN = re.compile(r"[A-Za-z0-9\u3040-\u30ff\uac00-\ud7af=<>{}\\|@$%&/]")
MARKS = re.compile(r"[*_`~]+|<br\s?/?>")
LIST_MARK = re.compile(r"\s*(?:[-+•·>]\s*)*(?:\(?\d{1,2}[.、)）]\s*)?")
LABEL = re.compile(rf"\s*([{HAN}\d（）()·\s]{{1,10}})[：:]\s*(?=\S)")
NOTE = re.compile(r"[（(\[〔〈][^（(\[〔〈）)\]〕〉]*[）)\]〕〉]")
TITLE = re.compile(r"[#\s>*_-]*《([^》]{1,40})》[^，。]{0,12}$")
BRACKETED = re.compile(r"[#\s>*_-]*【([^】]{1,40})】[\s*_]*$")
HEADING = re.compile(r"\s*#{1,6}\s(.+)$")
BARE = re.compile(rf"[{HAN}·\s]{{1,16}}")
RULE = re.compile(r"\s*(?:[-*_=]{3,}\s*|```.*|~~~.*)$")
REMARK = re.compile(
    r"[*_#>\s-]*[【《]?(?:赏析|注释?|平仄|说明|解析|格律|译文|翻译|创作|分析|风格|押韵|韵脚|附注|自查|检查)"
)
QUOTED = re.compile(rf"[“「『\"]([{HAN}，。、；？！]{{4,40}})[”」』\"]")

INNER_QUOTE = re.compile(r"(?<=.)[“「『]|[”」』](?=.*[^”」』，。！？；])")
"""A quotation within a line: then the line talks of verse and is none."""

NARROWEST, WIDEST = 3, 9
"""Characters of a clause that may be a line of verse, whole or spoilt."""
LONGEST_LINE = 600
"""A poem may stand on one line; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of verse as it was found."""

    text: str
    start: int
    """Where its first character stands; the others follow without a gap."""


@lru_cache(maxsize=4096)
def title(line: str) -> str | None:
    """What a line that only names something names."""
    if len(line) > LONGEST_LINE:
        return None
    for pattern in (TITLE, BRACKETED, HEADING):
        named = pattern.match(line)
        if named is not None:
            return MARKS.sub("", named[1]).strip("《》【】# ")
    return None


def bare_title(line: str) -> str:
    """A line of a few Han characters and nothing else, which may be a title; empty for any other."""
    text = MARKS.sub("", line).strip("#> -\t　") if len(line) <= LONGEST_LINE else ""
    return text if BARE.fullmatch(text) else ""


def is_rule(line: str) -> bool:
    return len(line) <= LONGEST_LINE and RULE.match(line) is not None


def is_remark(line: str) -> bool:
    """Whether a line begins a note about the poem."""
    return REMARK.match(line[:LONGEST_LINE]) is not None


@lru_cache(maxsize=4096)
def clauses(line: str, start: int, growing: bool = False) -> tuple[Clause, ...] | None:
    """The clauses of a line that holds nothing else; None where it does. growing: its last clause is being written, and
    may be as short as it is."""
    if len(line) > LONGEST_LINE or is_rule(line) or is_remark(line) or line.rstrip().endswith(("：", ":")):
        return None
    blank = MARKS.sub(spaces, line)
    mark = LIST_MARK.match(blank)
    skip = mark.end() if mark else 0
    label = LABEL.match(blank, skip)
    if label is not None and len(label[1].strip()) <= 8:
        skip = label.end()
    rest = NOTE.sub(spaces, " " * skip + blank[skip:])
    if FOREIGN.search(rest):
        return None
    found = [Clause(each[0], start + each.start()) for each in CLAUSE.finditer(rest)]
    if not found or len(found[-1].text) > WIDEST:
        return None
    open_end = growing and rest.endswith(found[-1].text) and len(found[-1].text) <= len(found[0].text)
    whole = [len(each.text) for each in (found[:-1] if open_end else found)]
    if whole and not NARROWEST <= min(whole) <= max(whole) <= WIDEST:
        return None
    # Prose has clauses of all lengths; verse, even a spoilt line, keeps to one.
    if whole and min(whole) != max(whole):
        usual = max(whole.count(width) for width in whole)
        if max(whole) - min(whole) > 1 or usual * 2 < len(whole):
            return None
    return None if INNER_QUOTE.search(rest.strip()) else tuple(found)


def quoted(line: str, start: int) -> list[Clause]:
    """Lines of verse that a sentence quotes, as thoughts about a poem do."""
    found = []
    for quotation in QUOTED.finditer(line[:LONGEST_LINE]):
        parts = [Clause(each[0], start + quotation.start(1) + each.start()) for each in CLAUSE.finditer(quotation[1])]
        if len({len(part.text) for part in parts}) == 1 and len(parts[0].text) in (5, 7):
            found += parts
    return found


def spaces(match: re.Match[str]) -> str:
    """As many spaces as something was long, so that everything else keeps its place."""
    return " " * len(match[0])
