"""A subset of JSON Schema (draft 2020-12), checked without a package of its own: what templates ask of an answer.

Known: type enum const, properties required additionalProperties minProperties maxProperties, items prefixItems
minItems maxItems uniqueItems, minimum maximum exclusiveMinimum exclusiveMaximum multipleOf, minLength maxLength
pattern, allOf anyOf oneOf not, $ref within the document. Other keywords say nothing here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DEEPEST = 64
MOST_ERRORS = 20
LONGEST_MATCHED = 500
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "number": (int, float),
}


class BadSchemaError(ValueError):
    """The schema itself is wrong."""


@dataclass(frozen=True, slots=True)
class Violation:
    path: str
    """$.items[0].name"""
    why: str


def violations(value: Any, schema: Any) -> list[Violation]:
    """What is wrong with `value`, the first twenty. Raises BadSchemaError."""
    found = []
    for each in _check(value, schema, "$", schema, 0):
        found.append(each)
        if len(found) == MOST_ERRORS:
            break
    return found


def _check(value: Any, schema: Any, path: str, root: Any, depth: int) -> Iterator[Violation]:
    if depth > DEEPEST:
        raise BadSchemaError("the schema goes too deep")
    if schema is True or schema == {}:
        return
    if schema is False:
        yield Violation(path, "nothing may stand here")
        return
    if not isinstance(schema, Mapping):
        raise BadSchemaError("a schema is an object")
    if "$ref" in schema:
        yield from _check(value, _referred(schema["$ref"], root), path, root, depth + 1)
    yield from _kind(value, schema, path)
    if isinstance(value, str):
        yield from _string(value, schema, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number(value, schema, path)
    elif isinstance(value, dict):
        yield from _object(value, schema, path, root, depth)
    elif isinstance(value, list):
        yield from _array(value, schema, path, root, depth)
    yield from _combined(value, schema, path, root, depth)


def _referred(name: Any, root: Any) -> Any:
    if not isinstance(name, str) or not name.startswith("#"):
        raise BadSchemaError(f"{name!r} is outside of the schema")
    found = root
    for part in name[1:].split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, Mapping) or key not in found:
            raise BadSchemaError(f"{name} is not in the schema")
        found = found[key]
    return found


def _kind(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[Violation]:
    wanted = schema.get("type")
    kinds = [wanted] if isinstance(wanted, str) else wanted or []
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield Violation(path, f"{' or '.join(kinds)} wanted")
    if "enum" in schema and not any(_equal(value, each) for each in schema["enum"]):
        yield Violation(path, "one of " + ", ".join(map(_said, schema["enum"])) + " wanted")
    if "const" in schema and not _equal(value, schema["const"]):
        yield Violation(path, f"{_said(schema['const'])} wanted")


def _is(value: Any, kind: Any) -> bool:
    if kind == "integer":
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return whole and not isinstance(value, bool)
    if kind not in TYPES:
        raise BadSchemaError(f"there is no type {kind!r}")
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _equal(one: Any, two: Any) -> bool:
    return isinstance(one, bool) == isinstance(two, bool) and bool(one == two)


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


def _string(value: str, schema: Mapping[str, Any], path: str) -> Iterator[Violation]:
    if len(value) < schema.get("minLength", 0):
        yield Violation(path, f"at least {schema['minLength']} characters wanted")
    if len(value) > schema.get("maxLength", len(value)):
        yield Violation(path, f"at most {schema['maxLength']} characters wanted")
    pattern = schema.get("pattern")
    if pattern is not None and not _pattern(str(pattern)).search(value[:LONGEST_MATCHED]):
        yield Violation(path, f"this does not match {pattern}")


def _pattern(text: str) -> "re.Pattern[str]":
    """A pattern that cannot run away: no repetition of what repeats, and few repetitions without an end."""
    bare = re.sub(r"\\.|\[[^\]]*\]", "x", text)
    nested = re.search(r"\([^()]*[*+}][^()]*\)\s*[*+{]", bare)
    if nested or len(re.findall(r"[*+]|,\}", bare)) > 2 or bare.count("(") > 8 or len(text) > 300:
        raise BadSchemaError("this pattern could take too long")
    try:
        return re.compile(text)
    except re.error as error:
        raise BadSchemaError(f"the pattern {text} cannot be read") from error


def _number(value: float, schema: Mapping[str, Any], path: str) -> Iterator[Violation]:
    if value < schema.get("minimum", value):
        yield Violation(path, f"at least {schema['minimum']} wanted")
    if value > schema.get("maximum", value):
        yield Violation(path, f"at most {schema['maximum']} wanted")
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield Violation(path, f"more than {schema['exclusiveMinimum']} wanted")
    if "exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"]:
        yield Violation(path, f"less than {schema['exclusiveMaximum']} wanted")
    step = schema.get("multipleOf")
    if step and abs(value / step - round(value / step)) > 1e-9:
        yield Violation(path, f"a multiple of {step} wanted")


def _object(value: dict[str, Any], schema: Mapping[str, Any], path: str, root: Any, depth: int) -> Iterator[Violation]:
    for name in schema.get("required", []):
        if name not in value:
            yield Violation(path, f"{name} is missing")
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield Violation(path, "another number of properties wanted")
    known = schema.get("properties", {})
    for name, each in value.items():
        if name in known:
            yield from _check(each, known[name], f"{path}.{name}", root, depth + 1)
        elif schema.get("additionalProperties", True) is False:
            yield Violation(path, f"{name} has no place here")
        elif isinstance(schema.get("additionalProperties"), Mapping):
            yield from _check(each, schema["additionalProperties"], f"{path}.{name}", root, depth + 1)


def _array(value: list[Any], schema: Mapping[str, Any], path: str, root: Any, depth: int) -> Iterator[Violation]:
    if len(value) < schema.get("minItems", 0):
        yield Violation(path, f"at least {schema['minItems']} items wanted")
    if len(value) > schema.get("maxItems", len(value)):
        yield Violation(path, f"at most {schema['maxItems']} items wanted")
    if schema.get("uniqueItems") and len({_key(each) for each in value}) < len(value):
        yield Violation(path, "the same item stands here twice")
    first = schema.get("prefixItems", [])
    for number, each in enumerate(value):
        its = first[number] if number < len(first) else schema.get("items", True)
        yield from _check(each, its, f"{path}[{number}]", root, depth + 1)


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _combined(value: Any, schema: Mapping[str, Any], path: str, root: Any, depth: int) -> Iterator[Violation]:
    for part in schema.get("allOf", []):
        yield from _check(value, part, path, root, depth + 1)
    for name, wanted in (("anyOf", "one of several forms"), ("oneOf", "exactly one of several forms")):
        if name in schema:
            fits = sum(not any(_check(value, part, path, root, depth + 1)) for part in schema[name])
            if fits == 0 or (name == "oneOf" and fits != 1):
                yield Violation(path, f"{wanted} wanted")
    if "not" in schema and not any(_check(value, schema["not"], path, root, depth + 1)):
        yield Violation(path, "this form is what must not be")
