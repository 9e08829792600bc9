"""What resampling and a look at the answer have shown, as the timeline has it and in words. No decisions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.explore import gauging
from app.explore.gauging import Level
from app.explore.measured import Measured
from app.explore.weighing import Verdict
from app.trace.importance import Cluster
from app.trace.settling import settled_from
from app.ui.explorer import wording
from app.ui.explorer.states import Line, Place, Reading, Weight
from app.ui.explorer.wording import shortened

CLUSTERS = 3


# ---- how much steps mattered ----------------------------------------------------------------------------------------


def weights(measured: Measured) -> tuple[Weight, ...]:
    """The weighed steps on the timeline."""
    translate, shares = QCoreApplication.translate, measured.shares()
    made = []
    for row, verdict in sorted(measured.verdicts.items()):
        found = verdict.importance
        if found.resampling is not None:
            short = signed_percent(found.resampling)
            text = translate("Verdict", "Step {number}: right answers {change} through it").format(
                number=row + 1, change=short
            )
        else:
            short = wording.number(found.resampling_kl, 2)
            text = translate("Verdict", "Step {number}: changed the answers by {kl} nats (KL)").format(
                number=row + 1, kl=short
            )
        made.append(Weight(row, shares[row], short, text))
    return tuple(made)


def said(verdict: Verdict) -> str:
    """What was found of a step, in words."""
    translate, found = QCoreApplication.translate, verdict.importance
    lines = []
    if found.resampling is not None and found.accuracy_before is not None and found.accuracy_after is not None:
        lines.append(
            translate("Verdict", "Right answers: {before} before it, {after} after it.").format(
                before=wording.percent(found.accuracy_before), after=wording.percent(found.accuracy_after)
            )
        )
    lines.append(
        translate("Verdict", "It changed the answers by {kl} nats (KL); {share} of the redrawn steps differ.").format(
            kl=wording.number(found.resampling_kl, 2), share=wording.percent(found.different)
        )
    )
    lines.append(translate("Verdict", "Without it: {answers}").format(answers=_answers(verdict.before)))
    lines.append(translate("Verdict", "With it: {answers}").format(answers=_answers(verdict.after)))
    counted = translate("Verdict", "From {before} continuations before it and {after} after it.")
    lines.append(counted.format(before=found.before, after=found.after))
    return "\n".join(lines)


def signed_percent(change: float) -> str:
    """A change of a share, with its sign."""
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return sign + wording.percent(abs(change))


def _answers(found: Sequence[Cluster]) -> str:
    none = QCoreApplication.translate("Verdict", "no answer")
    return ", ".join(
        f"{shortened(each.value, 40) if each.answer else none} ×{len(each.members)}" for each in found[:CLUSTERS]
    )


# ---- how settled the answer was -------------------------------------------------------------------------------------


def readings(measured: Measured) -> tuple[Reading, ...]:
    """The line under the timeline."""
    text = QCoreApplication.translate("Settled", "Had the thinking ended after step {number}: {nats} nats")
    return tuple(
        Reading(each.place, each.row, each.entropy, text.format(number=each.row + 1, nats=nats(each)))
        for each in measured.levels
    )


def settled(measured: Measured, row: int) -> str:
    """How settled the answer was at the end of a step's paragraph; nothing where nobody has looked."""
    translate = QCoreApplication.translate
    here, before = gauging.at_row(measured.levels, row)
    if here is None:
        return ""
    if before is None:
        text = translate("Settled", "How settled the answer is here: {nats} nats, at the end of step {number}.")
        return text.format(nats=nats(here), number=here.row + 1)
    text = translate(
        "Settled",
        "How settled the answer is here: {nats} nats at the end of step {number}, {before} a paragraph earlier.",
    )
    return text.format(nats=nats(here), number=here.row + 1, before=nats(before))


def about() -> str:
    """What is measured."""
    return QCoreApplication.translate(
        "Settled",
        "Entropy After </think>: how open the first word of the answer is, had the thinking ended at the end of the "
        "paragraph. Low: the answer is settled; not that it is right.",
    )


def course(measured: Measured) -> Line | None:
    """A line of the overview: from where on the answer was settled; None while that is not known."""
    levels = measured.levels
    if not measured.complete or not levels:
        return None
    translate = QCoreApplication.translate
    text = translate(
        "Settled", "The answer's first word was open by {first} nats at first and {last} at the end"
    ).format(first=nats(levels[0]), last=nats(levels[-1]))
    place = settled_from([each.entropy for each in levels])
    if place is None:
        return Line(text + translate("Settled", "; it never settled."))
    row = levels[place].row
    tail = translate("Settled", "; from step {number} on that hardly changed.").format(number=row + 1)
    return Line(text + tail, Place(row), translate("Settled", "Where it settled"))


def nats(level: Level) -> str:
    return wording.number(level.entropy, 2)
