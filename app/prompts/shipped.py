"""The templates that come with the program: one TOML file each, checked whole before anybody sees it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from app.paths import templates_dir
from app.prompts.check import check
from app.store.records import PromptTemplate, Variable, VariableType

LANGUAGES = ("en", "zh_CN")


class ShippedError(Exception):
    """A shipped file is wrong: a bug of the program, not of its user."""


class Blank(msgspec.Struct, forbid_unknown_fields=True):
    """A variable as files have it."""

    name: str
    type: VariableType
    label: dict[str, str]
    default: str | int | float | bool | list[str]
    choices: list[str] = []
    minimum: float | None = None
    maximum: float | None = None
    multiline: bool = False
    required: bool = False

    def variable(self) -> Variable:
        return Variable(
            name=self.name,
            type=self.type,
            label=self.label,
            default=tuple(self.default) if isinstance(self.default, list) else self.default,
            choices=tuple(self.choices),
            minimum=self.minimum,
            maximum=self.maximum,
            multiline=self.multiline,
            required=self.required,
        )


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """`order` places the template in the list; everything else is as in `PromptTemplate`."""

    slug: str
    order: int
    category: str
    body: str
    title: dict[str, str]
    description: dict[str, str]
    variables: list[Blank]
    sampling: dict[str, Any]
    checker: dict[str, Any] = {}
    samples: int = 0


@cache
def _read(folder: Path) -> tuple[PromptTemplate, ...]:
    files = [_load(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(_template(file) for file in sorted(files, key=lambda file: file.order))


def shipped(folder: Path | None = None) -> list[PromptTemplate]:
    """All shipped templates in their order. Raises ShippedError with the file's name."""
    return list(_read(folder or templates_dir()))


def _load(path: Path) -> _File:
    try:
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ShippedError(f"{path.name}: {error}") from error
    if file.slug != path.stem:
        raise ShippedError(f"{path.name}: its slug is {file.slug}")
    for texts in (file.title, file.description, *(blank.label for blank in file.variables)):
        if set(texts) != set(LANGUAGES):
            raise ShippedError(f"{path.name}: {texts} is not in each of {LANGUAGES}")
    faults = check(_template(file))
    if faults:
        raise ShippedError(f"{path.name}: line {faults[0].line}, {faults[0].variable}: {faults[0].why}")
    return file


def _template(file: _File) -> PromptTemplate:
    return PromptTemplate(
        slug=file.slug,
        title=file.title,
        description=file.description,
        category=file.category,
        # A TOML literal ends with the line break before its quotes; a prompt does not.
        body=file.body.strip("\n"),
        variables=tuple(blank.variable() for blank in file.variables),
        sampling=file.sampling,
        shipped=True,
        checker=file.checker,
        samples=file.samples,
    )
