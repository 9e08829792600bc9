"""Holds the verse checker against the Tang poets: what it takes and refuses, what it calls things, how long it takes.

    python -m tests.verse [--quick]

The poems come from the npm package chinese-poetry, which is fetched once into a cache and never committed. Ends with 1
where a target is missed.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from app.forms.verse import check
from app.forms.verse.prose import check_prose
from app.forms.verse.remembering import forget
from tests.forms import poems as known
from tests.verse import corpus, mutants

REGULATED = ("五言律詩", "七言律詩", "七言絕句")
ANCIENT = ("五言古詩", "七言古詩")
ANCIENT_TITLES = ("感遇", "古風", "古风", "擬古", "效古", "古詩", "詠懷", "古意")
FORMS = (("五言绝句", 4, 5), ("七言绝句", 4, 7), ("五言律诗", 8, 5), ("七言律诗", 8, 7))
SEED = 20261128


class Table:
    """Rows of what was measured beside what was aimed at."""

    def __init__(self) -> None:
        self.missed = 0

    def row(self, what: str, figure: str, target: str, met: bool) -> None:
        self.missed += not met
        print(f"{'ok  ' if met else 'MISS'}  {what:<52} {figure:<30} {target}")


def accepted(lines: Iterable[str], form: str = "auto") -> bool:
    report = check("\n".join(lines), form)
    return report.passed


def anthology(table: Table, poems: list[corpus.CorpusPoem]) -> None:
    taken = Counter[str]()
    total = Counter[str]()
    for poem in poems:
        total[poem.genre] += 1
        taken[poem.genre] += accepted(poem.lines)
    regulated = sum(taken[genre] for genre in REGULATED), sum(total[genre] for genre in REGULATED)
    share = regulated[0] / regulated[1]
    table.row(
        "regulated verse of 唐诗三百首 accepted",
        f"{regulated[0]} of {regulated[1]} = {share:.1%}",
        ">= 94 %",
        share >= 0.94,
    )
    for genre in (*REGULATED, "五言絕句", *ANCIENT, "樂府"):
        print(f"        {genre}: {taken[genre]} of {total[genre]}")


def ancient(table: Table, anthology: list[corpus.CorpusPoem], tang: list[corpus.CorpusPoem]) -> None:
    old = [poem for poem in anthology if poem.genre in ANCIENT]
    old += [poem for poem in tang if poem.title.startswith(ANCIENT_TITLES) and poem.width == 5 and len(poem.lines) >= 8]
    old += [poem for poem in tang if poem.width in (5, 7) and len(poem.lines) in (4, 8) and all_oblique(poem)]
    taken = [poem for poem in old if accepted(poem.lines)]
    share = len(taken) / len(old)
    table.row("ancient-style verse accepted", f"{len(taken)} of {len(old)} = {share:.2%}", "<= 1 %", share <= 0.01)
    print("        " + " ".join(f"{poem.author}《{poem.title}》" for poem in taken[:12]))


def all_oblique(poem: corpus.CorpusPoem) -> bool:
    from app.forms.verse.tones import table

    readings = table().readings
    return all({r.tone for r in readings.get(line[-1], ())} == {"仄"} for line in poem.lines[1::2])


def chance(table: Table, tang: list[corpus.CorpusPoem], times: int) -> None:
    dice = random.Random(SEED)
    chars = [char for poem in tang[:6000] for line in poem.lines for char in line]
    taken = 0
    for number in range(times):
        form, lines, width = FORMS[number % 4]
        made = ["".join(dice.choices(chars, k=width)) for _ in range(lines)]
        taken += accepted(made, form)
    table.row("random characters of the right shape accepted", f"{taken} of {times}", "0 of 5,000", taken == 0)


def faults(table: Table, anthology: list[corpus.CorpusPoem], most: int) -> None:
    maker = mutants.Maker(SEED)
    total = Counter[str]()
    counts = {"found": Counter[str](), "named": Counter[str](), "lower": Counter[str]()}
    originals = [check("\n".join(poem.lines)).poems for poem in anthology if poem.genre in REGULATED]
    for poem in [each[0] for each in originals if len(each) == 1 and mutants.certain(each[0])][:most]:
        for mutant in maker.every(poem):
            total[mutant.fault] += 1
            for count, holds in zip(counts.values(), mutants.judge(mutant, poem), strict=True):
                count[mutant.fault] += holds
    every = total.total()
    for (name, count), what, least in zip(
        counts.items(),
        ("single faults found", "… and named rightly", "… and scored below the original"),
        (0.98, 0.92, 0.98),
        strict=True,
    ):
        share = count.total() / every
        table.row(what, f"{count.total()} of {every} = {share:.1%}", f">= {least:.0%}", share >= least)
        print("        " + " ".join(f"{fault} {count[fault]}/{total[fault]}" for fault in total) + f" ({name})")


def well_known(table: Table) -> None:
    (terrace,) = check(known.PHOENIX_TERRACE).poems
    errors = [(each.kind, (each.line or 0) + 1) for each in terrace.findings if each.severity == "error"]
    table.row("登金陵凤凰台", str(errors), "joints 3 and 5, no tone", errors == [("joint", 3), ("joint", 5)])
    for title, text in (("静夜思", known.QUIET_NIGHT), ("望岳", known.MOUNT_TAI)):
        report = check(text)
        table.row(title, report.level, "does not pass", not report.passed)


ESSAYS = (
    *("滕王閣序", "爲徐敬業討武曌檄", "弔古戰場文", "北山移文", "岳陽樓記"),
    *("前赤壁賦", "前出師表", "桃花源記", "師說"),
)


def essays(table: Table, root: Path) -> None:
    wanted: dict[str, tuple[str, Callable[[float], bool]]] = {
        "滕王閣序": (">= 0.9", lambda score: score >= 0.9),
        "師說": ("<= 0.3", lambda score: score <= 0.3),
    }
    for title in ESSAYS:
        report = check_prose(corpus.prose(root, title), model="")
        target, met = wanted.get(title, ("", lambda _: True))
        chain = "{}/{}".format(*report.chained)
        crossed = "{}/{}".format(*report.crossed)
        figures = f"{report.score:.2f} paired {report.paired:.2f} feet {report.feet:.2f} inner {report.inner:.2f}"
        table.row(title, f"{figures} chain {chain} cross {crossed}", target, met(report.score))


def speed(table: Table, anthology: list[corpus.CorpusPoem]) -> None:
    texts = ["\n".join(poem.lines) for poem in anthology if poem.genre in REGULATED]
    forget()
    begun = time.process_time()
    for text in texts:
        check(text)
    each = (time.process_time() - begun) / len(texts) * 1000
    table.row("a check", f"{each:.2f} ms of processor time", "<= 2 ms", each <= 2)


def main(quick: bool) -> int:
    root = corpus.folder()
    table = Table()
    anthology_poems = corpus.three_hundred(root)
    tang = list(corpus.dynasty("tang", root))
    well_known(table)
    anthology(table, anthology_poems)
    ancient(table, anthology_poems, tang)
    chance(table, tang, 500 if quick else 5000)
    faults(table, anthology_poems, 20 if quick else 200)
    essays(table, root)
    speed(table, anthology_poems)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv[1:]))
