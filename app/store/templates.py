"""Prompt templates: the shipped ones, renewed from the program's files, and a person's own."""

import json
import sqlite3
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import asdict, replace
from itertools import count
from typing import Any

from app.errors import StoreError, WrongUse
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.records import PromptTemplate, TemplateVersion, Variable
from app.store.writer import Submits

_COLUMNS = "slug, title, description, category, body, variables, sampling, shipped, checker, samples, imported"
_SHIPPED = _COLUMNS.split(", ").index("shipped")
MOST_VERSIONS = 50
"""Kept of each template; the oldest go."""


Versions = list[TemplateVersion]


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

    def asked_with(self) -> tuple[str, ...]:
        """Slugs of all templates that a question was made with, gone ones included."""
        query = "SELECT DISTINCT template FROM messages WHERE template IS NOT NULL ORDER BY template"
        with self._readers.reading() as conn:
            return tuple(slug for (slug,) in conn.execute(query))

    def sync_shipped(self, shipped: Iterable[PromptTemplate]) -> "Future[Written[None]]":
        """Make the shipped templates exactly these. A person's own are left alone, also where one has the same slug."""
        wanted = {template.slug: _values(template, shipped=True) for template in shipped}

        def work(conn: sqlite3.Connection) -> Written[None]:
            rows = conn.execute(f"SELECT {_COLUMNS} FROM templates").fetchall()
            before = {row[0]: row for row in rows if row[_SHIPPED]}
            own = {row[0] for row in rows if not row[_SHIPPED]}
            gone = before.keys() - wanted.keys()
            renewed = [row for slug, row in wanted.items() if slug not in own and row != before.get(slug)]
            conn.executemany("DELETE FROM templates WHERE slug = ?", [(slug,) for slug in gone])
            for row in renewed:
                _upsert(conn, row)
            return Written(None, Changes(templates=bool(gone or renewed)))

        return self._writer.submit(work)

    def save(self, template: PromptTemplate) -> "Future[Written[str]]":
        """Write a person's own template, new or changed; the result is its slug. What it was becomes a version."""

        def work(conn: sqlite3.Connection) -> Written[str]:
            if _own(conn, template.slug):
                _keep_version(conn, template)
            _upsert(conn, _values(template, shipped=False))
            return Written(template.slug, Changes(templates=True))

        return self._writer.submit(work)

    def copy(self, slug: str) -> "Future[Written[str]]":
        """Make a person's own copy; the result is its new slug. Fails with `WrongUse("unknown_template")`."""

        def work(conn: sqlite3.Connection) -> Written[str]:
            template = _find(conn, slug)
            if template is None:
                raise WrongUse("unknown_template", name=slug)
            free = _free(conn, slug)
            _upsert(conn, (free, *_values(replace(template, imported=False), shipped=False)[1:]))
            return Written(free, Changes(templates=True))

        return self._writer.submit(work)

    def add(self, template: PromptTemplate) -> "Future[Written[str]]":
        """Write a template that is new here, as a person's own; the result is its slug, another where it was taken."""

        def work(conn: sqlite3.Connection) -> Written[str]:
            free = _free(conn, template.slug)
            _upsert(conn, (free, *_values(template, shipped=False)[1:]))
            return Written(free, Changes(templates=True))

        return self._writer.submit(work)

    def versions(self, slug: str) -> Versions:
        """What a person's own template was before, the newest first."""
        query = "SELECT id, replaced, template FROM template_versions WHERE slug = ? ORDER BY id DESC"
        with self._readers.reading() as conn:
            rows = conn.execute(query, (slug,)).fetchall()
        return [TemplateVersion(id, replaced, restored(json.loads(kept))) for id, replaced, kept in rows]

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


def _free(conn: sqlite3.Connection, slug: str) -> str:
    """`slug`, or what it becomes where it is taken."""
    taken = {name for (name,) in conn.execute("SELECT slug FROM templates")}
    if slug not in taken:
        return slug
    return next(name for number in count(2) if (name := f"{slug}-{number}") not in taken)


def _upsert(conn: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    """Keeps the id of a row that is there already."""
    kept = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
    marks = ", ".join("?" * len(row))
    conn.execute(
        f"INSERT INTO templates ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (slug) DO UPDATE SET {kept}",
        row,
    )


def _keep_version(conn: sqlite3.Connection, now: PromptTemplate) -> None:
    """Before `now` takes its place, keep what is there, where it is something else."""
    before = _find(conn, now.slug)
    if before is None or _values(before, shipped=False) == _values(now, shipped=False):
        return
    kept = {name: value for name, value in asdict(before).items() if name not in ("id", "shipped")}
    conn.execute(
        "INSERT INTO template_versions (slug, replaced, template) VALUES (?, ?, ?)",
        (now.slug, time.time(), _json(kept)),
    )
    conn.execute(
        "DELETE FROM template_versions WHERE slug = ?1 AND id NOT IN "
        "(SELECT id FROM template_versions WHERE slug = ?1 ORDER BY id DESC LIMIT ?2)",
        (now.slug, MOST_VERSIONS),
    )


def restored(kept: dict[str, Any]) -> PromptTemplate:
    """A version as the template it was."""
    variables = tuple(variable(each) for each in kept["variables"])
    return PromptTemplate(**kept | {"variables": variables, "shipped": False})


def variable(kept: dict[str, Any]) -> Variable:
    """As it stands in JSON. Raises TypeError or KeyError where that is none."""
    return Variable(**kept | {"choices": tuple(kept["choices"])})


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
        _json(template.checker),
        template.samples,
        int(template.imported),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _template(row: tuple[Any, ...]) -> PromptTemplate:
    slug, title, description, category, body, variables, sampling, shipped, checker, samples, imported, id = row
    return PromptTemplate(
        slug,
        json.loads(title),
        json.loads(description),
        category,
        body,
        tuple(variable(each) for each in json.loads(variables)),
        json.loads(sampling),
        bool(shipped),
        id,
        json.loads(checker),
        samples,
        bool(imported),
    )
