"""Every place where a thinking holds an answer, in order, and what the answer confirms. Pure text; knows no model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from app.trace.stated import boxed, chosen, stated
from app.trace.steps import Step
from app.trace.values import normalise
from app.trace.verse import verses

__all__ = ["Candidate", "Candidates", "How", "candidates", "final_value", "normalise", "share_after"]

How: TypeAlias = Literal["boxed", "stated", "restated", "draft"]
"""In a box; after words like "the answer is"; the final value as the outcome of a sentence; a poem that stands there
whole."""

SHORT_ANSWER = 60
"""Characters. An answer of one line that is no longer is itself the value."""

_RESULT = r"(?:=|≈|\b(?:is|are|be|equals?|gives?|get|makes?|total(?:s|ing)?|so|to)\b|是|为|得|有|共)[\s:：$*\\(\[“\"]*"
_LEAD = re.compile(r"(?:(?:so )?(?:it|that|this)(?:'s| is)|(?:so )?there (?:are|is)|是|有|共)\s*", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*\n]{1,60})\*\*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that stands in the thinking."""

    step: int
    start: int
    """In characters of the trace."""
    end: int
    value: str
    """As it is written there."""
    normalised: str
    """What is the same however it is written: `\\dfrac{1}{2}`, `0.5` and `1/2`."""
    how: How
    changed: bool
    """Whether it differs from the candidate before it. The first one does not."""
    confirmed: bool
    """Whether it is what the answer says in the end."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a trace, and what they mean together."""

    all: tuple[Candidate, ...]
    final: str | None
    """What the answer says, normalised; None where it says nothing that can be compared."""
    value: str | None
    """The same as it is written."""

    @property
    def changes(self) -> int:
        return sum(each.changed for each in self.all)

    @property
    def first_confirmed(self) -> Candidate | None:
        """Where the final answer stood for the first time."""
        return next((each for each in self.all if each.confirmed), None)

    def first_equal(self, reference: str) -> Candidate | None:
        """Where an answer that is known to be right stood for the first time."""
        wanted = normalise(reference)
        return next((each for each in self.all if each.normalised == wanted), None)


def candidates(steps: Sequence[Step], answer: str = "") -> Candidates:
    """What the steps of a thinking hold, seen from the answer; the last candidate counts where the answer says none."""
    value = final_value(answer)
    lettered = value is not None and len(normalise(value)) == 1 and normalise(value) in "abcdefghij"
    spots = sorted(_spots(steps, lettered), key=lambda spot: (spot[0], -spot[1]))
    if value is None and spots:
        value = _text(steps, spots[-1][0], spots[-1][1])
    final = None if value is None else _same(value)
    if value is not None and final:
        taken = [(start, end) for start, end, _ in spots]
        spots += [spot for spot in _restated(steps, value, final) if not _within(spot, taken)]
    return Candidates(tuple(_made(steps, sorted(spots), final)), final, value)


def final_value(answer: str) -> str | None:
    """What an answer comes to, as it is written there; None where it cannot be told."""
    for found in (list(boxed(answer)), list(stated(answer))):
        if found:
            return answer[slice(*found[-1])]
    if poem := max(verses(answer), key=lambda verse: len(verse.lines), default=None):
        return answer[poem.start : poem.end]
    flat = answer.strip()
    # What is set in bold in the last paragraph, where it is one thing.
    bold = _BOLD.findall(flat.rpartition("\n\n")[2])
    if len(bold) == 1 and not bold[0].rstrip().endswith((":", "：")):
        return str(bold[0])
    short = len(flat) <= SHORT_ANSWER and "\n" not in flat
    return _LEAD.sub("", flat) or None if short else None


def share_after(step: int, lengths: Sequence[float]) -> float:
    """The share of a trace that follows a step; `lengths` are its steps' tokens, characters or seconds."""
    total = sum(lengths)
    return sum(lengths[step + 1 :]) / total if total else 0.0


Spot: TypeAlias = tuple[int, int, How]


def _spots(steps: Sequence[Step], lettered: bool) -> Iterator[Spot]:
    for step in steps:
        for start, end in chosen(step.text) if lettered else ():
            yield step.start + start, step.start + end, "stated"
        for start, end in boxed(step.text):
            yield step.start + start, step.start + end, "boxed"
        for start, end in stated(step.text):
            yield step.start + start, step.start + end, "stated"
    if steps:
        # A poem's lines are several sentences, so it is looked for in the whole.
        base = steps[0].start
        for verse in verses("".join(step.text for step in steps)):
            yield base + verse.start, base + verse.end, "draft"


def _restated(steps: Sequence[Step], value: str, final: str) -> Iterator[Spot]:
    """The final value where a sentence comes to it: behind "is" or "=". Of a single digit or letter, nowhere."""
    bare = re.sub(r"^[\s$*`\\(\[“\"]+|[\s$*`\\)\].,。，“”\"%]+$", "", value)
    if len(final) < 2 or not 2 <= len(bare) <= SHORT_ANSWER:
        return
    words = re.compile(_RESULT + f"({re.escape(bare)})" + r"(?![\w])(?!\.\d)", re.IGNORECASE)
    for step in steps:
        for found in words.finditer(step.text):
            yield step.start + found.start(1), step.start + found.end(1), "restated"


def _within(spot: Spot, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < spot[1] and spot[0] < end for start, end in taken)


def _made(steps: Sequence[Step], spots: Sequence[Spot], final: str | None) -> Iterator[Candidate]:
    places = _Places(steps)
    before: str | None = None
    reach = -1
    for start, end, how in spots:
        if start < reach:
            continue  # one value, found in two ways
        text = _text(steps, start, end)
        same = _same(text)
        if not same:
            continue
        yield Candidate(places.of(start), start, end, text, same, how, before not in (None, same), same == final)
        before, reach = same, end


class _Places:
    """Which step a character stands in, for characters in rising order."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._ends = [step.end for step in steps]
        self._at = 0

    def of(self, character: int) -> int:
        while self._ends[self._at] <= character:
            self._at += 1
        return self._at


def _text(steps: Sequence[Step], start: int, end: int) -> str:
    ends = list(accumulate(len(step.text) for step in steps))
    base = steps[0].start
    if ends[-1] != steps[-1].end - base:
        # Steps whose text is not their stretch (thought-anchors): what can be had is the step's own text.
        step = next(step for step in steps if step.end > start)
        return step.text[start - step.start : end - step.start]
    return "".join(
        step.text[max(start - step.start, 0) : max(end - step.start, 0)]
        for step in steps
        if step.end > start and step.start < end
    )


def _same(value: str) -> str:
    """A poem by its characters alone, anything else as a value."""
    poem = next(verses(value), None)
    return "".join(poem.lines) if poem else normalise(value)
