"""Counts and words: how long an answer is, what it must name and must not."""

import re

from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict
from app.forms.verse.markup import HAN

WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*|\d+(?:[.,]\d+)*|[{HAN}]")
CHARACTER = re.compile(r"\w")
FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
BULLET = re.compile(r"(?m)^[ \t]*(?:[-*+•]|\d{1,3}[.)、])[ \t]+\S")


def words(text: str) -> int:
    """Words of languages with spaces, and each Han character for one."""
    return len(WORD.findall(text))


def characters(text: str) -> int:
    """Letters, digits and Han characters, without stops and spaces."""
    return len(CHARACTER.findall(text))


def length(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """Full reward within the bounds; beyond them it falls with the distance, so that near misses are told apart."""
    options = spec.options
    count = words(answer) if options["unit"] == "words" else characters(answer)
    least, most = options["least"], options["most"]
    told = {"count": count, "least": least, "most": most}
    if count < least:
        return Verdict(count / least * 0.8, False, (Finding("too_short", "error", told),), told)
    if most and count > most:
        return Verdict(max(0.0, 1 - (count - most) / most) * 0.8, False, (Finding("too_long", "error", told),), told)
    return Verdict(1.0, True, (), told)


def required(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """The share of the required words that are there, nothing of which is left where a forbidden one is."""
    wanted, unwanted = spec.options["required"], spec.options["forbidden"]
    missing = [word for word in wanted if _at(word, answer) is None]
    found = [Finding("missing_word", "error", {"word": word}) for word in missing]
    bad = [(word, at) for word in unwanted if (at := _at(word, answer)) is not None]
    found += [Finding("forbidden_word", "error", {"word": word}, at) for word, at in bad]
    reward = (1 - len(missing) / len(wanted) if wanted else 1.0) * (0.0 if bad else 1.0)
    return Verdict(reward, not found, tuple(found), {"missing": len(missing), "forbidden": len(bad)})


def _at(word: str, text: str) -> tuple[int, int] | None:
    """Where a word stands, in any case; a Latin one as a whole word."""
    edges = (r"(?<!\w)", r"(?!\w)") if re.fullmatch(r"[A-Za-z0-9' -]+", word) else ("", "")
    found = re.search(edges[0] + re.escape(word) + edges[1], text, re.IGNORECASE)
    return found.span() if found else None


def plain(_spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """No lists: the answer is prose."""
    found = BULLET.search(FENCE.sub("", answer))
    if found is None:
        return Verdict(1.0, True)
    at = answer.find(found[0])
    return Verdict(0.0, False, (Finding("list", "error", {}, (at, at + len(found[0]))),))
