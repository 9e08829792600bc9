"""Footnotes: `[^1]` in a line, and `[^1]: …` at a line's beginning. Knows nothing of how they are drawn.

A note stays where it was written, under the name it was given. Gathering and numbering them would let a line at the end
change what stands above it, and so neither a growing text nor a part of a long one could be read by itself.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_NAME = r"(\d{1,4}|[^\W\d_][\w-]{1,31})"
_BEGINS = re.compile(rf"\[\^{_NAME}\]:")
_MARK = re.compile(rf"\[\^{_NAME}\](?!\()")


def teach(parser: "MarkdownIt") -> None:
    """Let `parser` know footnotes: inline tokens "footnote", and blocks "footnote_reference_open" and "…_close"."""
    parser.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph"]})
    parser.inline.ruler.after("image", "footnote", _mark)


def _definition(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    from mdit_py_plugins.footnote.index import footnote_def

    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[^", begin) or not _BEGINS.match(state.src, begin, state.eMarks[start]):
        return False
    found: bool = footnote_def(state, start, end, silent)
    return found


def _mark(state: "StateInline", silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None or not (found[1].isdigit() or _stands_alone(state.src, found.start(), found.end())):
        return False
    if not silent:
        state.push("footnote", "", 0).content = f"[{found[1]}]"
    state.pos = found.end()
    return True


def _stands_alone(source: str, start: int, stop: int) -> bool:
    """Whether this is written behind a word: `b[^aeiou]t` is an expression, and so is a lone `[^abc]`."""
    before, after = source[start - 1 : start], source[stop : stop + 1]
    return bool(before.strip()) and not after.isalnum() and after not in ("+", "*", "?", "{", "\\", "[", "$", "]")
