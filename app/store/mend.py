"""Completing generations that a dead program left without an ending. Knows nothing of how raw text is split.

Whatever was committed becomes the message: nothing is dropped, and nothing is made up.
"""

import logging
import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from app.store import blob, generations
from app.store.records import Outcome, Part
from app.store.tokens import Tokens

log = logging.getLogger(__name__)

Split = Callable[[str, str, bool], list[Part]]
"""(raw, family, whether the prompt opened the thinking) -> parts."""


def mend(conn: sqlite3.Connection, split: Split) -> tuple[int, ...]:
    """Give every running generation the ending "interrupted", in the caller's transaction; say which they were."""
    rows = conn.execute(
        "SELECT id, raw, family, opened, started FROM generations WHERE ending IS NULL ORDER BY id"
    ).fetchall()
    for id, prefix, family, opened, started in rows:
        _mend_one(conn, id, prefix, partial(_split, split, family, bool(opened)), started)
    return tuple(row[0] for row in rows)


def _mend_one(
    conn: sqlite3.Connection, id: int, prefix: str, parts_of: Callable[[str], tuple[Part, ...]], started: float
) -> None:
    rows = conn.execute("SELECT raw, tokens FROM chunks WHERE generation = ? ORDER BY seq", (id,)).fetchall()
    texts = list(accumulate((raw for raw, _ in rows), initial=prefix))
    # The chunk in which the answer began tells the tokens of the two phases apart, to within that one chunk. Once
    # there is an answer it stays, so it can be found by halving: splitting after every chunk would be quadratic.
    answering = bisect_left(texts, True, lo=1, key=lambda raw: any(part.kind == "answer" for part in parts_of(raw)))
    blobs = [blob for _, blob in rows]
    thought = _tokens(blobs[: answering - 1])
    answered = _tokens(blobs[answering - 1 :])
    at = (*thought.at, *answered.at)
    outcome = Outcome(
        "interrupted",
        parts_of(texts[-1]),
        thinking_tokens=len(thought.ids),
        answer_tokens=len(answered.ids),
        timings=_timings(thought, answered),
    )
    generations.end(conn, id, outcome, started + (at[-1] if at else 0.0))


def _tokens(blobs: list[bytes]) -> Tokens:
    try:
        return blob.join(blobs)
    except ValueError as error:
        # A damaged piece of a stream must not keep the program from starting; its text is what matters.
        log.error("the tokens of a cut-off generation cannot be read: %s", error)
        return Tokens()


def _timings(thought: Tokens, answered: Tokens) -> dict[str, float | None]:
    at = (*thought.at, *answered.at)
    turn = answered.at[0] if answered.at else None
    return {
        "first_token_s": at[0] if at else None,
        "first_answer_token_s": turn,
        "thinking_s": (turn if turn is not None else at[-1]) - at[0] if thought.at else 0.0,
        "answer_s": answered.at[-1] - answered.at[0] if answered.at else 0.0,
    }


def _split(split: Split, family: str, opened: bool, raw: str) -> tuple[Part, ...]:
    try:
        return tuple(split(raw, family, opened))
    except Exception:
        # What a model wrote must not keep the program from starting; the raw text is kept, so it can be split again.
        log.exception("the text of a cut-off generation could not be split")
        return (Part("answer", raw),) if raw else ()
