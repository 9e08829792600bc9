"""What the store keeps, as immutable values. Ids are SQLite row ids; times are seconds since the epoch (UTC)."""

from dataclasses import dataclass, field
from typing import Any, Literal

from app.store.tokens import Tokens

Role = Literal["system", "user", "assistant"]
PartKind = Literal["text", "thinking", "answer"]
"""`text` is what a person wrote; `thinking` and `answer` are the two channels of a model's message."""

StoredEnding = Literal["stop", "length", "context_full", "cancelled", "failed", "interrupted"]
"""`failed`: the engine reported a fault or died. `interrupted`: the program itself died; mended at the next start."""

Thoughts = Literal["drop", "last", "keep", "template"]
"""What of earlier turns' thinking goes into a prompt: none, that of the last turn, all, or what the template takes."""

BranchKind = Literal["continue", "reroll", "fork", "edit"]
"""How a run follows from an older one: it goes on, answers anew, takes another token, or thinks what was edited."""

HappeningKind = Literal["answer_now", "budget", "extended", "loop", "shifted", "trial", "gauge"]


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
    checker: str = ""
    """Of a question: what its answers are judged by, in JSON; empty for nothing."""

    def text(self, kind: PartKind) -> str:
        """All text of one kind, joined in order."""
        return "".join(part.text for part in self.parts if part.kind == kind)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a branch as a model may be shown it."""

    role: Role
    text: str
    thinking: str = ""
    """What an assistant thought before `text`; whether a model is shown it is for others to decide."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a run beside its text.

    The thinking was steered, or a reason for it was seen ("answer_now", "budget", "extended", "loop"); the context was
    shifted; an answer was tried out before an extension ("trial"); the entropy after an end of the thinking was
    measured ("gauge").
    """

    kind: HappeningKind
    token: int
    """How many tokens (what was carried over not counted) the run had produced by then."""
    text: str = ""
    """The phrase or closing words that were put in, what repeats, or the answer that was tried."""
    tokens: int = 0
    """For "shifted": how many were forgotten."""
    number: int = 0
    """For "trial": 0 for the one before the first extension."""
    entropy: float | None = None
    """For "gauge", in nats."""
    generation: int = 0
    """The run it happened in."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several runs that answer one question, begun together."""

    id: int
    conversation: int
    question: int
    created: float
    generations: tuple[int, ...]
    """In the order they were begun."""
    checker: str = ""
    """What its samples are judged by, in JSON; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a checker made of one sample.

    reward: 0 to 1. passed: it is what was asked for. answer: as votes count it; None where a vote makes no sense.
    rules: by the rule's name, what it gave; they need not add up to the reward. findings: in JSON's types.
    """

    generation: int
    reward: float
    passed: bool = False
    answer: str | None = None
    rules: dict[str, float] = field(default_factory=dict)
    findings: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of a group with what it said; while it runs, its texts are empty."""

    generation: "Generation"
    thinking: str
    answer: str


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
    thoughts: Thoughts | None = None
    """None leaves it to the program's setting."""
    folder: int | None = None
    pinned: float | None = None
    """When it was pinned; None where it is not."""
    archived: float | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A place for conversations, each in one at most."""

    id: int
    name: str
    conversations: int = 0
    """How many lie in it, those in the trash or the archive not counted."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word that any number of conversations carry."""

    id: int
    name: str
    conversations: int = 0
    """How many carry it, those in the trash or the archive not counted."""


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
    """Exactly what the model was given; empty where a whole branch is read, see `Exchange`."""
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
    origin: int | None = None
    """The generation whose text begins this one; None where nothing was carried over, or it is gone."""
    origin_kind: BranchKind | None = None
    origin_tokens: int | None = None
    """How many of its tokens were kept."""
    origin_insert: str = ""
    """What was put after them: typed text, or that of an alternative."""
    prefix_tokens: int = 0
    """How many tokens stand in `prefix_chars`."""
    steering: dict[str, Any] = field(default_factory=dict)
    """What was asked to be done to the thinking."""
    happenings: tuple[Happening, ...] = ()
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a branch and the message that answers it, with what is beside each in the tree.

    `questions` and `answers` are the ids of all siblings, the shown one included, in order of creation. The prompt of
    `generation` is left out: each holds all that was said before it, so a long branch would be read many times over.
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
    prefix: raw text carried over from an older generation, and `prefix_tokens` its tokens, of which it has the whole
        characters; their times are set to 0.0.
    origin: that generation, of the same conversation; `origin_kind` and `origin_tokens` as in `Generation`.
    origin_insert: what is put after the prefix. The run tells it as part of its own text, so it is no part of `prefix`.
    steering: what is done to the thinking, in JSON's types.
    group: the group this joins, under the same question. Of several that are begun together, the first says it.
    aside: drawn to measure something: no version that is shown or turned over to.
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
    """Of a new conversation, as `thoughts`."""
    prefix: str = ""
    template: str | None = None
    """Slug of the prompt template the question was made with."""
    thoughts: Thoughts | None = None
    prefix_tokens: Tokens = field(default_factory=Tokens)
    origin: int | None = None
    origin_kind: BranchKind | None = None
    origin_tokens: int | None = None
    origin_insert: str = ""
    steering: dict[str, Any] = field(default_factory=dict)
    group: int | None = None
    aside: bool = False
    checker: str = ""
    """What the answers to a new question are judged by, in JSON; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Ids of what a `NewExchange` created (`question` is the existing one for a regeneration)."""

    conversation: int
    question: int
    answer: int
    generation: int
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a generation produced since its last chunk."""

    raw: str
    tokens: Tokens = field(default_factory=Tokens)
    happenings: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a generation ended, with its final split.

    happenings: all of the run; where there are none, those of its chunks are kept.
    """

    ending: StoredEnding
    parts: tuple[Part, ...]
    error: str | None = None
    thinking_tokens: int = 0
    answer_tokens: int = 0
    timings: dict[str, float | None] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()


VariableType = Literal[
    "text", "choice", "number", "choices", "yes_no", "file", "date", "clipboard", "last_answer", "report"
]
"""choices: several of them. file: a text file, put as R1's makers do. The last four fill themselves: today's date, what
was copied, the answer above, and what a checker found in it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A blank of a prompt template. `label` and `help` are by language ("en", "zh_CN")."""

    name: str
    type: VariableType
    label: dict[str, str]
    default: str | float | bool | tuple[str, ...]
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    multiline: bool = False
    required: bool = False
    """Whether it may not be left empty."""

    def __post_init__(self) -> None:
        if isinstance(self.default, list):  # as JSON and TOML have it
            object.__setattr__(self, "default", tuple(self.default))


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
    checker: dict[str, Any] = field(default_factory=dict)
    """What its answers are judged by, its texts with variables in them; empty for nothing."""
    samples: int = 0
    """How many answers it is best asked for at once; 0 or 1 for one."""
    imported: bool = False
    """It came from a file, so somebody else wrote it."""


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """What a person's own template was before it was changed, at the time of the change."""

    id: int
    replaced: float
    template: PromptTemplate
