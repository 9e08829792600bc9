"""What the store keeps, as immutable values. Ids are SQLite row ids; times are seconds since the epoch (UTC)."""

from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]
PartKind = Literal["text", "thinking", "answer"]
"""`text` is what a person wrote; `thinking` and `answer` are the two channels of a model's message."""

StoredEnding = Literal["stop", "length", "context_full", "cancelled", "failed", "interrupted"]
"""`failed`: the engine reported a fault or died. `interrupted`: the program itself died; mended at the next start."""


@dataclass(frozen=True, slots=True)
class Part:
    """A typed stretch of a message's text, in the order it was produced."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A node of a conversation's tree. Never changed once written; an edit is a sibling."""

    id: int
    conversation: int
    parent: int | None
    role: Role
    created: float
    parts: tuple[Part, ...]

    def text(self, kind: PartKind) -> str:
        """All text of one kind, joined in order."""
        return "".join(part.text for part in self.parts if part.kind == kind)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A tree of messages and the branch that is shown: the path from the root to `head`."""

    id: int
    title: str
    created: float
    updated: float
    head: int | None
    system: str
    """The conversation's system prompt; empty for none."""
    deleted: float | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """One run of a model that produced a message: what went in, what came out, and how it ended."""

    id: int
    message: int
    model: str
    """Name for people."""
    weights: str
    """Path of the file."""
    fingerprint: str
    family: str
    opened: bool
    prompt: str
    sampling: dict[str, Any]
    seed: int | None
    started: float
    ended: float | None
    ending: StoredEnding | None
    """None while it runs."""
    error: str | None
    """The kind of fault (a key of `app.errors.MESSAGES`) where `ending` is "failed"."""
    raw: str
    """Everything the model produced, markers included, so that a wrong split can be redone."""
    prefix_chars: int
    """How many characters at the start of `raw` were carried over from the run it continues."""
    prompt_tokens: int
    cached_tokens: int
    thinking_tokens: int
    answer_tokens: int
    timings: dict[str, float | None]
    """`first_token_s, first_answer_token_s, thinking_s, answer_s`."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a branch and the message that answers it, with what is beside each in the tree.

    `questions` and `answers` are the ids of all siblings, the shown one included, in order of creation.
    """

    question: Message
    questions: tuple[int, ...]
    answer: Message | None
    answers: tuple[int, ...]
    generation: Generation | None


@dataclass(frozen=True, slots=True)
class NewExchange:
    """What is asked of a model now. Written whole, in one transaction, before the engine hears of it.

    conversation: None begins a new one, titled from the question.
    parent: the message this hangs under: for a new question the assistant message before it (None at the root);
        for a regeneration the question itself.
    question: None regenerates the answer to `parent`.
    prefix: raw text of the generation that this one continues.
    """

    conversation: int | None
    parent: int | None
    question: str | None
    model: str
    weights: str
    fingerprint: str
    family: str
    sampling: dict[str, Any]
    system: str = ""
    prefix: str = ""
    template: str | None = None
    """Slug of the prompt template the question was made with."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Ids of what a `NewExchange` created (`question` is the existing one for a regeneration)."""

    conversation: int
    question: int
    answer: int
    generation: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a generation produced since its last chunk."""

    raw: str
    ids: tuple[int, ...] = ()
    at: tuple[float, ...] = ()
    """Seconds since the run began, one for each token."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a generation ended, with its final split."""

    ending: StoredEnding
    parts: tuple[Part, ...]
    error: str | None = None
    thinking_tokens: int = 0
    answer_tokens: int = 0
    timings: dict[str, float | None] = field(default_factory=dict)


VariableType = Literal["text", "choice", "number"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A blank of a prompt template. `label` and `help` are by language ("en", "zh_CN")."""

    name: str
    type: VariableType
    label: dict[str, str]
    default: str | float
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    multiline: bool = False


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt with blanks. Shipped ones are read-only and are copied to be edited."""

    slug: str
    title: dict[str, str]
    """By language."""
    description: dict[str, str]
    category: str
    body: str
    """Jinja2, rendered in a sandbox."""
    variables: tuple[Variable, ...]
    sampling: dict[str, Any]
    """Recommended sampling; empty keeps the model's own."""
    shipped: bool
    id: int | None = None
