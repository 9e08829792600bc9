"""What an answer is built of: headings in their order, tables with their columns."""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict

HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t](.+)$|^ {0,3}\*\*([^*\n]{1,60})\*\*[：:]?[ \t]*$")
NUMBERING = re.compile(r"^\s*(?:第?[一二三四五六七八九十\d]+[.、)）章节]\s*)+")
DIVIDER = re.compile(r"\|? ?:?-+:?(?:\|:?-+:?)*\|?")
LONGEST_NAME = 120
FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?[”’」』）)]*")


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    span: tuple[int, int]


def bare(answer: str) -> str:
    """The answer with its code blanked, everything else where it was."""
    return FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), answer)


def headings(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """The share of the wanted headings that are there; in order, where that is wanted."""
    wanted = spec.options["required"]
    found = [
        (NUMBERING.sub("", (each[1] or each[2])[:LONGEST_NAME]).strip("*# ：:"), each.span())
        for each in HEADING.finditer(bare(answer))
    ]
    findings: list[Finding] = []
    places = []
    for name in wanted:
        at = next((number for number, (text, _) in enumerate(found) if _same(name, text)), None)
        if at is None:
            findings.append(Finding("missing_heading", "error", {"name": name}))
        else:
            places.append(at)
    if spec.options["in_order"] and places != sorted(places):
        number = next(two for one, two in pairwise(places) if two < one)
        findings.append(Finding("heading_order", "error", {"name": found[number][0]}, found[number][1]))
    missing = sum(each.kind == "missing_heading" for each in findings)
    reward = 1 - missing / len(wanted) if wanted else 1.0
    if len(findings) > missing:
        reward *= 0.8
    return Verdict(reward, not findings, tuple(findings), {"headings": len(found), "missing": missing})


def _same(wanted: str, text: str) -> bool:
    """Whether a heading is the wanted one: `a / b` wants either, and a few words more do no harm."""
    two = text.casefold().replace(" ", "")
    for each in wanted.split(" / "):
        one = each.casefold().replace(" ", "")
        if one == two or (len(one) > 1 and two.startswith(one) and len(two) <= len(one) + 12):
            return True
    return False


def tables(answer: str) -> list[Table]:
    """The tables of an answer, as GitHub's Markdown writes them."""
    found = []
    lines = bare(answer).splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    at = 1
    while at < len(lines):
        if "|" in lines[at - 1] and _divides(lines[at]):
            end = at + 1
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = tuple(_cells(line) for line in lines[at + 1 : end])
            found.append(Table(_cells(lines[at - 1]), rows, (starts[at - 1], starts[end])))
            at = end
        at += 1
    return found


def _divides(line: str) -> bool:
    """Whether a line parts a table's header from its rows."""
    return "-" in line and DIVIDER.fullmatch(re.sub(r"[ \t]+", "", line.strip())) is not None


def _cells(line: str) -> tuple[str, ...]:
    text = line.strip().strip("|")
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text))


def table(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """The table that has most of the wanted headers: its columns, its rows and, of a translation, its source."""
    options = spec.options
    every = tables(answer)
    if not every:
        return Verdict(0.0, False, (Finding("no_table", "error"),))
    best = max(
        every, key=lambda each: sum(any(_same(name, cell) for cell in each.header) for name in options["headers"])
    )
    findings = []
    if options["columns"] and len(best.header) != options["columns"]:
        told = {"found": len(best.header), "wanted": options["columns"]}
        findings.append(Finding("table_columns", "error", told, best.span))
    for name in options["headers"]:
        if not any(_same(name, cell) for cell in best.header):
            findings.append(Finding("missing_column", "error", {"name": name}, best.span))
    full = [row for row in best.rows if any(row)]
    if len(full) < options["rows"]:
        findings.append(Finding("table_rows", "error", {"found": len(full), "wanted": options["rows"]}, best.span))
    findings += _source(options["source"], best)
    reward = max(0.0, 1 - 0.25 * len(findings))
    return Verdict(reward, not findings, tuple(findings), {"rows": len(full), "columns": len(best.header)})


def _source(source: str, best: Table) -> list[Finding]:
    """Each sentence of a source, letter by letter, in the first column and in its order."""
    sentences = [each.strip() for each in SENTENCE.findall(source) if each.strip()]
    column = "".join(re.sub(r"\s", "", row[0]) for row in best.rows if row)
    found = []
    at = 0
    for sentence in sentences:
        where = column.find(re.sub(r"\s", "", sentence), at)
        if where < 0:
            found.append(Finding("missing_source", "error", {"text": sentence[:40]}, best.span))
        else:
            at = where
    return found
