"""From what the store holds of a group, and what is running of it now, to what its page shows. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from app.engine.values import Live
from app.groups import reckoning
from app.groups.traces import Trace, scale
from app.groups.values import Scale, Spread
from app.store.records import Group, Judged, Sample
from app.ui.conversation.present import PHASES, stored_fault
from app.ui.group import wording
from app.ui.group.states import Finding, Gravity, GroupState, Order, Past, Rule, SampleState, Worth

QUESTION_LENGTH = 24
"""Characters of a question that tell a group from another in a list."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything there is to know of a group."""

    group: Group
    question: str
    samples: Sequence[Sample]
    lives: Mapping[int, Live]
    traces: Mapping[int, Trace]
    judged: Mapping[int, Judged]
    shown: Collection[int]
    """Messages that the conversation shows."""


class Counted(QObject):
    """A home for texts that count: lupdate sees plural forms only in `tr`."""

    def samples(self, count: int) -> str:
        return self.tr("%n sample(s)", "", count)

    def running(self, count: int) -> str:
        return self.tr("%n running", "", count)


def present(known: Known, order: Order, spread: Spread, *, ready: bool, past: tuple[Past, ...] = ()) -> GroupState:
    """ready: whether more can be asked now."""
    rewards: dict[int, float] = {each: judged.reward for each, judged in known.judged.items()}
    gains = reckoning.gains(rewards, spread)
    samples = [_sample(known, place, gains.get(each.generation.id)) for place, each in enumerate(known.samples)]
    samples = _ranked(samples)
    finished = [each for each in samples if not each.running and each.answer.strip()]
    return GroupState(
        id=known.group.id,
        question=known.question,
        samples=ordered(samples, order),
        scale=scale([each.strip for each in samples]),
        votes=reckoning.votes(
            [
                reckoning.Voter(each.number, each.answer, each.confidence, known.judged.get(each.generation))
                for each in finished
            ]
        ),
        summary=summary(samples),
        signal=signal(rewards, gains, spread) if known.group.checker else "",
        order=order,
        spread=spread,
        checker=known.group.checker,
        can_more=ready,
        untested=any(
            each.get("kind") == "tests_not_run" for judged in known.judged.values() for each in judged.findings
        ),
        best=best(samples),
        past=past,
    )


def live_sample(before: SampleState, live: Live, trace: Trace) -> SampleState:
    """A sample that goes on, with everything it has said so far."""
    figures = live.figures
    return replace(
        before,
        phase=PHASES.get(live.phase, "waiting") if live.waiting is None else "waiting",
        thinking=live.thinking,
        answer=live.answer,
        tokens=figures.thinking_tokens + figures.answer_tokens,
        per_second=figures.tokens_per_s,
        confidence=trace.confidence,
        strip=replace(trace.strip, thinking=figures.thinking_tokens, answer=figures.answer_tokens),
    )


def _sample(known: Known, place: int, gain: float | None) -> SampleState:
    sample = known.samples[place]
    generation = sample.generation
    trace, judged = known.traces.get(generation.id, Trace()), known.judged.get(generation.id)
    made = SampleState(
        generation=generation.id,
        message=generation.message,
        number=place + 1,
        thinking=sample.thinking,
        answer=sample.answer,
        tokens=generation.thinking_tokens + generation.answer_tokens,
        confidence=trace.confidence,
        strip=trace.strip,
        worth=worth(judged, gain) if judged else Worth(),
        shown=generation.message in known.shown,
    )
    live = known.lives.get(generation.id)
    if live is not None:
        return live_sample(made, live, trace)
    if generation.ending is None:
        return replace(made, phase="waiting")
    fault = " ".join(stored_fault(generation)).strip() if generation.ending == "failed" else ""
    times = generation.timings
    seconds = (times.get("thinking_s") or 0.0) + (times.get("answer_s") or 0.0)
    return replace(
        made,
        ending=wording.ending(generation.ending),
        fault=fault,
        per_second=made.tokens / seconds if seconds > 0 else None,
    )


def worth(judged: Judged, gain: float | None) -> Worth:
    return Worth(
        judged.reward,
        gain,
        tuple(Rule(wording.rule(name), value) for name, value in judged.rules.items()),
        tuple(finding(each) for each in judged.findings),
    )


def finding(kept: Mapping[str, Any]) -> Finding:
    severity = kept.get("severity")
    gravity: Gravity = "error" if severity == "error" else "warning" if severity == "warning" else "note"
    return Finding(gravity, wording.finding(kept))


def _ranked(samples: list[SampleState]) -> list[SampleState]:
    """With their places by reward, of which equals share the better one."""
    rewards = [each.worth.reward for each in samples if each.worth.reward is not None]
    if len(rewards) < 2:
        return samples
    return [
        each
        if each.worth.reward is None
        else replace(each, rank=1 + sum(reward > each.worth.reward for reward in rewards))
        for each in samples
    ]


def ordered(samples: Sequence[SampleState], order: Order) -> tuple[SampleState, ...]:
    """The highest first; what has no such figure comes last, and equals stay in the order they were begun."""
    if order == "begun":
        return tuple(samples)

    def value(sample: SampleState) -> float | None:
        match order:
            case "reward":
                return sample.worth.reward
            case "confidence":
                return sample.confidence
            case "length":
                return float(sample.tokens)
            case _:
                return sample.per_second

    known = [(value(each), each) for each in samples]
    first = sorted(((v, each) for v, each in known if v is not None), key=lambda pair: (-pair[0], pair[1].number))
    return (*(each for _, each in first), *(each for v, each in known if v is None))


def best(samples: Sequence[SampleState]) -> int | None:
    """The one with the highest reward; of equals the surest, then the first. None while none is judged."""
    judged = [each for each in samples if each.worth.reward is not None and not each.running]
    if not judged:
        return None
    return max(judged, key=lambda each: (each.worth.reward or 0.0, each.confidence or 0.0, -each.number)).generation


def summary(samples: Sequence[SampleState]) -> str:
    """The group in a line."""
    locale, translate, counted = QLocale(), QCoreApplication.translate, Counted()
    facts = [counted.samples(len(samples))]
    running = sum(each.running for each in samples)
    if running:
        facts.append(counted.running(running))
    rewards = [each.worth.reward for each in samples if each.worth.reward is not None]
    if rewards:
        mean = sum(rewards) / len(rewards)
        for text, value in (
            (translate("GroupSummary", "best reward {value}"), max(rewards)),
            (translate("GroupSummary", "mean {value}"), mean),
        ):
            facts.append(text.format(value=locale.toString(value, "f", 2)))
    return "  ·  ".join(facts)


def signal(rewards: Mapping[int, float], gains: Mapping[int, float | None], spread: Spread) -> str:
    """How the advantages are reckoned, or why there are none."""
    translate = QCoreApplication.translate
    known = list(rewards.values())
    if len(known) < 2:
        return translate("GroupSignal", "Advantages need two samples that were judged.")
    if all(gain is None for gain in gains.values()):
        return translate("GroupSignal", "No signal: all rewards are equal.")
    if spread == "population":
        return translate("GroupSignal", "Advantage = (r − mean) / σ, with σ over all {n}").format(n=len(known))
    return translate("GroupSignal", "Advantage = (r − mean) / σ, with σ over {n} − 1").format(n=len(known))


def name_of(question: str, count: int) -> str:
    """A group in a list."""
    line = " ".join(question.split())
    short = line if len(line) <= QUESTION_LENGTH else line[: QUESTION_LENGTH - 1] + "…"
    return f"{short} × {count}"


__all__ = ["Known", "Scale", "best", "live_sample", "name_of", "ordered", "present", "signal", "summary", "worth"]
