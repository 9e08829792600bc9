"""What the verse view says in words. Knows the interface's language, and no widget."""

from PySide6.QtCore import QCoreApplication, QLocale

from app.forms.findings import Finding
from app.forms.verse import Cell, Poem, Report

TONES = {"正格": "good", "合律": "good", "宽": "warning", "出律": "error"}
"""How grave a level is, as a badge's tone."""

BETWEEN = "  ·  "
"""What stands between two facts."""


def beside(*facts: str) -> str:
    """Those facts that are known, set side by side."""
    return BETWEEN.join(fact for fact in facts if fact)


def level(name: str) -> str:
    translate = QCoreApplication.translate
    return {
        "正格": translate("Verse", "strictly regular (正格)"),
        "合律": translate("Verse", "in metre (合律)"),
        "宽": translate("Verse", "loosely in metre (宽)"),
        "出律": translate("Verse", "out of metre (出律)"),
    }.get(name, name)


def sentence(finding: Finding) -> str:
    return QCoreApplication.translate("Forms", finding.template).format(**finding.fields)


def title(poem: Poem, number: int, count: int) -> str:
    """Its own title; else its number where there are several."""
    if poem.title:
        return f"《{poem.title}》"
    return QCoreApplication.translate("Verse", "Poem {number}").format(number=number + 1) if count > 1 else ""


def unfinished(poem: Poem) -> bool:
    return any(each.kind == "unfinished" for each in poem.findings)


def facts(poem: Poem) -> tuple[str, ...]:
    """Form, scheme, rhyme and score, as far as there are any: what is not finished has no score yet."""
    translate = QCoreApplication.translate
    rhyme = ""
    if poem.rhyme.group:
        rhyme = translate("Verse", "rhyme {group} ({book})").format(group=poem.rhyme.group, book=poem.rhyme.book)
    score = translate("Verse", "score {value}").format(value=QLocale().toString(poem.score, "f", 2))
    score = "" if unfinished(poem) else score
    return tuple(filter(None, (poem.form, poem.scheme, rhyme, score)))


def summary(report: Report) -> str:
    """The whole in a line: the level of each poem, and how many faults there are."""
    translate = QCoreApplication.translate
    if not report.poems:
        return sentence(report.findings[0]) if report.findings else ""
    levels = beside(*(beside(poem.form, level(poem.level)) for poem in report.poems))
    faults = sum(finding.severity == "error" for finding in report.findings)
    return beside(levels, translate("Verse", "faults: {count}").format(count=faults) if faults else "")


def readings(cell: Cell) -> str:
    """All readings of a character, one to a line."""
    translate = QCoreApplication.translate
    if not cell.readings:
        return translate("Verse", "{char}: in no table").format(char=cell.char)
    tones = {"平": translate("Verse", "level (平)"), "仄": translate("Verse", "oblique (仄)")}
    lines = [cell.char]
    for each in cell.readings:
        share = f"{QLocale().toString(round(100 * each.share))} %" if cell.ambiguous else ""
        lines.append(beside(tones[each.tone], each.group, share))
    if cell.modern:
        lines.append(translate("Verse", "by today's sound; never counted as a fault"))
    return "\n".join(lines)


def slot(wanted: str) -> str:
    """What the pattern wants at a place."""
    translate = QCoreApplication.translate
    return {
        "平": translate("Verse", "a level tone is wanted here"),
        "仄": translate("Verse", "an oblique tone is wanted here"),
        "中": translate("Verse", "either tone will do here"),
    }.get(wanted, "")
