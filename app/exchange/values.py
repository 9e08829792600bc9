"""A conversation between two programs, as immutable values: what readers give and writers take. Knows no format.

Messages name their parents by key, so that no id of a foreign program, nor of ours, means anything outside its file.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]
PartKind = Literal["text", "thinking", "answer"]
"""`text` is what a person (or a system prompt) says; `thinking` and `answer` are an assistant's."""


@dataclass(frozen=True, slots=True)
class ImportedPart:
    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class ImportedAnnotation:
    """What a reader put on a stretch of the thinking: `first` to `last`, in characters. `label` is its name."""

    first: int
    last: int
    highlight: str = ""
    label: str = ""
    colour: str = ""
    """Of the label."""
    note: str = ""
    rating: int | None = None
    """1 to 5."""
    created: float | None = None
    changed: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedGeneration:
    """How an answer came about, as far as anybody knows.

    raw: everything the model wrote, marks included; None where the file has only the parts.
    origin: key of the message whose text this one begins with.
    tokens: columns of its tokens in the layout of `app.store.blob`.
    happenings: as `app.store.happenings` writes them.
    group: answers to one question that bear the same number were begun together; `checker` is what they are judged by.
    judged: what a checker made of it, fields of the table `rewards`; empty where none has looked.
    """

    model: str = ""
    weights: str = ""
    fingerprint: str = ""
    family: str = ""
    opened: bool = False
    prompt: str = ""
    sampling: dict[str, Any] = field(default_factory=dict)
    seed: int | None = None
    started: float | None = None
    ended: float | None = None
    ending: str = "stop"
    """A `StoredEnding`."""
    error: str | None = None
    raw: str | None = None
    prefix_chars: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    thinking_tokens: int = 0
    answer_tokens: int = 0
    timings: dict[str, float | None] = field(default_factory=dict)
    origin: str | None = None
    origin_kind: str | None = None
    origin_tokens: int | None = None
    origin_insert: str = ""
    prefix_tokens: int = 0
    steering: dict[str, Any] = field(default_factory=dict)
    happenings: str = "[]"
    group: int | None = None
    tokens: bytes | None = None
    checker: str = ""
    judged: dict[str, Any] = field(default_factory=dict)
    annotations: tuple[ImportedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedMessage:
    """A node of the tree. Parents come before their children."""

    key: str
    """Unlike that of any other message of the conversation."""
    parent: str | None
    role: Role
    parts: tuple[ImportedPart, ...]
    created: float | None = None
    """Seconds since the epoch (UTC), as all times; None where the file does not say."""
    template: str | None = None
    """Slug of the prompt template a question was made with."""
    generation: ImportedGeneration | None = None
    """Of an assistant's message."""
    name: str = ""
    """What a person calls the branch that goes through here."""
    checker: str | None = None
    """What the answers to a question are judged by, in JSON."""

    def text(self, kind: PartKind) -> str:
        """All text of one kind, joined in order."""
        return "".join(part.text for part in self.parts if part.kind == kind)


@dataclass(frozen=True, slots=True)
class ImportedConversation:
    """A tree of messages and the branch that is shown.

    source: name of the format it came from ("deepseek").
    foreign_id: what the other program calls it; empty where it has no name.
    head: key of the last message of the shown branch; None takes the newest.
    left_out: what of it could not be taken along.
    """

    source: str
    foreign_id: str
    title: str
    messages: tuple[ImportedMessage, ...]
    created: float | None = None
    updated: float | None = None
    system: str = ""
    head: str | None = None
    thoughts: str | None = None
    """A policy of `app.store.records.Thoughts`."""
    folder: str = ""
    tags: tuple[str, ...] = ()
    pinned: bool = False
    archived: bool = False
    left_out: tuple["LeftOut", ...] = ()


Reason = Literal[
    "torn",  # the file ends in the middle of it
    "malformed",  # it is no JSON, or not of the shape it should have
    "too_large",
    "too_deep",
    "empty",  # nobody says anything in it
    "no_parent",  # it hangs under a message that is not there; it was put at the root
    "picture",
    "attachment",
    "search_results",
    "tool",
    "system",  # a system message in the middle of a conversation
    "unknown_part",
    "figures",  # tokens that cannot be read
    "unknown_format",
    "unsafe",  # a zip that must not be unpacked, or cannot be
    "unreadable",
    "newer",  # written by a later version of this program
]
"""Why something was left out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not taken along, and why.

    what: for people: a title, or where in the file it stands.
    """

    reason: Reason
    what: str = ""
    count: int = 1


Item = ImportedConversation | LeftOut
"""What a reader gives: one after the other, so that no file is ever held whole."""
