"""What can be asked of the search, and what it answers. Values only."""

from dataclasses import dataclass
from typing import Literal

from app.store.search.snippet import Snippet

Where = Literal["all", "question", "thinking", "answer", "thinking_only", "title", "template", "note"]
"""`thinking_only`: in the thinking, and not in the answer that came of it."""

HitKind = Literal["question", "thinking", "answer", "title", "template", "note"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is narrowed to; everything by default but the trash."""

    where: Where = "all"
    model: str = ""
    """Weights by the name people see; questions and titles are then left out."""
    since: float | None = None
    until: float | None = None
    """Seconds since the epoch, of the message."""
    tag: int | None = None
    folder: int | None = None
    template: str = ""
    """Slug of the prompt template that a question was made with; finds that question and its answers."""
    rating: int | None = None
    """Answers to whose thinking a reader gave so much or more, 1 to 5."""
    passed: bool | None = None
    """Answers that passed what they are judged by, or did not."""
    shortest: int | None = None
    longest: int | None = None
    """Characters of the text that is found."""
    conversation: int | None = None
    archived: bool = True
    """Whether the archive is looked through too."""

    @property
    def of_messages(self) -> bool:
        """Whether it asks for something that only messages have."""
        return bool(self.model or self.template or self.rating is not None or self.passed is not None)


@dataclass(frozen=True, slots=True)
class Hit:
    """One text in which the query is found."""

    kind: HitKind
    conversation: int | None
    """None for a template."""
    title: str
    """Of the conversation or the template."""
    message: int | None
    """None for a title or a template; of a note, the answer whose thinking it is on."""
    created: float
    count: int
    """How often it is found there."""
    offset: int
    """Of the find that the snippet shows, in characters of the text."""
    length: int
    snippet: Snippet
    model: str = ""
    """Weights that wrote it."""
    ref: int = 0
    """Id of what the text belongs to."""
    stretch: tuple[int, int] | None = None
    """Of the thinking that a note is on, in characters."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits first."""

    hits: tuple[Hit, ...] = ()
    complete: bool = True
    """False while the index does not hold everything yet."""
    unfinished: bool = False
    """The time was over before every text that could be one had been looked into."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many texts there are in all."""

    number: int
    capped: bool = False
    """There are more; counting was broken off."""
