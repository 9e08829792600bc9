"""A filter as SQL: which texts of the index a search may find. Knows the tables, not what is looked for."""

from typing import Any

from app.store.search.index import ANSWER, KINDS, NOTE, OF_MESSAGES, THINKING
from app.store.search.records import Filter

_ROW = "d.id, d.kind, d.ref, d.conversation, d.created"


def statement(
    expression: str, filter: Filter, *, limit: int | None = None, compare: bool = True, rank: str = "w.rowid DESC"
) -> tuple[str, dict[str, Any]]:
    """A SELECT of `finder.Row`s, and its parameters.

    compare: whether "not in the answer" is told by the index; else the caller looks into the answers.
    """
    clauses, values = _clauses(filter)
    values["words"] = expression
    if filter.where == "thinking_only" and compare:
        clauses.append(
            "d.ref NOT IN (SELECT e.ref FROM found.words v JOIN found.docs e ON e.id = v.rowid "
            f"WHERE v.words MATCH :words AND e.kind = {ANSWER})"
        )
    asked = f"SELECT {_ROW} FROM found.words w JOIN found.docs d ON d.id = w.rowid WHERE w.words MATCH :words"
    asked += "".join(f" AND {clause}" for clause in clauses)
    if rank:
        asked += f" ORDER BY {rank}"
    if limit is not None:
        asked += f" LIMIT {limit}"
    return asked, values


def _clauses(filter: Filter) -> tuple[list[str], dict[str, Any]]:
    clauses = [_where(filter), _kept(filter), _NOT_CUT]
    values: dict[str, Any] = {}
    for name, clause in (
        ("since", "d.created >= :since"),
        ("until", "d.created < :until"),
        ("shortest", "d.length >= :shortest"),
        ("longest", "d.length <= :longest"),
        ("conversation", "d.conversation = :conversation"),
        ("tag", "d.conversation IN (SELECT conversation FROM conversation_tags WHERE tag = :tag)"),
        ("folder", "d.conversation IN (SELECT id FROM conversations WHERE folder = :folder)"),
        ("rating", _RATED),
        ("passed", _PASSED),
    ):
        value = getattr(filter, name)
        if value is not None:
            clauses.append(clause)
            values[name] = value
    for name, clause in (("model", _BY_MODEL), ("template", _BY_TEMPLATE)):
        if value := getattr(filter, name):
            clauses.append(clause)
            values[name] = value
    return [clause for clause in clauses if clause], values


_BY_MODEL = "d.ref IN (SELECT message FROM generations WHERE model = :model)"
_BY_TEMPLATE = (
    "d.ref IN (SELECT id FROM messages WHERE template = :template UNION ALL "
    "SELECT a.id FROM messages a JOIN messages q ON q.id = a.parent WHERE q.template = :template)"
)
_RATED = (
    "d.ref IN (SELECT g.message FROM annotations a JOIN generations g ON g.id = a.generation WHERE a.rating >= :rating)"
)
_PASSED = (
    "d.ref IN (SELECT g.message FROM rewards r JOIN generations g ON g.id = r.generation WHERE r.passed = :passed)"
)


_CUT = """
    WITH RECURSIVE cut (id) AS (
        SELECT message FROM cut_branches UNION ALL SELECT m.id FROM messages m JOIN cut ON m.parent = cut.id
    )
"""
_NOT_CUT = f"""
    CASE WHEN d.kind <= {max(OF_MESSAGES)} THEN d.ref NOT IN ({_CUT} SELECT id FROM cut)
    WHEN d.kind = {NOTE} THEN d.ref NOT IN (
        {_CUT} SELECT a.id FROM cut JOIN generations g ON g.message = cut.id JOIN annotations a ON a.generation = g.id
    ) ELSE 1 END
"""
"""Nothing of branches that were thrown away."""


def _where(filter: Filter) -> str:
    if filter.where == "thinking_only":
        return f"d.kind = {THINKING}"
    if filter.where != "all":
        return f"d.kind = {KINDS.index(filter.where)}"
    return f"d.kind <= {max(OF_MESSAGES)}" if filter.of_messages else ""


def _kept(filter: Filter) -> str:
    """Not the trash, and where it is not wanted, not the archive."""
    hidden = "deleted IS NOT NULL" if filter.archived else "deleted IS NOT NULL OR archived IS NOT NULL"
    return f"(d.conversation IS NULL OR d.conversation NOT IN (SELECT id FROM conversations WHERE {hidden}))"
