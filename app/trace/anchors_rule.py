"""The steps of Thought Anchors (arXiv 2506.19143), as that project publishes them. Knows no other rule.

A piece ends at an empty line, or at a full stop, question or exclamation mark before a space or a line break; pieces
shorter than ten characters go into the next one, the last one into the piece before it. What is published is stripped
and joined with one space, so it may differ from the stretch of text it stands for.
"""

import re
from collections.abc import Iterator

SHORTEST = 10
_BREAK = re.compile(r"(?:\r\n|\n)\r?\n|[.?!](?=[ \n])")
_LATE = 5
"""Characters that an end of a piece may still depend on: `\\r\\n\\r\\n` and one more."""

Piece = tuple[int, int, str]


class AnchorsRule:
    """A text in any cuts becomes pieces: start, end and what is published."""

    def __init__(self) -> None:
        self._text = ""
        self._base = 0
        self._held = _Held()

    def feed(self, text: str) -> Iterator[Piece]:
        self._text += text
        for piece in self._cut(whole=False):
            yield from self._held.put(piece)

    def pending(self) -> Iterator[Piece]:
        held = _Held(self._held.long, self._held.short)
        for piece in self._pieces(whole=True):
            yield from held.put(piece)
        yield from held.rest()

    def finish(self) -> Iterator[Piece]:
        for piece in self._cut(whole=True):
            yield from self._held.put(piece)
        yield from self._held.rest()

    def _cut(self, whole: bool) -> list[Piece]:
        pieces = list(self._pieces(whole))
        if pieces:
            self._text = self._text[pieces[-1][1] - self._base :]
            self._base = pieces[-1][1]
        return pieces

    def _pieces(self, whole: bool) -> Iterator[Piece]:
        """Pieces of what was not cut yet; without the last, where its end is still open."""
        text, start = self._text, 0
        safe = len(text) if whole else len(text) - _LATE
        for found in _BREAK.finditer(text):
            if found.end() > safe:
                break
            yield self._piece(start, found.end())
            start = found.end()
        if whole and start < len(text):
            yield self._piece(start, len(text))

    def _piece(self, start: int, end: int) -> Piece:
        return self._base + start, self._base + end, self._text[start:end].strip()


class _Held:
    """What is not finished yet: a piece that the last one may still join, and a short one that waits for the next."""

    def __init__(self, long: Piece | None = None, short: Piece | None = None) -> None:
        self.long, self.short = long, short

    def put(self, piece: Piece) -> Iterator[Piece]:
        if self.short:
            piece, self.short = _joined(self.short, piece), None
        if len(piece[2]) >= SHORTEST:
            if self.long:
                yield self.long
            self.long = piece
        elif not piece[2] and self.long:
            # White space alone is no piece: it belongs to the one before it.
            self.long = _joined(self.long, piece)
        else:
            self.short = piece

    def rest(self) -> Iterator[Piece]:
        if self.long and self.short:
            self.long, self.short = _joined(self.long, self.short), None
        for piece in (self.long, self.short):
            if piece:
                yield piece
        self.long = self.short = None


def _joined(first: Piece, second: Piece) -> Piece:
    return first[0], second[1], f"{first[2]} {second[2]}".strip()
