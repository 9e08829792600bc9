"""Writes blocks at the end of a QTextDocument, and takes back what it wrote last. Knows no view and no Markdown.

No HTML in between: what is not built here cannot be in the document, so there is nothing to sanitise. (Qt's own
`insertHtml` also loses formats where two fragments meet, which a text that grows by pieces would show.)
"""

from typing import assert_never

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from app.text.blocks import Block, Cell, Code, Rule, Run, Table, Text
from app.ui.widgets.code_writer import LINE_SEPARATOR, CodeWriter
from app.ui.widgets.formula_text import FormulaText
from app.ui.widgets.setting import CODE, HEADINGS, Setting, runs_right_to_left

PAGE_MARGIN = 4
"""Pixels that a page keeps free at its left and right."""
ALIGNMENTS = {
    "": Qt.AlignmentFlag.AlignLeft,
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class PageWriter:
    """Keeps the blocks it wrote since `settle`, so that `show` redraws none that stayed the same."""

    def __init__(self, document: QTextDocument, setting: Setting) -> None:
        self._document, self._setting = document, setting
        self._cursor = QTextCursor(document)
        self._fresh = True
        """Whether the last block of the document is an empty one that has not been given a meaning."""
        self._loose: list[tuple[Block, int, bool]] = []
        """Blocks that may yet change, each with the end of the document and `_fresh` from before it was written."""
        self._code = CodeWriter(document, setting)
        self.grounded = False
        """Whether there ever was anything that has something painted beneath (see `grounds`)."""
        self.formulas: FormulaText | None = None
        """None where nobody draws any: they stand as they were written."""
        if setting.formulas is not None:
            self.formulas = FormulaText(document, setting.theme, setting.font, setting.mono, setting.formulas)

    def show(self, finished: list[Block], tail: list[Block]) -> int:
        """End the document with `finished` and `tail` in place of the tail before. Only `tail` may change later.
        Returns the position from which on the document is another than before."""
        wanted = [*finished, *tail]
        same = 0
        for (block, _, _), new in zip(self._loose, wanted, strict=False):
            if block != new:
                break
            same += 1
        changed = self._grow(same, wanted)
        if changed is None:
            self._take_back_to(same)
            changed = self._end()
        else:
            same += 1
        for block in wanted[same:]:
            self._loose.append((block, self._end(), self._fresh))
            self._write(block)
        del self._loose[: len(finished)]
        return changed

    def _end(self) -> int:
        return self._document.characterCount() - 1

    def _take_back_to(self, count: int) -> None:
        if count >= len(self._loose):
            return
        _, position, self._fresh = self._loose[count]
        del self._loose[count:]
        self._code.forget_from(position)
        if self.formulas is not None:
            self.formulas.forget_from(position)
        form = self._setting.nothing() if self._fresh else self._document.findBlock(position).blockFormat()
        self._cursor.setPosition(position)
        self._cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.removeSelectedText()
        # Where two blocks become one, Qt keeps now the first one's format and now the last one's.
        if self._cursor.blockFormat() != form:
            self._cursor.setBlockFormat(form)
        if self._fresh:
            self._cursor.setBlockCharFormat(QTextCharFormat())

    def _write(self, block: Block) -> None:
        setting = self._setting
        self.grounded = self.grounded or not isinstance(block, Text) or block.quote > 0
        match block:
            case Text():
                self._begin(setting.text(block))
                if block.marker:
                    self._cursor.insertText(f"{block.marker}\t", setting.marker())
                self._runs(block.runs, block)
            case Code():
                # The block's own letters set the height of its empty lines.
                self._begin(self._code.form(block), setting.span(setting.theme.code.text))
                self._code.write(self._cursor, block)
            case Rule():
                self._begin(setting.rule(block.depth, block.quote))
            case Table():
                self._table(block)
            case _:
                assert_never(block)

    def _grow(self, count: int, wanted: list[Block]) -> int | None:
        """Where the only block that may still change has grown at its end, write no more than what is new of it.
        Returns the last position that stayed; None where this is something else."""
        if count != len(self._loose) - 1 or count >= len(wanted):
            return None
        (old, position, fresh), new = self._loose[count], wanted[count]
        stayed = None
        if isinstance(old, Code) and isinstance(new, Code):
            stayed = self._code.grow(self._cursor, old, new, position if fresh else position + 1)
        elif isinstance(old, Text) and isinstance(new, Text):
            stayed = self._grow_text(old, new)
        if stayed is not None:
            self._loose[count] = new, position, fresh
        return stayed

    def _grow_text(self, old: Text, new: Text) -> int | None:
        """Add what `new` has more than `old`, which ends the document."""
        more = grown_runs(old, new)
        if more is None or runs_right_to_left(old.plain) != runs_right_to_left(new.plain):
            return None
        end = self._end()
        self._cursor.setPosition(end)
        self._runs(more, new)
        # The word before may go to the next line together with what follows, in Chinese a sign or two.
        word = old.runs[-1].text.rpartition(" ")[2]
        return max(0, end - len(word) - 3)

    def recolour(self) -> bool:
        """Give code the colours that came meanwhile. Whether any did."""
        return self._code.recolour()

    def _begin(self, form: QTextBlockFormat, letters: QTextCharFormat | None = None) -> None:
        letters = letters or QTextCharFormat()
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(letters)
            self._cursor.setCharFormat(letters)
        else:
            self._cursor.insertBlock(form, letters)
        self._fresh = False

    def _runs(self, runs: tuple[Run, ...], block: Text | None) -> None:
        for run in runs:
            self._run(run, self._setting.run(run, block), block)

    def _run(self, run: Run, form: QTextCharFormat, block: Text | None) -> None:
        if self.formulas is None or run.formula not in ("inline", "display"):
            self._cursor.insertText(_lines(run.text), form)
            return
        setting = self._setting
        size = round(setting.size * HEADINGS[block.heading]) if block is not None and block.heading else setting.size
        display = run.formula == "display" and block is not None
        taken = self._cursor.blockFormat().leftMargin() + 2 * PAGE_MARGIN
        form = setting.around_formula(form)
        self.formulas.insert(self._cursor, run.text, form, size=size, taken=taken, display=display)

    def _table(self, block: Table) -> None:
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._fresh:
            self._cursor.setBlockFormat(self._setting.nothing())
        after_code = self._cursor.blockFormat().hasProperty(CODE)
        form = self._setting.table(block.depth, block.quote, after_code)
        table = self._cursor.insertTable(len(block.rows), columns, form)
        for number, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                self._cursor = table.cellAt(number, column).firstCursorPosition()
                self._cell(cell, heading=number == 0)
        self._cursor = QTextCursor(self._document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._setting.nothing())
        self._cursor.setBlockCharFormat(QTextCharFormat())
        self._fresh = True

    def _cell(self, cell: Cell, heading: bool) -> None:
        form = self._setting.block()
        form.setAlignment(ALIGNMENTS[cell.align])
        self._cursor.setBlockFormat(form)
        for run in cell.runs:
            made = self._setting.run(run)
            if heading:
                made.setFontWeight(self._setting.run(Run("", bold=True)).fontWeight())
            self._run(run, made, None)


def grown_runs(old: Text, new: Text) -> tuple[Run, ...] | None:
    """What must be added to the runs of `old` for those of `new`; None where that is not all."""
    last = len(old.runs) - 1
    if last < 0 or last >= len(new.runs) or replace(old, runs=new.runs) != new or old.runs[:last] != new.runs[:last]:
        return None
    was, now = old.runs[last], new.runs[last]
    if was.formula or old.display or not now.text.startswith(was.text) or replace(now, text=was.text) != was:
        return None
    rest = now.text[len(was.text) :]
    return (*((replace(now, text=rest),) if rest else ()), *new.runs[last + 1 :])


def _lines(text: str) -> str:
    return text.replace("\n", LINE_SEPARATOR)
