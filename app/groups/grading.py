"""Judging the samples of a group by a checker, and the form in which the store keeps what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from app.forms import judging, spec
from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict
from app.forms.values import Sample as Said
from app.store.records import Judged, Sample

JUDGED = ("stop", "length", "context_full")
"""Endings of samples that are judged: what was stopped or broke off is no answer that could be compared."""


def key_of_spec(wanted: CheckerSpec | None) -> str:
    """A checker that was read, as it is kept."""
    return "" if wanted is None else key_of(_raw(wanted))


def _raw(wanted: CheckerSpec) -> dict[str, Any]:
    raw: dict[str, Any] = {"kind": wanted.kind, "weight": wanted.weight, **wanted.options}
    return {**raw, "of": [_raw(part) for part in wanted.parts]} if wanted.parts else raw


def verse_of(key: str) -> tuple[str, str] | None:
    """The form and the rhyme book that a checker asks verse to be of; None where it asks for none."""
    if not key:
        return None
    try:
        return _verse(spec.read_spec(json.loads(key)))
    except (ValueError, spec.BadChecker):
        return None  # kept by another version, or by hand


def _verse(wanted: CheckerSpec) -> tuple[str, str] | None:
    if wanted.kind == "poem":
        return str(wanted.options["form"]), str(wanted.options["rhyme_book"])
    return next(filter(None, map(_verse, wanted.parts)), None)


def key_of(checker: Mapping[str, Any]) -> str:
    """A template's `checker` as it is kept; empty for none."""
    return json.dumps(checker, ensure_ascii=False, sort_keys=True) if checker else ""


def grade(key: str, samples: Sequence[Sample], known: Mapping[int, Judged], may_run: bool = False) -> list[Judged]:
    """What these samples, which have ended, were worth by the checker `key`. Raises BadChecker.

    Those that are `known` are left out, but where the majority is the measure: there one more may change them all.
    may_run: whether a person allowed that the code in the answers is run.
    """
    wanted = spec.read_spec(json.loads(key))
    if by_majority(wanted):
        verdicts = judging.judge_group(wanted, [Said(each.thinking, each.answer) for each in samples], may_run=may_run)
        return [kept(each.generation.id, wanted, got) for each, got in zip(samples, verdicts, strict=True)]
    new = [each for each in samples if each.generation.id not in known]
    return [
        kept(each.generation.id, wanted, judging.judge(wanted, each.thinking, each.answer, may_run=may_run))
        for each in new
    ]


def verdict(key: str, thinking: str, answer: str) -> Verdict | None:
    """What a checker makes of one answer, running nothing; None where the checker is of another version."""
    try:
        return judging.judge(spec.read_spec(json.loads(key)), thinking, answer)
    except (ValueError, spec.BadChecker):
        return None


def report(key: str, answer: str) -> tuple[Finding, ...]:
    """What a checker finds in one answer, the faults alone."""
    found = verdict(key, "", answer)
    return tuple(each for each in found.findings if each.severity != "note") if found is not None else ()


def by_majority(wanted: CheckerSpec) -> bool:
    """Whether a sample is judged by what most others say."""
    boxed = wanted.kind == "boxed" and not wanted.options.get("expected")
    return boxed or any(by_majority(part) for part in wanted.parts)


def kept(generation: int, wanted: CheckerSpec, verdict: Verdict) -> Judged:
    """A verdict in the form the store keeps."""
    findings = tuple(
        {
            "kind": each.kind,
            "severity": each.severity,
            "fields": dict(each.fields),
            "span": each.span,
            "poem": each.poem,
            "line": each.line,
            "places": [asdict(place) for place in each.places],
        }
        for each in verdict.findings
    )
    return Judged(generation, verdict.reward, verdict.passed, verdict.answer, rules(wanted, verdict), findings)


def rules(wanted: CheckerSpec, verdict: Verdict) -> dict[str, float]:
    """What each rule gave: the parts of a checker that has parts, the scores of verse; else nothing but the whole."""
    if wanted.kind == "all":
        found: dict[str, float] = {}
        for place, part in enumerate(verdict.summary.get("parts", [])):
            name = str(part.get("kind", ""))
            found[name if name not in found else f"{name} {place + 1}"] = float(part.get("reward", 0.0))
        return found
    poems = verdict.report.poems if verdict.report is not None else ()
    if not poems:
        return {}
    names = [each.name for each in fields(poems[0].scores)]
    return {name: sum(getattr(poem.scores, name) for poem in poems) / len(poems) for name in names}
