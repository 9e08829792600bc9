"""From a spec and an answer to a verdict: hands the answer to the check of its kind, and joins what parts say."""

from collections.abc import Callable, Sequence

from app.forms import code, finals, lengths, manner, objects, outline, verse_forms
from app.forms.values import CheckerSpec, Sample, Verdict

Check = Callable[[CheckerSpec, str, str, str | None], Verdict]
"""Takes the spec, the thinking, the answer and a reference."""

LONGEST = 1 << 20
"""Characters that are looked at of a thinking (its end) and of an answer (its beginning)."""

CHECKS: dict[str, Check] = {
    "poem": verse_forms.poem,
    "prose": verse_forms.prose,
    "couplet": verse_forms.couplet,
    "edit": verse_forms.edit,
    "boxed": finals.boxed,
    "json": objects.check,
    "length": lengths.length,
    "words": lengths.required,
    "plain": lengths.plain,
    "headings": outline.headings,
    "table": outline.table,
    "language": manner.language,
    "manner": manner.manner,
}
"""`code` is not among them: it alone may be told to run something."""


def judge(
    spec: CheckerSpec, thinking: str, answer: str, reference: str | None = None, *, may_run: bool = False
) -> Verdict:
    """How `answer` stands to the spec.

    reference: the right result where it is known and the spec names none. may_run: whether a person allowed the tests
    of code to be run.
    """
    thinking, answer = thinking[-LONGEST:], answer[:LONGEST]
    if spec.kind == "all":
        return _all(spec, thinking, answer, reference, may_run)
    if spec.kind == "code":
        return code.check(spec, thinking, answer, reference, may_run)
    return CHECKS[spec.kind](spec, thinking, answer, reference)


def judge_group(
    spec: CheckerSpec, samples: Sequence[Sample], reference: str | None = None, *, may_run: bool = False
) -> tuple[Verdict, ...]:
    """The verdicts of a group. Where mathematics has no reference, what most of the group say takes its place."""
    if reference is None and _wants_reference(spec):
        reference = finals.majority([sample.answer for sample in samples])
    return tuple(judge(spec, each.thinking, each.answer, reference, may_run=may_run) for each in samples)


def _wants_reference(spec: CheckerSpec) -> bool:
    alone = spec.kind == "boxed" and not spec.options["expected"].strip()
    return alone or any(_wants_reference(part) for part in spec.parts)


def _all(spec: CheckerSpec, thinking: str, answer: str, reference: str | None, may_run: bool) -> Verdict:
    verdicts = [judge(part, thinking, answer, reference, may_run=may_run) for part in spec.parts]
    weights = [part.weight for part in spec.parts]
    weight = sum(weights)
    mean = sum(w * v.reward for w, v in zip(weights, verdicts, strict=True)) / weight if weight else 0.0
    return Verdict(
        reward=mean,
        passed=all(verdict.passed for verdict in verdicts),
        findings=tuple(finding for verdict in verdicts for finding in verdict.findings),
        summary={
            "parts": [
                {"kind": part.kind, "reward": verdict.reward, "passed": verdict.passed, **verdict.summary}
                for part, verdict in zip(spec.parts, verdicts, strict=True)
            ]
        },
        answer=next((verdict.answer for verdict in verdicts if verdict.answer is not None), None),
        report=next((verdict.report for verdict in verdicts if verdict.report is not None), None),
    )
