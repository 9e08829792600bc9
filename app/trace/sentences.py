"""The default rule."""

import re
from collections.abc import Iterator

Piece = tuple[int, int, str]
_END = re.compile(r"\n\s*\n|[.?!](?=\s)|[。！？；]")


class SentenceRule:
    def __init__(self) -> None:
        self._text = ""

    def feed(self, text: str) -> Iterator[Piece]:
        self._text += text
        return iter(())

    def pending(self) -> Iterator[Piece]:
        start = 0
        for f in _END.finditer(self._text):
            yield start, f.end(), self._text[start : f.end()]
            start = f.end()
        if start < len(self._text):
            yield start, len(self._text), self._text[start:]

    def finish(self) -> Iterator[Piece]:
        rest = list(self.pending())
        self._text = ""
        return iter(rest)
