"""JSON in an answer: the one object it ends in or consists of, held against a schema."""

import json
import re
from typing import Any

from app.forms.code import blocks
from app.forms.findings import Finding
from app.forms.schema import BadSchemaError, violations
from app.forms.values import CheckerSpec, Verdict

LONGEST = 1 << 20
MOST_TRIES = 20


class _TwiceError(ValueError):
    """A name stands twice in one object."""


def located(answer: str) -> tuple[str, tuple[int, int]] | None:
    """The last piece of the answer that begins as JSON: in a fence, or bare at the end."""
    fenced = [each for each in blocks(answer, "json") if each[0].lstrip()[:1] in ("{", "[")]
    if fenced:
        return fenced[-1]
    decoder = json.JSONDecoder()
    tried = 0
    for opening in re.finditer(r"(?m)(?:^|(?<=[\s：:]))[\[{]", answer):
        tried += 1
        if tried > MOST_TRIES:
            break
        try:
            _, end = decoder.raw_decode(answer, opening.start())
        except (ValueError, RecursionError):
            continue
        if not answer[end:].strip():
            return answer[opening.start() : end], (opening.start(), end)
    first = re.search(r"[\[{]", answer)
    return (answer[first.start() :], (first.start(), len(answer))) if first else None


def read(text: str) -> Any:
    """The value. Raises ValueError with what is wrong, also for a name that stands twice."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def check(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """Half of the reward is for JSON that can be read, the rest for what the schema finds right in it."""
    found = located(answer)
    if found is None:
        return Verdict(0.0, False, (Finding("no_json", "error"),))
    text, span = found
    try:
        value = read(text)
    except ValueError as error:
        return Verdict(0.0, False, (Finding("bad_json", "error", {"why": str(error)}, span),))
    findings = []
    around = (answer[: span[0]] + answer[span[1] :]).replace("```json", "").replace("```", "").strip()
    if spec.options["only"] and around:
        findings.append(Finding("more_than_json", "error", {}, span))
    try:
        wrong = violations(value, json.loads(spec.options["schema"]) if spec.options["schema"].strip() else True)
    except (BadSchemaError, json.JSONDecodeError, RecursionError, TypeError, AttributeError) as error:
        return Verdict(0.5, False, (Finding("bad_schema", "error", {"why": str(error)}),))
    findings += [Finding("schema", "error", {"path": each.path, "why": each.why}, span) for each in wrong]
    reward = 0.5 + 0.5 / (1 + len(wrong)) - (0.25 if spec.options["only"] and around else 0.0)
    answer_key = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return Verdict(reward, not findings, tuple(findings), {"violations": len(wrong)}, answer=answer_key)
