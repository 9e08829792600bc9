"""A template as a file that people pass on. What comes in is a stranger's: bounded, checked whole, marked as such."""

import json
import tomllib
from typing import Any

import msgspec

from app.errors import WrongUse
from app.prompts.check import check
from app.prompts.shipped import Blank
from app.store.records import PromptTemplate, Variable

LONGEST_FILE = 1 << 18
MOST_BLANKS = 64
MOST_CHOICES = 512


class _File(msgspec.Struct, forbid_unknown_fields=True):
    slug: str
    title: dict[str, str]
    body: str
    category: str = ""
    description: dict[str, str] = {}
    variables: list[Blank] = []
    sampling: dict[str, Any] = {}
    checker: dict[str, Any] = {}
    samples: int = 0
    order: int = 0


def read_template(data: bytes) -> PromptTemplate:
    """The template in a file. Raises WrongUse with a sentence; BadTemplate where it can be read and not be used."""
    if len(data) > LONGEST_FILE:
        raise WrongUse("template_file", why=f"it is longer than {LONGEST_FILE} bytes")
    try:
        # TOML needs more time with every level of nesting; no template has more than a few.
        text = data.decode("utf-8-sig")
        if text.count("[[") + text.count("{") > 4 * LONGEST_FILE // 64:
            raise WrongUse("template_file", why="it is nested too deeply")
        file = msgspec.convert(tomllib.loads(text), _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise WrongUse("template_file", why=str(error)[:200].rstrip(".") or "it cannot be read") from error
    if len(file.variables) > MOST_BLANKS or any(len(each.choices) > MOST_CHOICES for each in file.variables):
        raise WrongUse("template_file", why="it has more variables or choices than a person can fill in")
    template = PromptTemplate(
        slug="".join(c if c.isascii() and c.isalnum() else "-" for c in file.slug.lower()).strip("-")[:64]
        or "imported",
        title=file.title,
        description=file.description,
        category=file.category[:64],
        body=file.body.strip("\n"),
        variables=tuple(each.variable() for each in file.variables),
        sampling=file.sampling,
        shipped=False,
        checker=file.checker,
        samples=file.samples,
        imported=True,
    )
    faults = check(template)
    if faults:
        where = faults[0].variable or (f"line {faults[0].line}" if faults[0].line else "it")
        raise WrongUse("template_file", why=f"{where}: {faults[0].why}")
    return template


def write_template(template: PromptTemplate) -> str:
    """The file of a template, TOML; `read_template` gives the same template again."""
    lines = [
        f"slug = {_value(template.slug)}",
        f"category = {_value(template.category)}",
        f"samples = {template.samples}",
        f"title = {_value(template.title)}",
        f"description = {_value(template.description)}",
        f"body = {_value(template.body)}",
        f"sampling = {_value(template.sampling)}",
        f"checker = {_value(template.checker)}",
    ]
    for variable in template.variables:
        lines += ["", "[[variables]]", *_blank(variable)]
    return "\n".join(lines) + "\n"


def _blank(variable: Variable) -> list[str]:
    lines = [
        f"name = {_value(variable.name)}",
        f"type = {_value(variable.type)}",
        f"label = {_value(variable.label)}",
        f"default = {_value(variable.default)}",
    ]
    if variable.choices:
        lines.append(f"choices = {_value(variable.choices)}")
    for name in ("minimum", "maximum"):
        if getattr(variable, name) is not None:
            lines.append(f"{name} = {_value(getattr(variable, name))}")
    lines += [f"{name} = true" for name in ("multiline", "required") if getattr(variable, name)]
    return lines


def _value(value: Any) -> str:
    """A value as TOML writes it. Its strings are JSON's, but for the one character that JSON leaves as it is."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case dict():
            return "{ " + ", ".join(f"{_text(str(name))} = {_value(each)}" for name, each in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
    raise TypeError(type(value).__name__)


def _text(text: str) -> str:
    if "\n" in text and "'''" not in text and not text.endswith("'") and _quiet(text):
        return "'''\n" + text + "'''"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quiet(text: str) -> bool:
    """Whether a literal string may hold it: no control character but line breaks and tabs."""
    return all(char in "\n\t" or (ord(char) >= 0x20 and ord(char) != 0x7F) for char in text)
