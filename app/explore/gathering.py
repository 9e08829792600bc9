"""The figures of many traces, for statistics: computed once for each and kept. A generator, so that it can be left."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from app.explore import assemble
from app.store.statistics import RunLine
from app.store.store import Store
from app.trace.statistics import Statistics, statistics

RULES = "1"
"""Named anew when a figure comes to mean something else."""
AT_ONCE = 8
"""Figures that are handed on and kept together."""


class Figures(msgspec.Struct, frozen=True):
    """What is kept of a trace. None: not known."""

    characters: int
    answer_characters: int
    tokens: int | None
    answer_tokens: int | None
    steps: int
    doubts: float | None
    """Steps with such a mark, per 1,000 tokens of thinking; per 1,500 characters where tokens are not known."""
    switches: float | None
    checks: float | None
    seconds: float | None
    tempo: float | None
    confidence: float | None
    entropy: float | None
    candidates: int
    changes: int
    settled_after: float | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A run with its figures."""

    run: RunLine
    figures: Figures


CHARACTERS = 1500
"""Of thinking, that stand for 1,000 tokens where only characters are known: some English traces hold four a token."""


def gather(store: Store, runs: list[RunLine]) -> Iterator[list[Counted]]:
    """The figures of runs that are not known yet, a few at a time; each lot is kept before it is handed on."""
    for start in range(0, len(runs), AT_ONCE):
        lot = [counted for run in runs[start : start + AT_ONCE] if (counted := _count(store, run)) is not None]
        texts = {each.run.generation: msgspec.json.encode(each.figures).decode() for each in lot}
        store.statistics.keep(RULES, texts).result()
        yield lot


def known(runs: list[RunLine]) -> list[Counted]:
    """Those whose figures were kept."""
    return [Counted(run, msgspec.json.decode(run.figures, type=Figures)) for run in runs if run.figures is not None]


def _count(store: Store, run: RunLine) -> Counted | None:
    source = assemble.source(store, run.answer)
    if source is None:
        return None
    view = assemble.view(source)
    found = statistics(view.analysis, view.thinking, view.answer, source.figures)
    return Counted(run, _figures(found))


def _figures(found: Statistics) -> Figures:
    thinking = found.thinking_characters

    def rate(mark: str) -> float | None:
        known = found.rates[mark]  # type: ignore[index]
        if known is not None:
            return known
        return found.marks[mark] * CHARACTERS / thinking if thinking else None  # type: ignore[index]

    return Figures(
        thinking, found.answer_characters, found.thinking_tokens, found.answer_tokens, found.steps,
        rate("doubt"), rate("switch"), rate("check"), found.seconds, found.tempo, found.confidence, found.entropy,
        found.candidates, found.changes, found.settled_after, found.flags,
    )  # fmt: skip
