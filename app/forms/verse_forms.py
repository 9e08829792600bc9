"""Specs about verse: how many poems, of which form, in which scheme and rhyme, at least how regular."""

import re

from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict
from app.forms.verse import LEVELS, Poem, check
from app.forms.verse.extract import answer_start, find
from app.forms.verse.markup import CLAUSE, HAN
from app.forms.verse.opposite import oppose, opposites
from app.forms.verse.prose import check_prose

HAN_ONLY = re.compile(f"[^{HAN}]")
LONGEST_EDIT = 2000
MOST_COUPLETS = 20


def poem(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """The last `count` poems of the answer: earlier ones are drafts."""
    options = spec.options
    report = check(answer, options["form"], options["rhyme_book"])
    wanted: int = options["count"]
    poems = report.poems[-wanted:] if wanted else report.poems
    findings = list(report.findings)
    if len(report.poems) < wanted and report.poems:
        findings.insert(0, Finding("too_few_poems", "error", {"found": len(report.poems), "wanted": wanted}))
    rewards = []
    passed = len(poems) >= wanted and bool(poems)
    for number, each in enumerate(poems, len(report.poems) - len(poems)):
        against = _against(each, options["scheme"], options["rhyme"], number)
        findings += against
        passed = passed and not against and LEVELS.index(each.level) <= LEVELS.index(options["level"])
        rewards.append(each.score * (0.8 ** len(against)))
    reward = sum(rewards) / max(wanted, len(rewards), 1)
    summary = {
        "level": report.level,
        "poems": [
            {
                "title": each.title,
                "form": each.form,
                "level": each.level,
                "score": each.score,
                "scheme": each.scheme,
                "rhyme": each.rhyme.group,
            }
            for each in poems
        ],
    }
    return Verdict(reward, passed, tuple(findings), summary, report=report)


def _against(poem: Poem, scheme: str, rhyme: str, number: int) -> list[Finding]:
    """Where a poem does not have the scheme or rhyme that was asked for."""
    found = []
    if scheme and poem.scheme != scheme:
        found.append(Finding("other_scheme", "error", {"found": poem.scheme, "wanted": scheme}, poem.span, number))
    if rhyme and not poem.rhyme.group.endswith(rhyme):
        told = {"found": poem.rhyme.group, "wanted": rhyme}
        found.append(Finding("other_rhyme", "error", told, poem.span, number))
    return found


def prose(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """Parallel prose: its score, at least so long, at most so much copied, a poem at the end where one is wanted."""
    options = spec.options
    report = check_prose(answer, options["model"])
    findings = list(report.findings)
    factor = 1.0
    if report.characters < options["least"]:
        findings.append(
            Finding("too_short", "error", {"count": report.characters, "least": options["least"], "most": 0})
        )
        factor *= report.characters / options["least"]
    if report.copied > options["overlap"]:
        told = {"share": round(100 * report.copied), "most": round(100 * options["overlap"])}
        findings.append(Finding("copied_too_much", "error", told))
        factor *= 0.5
    if options["closing_poem"] and report.closing is None:
        findings.append(Finding("no_closing_poem", "error"))
        factor *= 0.9
    elif report.closing is not None and report.closing.rhyme.off and options["closing_poem"]:
        findings.append(Finding("closing_off_rhyme", "warning", {}, report.closing.span))
    passed = report.score >= options["score"] and not any(each.severity == "error" for each in findings)
    summary = {
        "verdict": report.verdict,
        "score": report.score,
        "characters": report.characters,
        "paired": report.paired,
        "feet": report.feet,
        "inner": report.inner,
        "four_six": report.four_six,
        "crosswise": report.crosswise,
        "chained": list(report.chained),
        "crossed": list(report.crossed),
        "copied": report.copied,
        "closing": report.closing.form if report.closing else "",
    }
    return Verdict(report.score * factor, passed, tuple(findings), summary)


def couplet(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """Lines to stand opposite the first one: each judged, the mean of the best `count` is the reward."""
    first = "".join(CLAUSE.findall(spec.options["first"]))
    wanted = max(1, spec.options["count"])
    start = answer_start(answer) or 0
    found = [line for line in opposites(answer, start) if line.text != first]
    if not found or not first:
        return Verdict(0.0, False, (Finding("no_couplet", "error"),))
    scored = []
    findings = []
    for line in found[:MOST_COUPLETS]:
        score, wrong = oppose(first, line.text, line.start)
        scored.append(score)
        findings += wrong
    best = sorted(scored, reverse=True)[:wanted]
    if len(found) < wanted:
        findings.insert(0, Finding("too_few_lines", "error", {"found": len(found), "wanted": wanted}))
    passed = len(found) >= wanted and not any(each.severity == "error" for each in findings)
    summary = {"lines": [line.text for line in found], "scores": scored}
    return Verdict(sum(best) / wanted, passed, tuple(findings), summary)


def edit(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None) -> Verdict:
    """How much of a base text was changed: a poem's repair should leave most of it."""
    base = HAN_ONLY.sub("", spec.options["base"])
    start = answer_start(answer) or 0
    poems = find(answer, start, None, 2)
    now = "".join(line.text for line in poems[-1].lines) if poems else HAN_ONLY.sub("", answer[start:])
    longest = max(len(base), len(now), 1)
    distance = levenshtein(base[:LONGEST_EDIT], now[:LONGEST_EDIT]) / longest
    most = spec.options["most"]
    if distance <= most:
        return Verdict(1.0, True, (), {"changed": distance})
    told = {"share": round(100 * distance), "most": round(100 * most)}
    return Verdict(
        max(0.0, 1 - (distance - most) / (1 - most)), False, (Finding("changed", "error", told),), {"changed": distance}
    )


def levenshtein(one: str, two: str) -> int:
    """How many characters must be put in, taken out or exchanged."""
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for number, other in enumerate(two, 1):
            before, row[number] = row[number], min(row[number] + 1, row[number - 1] + 1, before + (char != other))
    return row[-1]
