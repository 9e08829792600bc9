"""From counted traces and choices to a chart. Decides nothing about what is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QCoreApplication

from app.explore.gathering import Counted
from app.ui.explorer import wording
from app.ui.explorer.wording import shortened
from app.ui.statistics.states import Box, Chart, Choices, Dot, Figure, Option

MOST_GROUPS = 7
"""More colours cannot be told apart; the rest is one group."""


@dataclass(frozen=True, slots=True)
class View:
    """A chart that is offered by name: its kind, and what it is made of."""

    kind: Figure
    x: str
    y: str
    group: str


VIEWS: dict[str, View] = {
    "lengths": View("scatter", "tokens", "answer_tokens", "model"),
    "by_model": View("boxes", "", "characters", "model"),
    "by_template": View("boxes", "", "characters", "template"),
    "doubts": View("scatter", "doubts", "switches", "right"),
    "tempo": View("boxes", "", "tempo", "model"),
    "confidence": View("scatter", "tokens", "confidence", "right"),
    "right": View("boxes", "", "characters", "right"),
}
MEASURES: dict[str, Callable[[Counted], float | None]] = {
    "tokens": lambda each: each.figures.tokens,
    "answer_tokens": lambda each: each.figures.answer_tokens,
    "characters": lambda each: each.figures.characters,
    "answer_characters": lambda each: each.figures.answer_characters,
    "steps": lambda each: each.figures.steps,
    "doubts": lambda each: each.figures.doubts,
    "switches": lambda each: each.figures.switches,
    "checks": lambda each: each.figures.checks,
    "seconds": lambda each: each.figures.seconds,
    "tempo": lambda each: each.figures.tempo,
    "confidence": lambda each: each.figures.confidence,
    "entropy": lambda each: each.figures.entropy,
    "candidates": lambda each: each.figures.candidates,
    "settled_after": lambda each: each.figures.settled_after,
}


def measure_name(name: str) -> str:
    translate = QCoreApplication.translate
    return {
        "tokens": translate("Statistics", "Tokens of thinking"),
        "answer_tokens": translate("Statistics", "Tokens of answer"),
        "characters": translate("Statistics", "Characters of thinking"),
        "answer_characters": translate("Statistics", "Characters of answer"),
        "steps": translate("Statistics", "Steps"),
        "doubts": translate("Statistics", "Doubts per 1,000 tokens"),
        "switches": translate("Statistics", "Other ways per 1,000 tokens"),
        "checks": translate("Statistics", "Checks per 1,000 tokens"),
        "seconds": translate("Statistics", "Seconds of thinking"),
        "tempo": translate("Statistics", "Tokens per second"),
        "confidence": translate("Statistics", "Confidence (mean)"),
        "entropy": translate("Statistics", "Entropy (mean)"),
        "candidates": translate("Statistics", "Candidate answers"),
        "settled_after": translate("Statistics", "Share of thinking after the final answer first stood"),
    }[name]


def choices(chosen: Choices) -> Choices:
    """The same with the names of everything that can be chosen."""
    translate = QCoreApplication.translate
    views = {
        "lengths": translate("Statistics", "Thinking against answer"),
        "by_model": translate("Statistics", "Length by weights"),
        "by_template": translate("Statistics", "Length by template"),
        "doubts": translate("Statistics", "Doubts against other ways"),
        "tempo": translate("Statistics", "Tempo by weights"),
        "confidence": translate("Statistics", "Confidence against length"),
        "right": translate("Statistics", "Right against wrong"),
    }
    groups = {
        "model": translate("Statistics", "Weights"),
        "template": translate("Statistics", "Template"),
        "right": translate("Statistics", "Right or wrong"),
        "origin": translate("Statistics", "Written here or brought in"),
    }
    origins = {
        "all": translate("Statistics", "All traces"),
        "here": translate("Statistics", "Written here"),
        "imported": translate("Statistics", "Brought in"),
    }
    return Choices(
        chosen.view, chosen.x, chosen.y, chosen.group, chosen.origin,
        tuple(Option(*each) for each in views.items()),
        tuple(Option(name, measure_name(name)) for name in MEASURES),
        tuple(Option(*each) for each in groups.items()),
        tuple(Option(*each) for each in origins.items()),
    )  # fmt: skip


def chart(counted: Sequence[Counted], chosen: Choices) -> Chart:
    """What is chosen, of the traces that have such figures."""
    kind = VIEWS[chosen.view].kind
    wanted = [each for each in counted if _wanted(each, chosen.origin)]
    of_y = MEASURES[chosen.y]
    of_x = MEASURES[chosen.x] if kind == "scatter" else lambda _: 0.0
    pairs = [(each, of_x(each), of_y(each)) for each in wanted]
    there = [(each, x, y) for each, x, y in pairs if x is not None and y is not None and isfinite(x) and isfinite(y)]
    groups = _groups([_group(each, chosen.group) for each, _, _ in there])
    dots = []
    for each, x, y in there:
        name = _group(each, chosen.group)
        group = groups.index(name) if name in groups else len(groups) - 1
        dots.append(
            Dot(each.run.answer, float(x if kind == "scatter" else group), float(y), group, _told(each, chosen))
        )
    return Chart(
        kind,
        measure_name(chosen.x) if kind == "scatter" else "",
        measure_name(chosen.y),
        tuple(dots),
        tuple(groups),
        tuple(_box([dot.y for dot in dots if dot.group == place]) for place in range(len(groups)))
        if kind == "boxes"
        else (),
        _left_out(len(wanted) - len(there)),
    )


def _wanted(each: Counted, origin: str) -> bool:
    return origin == "all" or each.run.imported == (origin == "imported")


def _group(each: Counted, by: str) -> str:
    translate = QCoreApplication.translate
    if by == "model":
        return each.run.model
    if by == "template":
        return each.run.template or translate("Statistics", "no template")
    if by == "origin":
        return translate("Statistics", "Brought in") if each.run.imported else translate("Statistics", "Written here")
    words = {
        True: translate("Statistics", "Right"),
        False: translate("Statistics", "Wrong"),
        None: translate("Statistics", "Not checked"),
    }
    return words[each.run.right]


def _groups(names: Sequence[str]) -> list[str]:
    """The most frequent ones, and one for the rest."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if len(ordered) <= MOST_GROUPS:
        return ordered
    return [*ordered[: MOST_GROUPS - 1], QCoreApplication.translate("Statistics", "others")]


def _told(each: Counted, chosen: Choices) -> str:
    lines = [shortened(each.run.title, 60), each.run.model]
    for name in dict.fromkeys((chosen.x, chosen.y)):
        value = MEASURES[name](each)
        if value is not None:
            decimals = 0 if float(value).is_integer() else 2
            lines.append(f"{measure_name(name)}: {wording.number(value, decimals)}")
    return "\n".join(lines)


def _left_out(count: int) -> str:
    if not count:
        return ""
    text = QCoreApplication.translate("Statistics", "Without these figures, and so not shown: {count}")
    return text.format(count=wording.number(count))


def _box(values: Sequence[float]) -> Box | None:
    if not values:
        return None
    ordered = sorted(values)
    first, median, third = (_quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    reach = 1.5 * (third - first)
    inside = [value for value in ordered if first - reach <= value <= third + reach]
    return Box(inside[0], first, median, third, inside[-1], len(ordered))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
