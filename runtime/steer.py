"""What is done to a thinking while it runs: when it should end, when it should go on, and with which words.

Decides; puts nothing anywhere. Is told each token once, with its text.
"""

from dataclasses import dataclass
from typing import Literal

from runtime.bridges import bridge, closing, joined, opened_with, phrases_for
from runtime.landing import Landing, Paragraphs
from runtime.protocol import Steering
from runtime.repetition import LoopGuard

_TAIL = 400
"""Characters of the thinking from which its language is seen."""
_HEAD = 200
"""Characters in which the mark that opened the thinking is looked for: at the prompt's end, at the text's beginning."""
_SEEN = 80
"""Characters of a loop that are told."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """The thinking repeats itself."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The thinking is to end with these words."""

    kind: Literal["answer_now", "budget", "loop"]
    text: str
    seen: str
    """For a loop, what repeats; else the words again."""


Wish = Noticed | End


class Steer:
    """`prompt` is what the run was given, `before` what was said earlier: the text of a prefix."""

    def __init__(self, steering: Steering, family: str, prompt: str = "", before: str = "") -> None:
        self._steering, self._family, self._prompt = steering, family, prompt[-_HEAD:]
        self._head, self._tail = before[:_HEAD], before[-_TAIL:]
        self._landing = Landing(steering.budget, steering.tolerance) if steering.budget > 0 else None
        self._guard = LoopGuard() if steering.on_loop != "off" else None
        self._paragraphs = Paragraphs() if steering.gauge else None
        self._has_thinking = bool(closing(family))
        self.attentive = steering.budget > 0 or steering.extensions > 0 or steering.gauge or steering.on_loop == "end"
        """What is said may change what is computed next, so that each token must be told at once."""
        self.hurried = False
        """The person wants the answer."""
        self._closed = False
        self._looping = False
        self.extended = 0
        self.paragraph_ended = False
        """The last token completed a paragraph of the thinking, and someone wants to know."""

    @property
    def closing(self) -> str:
        """What ends the thinking of this family and begins its answer."""
        return self.closing_after("")

    def closing_after(self, words: str) -> str:
        """The same after some more words."""
        return closing(self._family, self._tail + words, opened_with(self._family, self._prompt, self._head))

    @property
    def extends(self) -> bool:
        """Whether the thinking's own end is to be held back."""
        return self.extended < self._steering.extensions and not self._closed and self._has_thinking

    def extend(self) -> str:
        """The phrase that takes the place of the thinking's end this time."""
        own = self._steering.phrases or phrases_for(self._tail)
        phrase = own[self.extended % len(own)]
        self.extended += 1
        return joined(phrase, self._tail)

    def answer_now(self) -> None:
        """End the thinking as soon as nothing is half said."""
        self.hurried, self.attentive = True, not self._closed

    def before(self, text: str) -> None:
        """Text that nobody sampled."""
        if len(self._head) < _HEAD:
            self._head += text
        self._tail = (self._tail + text)[-_TAIL:]

    def after(self, token: int, text: str, count: int, thinking: bool, whole: bool) -> Wish | None:
        """What is to be done now.

        count: how many tokens were thought. whole: no character and no mark is half said.
        """
        self.before(text)
        self.paragraph_ended = False
        if not thinking or self._closed or not self._has_thinking:
            return None
        if self._paragraphs is not None:
            self.paragraph_ended = self._paragraphs.feed(text)
        due = self._landing is not None and self._landing.due(count, text)
        loop = self._guard.add(token) if self._guard is not None else None
        self._looping = self._looping or (loop is not None and self._steering.on_loop == "end")
        if whole and (self.hurried or due or self._looping):
            self._closed, self.attentive = True, False
            kind: Literal["answer_now", "budget", "loop"]
            kind = "answer_now" if self.hurried else "budget" if due else "loop"
            words = self._last_words()
            return End(kind, words, self._tail[-_SEEN:] if kind == "loop" else words)
        return None if loop is None else Noticed(self._tail[-_SEEN:])

    def _last_words(self) -> str:
        own = self._steering.bridge
        words = bridge(self._family, self._tail) if own is None else joined(own, self._tail)
        return words + self.closing_after(words)
