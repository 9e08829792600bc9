"""How what is taken out looks: the program's own light colours, which are those of paper."""

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from app import paths
from app.text.code import CodePalette


@dataclass(frozen=True, slots=True)
class Look:
    colours: dict[str, str]
    code: CodePalette
    sans: tuple[str, ...]
    mono: tuple[str, ...]


@cache
def paper() -> Look:
    with (paths.assets() / "tokens.toml").open("rb") as file:
        tokens = tomllib.load(file)
    code = msgspec.convert(tokens["light"]["code"], CodePalette)
    return Look(tokens["light"]["colours"], code, tuple(tokens["fonts"]["sans"]), tuple(tokens["fonts"]["mono"]))
