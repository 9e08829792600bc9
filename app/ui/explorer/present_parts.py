"""The chosen step and the chosen token in full, and the least certain tokens as a list."""

from collections.abc import Mapping, Sequence
from math import exp, isfinite

from PySide6.QtCore import QCoreApplication

from app.explore.values import TraceView
from app.ui.conversation.places import visible
from app.ui.explorer import wording
from app.ui.explorer.present_overview import step_of
from app.ui.explorer.states import Choice, Fact, ForkLine, Other, Row, StepState, TokenState
from app.ui.explorer.wording import shortened

AROUND = 40
"""Characters beside a token that are told with it."""
OTHERS = 6


def step(view: TraceView, rows: Sequence[Row], row: int, can_branch: bool, why_not: str) -> StepState:
    """A step of the thinking, without the reader's marks on it."""
    translate, analysis = QCoreApplication.translate, view.analysis
    kind = analysis.kinds[row]
    title = translate("Step", "Step {number} of {count}").format(number=row + 1, count=len(analysis.steps))
    guess = translate("Step", "a guess, by its own account {percent} sure").format(
        percent=wording.percent(kind.probability)
    )
    return StepState(
        row, title, kind.kind, guess, tuple(_facts(view, rows, row)), tuple(_used_by(view, row)),
        can_branch, why_not,
    )  # fmt: skip


def _facts(view: TraceView, rows: Sequence[Row], row: int) -> list[Fact]:
    translate = QCoreApplication.translate
    first, end = view.ranges[row]
    whole = max(1, view.units)
    counted = translate("Step", "{count} tokens") if view.counted else translate("Step", "{count} characters")
    made = [Fact(translate("Step", "Length"), counted.format(count=wording.number(end - first)))]
    made.append(Fact(translate("Step", "Begins at"), wording.percent(first / whole)))
    if view.seconds:
        took = view.seconds[row]
        speed = translate("Step", "{time}, {speed} tokens/s").format(
            time=wording.duration(took), speed=wording.number((end - first) / took if took else 0, 1)
        )
        made.append(Fact(translate("Step", "Took"), speed))
    if view.confidences and (sure := view.confidences[row]) is not None:
        average = view.overview.certainty.average
        said = translate("Step", "{value} (whole trace {average})").format(
            value=wording.number(sure, 2), average=wording.number(average or 0, 2)
        )
        made.append(Fact(translate("Step", "Confidence"), said))
    if view.entropies and (entropy := view.entropies[row]) is not None:
        made.append(Fact(translate("Step", "Entropy"), wording.number(entropy, 2)))
    for mark in view.analysis.marks[row]:
        made.append(Fact(wording.mark(mark.kind), f"“{shortened(mark.text, 40)}”"))
    for each in view.analysis.candidates.all:
        if each.step == row:
            made.append(Fact(translate("Step", "Candidate"), shortened(each.value)))
    return made


def _used_by(view: TraceView, row: int) -> list[Other]:
    """Sentences of the answer that have something in common with a step."""
    label = QCoreApplication.translate("Step", "Answer {number}")
    count = len(view.analysis.steps)
    return [
        Other(count + place, label.format(number=place + 1), shortened(link.sentence.text, 60))
        for place, link in enumerate(view.analysis.links)
        if any(each.step == row for each in link.evidence)
    ][:OTHERS]


def sentence(view: TraceView, row: int) -> StepState:
    """A sentence of the answer; `row` is counted from the answer's first."""
    translate, link = QCoreApplication.translate, view.analysis.links[row]
    title = translate("Step", "Answer, sentence {number}").format(number=row + 1)
    words = {
        "found": translate("Step", "Its words stand in the thinking."),
        "absent": translate("Step", "Its words do not stand in the thinking."),
        "rejected": translate("Step", "It was mentioned in the thinking, and doubted afterwards."),
        "plain": translate("Step", "Nothing in it could be looked for."),
    }
    guess = words[link.standing] + " " + translate("Step", "A match of words, never a cause.")
    facts = tuple(
        Fact(translate("Step", "Step {number}").format(number=each.step + 1), shortened(", ".join(each.shared)))
        for each in link.evidence[:OTHERS]
    )
    label = translate("Step", "Step {number}")
    others = tuple(
        Other(each.step, label.format(number=each.step + 1), shortened(view.analysis.steps[each.step].text, 60))
        for each in link.evidence[:OTHERS]
    )
    return StepState(len(view.analysis.steps) + row, title, None, guess, facts, others)


def token(view: TraceView, at: int, spelled: Mapping[int, str], can_branch: bool) -> TokenState:
    """A token with what might have stood in its place."""
    translate = QCoreApplication.translate
    first, last = view.spots.place(at)
    spot = view.spots.letters(at)
    text = (view.thinking if spot[0] == "thinking" else view.answer)[spot[1] : spot[2]] if spot is not None else ""
    number, count = wording.number(first + 1), wording.number(view.spots.count)
    if last > first:
        title = translate("Token", "Tokens {first} to {last} of {count}").format(
            first=number, last=wording.number(last + 1), count=count
        )
    else:
        title = translate("Token", "Token {number} of {count}").format(number=number, count=count)
    return TokenState(
        first, last, title, text, tuple(_figures(view, first, last)), _choices(view, first, spelled), can_branch
    )


def _figures(view: TraceView, first: int, last: int) -> list[Fact]:
    translate, tokens = QCoreApplication.translate, view.source.tokens
    made: list[Fact] = []
    if last > first:
        made.append(Fact(translate("Token", "One character"), translate("Token", "written as several tokens")))
    origin = tokens.origins[first] if first < len(tokens.origins) else 0
    if origin:
        words = {1: translate("Token", "put in by steering"), 2: translate("Token", "put in by hand")}
        made.append(Fact(translate("Token", "Origin"), words.get(origin, "")))
    for name, column, as_share in (
        (translate("Token", "Probability"), tokens.logprob, True),
        (translate("Token", "Under the sampler"), tokens.sampled, True),
        (translate("Token", "Entropy"), tokens.entropy, False),
        (translate("Token", "Confidence"), tokens.confidence, False),
    ):
        value = column[first] if first < len(column) else float("nan")
        if isfinite(value):
            made.append(Fact(name, wording.percent(exp(value), 1) if as_share else wording.number(value, 2)))
    return made


def _choices(view: TraceView, at: int, spelled: Mapping[int, str]) -> tuple[Choice, ...]:
    tokens = view.source.tokens
    own = tokens.ids[at]
    return tuple(
        Choice(number, spelled.get(number), exp(raw), exp(sampled) if sampled == sampled else None, number == own)
        for number, raw, sampled in tokens.alternatives(at)
        if raw == raw
    )


def forks(view: TraceView) -> list[ForkLine]:
    """The least certain tokens of the thinking, the least certain first."""
    translate, tokens = QCoreApplication.translate, view.source.tokens
    made: list[ForkLine] = []
    for at in view.forks:
        spot = view.spots.letters(at)
        if spot is None or spot[0] != "thinking":
            continue
        start, end = spot[1:]
        row = step_of(view, at)
        probability = exp(tokens.logprob[at]) if at < len(tokens.logprob) and isfinite(tokens.logprob[at]) else None
        facts = translate("Forks", "Step {step} · entropy {entropy}").format(
            step=wording.number(row + 1), entropy=wording.number(tokens.entropy[at], 2)
        )
        if probability is not None:
            facts += translate("Forks", " · probability {percent}").format(percent=wording.percent(probability, 1))
        before = view.thinking[max(0, start - AROUND) : start].replace("\n", " ")
        after = view.thinking[end : end + AROUND].replace("\n", " ")
        made.append(ForkLine(at, row, before, visible(view.thinking[start:end]), after, facts))
    return made
