"""Markdown as HTML of our own writing, for whoever cannot draw blocks. Writes nothing but `TAGS` and `ATTRIBUTES`.

There is no sanitiser, because nothing foreign ever gets in: every tag below is written here, every text is escaped.
"""

from html import escape
from typing import assert_never

from app.text.blocks import Block, Cell, Code, Rule, Run, Table, Text
from app.text.code import CodePalette, highlight
from app.text.read import read

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset({"br", "b", "i", "s", "sup", "code", "span", "a"})
TAGS = HEADINGS | INLINE | {"p", "pre", "div", "hr", "table", "tr", "th", "td"}
ATTRIBUTES = frozenset({"href", "title", "style", "align"})
INDENT = 24
"""Pixels of a list's or a quotation's indentation."""


def to_html(markdown: str, palette: CodePalette | None = None) -> str:
    """`markdown` as a fragment of HTML. Never raises; holds no image, no script, no foreign tag or scheme. Without a
    palette code has no colours.

    Formulas stand in it as they were written: who reads it has no painter of ours.
    """
    return "\n".join(_block(block, palette) for block in read(markdown))


def _block(block: Block, palette: CodePalette | None) -> str:
    left = (block.depth + block.quote) * INDENT
    indent = f' style="margin-left:{left}px"' if left else ""
    match block:
        case Text():
            tag = f"h{block.heading}" if block.heading else "p"
            marker = f"{escape(block.marker)} " if block.marker else ""
            if block.display:
                indent += ' align="center"'
            return f"<{tag}{indent}>{marker}{_runs(block.runs)}</{tag}>"
        case Code():
            return _code(block, left, palette)
        case Table():
            rows = "".join(_row(cells, "td" if number else "th") for number, cells in enumerate(block.rows))
            return f"<div{indent}><table>{rows}</table></div>"
        case Rule():
            return "<hr>"
    assert_never(block)


def _code(block: Code, left: int, palette: CodePalette | None) -> str:
    language = escape(block.language)
    if palette is None:
        label = f"<span>{language}</span><br>" if language else ""
        return f'<div style="margin-left:{left}px">{label}<pre>{escape(block.code)}</pre></div>'
    spans = "".join(
        f'<span style="color:{span.colour}">{escape(span.text)}</span>'
        for span in highlight(block.code, block.language, palette)
    )
    label = f'<span style="color:{palette.label}">{language}</span><br>' if language else ""
    ground = f"background-color:{palette.ground}; color:{palette.text}; margin-left:{left}px"
    return f'<div style="{ground}">{label}<pre>{spans}</pre></div>'


def _row(cells: tuple[Cell, ...], tag: str) -> str:
    written = ""
    for cell in cells:
        align = f' align="{cell.align}"' if cell.align else ""
        written += f"<{tag}{align}>{_runs(cell.runs)}</{tag}>"
    return f"<tr>{written}</tr>"


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    for wanted, tag in (
        (run.code or run.formula, "code"),
        (run.note, "sup"),
        (run.strike, "s"),
        (run.italic, "i"),
        (run.bold, "b"),
    ):
        if wanted:
            html = f"<{tag}>{html}</{tag}>"
    if run.link:
        target = escape(run.link)
        html = f'<a href="{target}" title="{target}">{html}</a>'
    return html
