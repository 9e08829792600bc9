"""From Markdown to blocks. Owns what each token becomes; knows nothing of how a block is drawn.

Never raises on any text, and drops none: what has no meaning here stands as it was written.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from app.text.blocks import DEEPEST_DRAWN, Align, Block, Cell, Code, FormulaKind, Rule, Run, Table, Text
from app.text.clean import clean
from app.text.formulas.apart import displays
from app.text.syntax import parse

if TYPE_CHECKING:
    from markdown_it.token import Token

BULLETS = ("•", "◦", "▪")
TASKS = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}
LONGEST_LANGUAGE = 24


def read(markdown: str, *, growing: bool = False) -> list[Block]:
    """The blocks of `markdown`. `growing`: more may follow, so a formula at its end may only be half there."""
    return _Reader().read(parse(clean(markdown), growing=growing)) if markdown else []


def code_of(info: str, content: str, depth: int = 0, quote: int = 0) -> Code:
    """Code, given the line that opens it and all lines of it."""
    language = info.split(maxsplit=1)[0] if info.strip() else ""
    return Code(content.removesuffix("\n"), language[:LONGEST_LANGUAGE], depth, quote)


class _List:
    def __init__(self, ordered: bool, number: int, closer: str) -> None:
        self.ordered, self.number, self.closer = ordered, number, closer


class _Reader:
    """Walks once over the tokens. A list is only a depth and a marker for the next block, a quotation only a depth."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.quote = 0
        self.marker = ""
        self.heading = 0
        self.close = False
        self.rows: list[list[Cell]] = []
        self.align: Align = ""
        self.in_table = False

    def read(self, tokens: "list[Token]") -> list[Block]:
        for token in tokens:
            self._take(token)
        return self.blocks

    def _take(self, token: "Token") -> None:
        match token.type:
            case "inline":
                self._inline(token)
            case "paragraph_open":
                self.close = token.hidden
            case "heading_open":
                self.heading = int(token.tag[1:])
            case "heading_close":
                self.heading = 0
            case "fence" | "code_block":
                self._add(code_of(token.info, token.content, self._depth, self._quoted))
            case "hr":
                self._add(Rule(self._depth, self._quoted))
            case "blockquote_open":
                self._flush_marker()
                self.quote += 1
            case "blockquote_close":
                self.quote -= 1
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self._list(token)
            case "list_item_open":
                self._item(token)
            case "list_item_close":
                self._flush_marker()
            case "footnote_reference_open":
                self._flush_marker()
                self.lists.append(_List(False, 1, ""))
                self.marker = f"[{token.meta['label']}]"
            case "footnote_reference_close":
                self._flush_marker()
                self.lists.pop()
            case "table_open":
                self.in_table, self.rows = True, []
            case "tr_open":
                self.rows.append([])
            case "th_open" | "td_open":
                style = str(token.attrs.get("style", ""))
                self.align = cast(Align, style.removeprefix("text-align:"))
            case "table_close":
                self.in_table = False
                self._add(Table(tuple(tuple(row) for row in self.rows), self._depth, self._quoted))

    @property
    def _depth(self) -> int:
        return min(len(self.lists), DEEPEST_DRAWN)

    @property
    def _quoted(self) -> int:
        return min(self.quote, DEEPEST_DRAWN)

    def _list(self, token: "Token") -> None:
        if token.nesting > 0:
            self._flush_marker()
            ordered = token.type.startswith("ordered")
            self.lists.append(_List(ordered, int(token.attrs.get("start", 1)), token.markup))
            return
        self.lists.pop()
        last = self.blocks[-1] if self.blocks else None
        if not self.lists and isinstance(last, Text):
            self.blocks[-1] = replace(last, close=False)

    def _item(self, token: "Token") -> None:
        within = self.lists[-1]
        if within.ordered:
            self.marker = f"{within.number}{within.closer or '.'}"
            within.number += 1
        else:
            self.marker = BULLETS[(len(self.lists) - 1) % len(BULLETS)]

    def _flush_marker(self) -> None:
        """An item that does not begin with text still shows its marker."""
        if self.marker:
            self._add_text(())

    def _add(self, block: Block) -> None:
        self._flush_marker()
        self.blocks.append(block)

    def _add_text(self, runs: tuple[Run, ...], display: bool = False) -> None:
        marker, self.marker = self.marker, ""
        close = bool(self.lists) and (self.close or not runs)
        self.blocks.append(Text(runs, self.heading, marker, self._depth, self._quoted, close, display))

    def _inline(self, token: "Token") -> None:
        runs = _runs(token.children or ())
        if self.in_table:
            self.rows[-1].append(Cell(runs, self.align))
            return
        if self.marker and runs:
            task = TASKS.get(runs[0].text[:4])
            if task:
                self.marker, runs = task, (replace(runs[0], text=runs[0].text[4:]), *runs[1:])
        if self.heading or not any(run.formula == "display" for run in runs):
            self._add_text(runs)
            return
        # A formula that an item begins with stands beside its marker.
        beside = bool(self.marker) and runs[0].formula == "display"
        for number, (part, display) in enumerate(displays(runs)):
            self._add_text(part, display and not (beside and number == 0))


def _runs(tokens: "Iterable[Token]") -> tuple[Run, ...]:
    """The inline tokens of one block as runs, neighbours of one style joined."""
    done: list[Run] = []
    style = {"strong": 0, "em": 0, "s": 0}
    link = ""
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if kind in style and edge in ("open", "close"):
            style[kind] += token.nesting
            continue
        if kind == "link":
            link = str(token.attrs.get("href", "")) if edge == "open" else ""
            continue
        text = _text_of(token)
        if not text:
            continue
        code = token.type == "code_inline"
        formula: FormulaKind = token.meta["kind"] if token.type == "formula" else ""
        note = token.type == "footnote"
        run = Run(text, style["strong"] > 0, style["em"] > 0, style["s"] > 0, code, formula, link, note)
        if done and not formula and replace(done[-1], text=text) == run:
            done[-1] = replace(run, text=done[-1].text + text)
        else:
            done.append(run)
    return tuple(done)


def _text_of(token: "Token") -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            # Nothing is ever fetched because a text asks for it; the reader still learns what was asked for.
            target = str(token.attrs.get("src", "")).removeprefix("https://").removeprefix("http://")
            return f"[image: {token.content} — {target}]" if token.content else f"[image: {target}]"
        case _:
            return token.content
