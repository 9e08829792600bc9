"""Where a new branch of an old generation begins: which of its tokens are kept, and what text follows them. Pure.

Tokens are kept rather than text, because the engine still holds the KV cache of tokens and need not compute them again,
and because the same text cut into other tokens is another prompt. `tokens` are all tokens of `generation.raw`, in which
each says how many characters it completed (`lengths`): none for one that ends within a character. Generations that were
stored before tokens said so go by text: nothing is kept, and everything is inserted.
"""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from app.engine.convert import begins_at
from app.engine.values import Origin
from app.errors import WrongUse
from app.store.records import BranchKind, Generation
from app.store.tokens import Tokens

_BROKEN = "\ufffd"
"""What stands where a run ended within a character."""


def char_at(tokens: Tokens, token: int) -> int:
    """How many characters of the raw text the tokens before `token` say."""
    return sum(tokens.lengths[:token])


def token_at(tokens: Tokens, char: int) -> int:
    """The token with which the character at `char` begins; the number of tokens where the text ends before it."""
    return _begin(tokens, bisect_right(list(accumulate(tokens.lengths)), char))


def carry_on(generation: Generation, tokens: Tokens) -> Origin:
    """Everything that a run said which was stopped, cut at a limit, or left by an engine that died."""
    raw = generation.raw
    kept = len(tokens.ids) if _known(tokens, raw) else 0
    # Half a character at the end was made whole with U+FFFD: the model says that character again.
    while kept and raw.endswith(_BROKEN) and raw[: char_at(tokens, kept)].endswith(_BROKEN):
        kept = _begin(tokens, kept - 1)
    return Origin(generation.id, "continue", kept, "" if kept else raw.rstrip(_BROKEN))


def reroll_answer(generation: Generation, tokens: Tokens) -> Origin | None:
    """The whole thinking with the mark that closed it, so that only the answer is new. None where there is no answer
    behind a thinking."""
    raw = generation.raw
    answer = begins_at(raw, generation.family, generation.opened, "answer")
    thinking = begins_at(raw, generation.family, generation.opened, "thinking")
    if answer is None or thinking is None or thinking > answer:
        return None
    return _cut(generation, tokens, "reroll", raw[:answer])


def fork_at(
    generation: Generation, tokens: Tokens, token: int, alternative: int | None = None, text: str = ""
) -> Origin:
    """Another way from `token` (the first one replaced) on: with an alternative, a text, or by drawing again.

    alternative: a token's id; `text` is then what it says.
    Raises WrongUse: no_tokens where nobody knows which text belongs to which token, bad_variable for a token that is
    not there.
    """
    if not _known(tokens, generation.raw):
        raise WrongUse("no_tokens")
    if not 0 <= token <= len(tokens.ids):
        raise WrongUse("bad_variable", name="token", why=f"{token} is not between 0 and {len(tokens.ids)}")
    if alternative is not None:
        return Origin(generation.id, "fork", token, token=alternative, token_text=text)
    return Origin(generation.id, "fork", _begin(tokens, token), text)


def edit_thinking(generation: Generation, tokens: Tokens, edited: str) -> Origin:
    """The thinking as somebody changed it, still open, so that the model goes on thinking from there."""
    begin = begins_at(generation.raw, generation.family, generation.opened, "thinking")
    return _cut(generation, tokens, "edit", generation.raw[: begin or 0] + edited)


def kept_text(generation: Generation, tokens: Tokens, origin: Origin) -> str:
    """What the tokens say that `origin` keeps."""
    return generation.raw[: char_at(tokens, origin.tokens)]


def as_text(generation: Generation, tokens: Tokens, origin: Origin) -> Origin:
    """The same branch for weights that have other tokens: everything by text."""
    text = kept_text(generation, tokens, origin) + origin.token_text + origin.insert
    return replace(origin, tokens=0, insert=text, token=None, token_text="")


def _cut(generation: Generation, tokens: Tokens, kind: BranchKind, wanted: str) -> Origin:
    """As many tokens as `wanted` begins with, and the rest of it as text."""
    raw, kept = generation.raw, 0
    if _known(tokens, raw):
        ends = list(accumulate(tokens.lengths))
        kept = bisect_right(ends, _common(raw, wanted))
        # Tokens that complete no character may be the beginning of one that is not wanted.
        while kept and not tokens.lengths[kept - 1]:
            kept -= 1
    return Origin(generation.id, kind, kept, wanted[char_at(tokens, kept) :])


def _begin(tokens: Tokens, token: int) -> int:
    """`token`, or the first of those before it that say nothing until `token` completes their character."""
    while token and not tokens.lengths[token - 1]:
        token -= 1
    return token


def _known(tokens: Tokens, raw: str) -> bool:
    return len(tokens.lengths) == len(tokens.ids) and sum(tokens.lengths) == len(raw)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[:middle]):
            low = middle
        else:
            high = middle - 1
    return low
