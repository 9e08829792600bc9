"""Generations: what is asked of a model, the stream of what comes, and how it ended.

The order of calls is `begin`, `prepared`, any number of `append`, `finish`. Everything already committed survives
whatever happens between two of them; `app.store.mend` completes a run that never reached its `finish`.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import Future

from app.errors import StoreError
from app.store import blob, exchange, happenings, packing, tree
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.faults import Damaged
from app.store.records import Begun, Chunk, Generation, Group, NewExchange, Outcome, Said
from app.store.tokens import Tokens
from app.store.wording import storable
from app.store.writer import Submits

log = logging.getLogger(__name__)


class Generations:
    """Writes answer with a future. One for a run that does not exist or has ended fails with `store_failed`."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def get(self, id: int) -> Generation | None:
        """While it runs, `raw` and `happenings` hold what was committed so far."""
        with self._readers.reading() as conn:
            return tree.generation(conn, id)

    def of_message(self, message: int) -> Generation | None:
        with self._readers.reading() as conn:
            return tree.generation_of(conn, message)

    def of_conversation(self, conversation: int) -> list[int]:
        """Ids of all its runs, on whatever branch."""
        query = "SELECT g.id FROM generations g JOIN messages m ON m.id = g.message WHERE m.conversation = ?"
        with self._readers.reading() as conn:
            return [id for (id,) in conn.execute(query, (conversation,))]

    def models(self) -> list[str]:
        """Names of all weights that wrote something, by name."""
        # One step of the index for each name: a walk over all generations would take as long as there are many.
        query = """
            WITH RECURSIVE names (name) AS (
                SELECT min(model) FROM generations
                UNION ALL SELECT (SELECT min(model) FROM generations WHERE model > name)
                FROM names WHERE name IS NOT NULL
            )
            SELECT name FROM names WHERE name <> ''
        """
        with self._readers.reading() as conn:
            return [name for (name,) in conn.execute(query)]

    def begun(self, id: int) -> Begun | None:
        """The ids of a run's rows, as `begin` gave them."""
        query = """
            SELECT m.conversation, m.parent, m.id, g.id, g.group_id
            FROM generations g JOIN messages m ON m.id = g.message WHERE g.id = ?
        """
        with self._readers.reading() as conn:
            row = conn.execute(query, (id,)).fetchone()
        return Begun(*row) if row else None

    def group(self, id: int) -> Group | None:
        with self._readers.reading() as conn:
            return tree.group(conn, id)

    def tokens(self, id: int) -> Tokens:
        """The tokens of all of `raw`, what was carried over first; while it runs, those committed so far."""
        with self._readers.reading() as conn:
            blobs = _blobs(conn, id)
            try:
                return blob.join(blobs)
            except ValueError as error:
                raise Damaged(f"tokens of generation {id}: {error}") from error

    def turns(self, message: int) -> list[Said]:
        """The branch up to and including `message`, the system prompt first when there is one."""
        with self._readers.reading() as conn:
            path = tree.path(conn, message)
            found = tree.conversation(conn, path[0].conversation) if path else None
        turns: list[Said] = []
        if found and found.system:
            turns.append(Said("system", found.system))
        turns.extend(
            Said(one.role, one.text("answer" if one.role == "assistant" else "text"), one.text("thinking"))
            for one in path
        )
        return turns

    def begin(self, new: NewExchange) -> "Future[Written[Begun]]":
        """Write question, answer to be and generation. Once the future is done, the question is on the disk.

        `new.system` counts for a new conversation only. Fails with `WrongUse("unknown_conversation")` for one that is
        not there or was thrown away, with `store_full` while there is no room to save an answer.
        """
        if new.question is None and new.parent is None:
            raise ValueError("neither a question nor a message to answer again")
        return self._writer.submit(lambda conn: exchange.begin(conn, new), needs_room=True)

    def begin_group(self, news: Sequence[NewExchange]) -> "Future[Written[list[Begun]]]":
        """`begin` for several answers to one question, all or none; the first is the one that is shown.

        Where they belong is said by the first alone: `conversation`, `parent`, `question`, `template` and what a new
        conversation is made of.
        """
        if not news or (news[0].question is None and news[0].parent is None):
            raise ValueError("neither a question nor a message to answer again")
        return self._writer.submit(lambda conn: exchange.begin_group(conn, news), needs_room=True)

    def prepared(
        self, id: int, prompt: str, prompt_tokens: int, cached_tokens: int, opened: bool, family: str, seed: int
    ) -> "Future[Written[None]]":
        """Keep the exact prompt of a run, before its first token."""
        values = (storable(prompt), prompt_tokens, cached_tokens, opened, family, seed, id)

        def work(conn: sqlite3.Connection) -> Written[None]:
            statement = """
                UPDATE generations
                SET prompt = ?, prompt_tokens = ?, cached_tokens = ?, opened = ?, family = ?, seed = ?
                WHERE id = ? AND ending IS NULL
            """
            _must_touch(conn.execute(statement, values), id)
            return Written(None, Changes())

        return self._writer.submit(work)

    def append(self, id: int, chunk: Chunk) -> "Future[Written[None]]":
        """Keep what came since the last chunk."""
        values = (blob.pack_chunk(chunk.tokens), happenings.write(chunk.happenings), storable(chunk.raw), id)

        def work(conn: sqlite3.Connection) -> Written[None]:
            statement = """
                INSERT INTO chunks (generation, seq, tokens, happenings, raw)
                SELECT id, (SELECT coalesce(max(seq) + 1, 0) FROM chunks WHERE generation = id), ?, ?, ?
                FROM generations WHERE id = ? AND ending IS NULL
            """
            _must_touch(conn.execute(statement, values), id)
            return Written(None, Changes())

        return self._writer.submit(work)

    def finish(self, id: int, outcome: Outcome) -> "Future[Written[None]]":
        """End a run: its chunks become one text, its parts the message's."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            now = time.time()
            end(conn, id, outcome, now)
            conversation = conn.execute(
                "SELECT m.conversation FROM generations g JOIN messages m ON m.id = g.message WHERE g.id = ?", (id,)
            ).fetchone()
            conn.execute("UPDATE conversations SET updated = ? WHERE id = ?", (now, *conversation))
            return Written(None, Changes(frozenset(conversation), frozenset(conversation)))

        return self._writer.submit(work)


def end(conn: sqlite3.Connection, id: int, outcome: Outcome, ended: float) -> None:
    """Fold a running generation's chunks into it and give it its ending, in the caller's transaction."""
    raw, happened = tree.streamed(conn, id)
    statement = """
        UPDATE generations SET happenings = ?, ending = ?, error = ?, ended = ?, thinking_tokens = ?,
            answer_tokens = ?, timings = ?
        WHERE id = ? AND ending IS NULL
    """
    values = (
        happenings.write(outcome.happenings or happened),
        outcome.ending,
        outcome.error,
        ended,
        outcome.thinking_tokens,
        outcome.answer_tokens,
        json.dumps(outcome.timings),
        id,
    )
    _must_touch(conn.execute(statement, values), id)
    prefix, prompt = conn.execute("SELECT raw, prompt FROM generations WHERE id = ?", (id,)).fetchone()
    packing.keep(conn, id, prefix + raw, prompt)
    if blobs := _blobs(conn, id):
        _keep_tokens(conn, id, blobs)
    (message,) = conn.execute("SELECT message FROM generations WHERE id = ?", (id,)).fetchone()
    exchange.insert_parts(conn, message, outcome.parts)
    conn.execute("DELETE FROM chunks WHERE generation = ?", (id,))


def _keep_tokens(conn: sqlite3.Connection, id: int, blobs: Sequence[bytes]) -> None:
    try:
        whole = blob.fold(blobs)
    except ValueError as error:
        log.error("the tokens of generation %d are damaged and cannot be folded: %s", id, error)
        return
    conn.execute("INSERT OR REPLACE INTO tokens (generation, blob) VALUES (?, ?)", (id, whole))


def _blobs(conn: sqlite3.Connection, id: int) -> list[bytes]:
    """The tokens of a generation: of a running one what was carried over, then its chunks; else one piece."""
    query = """
        SELECT blob FROM (
            SELECT -1 AS seq, blob FROM tokens WHERE generation = ?
            UNION ALL SELECT seq, tokens FROM chunks WHERE generation = ?
        ) ORDER BY seq
    """
    return [each for (each,) in conn.execute(query, (id, id))]


def _must_touch(cursor: sqlite3.Cursor, id: int) -> None:
    if cursor.rowcount != 1:
        raise StoreError("store_failed", f"generation {id} does not run")
