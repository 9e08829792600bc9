"""When the samples of a group need not all be waited for: their answers agree. Pure; knows nothing of runs.

Consistency among samples says how sure a model is (Wang et al., arXiv 2203.11171); the rule here is the simplest that
cannot change the outcome by much: nobody disagreed so far, and enough have spoken.
"""

import re
import unicodedata
from collections.abc import Sequence

_BOXED = "\\boxed{"
_LEADS = re.compile(
    r"^(?:the |final |my )*answer(?: is)?[*_]*[:：]?[*_]*\s+|^(?:最终)?答案[*_]*(?:是|为)?[:：]?[*_]*\s*", re.IGNORECASE
)
_BEFORE = " \t*_`$#>\"“”'‘’("
_AFTER = _BEFORE.replace("(", ")") + ".。,，;；:：!！"


def answer_of(text: str) -> str:
    """What an answer comes down to, normalised: its last \\boxed{…}, else its last line that says anything.

    Marks of emphasis, quotation and punctuation around it, case, and all white space make no difference.
    """
    found = _boxed(text)
    if found is None:
        lines = [line for line in text.splitlines() if line.strip(_BEFORE + _AFTER + "-=")]
        found = _LEADS.sub("", _bare(lines[-1])) if lines else ""
    return "".join(_bare(unicodedata.normalize("NFKC", found)).casefold().split())


def _bare(text: str) -> str:
    return text.lstrip(_BEFORE).rstrip(_AFTER)


def agreed(answers: Sequence[str], least: int) -> bool:
    """Whether the finished samples settle it: all of them say the same, and there are at least `least` (2 or more).

    answers: of the samples that finished by themselves, as they were given. An empty answer agrees with nothing.
    """
    found = {answer_of(answer) for answer in answers}
    return len(answers) >= max(2, least) and len(found) == 1 and "" not in found


def _boxed(text: str) -> str | None:
    """What stands in the last box that is closed; braces in it pair."""
    start = text.rfind(_BOXED)
    while start >= 0:
        depth, begin = 1, start + len(_BOXED)
        for at in range(begin, len(text)):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if not depth:
                return text[begin:at]
        start = text.rfind(_BOXED, 0, start)
    return None
