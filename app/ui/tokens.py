"""The look as values: what assets/tokens.toml says, checked once. No Qt; a misspelt or missing token raises."""

import tomllib
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from app.paths import assets
from app.text.code import CodePalette, Colour

ThemeName = Literal["light", "dark", "contrast", "contrast_dark"]
UNDER = {"contrast": "light", "contrast_dark": "dark"}
"""Theme of high contrast -> the one of which it has everything that it does not name itself."""


class Colours(Struct, frozen=True, forbid_unknown_fields=True):
    """Grounds (page … pressed), what is written on them, edges, and the colours that carry a meaning."""

    page: Colour
    chrome: Colour
    raised: Colour
    thinking: Colour
    hover: Colour
    pressed: Colour
    text: Colour
    muted: Colour
    faint: Colour
    disabled: Colour
    border: Colour
    edge: Colour
    ink: Colour
    ink_hover: Colour
    on_ink: Colour
    accent: Colour
    accent_hover: Colour
    accent_ground: Colour
    on_accent: Colour
    focus: Colour
    link: Colour
    selection: Colour
    on_selection: Colour
    found: Colour
    found_here: Colour
    on_found: Colour
    info: Colour
    info_ground: Colour
    warn: Colour
    warn_ground: Colour
    error: Colour
    error_ground: Colour
    good: Colour
    good_ground: Colour


class Sizes(Struct, frozen=True, forbid_unknown_fields=True):
    """Pixels at 100 %; `measure` in ems."""

    body: int
    small: int
    heading: int
    title: int
    answer: int
    thinking: int
    code: int
    icon: int
    control: int
    radius: int
    measure: int


class Spacing(Struct, frozen=True, forbid_unknown_fields=True):
    """Pixels, on a grid of 4."""

    tight: int
    small: int
    medium: int
    large: int
    wide: int
    page: int


class Fonts(Struct, frozen=True, forbid_unknown_fields=True):
    """Families in the order they are tried."""

    sans: tuple[str, ...]
    serif: tuple[str, ...]
    verse: tuple[str, ...]
    mono: tuple[str, ...]


class TypeSetting(Struct, frozen=True, forbid_unknown_fields=True):
    line_height: float


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """The ground of a kind of step, and what its letter is written in."""

    ground: Colour
    on: Colour


class Pairs(Struct, frozen=True, forbid_unknown_fields=True):
    """Which colour is drawn on which: text (4.5 to 1) and marks (3 to 1)."""

    text: dict[str, tuple[str, ...]]
    marks: dict[str, tuple[str, ...]]


class Side(Struct, frozen=True, forbid_unknown_fields=True):
    colours: Colours
    code: CodePalette


class Tokens(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    sizes: Sizes
    type: TypeSetting
    spacing: Spacing
    fonts: Fonts
    light: Side
    dark: Side
    contrast: Side
    contrast_dark: Side
    kinds: dict[str, Kind]
    pairs: Pairs


@cache
def tokens() -> Tokens:
    """The tokens that ship with the program.

    Raises msgspec.ValidationError or OSError: a program without its look is broken, and should say so at once.
    """
    read = tomllib.loads((assets() / "tokens.toml").read_text(encoding="utf-8"))
    for name, under in UNDER.items():
        read[name] = {part: {**read[under][part], **read[name][part]} for part in read[under]}
    return msgspec.convert(read, Tokens)
