"""What the views of a prompt show, as immutable values, and the counting behind them. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.records import Said, Thoughts

POLICIES: tuple[Thoughts, ...] = ("drop", "last", "keep", "template")


@dataclass(frozen=True, slots=True)
class PromptState:
    """A prompt, or why there is none to see.

    text: as the model gets it, special tokens spelled out.
    ids, pieces: its tokens, of equal length; empty where they are not known.
    tokens: how many they are, also where they cannot be shown one by one; 0 while unknown.
    thoughts, saved: earlier thoughts that were left out, and the tokens that saves. `thoughts` None: not known which.
    note: a sentence about what is shown; `waiting`: one in place of everything else.
    """

    text: str = ""
    ids: tuple[int, ...] = ()
    pieces: tuple[str, ...] = ()
    tokens: int = 0
    n_ctx: int = 0
    thoughts: int | None = 0
    saved: int = 0
    note: str = ""
    waiting: str = ""


def thoughts_left_out(turns: Sequence[Said], policy: Thoughts) -> int | None:
    """How many earlier thoughts `policy` leaves out of a prompt made of `turns`; None where the template decides."""
    thoughts = sum(1 for turn in turns if turn.role == "assistant" and turn.thinking)
    if policy == "template":
        return None
    if policy == "keep":
        return 0
    answers = [turn for turn in turns if turn.role == "assistant"]
    kept = policy == "last" and bool(answers) and bool(answers[-1].thinking)
    return thoughts - (1 if kept else 0)


def carried(lengths: Sequence[int], raw: str, count: int) -> tuple[str, ...]:
    """The texts of the first `count` tokens of `raw`, each `lengths` characters long; "" within a character."""
    pieces, at = [], 0
    for length in lengths[:count]:
        pieces.append(raw[at : at + length])
        at += length
    return tuple(pieces)
