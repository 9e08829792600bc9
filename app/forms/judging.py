"""From a spec and an answer to a verdict: hands the answer to the check of its kind, and joins what parts say."""

from collections.abc import Callable, Sequence

from app.forms import verse_forms
from app.forms.values import CheckerSpec, Sample, Verdict

Check = Callable[[CheckerSpec, str, str, str | None], Verdict]
"""Takes the spec, the thinking, the answer and a reference."""

CHECKS: dict[str, Check] = {
    "poem": verse_forms.poem,
}


def judge(spec: CheckerSpec, thinking: str, answer: str, reference: str | None = None) -> Verdict:
    """How `answer` stands to the spec. `reference`: the right result where it is known, and the spec names none."""
    if spec.kind == "all":
        return _all(spec, thinking, answer, reference)
    check = CHECKS.get(spec.kind)
    return check(spec, thinking, answer, reference) if check else Verdict(0.0, False)


def judge_group(spec: CheckerSpec, samples: Sequence[Sample], reference: str | None = None) -> tuple[Verdict, ...]:
    """The verdicts of a group, whose majority is the reference where there is no other."""
    return tuple(judge(spec, sample.thinking, sample.answer, reference) for sample in samples)


def _all(spec: CheckerSpec, thinking: str, answer: str, reference: str | None) -> Verdict:
    verdicts = [judge(part, thinking, answer, reference) for part in spec.parts]
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
