"""A trace that a person names on the command line: a generation's number, or a file with a text."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from app.cli import start
from app.engine.convert import split_for_store
from app.errors import WrongUse
from app.exchange.thoughts import apart
from app.store.reading import ReadingStore
from app.store.records import Generation
from app.store.store import Store
from app.store.tokens import Tokens
from app.trace.confidence import Range
from app.trace.places import token_ranges
from app.trace.statistics import Figures
from app.trace.steps import Step


@dataclass(frozen=True, slots=True)
class Source:
    """A thinking and its answer, and the figures that were kept."""

    name: str
    thinking: str
    answer: str
    ended: bool = True
    model: str = ""
    generation: int | None = None
    prompt: str = ""
    figures: Figures = field(default_factory=Figures)
    lengths: tuple[int, ...] = ()
    """Characters of each token of the thinking."""

    def ranges(self, steps: Sequence[Step]) -> list[Range]:
        """The tokens of each step; none where they were not kept."""
        return token_ranges(steps, self.lengths) if self.lengths else []


def sources(options: argparse.Namespace, names: Sequence[str]) -> list[Source]:
    """What these name. The database is opened only where one of them is a number. Raises WrongUse, StoreError."""
    if not any(name.isdecimal() for name in names):
        return [_file(name) for name in names]
    with start.open_to_read(options) as store:
        return [kept(store, int(name)) if name.isdecimal() else _file(name) for name in names]


def read(name: str) -> str:
    """The text of a file, or of standard input. Raises WrongUse."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} cannot be read: {error.strerror}.") from error
    try:
        # Exactly as it is: a text's line ends are its own.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} is not UTF-8 text.") from error


def _file(name: str) -> Source:
    """A text with marks is split at them; one without is a thinking."""
    text = read(name)
    if "</think>" not in text:
        return Source(Path(name).name, text.removeprefix("<think>\n"), "")
    parts = apart(text if text.lstrip().startswith("<") else f"<think>\n{text}")
    said = {kind: "".join(part.text for part in parts if part.kind == kind) for kind in ("thinking", "answer")}
    return Source(Path(name).name, said["thinking"], said["answer"])


def kept(store: Store | ReadingStore, number: int) -> Source:
    """A generation that is kept. Raises WrongUse where there is none."""
    generation = start.generation(store, number)
    parts = split_for_store(generation.raw, generation.family, generation.opened)
    thinking = "".join(part.text for part in parts if part.kind == "thinking")
    answer = "".join(part.text for part in parts if part.kind == "answer")
    text = store.traces.text(generation.message)
    figures, lengths = _figures(generation, store.generations.tokens(number), thinking)
    return Source(
        f"generation {number}",
        thinking,
        answer,
        generation.ending == "stop",
        generation.model,
        number,
        text.prompt if text else "",
        figures,
        lengths,
    )


def _figures(generation: Generation, tokens: Tokens, thinking: str) -> tuple[Figures, tuple[int, ...]]:
    """The figures of the thinking's tokens. They are found by where the thinking stands in the raw text."""
    begin = generation.raw.find(thinking) if thinking and tokens.lengths else -1
    first = last = 0
    if begin >= 0:
        begins = list(accumulate(tokens.lengths, initial=0))[:-1]
        first = sum(place < begin for place in begins)
        last = sum(place < begin + len(thinking) for place in begins)
    return (
        Figures(
            generation.thinking_tokens or None,
            generation.answer_tokens or None,
            generation.timings.get("thinking_s"),
            generation.timings.get("answer_s"),
            list(tokens.confidence[first:last]),
            list(tokens.entropy[first:last]),
        ),
        tuple(tokens.lengths[first:last]),
    )
