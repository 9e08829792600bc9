"""Specs about verse: how many poems, of which form, in which scheme and rhyme, at least how regular."""

from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict
from app.forms.verse import LEVELS, Poem, check


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
