"""What of a text can be looked for in another: numbers, formulas, names, words, pairs of Han characters. Pure text."""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["number", "formula", "name", "word", "han"]

_TERM = re.compile(
    r"(?P<number>(?<![\w.])[-−]?\d+(?:,\d{3})+(?:\.\d+)?(?![\d])|(?<![\d.])\d+(?:\.\d+)?(?:/\d+)?)"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<word>[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*)"
    r"|(?P<han>[\u3400-\u9fff]+)"
)
_EQUATION = re.compile(r"[A-Za-z0-9_(){}^.+*/\\−-]+(?:\s*[=<>≤≥≈+*/×·−-]\s*[A-Za-z0-9_(){}^.+*/\\−-]+){1,12}")
_SENTENCE_START = re.compile(r"(?:\A|[.!?。！？:：\n])[\s\"“(*#-]*\Z")

_COMMON = frozenset(
    _word
    for _line in (
        "about above after again against all also always and any are because been before being below between both but",
        "can could did does doing done down during each either every first for from had has have having here how",
        "however if in into is it its itself just know let like look make may maybe might more most much must need",
        "next not now off okay once one only other our out over own perhaps really right same see she should since so",
        "some step still such sure take than that the their them then there therefore these they thing think this",
        "those through thus too two under until use used using very wait was way we well were what when where whether",
        "which while who why will with would yes yet you your answer final given means gives give gets get got set",
        "find problem question",
    )
    for _word in _line.split()
)
_HAN_COMMON = frozenset("的了是在我他她它们这那有和与或就也都还要会能可以而但不过很及其之为以于对中上下个些么吗呢吧啊")


def terms(text: str) -> Iterator[tuple[Sort, str]]:
    """Those of a text, in order and as often as they are there; words that any text has are left out."""
    for found in _EQUATION.finditer(text):
        flat = re.sub(r"[\s\\{}]", "", found.group()).lower()
        whole = flat.count("(") == flat.count(")")
        if whole and any(sign in flat for sign in "=<>≤≥≈") and len(flat) >= 5:
            yield "formula", flat.strip(".")
    for found in _TERM.finditer(text):
        if found["number"]:
            yield "number", found["number"].replace(",", "").replace("−", "-")
        elif found["word"]:
            yield from _word(text, found)
        elif found["han"]:
            yield from _pairs(found["han"])


def _word(text: str, found: "re.Match[str]") -> Iterator[tuple[Sort, str]]:
    word = found["word"]
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if (
        len(word) > 1
        and word[0].isupper()
        and not _SENTENCE_START.search(text[max(found.start() - 6, 0) : found.start()])
    ):
        yield "name", low
    elif len(low) > 2 and low not in _COMMON:
        yield "word", stem(low)


def _pairs(run: str) -> Iterator[tuple[Sort, str]]:
    for place in range(len(run) - 1):
        pair = run[place : place + 2]
        if not (pair[0] in _HAN_COMMON and pair[1] in _HAN_COMMON):
            yield "han", pair


def stem(word: str) -> str:
    """A word without its commonest endings: enough to let `arranges` meet `arrange`."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
