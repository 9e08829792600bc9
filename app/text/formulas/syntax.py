"""Where formulas are in Markdown: `$…$`, `\\(…\\)`, `$$…$$`, `\\[…\\]`, bare environments and `\\boxed{…}`.

A formula is kept letter by letter with its delimiters, and it ends within its paragraph. A dollar sign that stands for
money or for a variable of a shell begins none. While a text is still being written, what may become a formula is kept
letter by letter, too, so that nothing in it is taken for Markdown meanwhile.
"""

import re
from typing import TYPE_CHECKING, Literal

from app.text.formulas.dollars import is_math, may_become_math

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

Kind = Literal["inline", "display", "half"]
"""Of a formula: within a line, or in a line of its own; or its end has not come yet."""

DISPLAYS = (
    *("equation", "align", "gather", "multline", "flalign", "alignat", "eqnarray", "split"),
    *("aligned", "gathered", "alignedat", "cases", "dcases", "array"),
    *("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"),
)
"""Environments that are a formula also where nothing else says so."""

_ENVIRONMENT = re.compile(r"\\begin\{((?:" + "|".join(DISPLAYS) + r")\*?)\}")
_OPENS_DISPLAY = re.compile(r"`+|\\\\|\\\[|\$\$|" + _ENVIRONMENT.pattern + r"|\\[\s\S]")
_BACKSLASHED = re.compile(r"\\[\s\S]")
_DOLLARS = re.compile(r"\\[\s\S]|\$\$")
_DOLLAR = re.compile(r"\\[\s\S]|\$|\n")
_BRACES = re.compile(r"\\[\s\S]|[{}]")
_INTERRUPTS = re.compile(r"(?:```|~~~|#{1,6}[ \t])")
"""What begins another block also where a formula was not closed."""
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]")


def teach(parser: "MarkdownIt") -> None:
    """Let `parser` know formulas: inline tokens "formula", with their kind in `meta`."""
    parser.block.ruler.before("lheading", "formula", _paragraph, {"alt": []})
    parser.core.ruler.at("inline", _inlines)
    parser.inline.ruler.before("escape", "formula", _formula)


# ---- within a paragraph ---------------------------------------------------------------------------------------------


def _inlines(state: "StateCore") -> None:
    """markdown-it's own rule, which also tells the inline rules whether the text may go on right behind theirs."""
    last = None
    if state.env.get("growing"):
        leaves = [token for token in state.tokens if token.type in ("inline", "fence", "code_block", "hr")]
        ends_open = state.src.removesuffix("\n").rpartition("\n")[2].strip()
        last = leaves[-1] if leaves and ends_open else None
    for token in state.tokens:
        if token.type == "inline" and token.children is not None:
            state.env["half"], state.env["unclosed"] = token is last, set()
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _formula(state: "StateInline", silent: bool) -> bool:
    source, at = state.src, state.pos
    if source[at] not in "\\$":
        return False
    end, kind = _match(source, at, state.posMax, state.env.setdefault("unclosed", set())) or (0, "half")
    if not end:
        if not state.env.get("half") or state.posMax < len(source) or not _is_half(source, at):
            return False
        end = state.posMax
    if not silent:
        token = state.push("formula", "", 0)
        token.content = source[at:end]
        token.meta = {"kind": kind}
    state.pos = end
    return True


def _match(source: str, at: int, end: int, unclosed: set[tuple[str, int]]) -> tuple[int, Kind] | None:
    """Where the formula that begins here ends, and its kind. `unclosed` remembers closers that were looked for in vain,
    so that a text of nothing but openers takes no quadratic time."""
    opener, stop = source[at : at + 2], 0
    if opener in ("\\(", "\\["):
        stop = _find(_BACKSLASHED, "\\)" if opener == "\\(" else "\\]", source, at + 2, end, unclosed)
        if stop and source[at + 2 : stop - 2].strip():
            return stop, "inline" if opener == "\\(" else "display"
    elif opener == "$$":
        stop = _find(_DOLLARS, "$$", source, at + 2, end, unclosed)
        if stop and is_math(source[at + 2 : stop - 2], source, at, stop):
            return stop, "display"
    elif opener[0] == "$":
        stop = _find_on_line(source, at + 1, end)
        if stop and is_math(source[at + 1 : stop - 1], source, at, stop):
            return stop, "inline"
    elif source.startswith("\\boxed{", at):
        stop = _brace_end(source, at + 6, end, unclosed)
        if stop and source[at + 7 : stop - 1].strip():
            return stop, "inline"
    elif opener == "\\b" and (environment := _ENVIRONMENT.match(source, at)):
        stop = _environment_end(source, environment.end(), end, environment[1], unclosed)
        if stop:
            return stop, "display"
    return None


def _find(
    pattern: re.Pattern[str], closer: str, source: str, start: int, end: int, unclosed: set[tuple[str, int]]
) -> int:
    """Behind the first `closer` that no backslash takes away; 0 where there is none."""
    if (closer, end) in unclosed:
        return 0
    for found in pattern.finditer(source, start, end):
        if found[0] == closer:
            return found.end()
    unclosed.add((closer, end))
    return 0


def _find_on_line(source: str, start: int, end: int) -> int:
    for found in _DOLLAR.finditer(source, start, end):
        if found[0] == "$":
            return found.end()
        if found[0] == "\n":
            break
    return 0


def _environment_end(source: str, start: int, end: int, name: str, unclosed: set[tuple[str, int]]) -> int:
    if (name, end) in unclosed:
        return 0
    depth = 1
    for found in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(source, start, end):
        depth += 1 if found[1] == "begin" else -1
        if not depth:
            return found.end()
    unclosed.add((name, end))
    return 0


def _brace_end(source: str, at: int, end: int, unclosed: set[tuple[str, int]]) -> int:
    if ("{", end) in unclosed:
        return 0
    depth = 0
    for found in _BRACES.finditer(source, at, end):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth and found[0] == "}":
            return found.end()
    unclosed.add(("{", end))
    return 0


def _is_half(source: str, at: int) -> bool:
    """Whether what begins here, and does not end yet, may be a formula once it does."""
    if source[at] == "\\":
        return source.startswith(("\\(", "\\[", "\\boxed{"), at) or bool(_ENVIRONMENT.match(source, at))
    return source.startswith("$$", at) or may_become_math(source[at + 1 :], source, at)


# ---- paragraphs that hold a display ---------------------------------------------------------------------------------


def _paragraph(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """A paragraph with a display over several lines, none of which is Markdown: "- x" in it is no item, "=" no heading.

    Where the text may go on and the display is not closed yet, it reaches to the end of the text.
    """
    if silent:
        return False
    begin = state.bMarks[start]
    blank = state.src.find("\n\n", begin)
    if not _may_open(state.src, begin, blank if blank >= 0 else len(state.src)):
        return False
    past = _walk(state, start, end)
    if past is None:
        return False
    content = state.getLines(start, past, state.blkIndent, False).strip()
    state.line = past
    opened = state.push("paragraph_open", "p", 1)
    opened.map = [start, past]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, past], []
    state.push("paragraph_close", "p", -1)
    return True


def _may_open(source: str, begin: int, end: int) -> bool:
    return any(source.find(opener, begin, end) >= 0 for opener in ("\\[", "$$", "\\begin{"))


def _walk(state: "StateBlock", start: int, end: int) -> int | None:
    """The line behind the paragraph that begins at `start`. None where no display in it goes over a line's end."""
    terminators = state.md.block.ruler.getRules("paragraph")
    protected = False
    line, at = start, state.bMarks[start] + state.tShift[start]
    while True:
        closed = _display_end(state, line, at, end)
        if closed is not None:
            protected = protected or closed[0] > line
            line, at = closed
            if line >= end:
                return line
            continue
        line += 1
        if line >= end or state.isEmpty(line):
            break
        at = state.bMarks[line] + state.tShift[line]
        if _underlines(state, line):
            return None
        # As in markdown-it's own paragraph: code and lines that a quotation has claimed cannot end one.
        if state.sCount[line] - state.blkIndent <= 3 and state.sCount[line] >= 0:
            state.parentType, before = "paragraph", state.parentType
            over = any(rule(state, line, end, True) for rule in terminators)
            state.parentType = before
            if over:
                break
    return line if protected else None


def _underlines(state: "StateBlock", line: int) -> bool:
    """Whether this line makes a heading of those above."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    return bool(text) and (set(text) == {"="} or set(text) == {"-"})


def _display_end(state: "StateBlock", line: int, at: int, end: int) -> tuple[int, int] | None:
    """Behind the first display that begins in this line from `at` on: its line and place. None: there is none."""
    source, stop = state.src, state.eMarks[line]
    while found := _OPENS_DISPLAY.search(source, at, stop):
        mark = found[0]
        if mark[0] == "`":
            span = source.find(mark, found.end(), stop)
            at = span + len(mark) if span >= 0 else found.end()
        elif mark in ("\\[", "$$") or found[1]:
            last = _last_line(state, line, end)
            limit = state.eMarks[last]
            matched = _match(source, found.start(), limit, set())
            if matched is not None:
                past = line
                while state.eMarks[past] < matched[0]:
                    past += 1
                return past, matched[0]
            if state.env.get("growing") and last == len(state.bMarks) - 2:
                return last + 1, limit
            at = found.end()
        else:
            at = found.end()
    return None


def _last_line(state: "StateBlock", line: int, end: int) -> int:
    """The last line that a display from this one can reach."""
    while line + 1 < end and not state.isEmpty(line + 1):
        begin = state.bMarks[line + 1] + state.tShift[line + 1]
        if _INTERRUPTS.match(state.src, begin):
            break
        # A line further left may go on with an item's text, but not as the next item.
        if state.sCount[line + 1] < state.blkIndent and _ITEM.match(state.src, begin):
            break
        line += 1
    return line
