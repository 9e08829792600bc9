"""Mathematics: the one boxed result of an answer, held against a reference or against what most of the group say."""

import re
from collections.abc import Sequence

from app.forms.findings import Finding
from app.forms.maths import equal, normal
from app.forms.rewards import vote
from app.forms.values import CheckerSpec, Verdict

BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
MOST_BOXES = 64
LONGEST_BOX = 4000


def boxes(text: str) -> list[tuple[str, tuple[int, int]]]:
    r"""What stands in each \boxed{…}, braces balanced, with where it stands."""
    found = []
    for opening in list(BOX.finditer(text))[-MOST_BOXES:]:
        depth, at = 1, opening.end()
        while at < min(len(text), opening.end() + LONGEST_BOX) and depth:
            escaped = text[at - 1] == "\\"
            depth += (text[at] == "{" and not escaped) - (text[at] == "}" and not escaped)
            at += 1
        if depth == 0:
            found.append((text[opening.end() : at - 1].strip(), (opening.start(), at)))
    return found


def boxed(spec: CheckerSpec, _thinking: str, answer: str, reference: str | None) -> Verdict:
    """The last box counts. Without a reference, having one is all that can be judged."""
    found = [box for box in boxes(answer) if box[0]]
    if not found:
        return Verdict(0.0, False, (Finding("no_box", "error"),))
    result, span = found[-1]
    findings = []
    if len({normal(each) for each, _ in found}) > 1:
        findings.append(Finding("several_boxes", "warning", {"count": len(found)}, span))
    wanted = spec.options["expected"].strip() or (reference or "").strip()
    summary: dict[str, object] = {"result": result, "expected": wanted}
    if not wanted:
        return Verdict(1.0, True, tuple(findings), summary, answer=normal(result))
    how = equal(result, wanted, spec.options["tolerance"])
    summary["equal"] = how
    if not how:
        findings.append(Finding("other_result", "error", {"found": result, "wanted": wanted}, span))
    return Verdict(float(bool(how)), bool(how), tuple(findings), summary, answer=normal(result))


def majority(answers: Sequence[str]) -> str | None:
    """The boxed result that most answers give; None where the first places are shared or nobody gives one."""
    results = [found[-1][0] if (found := boxes(answer)) else None for answer in answers]
    counted = vote(results, same=lambda one, two: bool(equal(one, two)))
    first, *others = [*counted.clusters, None]
    if first is None or (others and others[0] is not None and others[0].weight == first.weight):
        return None
    return first.answer
