"""Conversations as values that can be taken out of the program. Reads; knows no format."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from app.exchange.values import (
    ImportedAnnotation,
    ImportedConversation,
    ImportedGeneration,
    ImportedMessage,
    ImportedPart,
)
from app.store import packing, tree
from app.store.arrivals import OWN
from app.store.connections import Readers

_GENERATION = (
    "g.message, g.id, g.model, g.weights, g.fingerprint, g.family, g.opened, g.prompt, g.sampling, g.seed, g.started, "
    "g.ended, g.ending, g.error, g.raw, g.prefix_chars, g.prompt_tokens, g.cached_tokens, g.thinking_tokens, "
    "g.answer_tokens, g.timings, o.message, g.origin_kind, g.origin_tokens, g.origin_insert, g.prefix_tokens, "
    "g.steering, g.happenings, g.group_id, q.checker, p.raw, p.prompt, t.blob, r.reward, r.passed, r.answer, r.rules, "
    "r.findings, r.judged"
)


class Exports:
    """Whole conversations, with every branch but those thrown away, and all that is kept of how they came about."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def conversation(self, id: int) -> ImportedConversation | None:
        """As it is now; an answer that is being written is told as far as it has come."""
        with self._readers.reading() as conn:
            return _whole(conn, id)

    def all(self, ids: Iterable[int] | None = None) -> Iterator[ImportedConversation]:
        """One after the other, oldest first, or as `ids` say; those thrown away only where they name them."""
        if ids is None:
            with self._readers.reading() as conn:
                query = "SELECT id FROM conversations WHERE deleted IS NULL ORDER BY id"
                ids = [id for (id,) in conn.execute(query)]
        for id in ids:
            found = self.conversation(id)
            if found is not None:
                yield found


def _whole(conn: sqlite3.Connection, id: int) -> ImportedConversation | None:
    kept = tree.conversation(conn, id)
    if kept is None:
        return None
    generations = _annotated(conn, id, _generations(conn, id))
    parts: dict[int, list[ImportedPart]] = defaultdict(list)
    query = """
        SELECT p.message, p.kind, p.text FROM parts p JOIN messages m ON m.id = p.message
        WHERE m.conversation = ? ORDER BY p.message, p.position
    """
    for message, kind, text in conn.execute(query, (id,)):
        parts[message].append(ImportedPart(kind, text))
    query = """
        WITH RECURSIVE hidden (id) AS (
            SELECT message FROM cut_branches UNION SELECT message FROM asides
            UNION SELECT m.id FROM messages m JOIN hidden ON m.parent = hidden.id
        )
        SELECT m.id, m.parent, m.role, m.created, m.template, n.name, m.checker FROM messages m
        LEFT JOIN branch_names n ON n.message = m.id
        WHERE m.conversation = ? AND m.id NOT IN (SELECT id FROM hidden) ORDER BY m.id
    """
    messages = [
        ImportedMessage(
            str(number),
            None if parent is None else str(parent),
            role,
            tuple(parts[number]),
            created,
            template,
            generations.get(number),
            name or "",
            checker,
        )
        for number, parent, role, created, template, name, checker in conn.execute(query, (id,))
    ]
    folder = conn.execute("SELECT name FROM folders WHERE id = ?", (kept.folder,)).fetchone()
    query = """
        SELECT t.name FROM tags t JOIN conversation_tags c ON c.tag = t.id WHERE c.conversation = ? ORDER BY t.name
    """
    return ImportedConversation(
        source=OWN,
        foreign_id="",
        title=kept.title,
        messages=tuple(messages),
        created=kept.created,
        updated=kept.updated,
        system=kept.system,
        head=None if kept.head is None else str(kept.head),
        thoughts=kept.thoughts,
        folder=folder[0] if folder else "",
        tags=tuple(name for (name,) in conn.execute(query, (id,))),
        pinned=kept.pinned is not None,
        archived=kept.archived is not None,
    )


def _generations(conn: sqlite3.Connection, conversation: int) -> dict[int, ImportedGeneration]:
    query = f"""
        SELECT {_GENERATION} FROM generations g JOIN messages m ON m.id = g.message
        LEFT JOIN generations o ON o.id = g.origin LEFT JOIN tokens t ON t.generation = g.id
        LEFT JOIN packed p ON p.generation = g.id LEFT JOIN groups q ON q.id = g.group_id
        LEFT JOIN rewards r ON r.generation = g.id
        WHERE m.conversation = ?
    """
    return {row[0]: _generation(conn, row) for row in conn.execute(query, (conversation,)).fetchall()}


def _annotated(
    conn: sqlite3.Connection, conversation: int, generations: dict[int, ImportedGeneration]
) -> dict[int, ImportedGeneration]:
    """The same with what a reader put on them."""
    query = """
        SELECT g.message, a.first, a.last, a.highlight, l.name, l.colour, a.note, a.rating, a.created, a.changed
        FROM annotations a JOIN generations g ON g.id = a.generation JOIN messages m ON m.id = g.message
        LEFT JOIN labels l ON l.id = a.label WHERE m.conversation = ? ORDER BY a.first, a.last
    """
    found: dict[int, list[ImportedAnnotation]] = defaultdict(list)
    for message, first, last, highlight, label, colour, *rest in conn.execute(query, (conversation,)):
        found[message].append(ImportedAnnotation(first, last, highlight, label or "", colour or "", *rest))
    return generations | {id: replace(generations[id], annotations=tuple(each)) for id, each in found.items()}


def _generation(conn: sqlite3.Connection, row: tree.Row) -> ImportedGeneration:
    _, id, model, weights, fingerprint, family, opened, prompt, sampling, seed, started, *rest = row
    ended, ending, error, raw, prefix_chars, prompt_tokens, cached_tokens, thinking_tokens, answer_tokens, *more = rest
    timings, origin, origin_kind, origin_tokens, origin_insert, prefix_tokens, steering, happened, group, *last = more
    checker, packed_raw, packed_prompt, blob, *judged = last
    raw, prompt = raw or packing.unpack(packed_raw), prompt or packing.unpack(packed_prompt)
    if ending is None:  # it runs: what came so far lies in its chunks
        streamed, _ = tree.streamed(conn, id)
        raw, ending = raw + streamed, "interrupted"
    return ImportedGeneration(
        model=model,
        weights=weights,
        fingerprint=fingerprint,
        family=family,
        opened=bool(opened),
        prompt=prompt,
        sampling=json.loads(sampling),
        seed=seed,
        started=started,
        ended=ended,
        ending=ending,
        error=error,
        raw=raw,
        prefix_chars=prefix_chars,
        prompt_tokens=prompt_tokens,
        cached_tokens=cached_tokens,
        thinking_tokens=thinking_tokens,
        answer_tokens=answer_tokens,
        timings=json.loads(timings),
        origin=None if origin is None else str(origin),
        origin_kind=origin_kind,
        origin_tokens=origin_tokens,
        origin_insert=origin_insert,
        prefix_tokens=prefix_tokens,
        steering=json.loads(steering),
        happenings=happened,
        group=group,
        tokens=blob,
        checker=checker or "",
        judged=_judged(judged),
    )


def _judged(row: list[Any]) -> dict[str, Any]:
    reward, passed, answer, rules, findings, judged = row
    if reward is None:
        return {}
    told = {"reward": reward, "passed": bool(passed), "answer": answer, "judged": judged}
    return told | {"rules": json.loads(rules), "findings": json.loads(findings)}
