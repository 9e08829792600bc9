"""A page as values: paragraphs, items, code, tables and rules, in reading order. Knows no Markdown and no Qt."""

from typing import Literal

from msgspec import Struct

Align = Literal["", "left", "center", "right"]
DEEPEST_DRAWN = 6
"""Lists and quotations deeper than this are drawn no further to the right: the page has an edge."""


FormulaKind = Literal["", "inline", "display", "half"]
"""None, one in a line, one in a line of its own, or one that is not all there yet and is shown as it was written."""


class Run(Struct, frozen=True):
    """Text in one style. May hold line breaks. `link` is where it leads; `app.text.syntax.may_open` has allowed it.

    formula: the text is the source of a formula, letter by letter with its delimiters; neighbours are never joined.
    note: it is the mark of a footnote.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    formula: FormulaKind = ""
    link: str = ""
    note: bool = False


class Text(Struct, frozen=True):
    """A paragraph, a heading or an item of a list.

    heading: 0 for running text, else 1 to 6.
    marker: what stands before an item ("•", "2.", "☑"), drawn in the margin of its text.
    depth, quote: in how many lists and quotations it stands.
    close: followed closely by what comes next, as items of one list are.
    display: it is a formula in a line of its own, and perhaps the full stop behind it.
    """

    runs: tuple[Run, ...]
    heading: int = 0
    marker: str = ""
    depth: int = 0
    quote: int = 0
    close: bool = False
    display: bool = False

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


class Code(Struct, frozen=True):
    """Lines of code as they were written, without a final line break. `language` as the fence called it, or empty."""

    code: str
    language: str = ""
    depth: int = 0
    quote: int = 0


class Cell(Struct, frozen=True):
    runs: tuple[Run, ...]
    align: Align = ""


class Table(Struct, frozen=True):
    """Rows of equal length; the first is the heading."""

    rows: tuple[tuple[Cell, ...], ...]
    depth: int = 0
    quote: int = 0


class Rule(Struct, frozen=True):
    """A line across the page."""

    depth: int = 0
    quote: int = 0


Block = Text | Code | Table | Rule
