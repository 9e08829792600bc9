"""Writing to a terminal, a pipe or a file. Knows nothing of what is written, except that a model wrote it.

Text of a model or of a file may hold control characters that would move the cursor, change the title, or hide what
was said. They are shown as pictures of themselves and never obeyed.
"""

import io
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from app.store.records import Happening, PartKind

DIM, PLAIN = "\x1b[2m", "\x1b[0m"
HEADINGS: dict[PartKind, str] = {"thinking": "— thinking —", "answer": "— answer —"}
"""What tells the channels apart where there is no colour to do it."""

_CONTROL = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t\r"}
_CONTROL |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
# Overrides of the direction of writing make a text read as another than it is.
_CONTROL |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_SHOWN: dict[int, int | None] = {**_CONTROL, 0x0D: None}


def shown(text: str) -> str:
    """`text` with nothing in it that a terminal would obey; line breaks and tabs stay."""
    return text.translate(_SHOWN)


def as_json(value: Any) -> str:
    """`value` as JSON that a terminal shows as it is: readable characters plain, control characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(f"\\u{ord(c):04x}" if c != "\n" and ord(c) in _CONTROL else c for c in text)


def happening(one: Happening) -> dict[str, Any]:
    """Something that happened to a run, for JSON; what does not belong to its kind is left out."""
    said = {"kind": one.kind, "token": one.token, "text": one.text, "tokens": one.tokens, "entropy": one.entropy}
    if one.kind == "trial":
        said["number"] = one.number
    return {name: value for name, value in said.items() if name in ("kind", "token", "number") or value}


def coloured(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether colours are wanted here: a terminal that knows them, and nobody who forbids them (no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def speak_utf8() -> None:
    """UTF-8 on every stream, whatever the locale: the C locale of a bare server has no Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


class Answer:
    """Writes the two channels of one run one after the other: thinking dimmed, then the answer."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._colour = coloured(out)
        self._kind: PartKind | None = None
        self._headed = False
        self._at_line_start = True

    def write(self, kind: PartKind, text: str) -> None:
        if kind != self._kind:
            if not text.strip() and self._kind is None:
                return  # blank lines before the first word are nobody's
            self._turn(kind)
            text = text.lstrip("\n")
        if not text:
            return
        self._out.write(shown(text))
        self._out.flush()
        self._at_line_start = text.endswith("\n")

    def end(self) -> None:
        """Leave the terminal as it was found."""
        if self._kind == "thinking" and self._colour:
            self._out.write(PLAIN)
        if self._kind is not None and not self._at_line_start:
            self._out.write("\n")
        self._out.flush()

    def _turn(self, kind: PartKind) -> None:
        if self._kind is not None:
            self._out.write((PLAIN if self._colour else "") + ("\n" if self._at_line_start else "\n\n"))
        if self._colour:
            self._out.write(DIM if kind == "thinking" else PLAIN)
        elif kind == "thinking" or self._headed:
            # Weights that do not think give their answer and nothing else, fit for a pipe.
            self._headed = True
            self._out.write(HEADINGS[kind] + "\n")
        self._kind = kind
        self._at_line_start = True


class Samples:
    """Writes the runs of a group one after the other: the first as it comes, the others when all are over.

    A single run stands there without a heading, as ever.
    """

    def __init__(self, out: TextIO, count: int) -> None:
        self._out, self._count = out, count
        self._said: list[list[tuple[PartKind, str]]] = [[] for _ in range(count)]
        self._first = self._begin(0)

    def write(self, place: int, kind: PartKind, text: str) -> None:
        if place == 0:
            self._first.write(kind, text)
        else:
            self._said[place].append((kind, text))

    def end(self) -> None:
        """Everything that was held back."""
        self._first.end()
        for place in range(1, self._count):
            self._out.write("\n")
            answer = self._begin(place)
            for kind, text in self._said[place]:
                answer.write(kind, text)
            answer.end()

    def _begin(self, place: int) -> Answer:
        if self._count > 1:
            self._out.write(f"═ sample {place + 1} of {self._count} ═\n")
        return Answer(self._out)


class Progress:
    """A line on stderr that goes away again; nothing at all where stderr is no terminal."""

    def __init__(self, wanted: bool = True) -> None:
        self._on = wanted and sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._on:
            sys.stderr.write("\r" + text.ljust(self._width))
            sys.stderr.flush()
            self._width = len(text)

    def clear(self) -> None:
        if self._on and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
