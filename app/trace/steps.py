"""A trace cut into steps: sentences and paragraphs, whose offsets tile the text. Knows nothing of what they mean.

Two rules. "default" reads English and Chinese and keeps code, formulas, lists, numbers, quotes and brackets whole.
"thought-anchors" is the rule of the project of that name, so that its published labels can be laid over a trace: there
a step's `text` is what was published, stripped and joined, while its offsets still tile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from app.trace.anchors_rule import AnchorsRule
from app.trace.sentences import SentenceRule

Rule: TypeAlias = Literal["default", "thought-anchors"]


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a text. Steps follow one another without gap or overlap; white space belongs to what it follows."""

    start: int
    """The first character."""
    end: int
    """The one after the last."""
    text: str
    """What stands there; under "thought-anchors" as that project published it."""


class _Rule(Protocol):
    def feed(self, text: str) -> Iterator[tuple[int, int, str]]: ...
    def finish(self) -> Iterator[tuple[int, int, str]]: ...
    def pending(self) -> Iterator[tuple[int, int, str]]: ...


class Segmenter:
    """The steps of a text that is still being written. However it is cut, the steps are those of the whole."""

    def __init__(self, rule: Rule = "default") -> None:
        if rule not in ("default", "thought-anchors"):
            raise ValueError(f"no rule is called {rule!r}")
        self._rule: _Rule = SentenceRule() if rule == "default" else AnchorsRule()

    def feed(self, text: str) -> list[Step]:
        """More text. The steps that are certain by now and were not returned before."""
        return [Step(*each) for each in self._rule.feed(text)]

    def pending(self) -> list[Step]:
        """What the rest would be if the text ended here. Changes nothing."""
        return [Step(*each) for each in self._rule.pending()]

    def finish(self) -> list[Step]:
        """The text has ended: the rest of its steps."""
        return [Step(*each) for each in self._rule.finish()]


def segment(text: str, rule: Rule = "default") -> list[Step]:
    """The steps of a whole text; none where it is empty."""
    segmenter = Segmenter(rule)
    return segmenter.feed(text) + segmenter.finish()
