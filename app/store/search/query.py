"""What somebody looks for: words read into terms, asked of the index, and checked in a text. Pure.

A bare word finds words that begin with it; Chinese finds itself anywhere; "in quotes" finds exactly these words in a
row; -word leaves out. All terms must be there. The index answers for pairs of characters and single words; for longer
stretches it only narrows, and the text itself decides (`Query.exact` says which).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from app.store.search.fold import BEGINS, HAN, MANY, STEMS, WORD, fold

_PIECE = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_QUOTES = str.maketrans("“”„«»「」『』", '"' * 9)
_UNIT = re.compile(f"[{HAN}]+|[{WORD}]+")
_BETWEEN = r"[^\w]{0,8}?_?[^\w]{0,8}?"
"""What may stand between two words of a phrase: white space, a comma, a line's end."""
_HAN_FIRST = re.compile(f"[{HAN}]")
MOST_TERMS = 16
LONGEST = 400
"""Characters of a query that are looked at."""


@dataclass(frozen=True)
class Term:
    """A stretch that must be found as it is."""

    units: tuple[str, ...]
    """Runs of Han or words, folded."""
    whole: bool
    """Whether the last word may not go on."""
    wanted: bool = True
    """False for one that must not be there."""

    @property
    def exact(self) -> bool:
        """Whether the index alone knows."""
        return len(self.units) == 1 and (not _is_han(self.units[0]) or len(self.units[0]) <= 2)

    def expression(self, suffix: str = "") -> str:
        """For FTS5: all that must be there for the term to be. `suffix` asks for another form of each token."""
        asked: list[str] = []
        for unit in self.units:
            if _is_han(unit):
                pairs = [unit] if len(unit) <= 2 else [unit[at : at + 2] for at in range(len(unit) - 1)]
                asked.extend(f'"{pair}{suffix}"' for pair in pairs)
            elif unit is self.units[-1] and self.open and not suffix:
                asked.append(f'"{unit}{BEGINS}"' if len(unit) in STEMS else f'"{unit}"*')
            else:
                asked.append(f'"{unit}{suffix}"')
        return "(" + " AND ".join(asked) + ")"

    @property
    def open(self) -> bool:
        """Whether the last word may go on. One letter begins too much to be meant so."""
        return not self.whole and not _is_han(self.units[-1]) and len(self.units[-1]) >= STEMS[0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a folded text."""
        pieces = []
        for unit in self.units:
            before = "" if _is_han(unit) else f"(?<![{WORD}])"
            ends = _is_han(unit) or (unit is self.units[-1] and self.open)
            pieces.append(before + re.escape(unit) + ("" if ends else f"(?![{WORD}])"))
        return re.compile(_BETWEEN.join(pieces))

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text, in order.

        The pattern is tried only where its first word stands: a look behind at its beginning makes `re` try it
        everywhere, which is slower by far where texts are long.
        """
        first, at = self.units[0], 0
        while (at := folded.find(first, at)) >= 0:
            found = self.pattern.match(folded, at)
            if found is None:
                at += 1
            else:
                yield found.span()
                at = found.end()


@dataclass(frozen=True)
class Query:
    """Terms that must all be there, and terms that must not."""

    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.wanted)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.wanted

    @cached_property
    def exact(self) -> bool:
        """Whether what the index finds is what there is."""
        return all(term.exact for term in self.terms)

    def expression(self) -> str:
        """For FTS5: whatever matches is found by it, and where `exact`, nothing else."""
        asked = " AND ".join(term.expression() for term in self.wanted)
        for term in self.terms:
            if not term.wanted and term.exact:
                asked = f"({asked}) NOT {term.expression()}"
        return asked

    def heavy(self) -> str:
        """For FTS5: texts that have every term several times."""
        return " AND ".join(term.expression(MANY) for term in self.wanted)

    def roughly(self, text: str) -> int:
        """About how often it is found in a text that was not folded."""
        if text.isascii():
            text = text.lower()
        return sum(text.count(unit) for term in self.wanted for unit in term.units)

    def matches(self, folded: str) -> bool:
        return all((next(term.places(folded), None) is not None) is term.wanted for term in self.terms)

    def spans(self, folded: str, most: int = 200) -> list[tuple[int, int]]:
        """Where it is found, in order."""
        found: list[tuple[int, int]] = []
        for term in self.wanted:
            found.extend(islice(term.places(folded), most))
        return sorted(found)


def parse(text: str) -> Query:
    terms = []
    for minus, quoted, bare in _PIECE.findall(text[:LONGEST].translate(_QUOTES)):
        wanted = not (minus or (bare.startswith("-") and len(bare) > 1))
        units = tuple(_UNIT.findall(fold(quoted or bare)))
        if units:
            terms.append(Term(units, whole=bool(quoted), wanted=wanted))
    return Query(tuple(terms[:MOST_TERMS]))


def _is_han(unit: str) -> bool:
    return _HAN_FIRST.match(unit) is not None
