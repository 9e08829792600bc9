"""Writing a foreign conversation into the tables, unless it is there already. Works in its caller's transaction.

A conversation is known again by what the other program calls it, or by everything that is said in it. One that has
grown since, over there, is not written a second time: what is new becomes messages beside those that are.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.exchange.values import ImportedAnnotation, ImportedConversation, ImportedGeneration, ImportedMessage
from app.store import likeness, packing
from app.store.likeness import Mark, Spoken
from app.store.wording import storable

OWN = "sibian"
"""The source of files this program wrote: what is in them may have been here before any import."""

Outcome = Literal["taken", "grown", "there", "in_trash"]

_GENERATION = (
    *("id", "message", "model", "weights", "fingerprint", "family", "opened", "sampling", "seed", "started", "ended"),
    *("ending", "error", "prefix_chars", "prompt_tokens", "cached_tokens", "thinking_tokens", "answer_tokens"),
    *("timings", "prompt", "raw", "origin", "origin_kind", "origin_tokens", "origin_insert", "prefix_tokens"),
    *("steering", "happenings", "group_id"),
)
_INSERT_GENERATION = f"INSERT INTO generations ({', '.join(_GENERATION)}) VALUES ({', '.join('?' * len(_GENERATION))})"
_INSERT_REWARD = (
    "INSERT INTO rewards (generation, reward, passed, answer, rules, findings, judged) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Arrival:
    outcome: Outcome
    conversation: int
    """Where it is now."""
    messages: int = 0
    """How many were written."""


def arrive(conn: sqlite3.Connection, foreign: ImportedConversation) -> Arrival:
    """Write `foreign`, which was settled before."""
    marks = likeness.marks(_spoken(foreign))
    print_ = likeness.fingerprint(foreign.system, marks.values())
    known = _known(conn, foreign, print_, set(marks.values()))
    if known is None:
        conversation = _begun(conn, foreign)
        _Tree(conn, conversation, {}).write(foreign.messages, foreign.head)
        _remember(conn, conversation, foreign, print_)
        return Arrival("taken", conversation, len(foreign.messages))
    (thrown_away,) = conn.execute("SELECT deleted IS NOT NULL FROM conversations WHERE id = ?", (known,)).fetchone()
    there = {mark: id for id, mark in likeness.marks(_kept(conn, known)).items()}
    ids = {key: there[mark] for key, mark in marks.items() if mark in there}
    new = [message for message in foreign.messages if message.key not in ids]
    if thrown_away or not new:
        return Arrival("in_trash" if thrown_away else "there", known)
    _Tree(conn, known, ids).write(new, foreign.head)
    _remember(conn, known, foreign, print_)
    return Arrival("grown", known, len(new))


def _known(conn: sqlite3.Connection, foreign: ImportedConversation, print_: bytes, marks: set[Mark]) -> int | None:
    """The conversation that `foreign` is or was."""
    queries: list[tuple[str, tuple[object, ...]]] = [
        ("SELECT conversation FROM imports WHERE fingerprint = ? ORDER BY id DESC", (print_,))
    ]
    if foreign.foreign_id:
        values = (foreign.source, foreign.foreign_id)
        queries.append(
            ("SELECT conversation FROM imports WHERE source = ? AND foreign_id = ? ORDER BY id DESC", values)
        )
    for query, sought in queries:
        if (row := conn.execute(query, sought).fetchone()) is not None:
            return int(row[0])
    if foreign.source != OWN:
        return None
    # It may be one of ours that was never imported. Nobody begins two in one microsecond, but a copy of a database can.
    same = conn.execute("SELECT id FROM conversations WHERE created = ?", (foreign.created,)).fetchall()
    for (id,) in same:
        if not marks.isdisjoint(likeness.marks(_kept(conn, id)).values()):
            return int(id)
    return None


def _spoken(foreign: ImportedConversation) -> Iterator[Spoken[str]]:
    for each in foreign.messages:
        yield each.key, each.parent, each.role, [(part.kind, part.text) for part in each.parts]


def _kept(conn: sqlite3.Connection, conversation: int) -> Iterator[Spoken[int]]:
    parts: dict[int, list[tuple[str, str]]] = {}
    query = """
        SELECT p.message, p.kind, p.text FROM parts p JOIN messages m ON m.id = p.message
        WHERE m.conversation = ? ORDER BY p.message, p.position
    """
    for message, kind, text in conn.execute(query, (conversation,)):
        parts.setdefault(message, []).append((kind, text))
    rows = conn.execute("SELECT id, parent, role FROM messages WHERE conversation = ? ORDER BY id", (conversation,))
    for id, parent, role in rows.fetchall():
        yield id, parent, role, parts.get(id, ())


def _begun(conn: sqlite3.Connection, foreign: ImportedConversation) -> int:
    folder = _named(conn, "folders", foreign.folder) if foreign.folder else None
    pinned, archived = (foreign.updated if each else None for each in (foreign.pinned, foreign.archived))
    values = (foreign.title, foreign.created, foreign.updated, foreign.system, foreign.thoughts)
    columns = "title, created, updated, system, thoughts, folder, pinned, archived"
    statement = f"INSERT INTO conversations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    id = conn.execute(statement, (*values, folder, pinned, archived)).lastrowid
    assert id is not None
    tags = [(id, _named(conn, "tags", tag)) for tag in foreign.tags]
    conn.executemany("INSERT OR IGNORE INTO conversation_tags (conversation, tag) VALUES (?, ?)", tags)
    return id


def _named(conn: sqlite3.Connection, table: str, name: str) -> int:
    """The folder or tag of this name, made where there is none."""
    conn.execute(f"INSERT OR IGNORE INTO {table} (name) VALUES (?)", (name,))
    (id,) = conn.execute(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
    return int(id)


def _remember(conn: sqlite3.Connection, conversation: int, foreign: ImportedConversation, print_: bytes) -> None:
    values = (conversation, foreign.source, foreign.foreign_id, print_, time.time())
    conn.execute(
        "INSERT INTO imports (conversation, source, foreign_id, fingerprint, imported) VALUES (?, ?, ?, ?, ?)", values
    )


class _Tree:
    """Writes messages of one conversation. `ids`: those that are there already, by key."""

    def __init__(self, conn: sqlite3.Connection, conversation: int, ids: dict[str, int]) -> None:
        self._conn, self._conversation = conn, conversation
        self._ids: dict[str | None, int | None] = {None: None}
        self._ids.update(ids)
        self._generations: dict[str | None, int] = {}
        self._groups: dict[tuple[int | None, int], int] = {}
        for key, id in ids.items():
            row = conn.execute("SELECT id FROM generations WHERE message = ?", (id,)).fetchone()
            if row is not None:
                self._generations[key] = row[0]

    def write(self, messages: Sequence[ImportedMessage], head: str | None) -> None:
        was = self._head()
        first = _next_id(self._conn, "messages")
        rows, parts = [], []
        for id, message in enumerate(messages, first):
            self._ids[message.key] = id
            parent = self._ids[message.parent]
            facts = message.role, message.created, message.template, message.checker
            rows.append((id, self._conversation, parent, *facts))
            parts += [(id, place, part.kind, part.text) for place, part in enumerate(message.parts)]
        self._conn.executemany(
            "INSERT INTO messages (id, conversation, parent, role, created, template, checker) VALUES "
            "(?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._conn.executemany("INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)", parts)
        names = [(self._ids[each.key], each.name) for each in messages if each.name]
        self._conn.executemany("INSERT INTO branch_names (message, name) VALUES (?, ?)", names)
        self._write_generations(messages)
        self._show(was, self._ids[head])

    def _write_generations(self, messages: Sequence[ImportedMessage]) -> None:
        rows, tokens, packed = [], [], []
        first = _next_id(self._conn, "generations")
        told = [(each, each.generation) for each in messages if each.generation is not None]
        judged = [each for each in enumerate(told, first) if each[1][1].judged]
        for id, (message, generation) in enumerate(told, first):
            texts = generation.raw or "", generation.prompt
            small = [packing.pack(text) for text in texts]
            raw, prompt = ("" if each is not None else text for each, text in zip(small, texts, strict=True))
            if any(small):
                packed.append((id, *small))
            rows.append(self._row(id, message, generation, raw, prompt))
            self._generations[message.key] = id
            if generation.tokens is not None:
                tokens.append((id, generation.tokens))
        self._conn.executemany(_INSERT_GENERATION, rows)
        self._conn.executemany("INSERT INTO tokens (generation, blob) VALUES (?, ?)", tokens)
        self._conn.executemany("INSERT INTO packed (generation, raw, prompt) VALUES (?, ?, ?)", packed)
        for id, (message, generation) in enumerate(told, first):
            if generation.annotations:
                self._annotate(id, generation.annotations, message.created)
        self._conn.executemany(_INSERT_REWARD, [_reward(id, told.judged) for id, (_, told) in judged])

    def _annotate(self, id: int, told: Sequence[ImportedAnnotation], begun: float | None) -> None:
        rows = []
        for each in told:
            created = each.created or begun
            label = self._label(each) if each.label else None
            facts = each.highlight, label, each.note, each.rating, created, each.changed or created
            rows.append((id, each.first, each.last, *facts))
        columns = "generation, first, last, highlight, label, note, rating, created, changed"
        self._conn.executemany(f"INSERT INTO annotations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _label(self, told: ImportedAnnotation) -> int:
        """The label of this name, made where there is none."""
        self._conn.execute("INSERT OR IGNORE INTO labels (name, colour) VALUES (?, ?)", (told.label, told.colour))
        (id,) = self._conn.execute("SELECT id FROM labels WHERE name = ?", (told.label,)).fetchone()
        return int(id)

    def _row(
        self, id: int, message: ImportedMessage, told: ImportedGeneration, raw: str, prompt: str
    ) -> tuple[object, ...]:
        started = told.started if told.started is not None else message.created
        return (
            *(id, self._ids[message.key], told.model, told.weights, told.fingerprint, told.family, told.opened),
            *(_json(told.sampling), told.seed, started, told.ended or started, told.ending, told.error),
            *(told.prefix_chars, told.prompt_tokens, told.cached_tokens, told.thinking_tokens, told.answer_tokens),
            *(_json(told.timings), prompt, raw, self._generations.get(told.origin), told.origin_kind),
            *(told.origin_tokens, told.origin_insert, told.prefix_tokens, _json(told.steering), told.happenings),
            self._group(message, told.group, told.checker),
        )

    def _group(self, message: ImportedMessage, number: int | None, checker: str) -> int | None:
        question = self._ids[message.parent]
        if number is None or question is None:
            return None
        if (question, number) not in self._groups:
            statement = "INSERT INTO groups (conversation, question, created, checker) VALUES (?, ?, ?, ?)"
            id = self._conn.execute(statement, (self._conversation, question, message.created, checker)).lastrowid
            assert id is not None
            self._groups[question, number] = id
        return self._groups[question, number]

    def _head(self) -> int | None:
        query = "SELECT head FROM conversations WHERE id = ?"
        head: int | None = self._conn.execute(query, (self._conversation,)).fetchone()[0]
        return head

    def _show(self, was: int | None, head: int | None) -> None:
        """Show the branch that ends in `head`, unless a person has gone on another way meanwhile."""
        at, up = head if was is not None else None, {head, None}
        while at is not None:
            row = self._conn.execute("SELECT parent FROM messages WHERE id = ?", (at,)).fetchone()
            at = row[0] if row else None
            up.add(at)
        if was in up:
            self._conn.execute("UPDATE conversations SET head = ? WHERE id = ?", (head, self._conversation))


def _next_id(conn: sqlite3.Connection, table: str) -> int:
    """An id that was never given: those of AUTOINCREMENT are counted on, also where rows are gone."""
    row = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def _reward(id: int, told: dict[str, Any]) -> tuple[object, ...]:
    facts = (told["reward"], told["passed"], told["answer"], _json(told["rules"]), _json(told["findings"]))
    return id, *facts, told["judged"]


def _json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))
