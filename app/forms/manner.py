"""How an answer comes: a thinking and then an answer, without going in circles, in the language that was asked for."""

import re
from collections import Counter

from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict
from app.forms.verse.markup import HAN

UNIT = re.compile(rf"[^\W\d_{HAN}]+|\d+|[{HAN}]")
HAN_CHAR = re.compile(f"[{HAN}]")
LATIN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
NOT_SPOKEN = (("```", "```"), ("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))
"""Code and formulas have no language."""
INLINE = re.compile(r"\$[^$\n]{1,400}\$|`[^`\n]{1,400}`")
MARKERS = re.compile(r"</?think>|<[|｜](?:User|Assistant|end)[^>]*>")
GRAM = 8
"""Words or Han characters that must come again in a row to count as repeated."""
ENOUGH = 24
TOLERATED = 0.15


def repetition(text: str) -> float:
    """The share of the text that says again, in the same eight words, what it said before."""
    units = UNIT.findall(text)
    grams = [tuple(units[at : at + GRAM]) for at in range(len(units) - GRAM + 1)]
    if len(grams) < ENOUGH:
        return 0.0
    return 1 - len(Counter(grams)) / len(grams)


def manner(spec: CheckerSpec, thinking: str, answer: str, _reference: str | None) -> Verdict:
    """Half for the form, half for not repeating oneself."""
    findings: list[Finding] = []
    if spec.options["thinking"] and not thinking.strip():
        findings.append(Finding("no_thinking", "error"))
    if not answer.strip():
        findings.append(Finding("no_answer", "error"))
    left = MARKERS.search(answer)
    if left:
        findings.append(Finding("stray_marker", "error", {"marker": left[0]}, left.span()))
    form = 0.0 if findings else 1.0
    shares = {"thinking": repetition(thinking), "answer": repetition(answer)} if spec.options["repetition"] else {}
    for where, share in shares.items():
        if share > TOLERATED:
            findings.append(Finding(f"repeats_{where}", "warning", {"share": round(100 * share)}))
    penalty = min(1.0, max((max(0.0, share - TOLERATED) * 2 for share in shares.values()), default=0.0))
    reward = 0.5 * form + 0.5 * (1 - penalty) * (form if not answer.strip() else 1.0)
    return Verdict(reward, not findings, tuple(findings), {"form": form, **shares})


def without(text: str) -> str:
    """The text without code and formulas. What is opened and never closed stays."""
    for opening, closing in NOT_SPOKEN:
        parts, at = [], 0
        while (start := text.find(opening, at)) >= 0:
            end = text.find(closing, start + len(opening))
            if end < 0:
                break
            parts.append(text[at:start])
            at = end + len(closing)
        text = " ".join([*parts, text[at:]])
    return text


def language_share(text: str, language: str) -> float | None:
    """The share of the words that are of the language, a Han character for a word; None where there are none."""
    spoken = INLINE.sub(" ", without(text))
    han, latin = len(HAN_CHAR.findall(spoken)), len(LATIN.findall(spoken))
    if han + latin == 0:
        return None
    return (han if language == "zh" else latin) / (han + latin)


def language(spec: CheckerSpec, thinking: str, answer: str, _reference: str | None) -> Verdict:
    """The languages of thinking and answer, as DeepSeek rewarded them: by the proportion of words."""
    shares: list[float] = []
    findings = []
    for where, text in (("thinking", thinking), ("answer", answer)):
        wanted = spec.options[where]
        share = language_share(text, wanted) if wanted else None
        if share is None:
            continue
        shares.append(share)
        if share < spec.options["least"]:
            told = {"share": round(100 * share), "language": wanted}
            findings.append(Finding(f"language_of_{where}", "error", told))
    reward = sum(shares) / len(shares) if shares else 1.0
    return Verdict(reward, not findings, tuple(findings), {"share": reward})
