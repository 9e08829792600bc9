"""From a run in the store to a trace that can be explored. Takes a while for a long one; any thread will do."""

from collections.abc import Sequence
from dataclasses import replace

from app.explore import references
from app.explore.series import Series
from app.explore.spots import Spots
from app.explore.values import Source, TraceView
from app.store.records import Generation, Part
from app.store.store import Store
from app.store.tokens import Tokens
from app.trace.analysis import Analysis, analyse
from app.trace.confidence import Range, forks, means, tempos
from app.trace.overview import overview
from app.trace.statistics import Figures

FORKS = 24
"""How many of the least certain tokens are offered."""
APART = 8
"""Tokens between two of them."""


def source(store: Store, answer: int) -> Source | None:
    """What the store has of the run that gave an answer (the id of its message); None where there is none."""
    generation = store.generations.of_message(answer)
    path = store.conversations.path(answer)
    if generation is None or not path:
        return None
    message = path[-1]
    asked = path[-2] if len(path) > 1 else None
    parts, thinks = message.parts, bool(message.text("thinking"))
    if not thinks:
        # Weights that do not think are explored by what they answered.
        parts = tuple(Part("thinking", part.text) for part in parts if part.kind == "answer")
    tokens = store.generations.tokens(generation.id)
    made = Source(
        generation.id, answer, message.conversation, asked.text("text") if asked is not None else "", generation.model,
        parts, generation.raw, tokens, ended=generation.ending in (None, "stop"), fingerprint=generation.fingerprint,
        thinks=thinks, reference=references.of_run(store, generation, asked),
    )  # fmt: skip
    return replace(made, figures=_figures(generation, made))


def _figures(generation: Generation, made: Source) -> Figures:
    spots, tokens, times = Spots(made.raw, made.tokens.lengths, made.parts), made.tokens, generation.timings
    thinking = spots.range("thinking", 0, len(made.text("thinking"))) if spots.known else (0, 0)
    return Figures(
        generation.thinking_tokens,
        generation.answer_tokens,
        times.get("thinking_s") or None,
        times.get("answer_s") or None,
        tokens.confidence[slice(*thinking)],
        tokens.entropy[slice(*thinking)],
    )


def view(made: Source) -> TraceView:
    """Read everything out of a trace."""
    thinking, answer = made.text("thinking"), made.text("answer")
    return put_together(made, thinking, answer, analyse(thinking, answer, made.ended))


def put_together(made: Source, thinking: str, answer: str, analysis: Analysis) -> TraceView:
    spots = Spots(made.raw, made.tokens.lengths, made.parts)
    steps = [(step.start, step.end) for step in analysis.steps]
    sentences = [(link.sentence.start, link.sentence.end) for link in analysis.links]
    if not spots.known:
        behind = len(thinking)
        over = overview(analysis, made.figures)
        ranges = tuple((start + behind, end + behind) for start, end in sentences)
        return TraceView(made, thinking, answer, analysis, over, spots, tuple(steps), ranges)
    ranges = tuple(spots.range("thinking", *each) for each in steps)
    begin = ranges[0][0] if ranges else 0
    relative = [(start - begin, end - begin) for start, end in ranges] if made.figures.confidence else []
    return TraceView(
        made, thinking, answer, analysis, overview(analysis, made.figures, relative), spots, ranges,
        tuple(spots.range("answer", *each) for each in sentences),
        confidences=_means(made.tokens.confidence, ranges),
        entropies=_means(made.tokens.entropy, ranges),
        seconds=[each.seconds for each in tempos(made.tokens.at, ranges)] if _timed(made.tokens) else [],
        series=Series(made.tokens),
        forks=_forks(made.tokens, ranges),
    )  # fmt: skip


def _means(values: Sequence[float], ranges: Sequence[Range]) -> list[float | None]:
    return means(values, ranges) if values else []


def _timed(tokens: Tokens) -> bool:
    return bool(tokens.at) and tokens.at[-1] > 0


def _forks(tokens: Tokens, ranges: Sequence[Range]) -> tuple[int, ...]:
    """Only in the thinking: in the answer another word is rarely another answer."""
    if not tokens.entropy or not ranges:
        return ()
    first, end = ranges[0][0], ranges[-1][1]
    return tuple(first + each.token for each in forks(tokens.entropy[first:end], FORKS, APART))


def imported(question: str, model: str, thinking: str, answer: str, reference: str | None = None) -> Source:
    """A trace of which only the words are known."""
    parts = tuple(Part(kind, text) for kind, text in (("thinking", thinking), ("answer", answer)) if text)  # type: ignore[arg-type]
    return Source(0, 0, 0, question, model, parts, "", reference=reference)
