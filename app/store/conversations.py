"""Conversations: the list, the branch that is shown, and what a person does with them as a whole."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future

from app.store import tree
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.reclaim import reclaim
from app.store.records import Conversation, Exchange, Message, Thoughts
from app.store.wording import storable
from app.store.writer import Submits

Branch = list[Exchange]


class Conversations:
    """Writes answer with a future; one that names no conversation fails with `WrongUse("unknown_conversation")`."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def path(self, message: int) -> tuple[Message, ...]:
        """The messages from the root down to `message`; empty where there is no such message."""
        with self._readers.reading() as conn:
            return tuple(tree.path(conn, message))

    def list(self, deleted: bool = False) -> list[Conversation]:
        """Newest use first; those thrown away only where `deleted` asks for them."""
        with self._readers.reading() as conn:
            return tree.conversations(conn, deleted)

    def some(self, ids: Iterable[int]) -> "Sequence[Conversation]":
        """Those of these that are there, thrown away or not."""
        with self._readers.reading() as conn:
            return tree.some_conversations(conn, ids)

    def get(self, id: int) -> Conversation | None:
        with self._readers.reading() as conn:
            return tree.conversation(conn, id)

    def branch(self, id: int) -> Branch:
        """The shown branch, from the root to the head; empty for an unknown conversation or an empty one."""
        with self._readers.reading() as conn:
            found = tree.conversation(conn, id)
            return [] if found is None or found.head is None else _exchanges(conn, id, found.head)

    def versions(self, message: int) -> tuple[int, ...]:
        """The ids of a message and of what stands beside it in the tree, in order of creation."""
        with self._readers.reading() as conn:
            path = tree.path(conn, message)
            if not path:
                return ()
            return tree.siblings(conn, path[-1].conversation)[path[-1].parent, path[-1].role]

    def leaf_below(self, message: int) -> int:
        """The newest leaf of the branches through `message`; itself where nothing follows."""
        with self._readers.reading() as conn:
            return tree.leaf_below(conn, message)

    def rename(self, id: int, title: str) -> "Future[Written[None]]":
        return self._set(id, "title", storable(title).strip())

    def retitle(self, id: int, old: str, new: str) -> "Future[Written[bool]]":
        """Another title in the place of `old`; the result is False, and nothing was done, where that is not there."""

        def work(conn: sqlite3.Connection) -> Written[bool]:
            statement = "UPDATE conversations SET title = ? WHERE id = ? AND title = ?"
            done = conn.execute(statement, (storable(new).strip(), id, old)).rowcount > 0
            return Written(done, Changes(conversations=frozenset({id}) if done else frozenset()))

        return self._writer.submit(work)

    def set_system(self, id: int, text: str) -> "Future[Written[None]]":
        """The system prompt of everything asked from now on."""
        return self._set(id, "system", storable(text))

    def set_thoughts(self, id: int, policy: Thoughts | None) -> "Future[Written[None]]":
        """What of earlier turns' thinking goes back from now on; None leaves it to the program's setting."""
        return self._set(id, "thoughts", policy)

    def delete(self, id: int) -> "Future[Written[None]]":
        """Throw away, so that `restore` can bring it back."""
        return self._set(id, "deleted", time.time())

    def restore(self, id: int) -> "Future[Written[None]]":
        return self._set(id, "deleted", None)

    def purge(self, id: int) -> "Future[Written[None]]":
        """Remove for good, with everything in it, and give its space back."""
        return self.purge_all((id,))

    def purge_all(self, ids: Iterable[int]) -> "Future[Written[None]]":
        """Those that are still there; fails where none is."""
        wanted = tuple(dict.fromkeys(ids))

        def work(conn: sqlite3.Connection) -> Written[None]:
            statement = "DELETE FROM conversations WHERE id = ?"
            met = [id for id in wanted if conn.execute(statement, (id,)).rowcount]
            if wanted and not met:
                raise tree.unknown(wanted[0])
            return Written(None, Changes(conversations=frozenset(met)))

        def done(purged: "Future[Written[None]]") -> None:
            if not purged.cancelled() and purged.exception() is None:
                reclaim(self._writer)

        purged = self._writer.submit(work)
        purged.add_done_callback(done)
        return purged

    def choose(self, message: int) -> "Future[Written[int]]":
        """Show the branch through `message`, down to its newest leaf, which is the result."""

        def work(conn: sqlite3.Connection) -> Written[int]:
            row = conn.execute("SELECT conversation FROM messages WHERE id = ?", (message,)).fetchone()
            if row is None:
                raise LookupError(f"no message {message}")
            head = tree.leaf_below(conn, message)
            conn.execute("UPDATE conversations SET head = ? WHERE id = ?", (head, row[0]))
            return Written(head, Changes(branches=frozenset(row)))

        return self._writer.submit(work)

    def _set(self, id: int, column: str, value: str | float | None) -> "Future[Written[None]]":
        return self._writer.submit(_touching(id, f"UPDATE conversations SET {column} = ? WHERE id = ?", (value, id)))


def _touching(id: int, statement: str, values: tuple[object, ...]) -> Callable[[sqlite3.Connection], Written[None]]:
    def work(conn: sqlite3.Connection) -> Written[None]:
        if conn.execute(statement, values).rowcount == 0:
            raise tree.unknown(id)
        return Written(None, Changes(conversations=frozenset({id})))

    return work


def _exchanges(conn: sqlite3.Connection, conversation: int, head: int) -> list[Exchange]:
    path = tree.path(conn, head)
    family = tree.siblings(conn, conversation)
    generations = tree.generations_on_path(conn, head)
    answers = {message.parent: message for message in path if message.role == "assistant"}
    exchanges = []
    for question in (message for message in path if message.role == "user"):
        answer = answers.get(question.id)
        exchanges.append(
            Exchange(
                question,
                family[question.parent, "user"],
                answer,
                family.get((question.id, "assistant"), ()),
                generations.get(answer.id) if answer else None,
            )
        )
    return exchanges
