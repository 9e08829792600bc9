"""From what the store keeps of a run to what can be chosen in it, and from a wish to where the new run begins. Pure.

A branch goes by tokens: what is kept is exactly what the model had before it, so nothing has to be computed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, isnan

from app.engine import branch
from app.engine.values import Origin
from app.explore import spots
from app.store.records import Generation
from app.store.tokens import Tokens
from app.ui.conversation.states import Alternative, Alternatives, BranchWish, TracedText


@dataclass(frozen=True, slots=True)
class Source:
    """A run that has ended, and the answer it gave."""

    answer: int
    generation: Generation
    tokens: Tokens


def origin(source: Source, wish: BranchWish) -> Origin | None:
    """Where the wished version begins; None where that is nowhere (no thinking to be kept)."""
    generation, tokens = source.generation, source.tokens
    match wish.kind:
        case "reroll":
            return branch.reroll_answer(generation, tokens)
        case "cut":
            return branch.fork_at(generation, tokens, wish.token)
        case "fork":
            return branch.fork_at(generation, tokens, wish.token, wish.alternative, wish.text)
        case "edit":
            return branch.edit_thinking(generation, tokens, wish.text)


def traced(source: Source) -> TracedText:
    """The text of a run, to choose a place in it."""
    tokens = source.tokens
    return TracedText(source.answer, source.generation.raw, tuple(tokens.lengths), tuple(tokens.origins))


def alternatives(source: Source, token: int, spelled: Mapping[int, str]) -> Alternatives:
    """What might have stood at a token. `spelled`: texts of token ids that are known."""
    tokens = source.tokens
    if not 0 <= token < len(tokens.ids):
        return Alternatives(source.answer, token)
    own = tokens.ids[token]
    logprob = float(tokens.logprob[token]) if len(tokens.logprob) else float("nan")
    rows = range(token * tokens.k, (token + 1) * tokens.k) if len(tokens.top_ids) else range(0)
    choices = [
        Alternative(
            id=int(tokens.top_ids[row]),
            text=spelled.get(int(tokens.top_ids[row])),
            probability=exp(float(tokens.top_logprob[row])),
            stands=int(tokens.top_ids[row]) == own,
        )
        for row in rows
        if tokens.top_ids[row] >= 0 and not isnan(tokens.top_logprob[row])
    ]
    return Alternatives(source.answer, token, None if isnan(logprob) else exp(logprob), tuple(choices))


def spellings(source: Source) -> dict[int, str]:
    """Texts of the token ids that the run itself shows. Tokens that end within a character show none."""
    return spots.spellings(source.generation.raw, source.tokens.ids, source.tokens.lengths)
