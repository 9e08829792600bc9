"""From a trace and the reader's marks to what the explorer's views show. No decisions about what is chosen."""

from collections.abc import Mapping, Sequence
from math import isfinite, isnan

from PySide6.QtCore import QCoreApplication

from app.explore.measured import Measured
from app.explore.values import TraceView
from app.trace.phases import Phase
from app.ui.explorer import present_measured, wording
from app.ui.explorer.scale import share, spread
from app.ui.explorer.states import Block, Head, Heading, MarkSort, Measure, Point, Row, Timeline


def head(view: TraceView, running: bool = False) -> Head:
    """What stands above the page."""
    title = " ".join(view.source.question.split())[:400]
    remarks = [wording.flag(each.name) for each in view.analysis.flags]
    if not view.source.thinks:
        remarks.append(QCoreApplication.translate("Flags", "No thinking: its answer is explored"))
    return Head(title, view.source.model, running, tuple(remarks))


def rows(view: TraceView, mine: frozenset[int] = frozenset(), weights: Mapping[int, float] | None = None) -> list[Row]:
    """The steps of the thinking. `mine`: those that the reader has marked. `weights`: how much some mattered."""
    weights = weights or {}
    low, high = spread(view.confidences)
    sure = [share(value, low, high) for value in view.confidences] or [None] * len(view.analysis.steps)
    candidates = {each.step for each in view.analysis.candidates.all}
    made, before = [], ""
    kinds, found = view.analysis.kinds, view.analysis.marks
    for place, step in enumerate(view.analysis.steps):
        marks: list[MarkSort] = []
        if place in weights:
            marks.append("weighed")
        if place in candidates:
            marks.append("candidate")
        marks += [sort for sort in ("doubt", "switch", "check") if any(mark.kind == sort for mark in found[place])]
        if place in mine:
            marks.append("mine")
        gap = "\n\n" in before[-4:] or "\n\n" in step.text[:2]
        kind, weight = kinds[place].kind, weights.get(place)
        made.append(Row(step.start, step.end, place + 1, kind, tuple(marks), sure[place], gap=gap, weight=weight))
        before = step.text
    return made


def answer_rows(view: TraceView) -> list[Row]:
    """The sentences of the answer, with where the thinking settled them."""
    made, before = [], ""
    for place, link in enumerate(view.analysis.links):
        sentence = link.sentence
        steps = ", ".join(str(each.step + 1) for each in link.evidence[:3])
        note = {
            "found": QCoreApplication.translate("Links", "in the thinking: step {steps}").format(steps=steps),
            "absent": QCoreApplication.translate("Links", "not in the thinking"),
            "rejected": QCoreApplication.translate("Links", "mentioned, then rejected: step {steps}").format(
                steps=steps
            ),
            "plain": "",
        }[link.standing]
        gap = "\n\n" in before[-4:]
        made.append(Row(sentence.start, sentence.end, place + 1, link=link.standing, note=note, gap=gap))
        before = sentence.text
    return made


def headings(view: TraceView) -> list[Heading]:
    """The phases, with their share of the thinking."""
    whole = max(1, len(view.thinking))
    steps = view.analysis.steps

    def facts(phase: Phase) -> str:
        length = steps[phase.end - 1].end - steps[phase.first].start
        return wording.percent(length / whole)

    return [
        Heading(each.first, wording.phase(each), facts(each)) for each in view.analysis.phases if each.end > each.first
    ]


# ---- the timeline ---------------------------------------------------------------------------------------------------


def timeline(
    view: TraceView, all_rows: Sequence[Row], texts: Mapping[int, str], measured: Measured | None = None
) -> Timeline:
    """The strip: steps, then the answer's sentences. `texts`: what the reader's marks say, by row."""
    measured = measured or Measured()
    weights = present_measured.weights(measured)
    analysis, tokens = view.analysis, view.source.tokens
    blocks = [Block(*span, kind.kind) for span, kind in zip(view.ranges, analysis.kinds, strict=True)]
    blocks += [Block(*span, None) for span in view.answer_ranges]
    timed = view.counted and bool(view.seconds)
    return Timeline(
        units=view.units,
        blocks=tuple(blocks),
        points=tuple(_points(view, all_rows, texts, {each.row: each.text for each in weights})),
        answer=view.answer_ranges[0][0] if view.answer_ranges else view.units,
        ends=tokens.at if timed else (),
        series=view.series,
        counted="tokens" if view.counted else "characters",
        weights=weights,
        readings=present_measured.readings(measured),
    )


def _points(
    view: TraceView, all_rows: Sequence[Row], texts: Mapping[int, str], weighed: Mapping[int, str]
) -> list[Point]:
    translate = QCoreApplication.translate
    found = []
    for place, row in enumerate(all_rows):
        for sort in row.marks:
            if sort == "candidate":
                continue
            said = texts.get(place, "") if sort == "mine" else wording.mark(sort)
            text = translate("Timeline", "Step {number}: {said}").format(number=row.number, said=said)
            start, end = view.ranges[place]
            if sort == "weighed":  # in its middle: a candidate may stand at its beginning
                found.append(Point((start + end) // 2, sort, place, weighed.get(place, text)))
            else:
                found.append(Point(start, sort, place, text))
    for number, each in enumerate(view.analysis.candidates.all, 1):
        note = (
            translate("Timeline", "confirmed by the answer")
            if each.confirmed
            else translate("Timeline", "dropped later")
        )
        text = translate("Timeline", "Candidate {number}: {value} ({note})").format(
            number=number, value=wording.shortened(each.value), note=note
        )
        found.append(Point(view.ranges[each.step][0], "candidate", each.step, text))
    return found


def measures(made: Timeline) -> list[Measure]:
    """What the timeline can be coloured by."""
    possible: tuple[Measure, ...] = ("kind", "confidence", "entropy", "tempo")
    known: list[Measure] = [each for each in possible if each == "kind" or each in made.series]
    return [*known, "importance"] if made.weights else known


# ---- figures of tokens ----------------------------------------------------------------------------------------------


def entropy_share(value: float) -> float:
    """How strong the ground of a token is by its entropy: two nats are as good as anything can come."""
    return min(1.0, value / 2.0) if isfinite(value) else 0.0


def surprise_share(logprob: float) -> float:
    """How strong the ground of a token is by its probability: 1 - p."""
    return 0.0 if isnan(logprob) else 1.0 - min(1.0, 2.718281828459045**logprob)
