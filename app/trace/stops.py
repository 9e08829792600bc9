"""Whether a mark ends a sentence: English full stops are also in abbreviations, initials and numbers. Pure text."""

import re

from app.trace.guards import CLOSERS

WAIT = -1
"""Can't be told before more of the text is there."""

MARK = re.compile(r"[.!?]+|[。！？；]+[.!?。！？；]*")
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z']+")
_INITIAL = re.compile(r"[A-Z]\.")
_BEFORE = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)$")
_ITEM = re.compile(r"(?:\A|[:：])[\s*_(-]*\d{1,3}\Z")
"""The number of an item, also in the middle of a line: "Steps: 1. Take it"."""
_LONGEST_WORD = 24


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS = _words(
    "mr mrs ms dr prof rev gen col sgt capt lt hon st mt messrs vs cf eg ie e.g i.e viz al approx resp incl excl "
    "w.r.t i.i.d s.t jan feb mar apr jun jul aug sept sep oct nov dec dept univ assn bros ed eds est"
)
_BEFORE_NUMBER = _words("no nos fig figs eq eqs p pp vol ch sec art ex thm def prop cor lem ref refs para")
_MAYBE = _words("etc a.m p.m u.s u.k u.n e.u inc ltd co corp jr sr ph.d m.d b.a m.a d.c")
"""Abbreviations that may also end a sentence: they do where a usual first word follows."""
_FIRST_WORDS = _words(
    "a after all also alternatively an and another are as at because both but can check consider each first finally "
    "for from given hence here hmm how however i if in is it let maybe my next no not now okay on once one only or "
    "other our perhaps second since so some step suppose that the their then there therefore these they this those "
    "thus to total using wait we what when where which while why with would yes yet you"
)


def ends(text: str, start: int, mark: int, after: int, whole: bool) -> int:
    """Where the sentence from `start` ends, given the mark text[mark:after]: behind what closes there, before the white
    space; 0 where the mark ends nothing; WAIT."""
    end = after
    while end < len(text) and text[end] in CLOSERS:
        end += 1
    if end == len(text) and not whole:
        return WAIT
    if text[mark] in "。！？；":
        return end
    if end < len(text) and not text[end].isspace():
        # 3.14, a.b, file.py; but a Chinese text may use the short mark: 真的吗?所以
        han = _HAN.match(text, end) or (text[mark] in "!?" and mark and _HAN.match(text, mark - 1))
        return end if han and not text[mark - 1 : mark].isdigit() else 0
    return _before_space(text, start, mark, end, whole)


def _before_space(text: str, start: int, mark: int, end: int, whole: bool) -> int:
    space = _SPACE.match(text, end)
    following = space.end() if space else end
    if following == len(text):
        return end if whole else WAIT
    if space and space.group().count("\n") > 1:
        return end
    letter = text[following]
    kind = text[mark]
    if kind == "?":
        return end
    if kind == "!":
        factorial = text[mark - 1 : mark].isdigit() or text[mark - 1 : mark] in ")}"
        return 0 if factorial and not letter.isupper() else end
    if letter.islower() or (letter in "=<>+*/^" and text[mark - 1 : mark].isdigit()):
        return 0
    return _full_stop(text, start, mark, end, following, whole)


def _full_stop(text: str, start: int, mark: int, end: int, following: int, whole: bool) -> int:
    if _ITEM.search(text[max(start, mark - _LONGEST_WORD) : mark]):
        return 0
    before = _BEFORE.search(text, max(start, mark - _LONGEST_WORD), mark)
    if not before or end - mark > 1:
        return end
    word = before.group(1)
    if word.lower() in _ALWAYS:
        return 0
    if word.lower() in _BEFORE_NUMBER and (text[following].isdigit() or text[following] in "(["):
        return 0
    if following + 1 == len(text) and not whole:
        return WAIT
    initial = len(word) == 1 and word.isupper() and _of_a_name(text, start, before.start(), following)
    if word.lower() not in _MAYBE and not initial and not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
        return end
    next_word = _WORD.match(text, following)
    if next_word and next_word.end() == len(text) and not whole:
        return WAIT
    opens = next_word is not None and next_word.group().lower() in _FIRST_WORDS
    return end if opens or not next_word else 0


def _of_a_name(text: str, start: int, at: int, following: int) -> bool:
    """Whether what stands around an initial is a name, or another initial: Harry S. Truman, J. K. Rowling."""
    before = text[max(start, at - _LONGEST_WORD) : at].split()
    if not before or _INITIAL.match(text, following):
        return True
    last = before[-1]
    if _INITIAL.fullmatch(last):
        return True
    return last.isalpha() and last[0].isupper() and last[1:].islower() and last.lower() not in _FIRST_WORDS
