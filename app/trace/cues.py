"""Kinds by cue words alone: the table that the trained classifier has to beat. Knows no weights."""

import re
from collections.abc import Sequence

from app.trace.kind_names import KindName

_TABLE: tuple[tuple[KindName, str], ...] = (
    ("final_answer_emission", r"\\boxed|final answer|最终答案|答案是"),
    ("uncertainty_management", r"^\W*(wait|hmm|hold on)\b|not sure|confus|mistake|矛盾|搞错|不对，|等等，"),
    ("self_checking", r"\b(check|verify|makes sense|seems right)\b|检查|验证|确认"),
    ("plan_generation", r"alternatively|let me try|perhaps|maybe|\bi (need|should) to\b|或者，|换个角度"),
    ("fact_retrieval", r"\b(recall|remember|formula|theorem)\b|记得|公式|规则"),
    ("result_consolidation", r"^\W*(so|therefore|thus)\b.*\b(total|result|answer)\b|综上|综合"),
)
_COMPILED = [(kind, re.compile(cue, re.IGNORECASE)) for kind, cue in _TABLE]


def by_cues(texts: Sequence[str]) -> list[KindName]:
    """The first kind of the table whose cue stands in each text; the beginning is setup, all else computation."""
    found: list[KindName] = []
    for place, text in enumerate(texts):
        other: KindName = "problem_setup" if place < 2 else "active_computation"
        found.append(next((kind for kind, cue in _COMPILED if cue.search(text)), other))
    return found
