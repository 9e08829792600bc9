"""Cuts a finished text into parts that can be read one without the other, in a fraction of the time that reading takes.

A cut stands where a top-level block begins for certain: after an empty line, before a line that begins with a letter,
a heading or strong text, outside of fenced code. Blocks of the parts, one after the other, are the blocks of the whole.
"""

import re
from collections.abc import Iterator

from app.text.syntax import starts

LEAST = 1500
"""Characters of a part; the last may be shorter. A part has at least one whole block, so it may be much longer."""

_MARKS = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$"
    r"|^(?P<inner>[ \t>*+\-0-9.)]*[ \t>](?:```|~~~))"
    r"|\n[ \t]*\n+(?P<begin>(?=[^\W\d_]|\*\*\S|#))",
    re.MULTILINE,
)


def segments(text: str) -> list[str]:
    """The parts of `text`, which must have been cleaned (see `app.text.clean`). Joined they are the text."""
    parts, start = [], 0
    for cut in cuts(text):
        if cut - start >= LEAST:
            parts.append(text[start:cut])
            start = cut
    if start < len(text):
        parts.append(text[start:])
    return parts


def cuts(text: str) -> Iterator[int]:
    """Where top-level blocks begin for certain, whatever may follow the text. Not all of them: those that are seen
    without reading. `text` must have been cleaned."""
    fence = ""
    for found in _MARKS.finditer(text):
        if found["inner"] and not fence:
            # A fence in a list or a quotation ends with it, which takes reading to know.
            yield from _read_cuts(text, found.start())
            return
        if found["fence"]:
            if not fence:
                # With a backtick behind it, it is a code span.
                fence = "" if found["fence"][0] == "`" and "`" in found["info"] else found["fence"]
            elif found["fence"].startswith(fence) and not found["info"].strip():
                fence = ""
        elif found["begin"] is not None and not fence:
            yield found.end()


def _read_cuts(text: str, behind: int) -> Iterator[int]:
    """The same by reading all blocks; those that begin behind `behind`."""
    at = line = 0
    for begin in starts(text):
        while line < begin:
            at = text.index("\n", at) + 1
            line += 1
        if at > behind:
            yield at
