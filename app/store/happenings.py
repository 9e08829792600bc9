"""What happened to a run, as text for one column of a table, and back. Knows nothing of SQL."""

import json
from collections.abc import Iterable
from dataclasses import fields

from app.store.records import Happening
from app.store.wording import storable

_KEPT = tuple(field for field in fields(Happening) if field.name != "generation")


def write(happenings: Iterable[Happening]) -> str:
    """A JSON list; what has its default value is left out, and the generation, whose row this stands in."""
    kept = [
        {field.name: value for field in _KEPT if (value := getattr(one, field.name)) != field.default}
        for one in happenings
    ]
    return storable(json.dumps(kept, ensure_ascii=False)) if kept else "[]"


def read(texts: Iterable[str], generation: int) -> tuple[Happening, ...]:
    """Those of several such lists, in order, as of `generation`."""
    return tuple(Happening(**values, generation=generation) for text in texts for values in json.loads(text))
