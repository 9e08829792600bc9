"""Prompt templates: the shipped ones, renewed from the program's files, and a person's own."""

import json
import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import asdict
from itertools import count
from typing import Any

from app.errors import StoreError, WrongUse
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.records import PromptTemplate, Variable
from app.store.writer import Submits

_COLUMNS = "slug, title, description, category, body, variables, sampling, shipped"


class Templates:
    """A slug names one template. Writing to a shipped one fails with `StoreError("template_shipped")`."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def list(self) -> list[PromptTemplate]:
        """By category, in order of arrival within it."""
        with self._readers.reading() as conn:
            rows = conn.execute(f"SELECT {_COLUMNS}, id FROM templates ORDER BY category, id").fetchall()
        return [_template(row) for row in rows]

    def get(self, slug: str) -> PromptTemplate | None:
        with self._readers.reading() as conn:
            return _find(conn, slug)

    def sync_shipped(self, shipped: Iterable[PromptTemplate]) -> "Future[Written[None]]":
        """Make the shipped templates exactly these. A person's own are left alone, also where one has the same slug."""
        wanted = {template.slug: _values(template, shipped=True) for template in shipped}

        def work(conn: sqlite3.Connection) -> Written[None]:
            rows = conn.execute(f"SELECT {_COLUMNS} FROM templates").fetchall()
            before = {row[0]: row for row in rows if row[-1]}
            own = {row[0] for row in rows if not row[-1]}
            gone = before.keys() - wanted.keys()
            renewed = [row for slug, row in wanted.items() if slug not in own and row != before.get(slug)]
            conn.executemany("DELETE FROM templates WHERE slug = ?", [(slug,) for slug in gone])
            for row in renewed:
                _upsert(conn, row)
            return Written(None, Changes(templates=bool(gone or renewed)))

        return self._writer.submit(work)

    def save(self, template: PromptTemplate) -> "Future[Written[str]]":
        """Write a person's own template, new or changed; the result is its slug."""

        def work(conn: sqlite3.Connection) -> Written[str]:
            _own(conn, template.slug)
            _upsert(conn, _values(template, shipped=False))
            return Written(template.slug, Changes(templates=True))

        return self._writer.submit(work)

    def copy(self, slug: str) -> "Future[Written[str]]":
        """Make a person's own copy; the result is its new slug. Fails with `WrongUse("unknown_template")`."""

        def work(conn: sqlite3.Connection) -> Written[str]:
            template = _find(conn, slug)
            if template is None:
                raise WrongUse("unknown_template", name=slug)
            taken = {name for (name,) in conn.execute("SELECT slug FROM templates")}
            free = next(name for number in count(2) if (name := f"{slug}-{number}") not in taken)
            _upsert(conn, (free, *_values(template, shipped=False)[1:]))
            return Written(free, Changes(templates=True))

        return self._writer.submit(work)

    def delete(self, slug: str) -> "Future[Written[None]]":
        """Remove a person's own template. Fails with `WrongUse("unknown_template")`."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            if not _own(conn, slug):
                raise WrongUse("unknown_template", name=slug)
            conn.execute("DELETE FROM templates WHERE slug = ?", (slug,))
            return Written(None, Changes(templates=True))

        return self._writer.submit(work)


def _own(conn: sqlite3.Connection, slug: str) -> bool:
    """Whether a person's own template has this slug; refuses a shipped one."""
    row = conn.execute("SELECT shipped FROM templates WHERE slug = ?", (slug,)).fetchone()
    if row and row[0]:
        raise StoreError("template_shipped", name=slug)
    return row is not None


def _find(conn: sqlite3.Connection, slug: str) -> PromptTemplate | None:
    row = conn.execute(f"SELECT {_COLUMNS}, id FROM templates WHERE slug = ?", (slug,)).fetchone()
    return _template(row) if row else None


def _upsert(conn: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    """Keeps the id of a row that is there already."""
    kept = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
    conn.execute(
        f"INSERT INTO templates ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET {kept}",
        row,
    )


def _values(template: PromptTemplate, shipped: bool) -> tuple[Any, ...]:
    return (
        template.slug,
        _json(template.title),
        _json(template.description),
        template.category,
        template.body,
        _json([asdict(variable) for variable in template.variables]),
        _json(template.sampling),
        int(shipped),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _template(row: tuple[Any, ...]) -> PromptTemplate:
    slug, title, description, category, body, variables, sampling, shipped, id = row
    return PromptTemplate(
        slug,
        json.loads(title),
        json.loads(description),
        category,
        body,
        tuple(Variable(**each | {"choices": tuple(each["choices"])}) for each in json.loads(variables)),
        json.loads(sampling),
        bool(shipped),
        id,
    )
