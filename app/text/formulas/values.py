"""A drawn formula as values. Lengths are in em, x to the right and y downwards from the left end of the baseline."""

from typing import Literal

from msgspec import Struct

Style = Literal["", "b", "i", "bi"]
"""Of a text: bold, italic."""


class Outline(Struct, frozen=True, array_like=True):
    """The shape of a glyph: letters of a path (M and L take two numbers, Q four, C six, Z none) and their numbers."""

    letters: str
    numbers: tuple[float, ...]


class Path(Struct, frozen=True, array_like=True, tag="path"):
    """A glyph to be filled. `outline` counts in `Drawing.outlines`; the matrix (a to f, as SVG has it) takes its own
    units to em. `colour` is a name of CSS or "#…" where the source asked for one, or empty."""

    outline: int
    matrix: tuple[float, float, float, float, float, float]
    colour: str = ""


class Rect(Struct, frozen=True, array_like=True, tag="rect"):
    """A filled rectangle: a fraction's line, a table's rule, the ground of a coloured box. Left, top, width, height."""

    box: tuple[float, float, float, float]
    colour: str = ""


class Letters(Struct, frozen=True, array_like=True, tag="text"):
    """Text in a face of the reader's: what MathJax has no glyphs for, Chinese above all. `at` is the left end of its
    baseline, `width` the room it was given, `family` the generic name of a face ("serif", "monospace", …)."""

    text: str
    at: tuple[float, float]
    width: float
    size: float
    style: Style = ""
    family: str = "serif"
    colour: str = ""


class Clip(Struct, frozen=True, array_like=True, tag="clip"):
    """Items of which only what lies within the box is seen: the middle of a tall bracket."""

    box: tuple[float, float, float, float]
    items: tuple["Item", ...]


Item = Path | Rect | Letters | Clip


class Drawing(Struct, frozen=True):
    """A formula: how much room it takes, `height` above and `depth` below the baseline, and what is drawn."""

    width: float
    height: float
    depth: float
    outlines: tuple[Outline, ...]
    items: tuple[Item, ...]


FaultKind = Literal["syntax", "too_long", "too_large", "too_slow", "unavailable"]


class FormulaFault(Struct, frozen=True):
    """Why a formula is not drawn. `message` is MathJax's own for "syntax" (plain text with the source's words in it),
    and empty for all else."""

    kind: FaultKind
    message: str = ""


class Formula(Struct, frozen=True):
    """What is asked for: TeX without its delimiters, in the style of a display or of a line."""

    tex: str
    display: bool = False
