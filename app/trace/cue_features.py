"""Which groups of cue words stand in a step, how it is built, and how much of it was said before. Knows no weights."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.trace.cue_words import GROUPS
from app.trace.features import Text, chained, once_in_step

Matrix = NDArray[np.float32]

LONGEST = 4
"""Tokens of a cue; a Chinese character is one."""
FORMS = 17
WIDTH = len(GROUPS) + FORMS + 5
"""Columns: cues, form, and what is new in a step."""
EARLY = 2
"""A cue that belongs to the beginning may be the first token or the second: "But wait", "- So"."""


def cue_features(texts: Sequence[str]) -> Matrix:
    """One row for each step of a trace."""
    with np.errstate(over="ignore"):
        text = Text(texts)
        return np.concatenate([_cues(text), _forms(text, texts), _said_before(text)], axis=1).astype(np.float32)


@cache
def _table() -> tuple[tuple[int, NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]], ...]:
    """For each length: hashes in rising order, and for each the groups it is in, anywhere and at the beginning."""
    found: dict[int, dict[int, list[int]]] = {size: {} for size in range(1, LONGEST + 1)}
    for number, (_, words) in enumerate(GROUPS):
        for phrase in _phrases(words):
            text = Text([phrase.removeprefix("^")])
            size = len(text.tokens)
            with np.errstate(over="ignore"):
                (hash_,) = chained([text.tokens[at : at + 1] for at in range(size)])
            masks = found[size].setdefault(int(hash_), [0, 0])
            masks[phrase.startswith("^")] |= 1 << number
    out = []
    for size, masks_of in found.items():
        hashes = sorted(masks_of)
        columns = np.array([masks_of[each] for each in hashes], dtype=np.uint64).reshape(-1, 2)
        out.append((size, np.array(hashes, dtype=np.uint64), columns[:, 0], columns[:, 1]))
    return tuple(out)


def _phrases(words: str) -> list[str]:
    first, *rest = words.split("|")
    singles = first.split() if first.isascii() else [first]
    return [*singles, *rest]


def _cues(text: Text) -> Matrix:
    masks = np.zeros(text.count, dtype=np.uint64)
    begins = np.searchsorted(text.token_step, np.arange(text.count))
    for size, hashes, anywhere, early in _table():
        last = len(text.tokens) - size + 1
        if last <= 0 or not len(hashes):
            continue
        found = chained([text.tokens[at : last + at] for at in range(size)])
        at = np.minimum(np.searchsorted(hashes, found), len(hashes) - 1)
        steps = text.token_step[:last]
        hit = np.flatnonzero((hashes[at] == found) & (steps == text.token_step[size - 1 :]))
        first = hit - begins[steps[hit]] < EARLY
        got = anywhere[at[hit]] | np.where(first, early[at[hit]], np.uint64(0))
        np.bitwise_or.at(masks, steps[hit], got)
    bits = np.arange(len(GROUPS), dtype=np.uint64)
    return ((masks[:, None] >> bits) & np.uint64(1)).astype(np.float32)


def _forms(text: Text, texts: Sequence[str]) -> Matrix:
    """What a step is built of: signs, formulas, numbers, length, and how it begins and ends."""
    codes, step, count = text.codes, text.step, text.count

    def many(of: NDArray[np.bool_], where: NDArray[np.int64] = step) -> NDArray[np.int64]:
        return np.bincount(where[: len(of)], of, minlength=count).astype(np.int64)

    digit = (codes >= 48) & (codes <= 57)
    letter = (codes >= 97) & (codes <= 122)
    equal, star, slash = codes == 61, codes == 42, codes == 92
    run = np.zeros(len(codes), dtype=np.bool_)
    run[3:] = digit[3:] & digit[2:-1] & digit[1:-2] & digit[:-3]
    operator = np.isin(codes, np.frombuffer("*/+-×÷^".encode("utf-32-le"), dtype=np.uint32))
    beside = digit[:-2] & operator[1:-1] & digit[2:]
    spaced = digit[:-4] & operator[2:-2] & digit[4:]
    lengths = np.array([len(each.strip()) for each in texts])
    first = np.array([each.lstrip()[:1] or " " for each in texts])
    ends = np.array([each.rstrip()[-1:] or " " for each in texts])
    columns = [
        many(equal) > 0, many(equal) > 1, many(digit) > 0, many(codes == 63) + many(codes == 0xFF1F) > 0,
        np.isin(ends, [":", "："]), np.isin(first, ["-", "*", "•"]), many(star[:-1] & star[1:]) > 0, many(slash) > 0,
        many(slash[:-1] & (codes[1:] == 91)) > 0, lengths < 25, lengths >= 150, np.char.islower(first),
        np.isin(first, list("0123456789(\\/=")), many(beside) + many(spaced) > 0,
        (many(letter) == 0) & (many(digit) > 0), many(run) > 0, np.isin(ends, ["?", "？"]),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _said_before(text: Text) -> Matrix:
    """The share of a step's pairs of tokens that stood there before, its numbers old and new, and its length."""
    size = len(text.tokens)
    pairs = chained([text.tokens[:-1], text.tokens[1:]]) if size > 1 else np.zeros(0, dtype=np.uint64)
    pair_step = text.token_step[:-1]
    same = pair_step == text.token_step[1:]
    old, total = _old(pairs[same], pair_step[same], text.count)
    # A number's hash is that of its letters, not of its shape, which is all that words are told by.
    numbers = text.kinds == 2
    old_numbers, all_numbers = _old(text.values()[numbers], text.token_step[numbers], text.count)
    tokens = np.bincount(text.token_step, minlength=text.count)
    fresh = all_numbers - old_numbers
    return np.stack(
        [
            old / np.maximum(total, 1), np.log1p(fresh), np.log1p(old_numbers),
            fresh / np.maximum(all_numbers, 1), np.log1p(tokens),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def _old(hashes: NDArray[np.uint64], steps: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], ...]:
    """Of the different hashes of each step, how many an earlier one has, and how many there are."""
    if not len(hashes):
        return np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    keep = once_in_step(hashes, steps)
    hashes, steps = hashes[keep], steps[keep]
    _, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
    earlier = steps[first][inverse] < steps
    return np.bincount(steps, earlier, minlength=count).astype(np.int64), np.bincount(steps, minlength=count)
