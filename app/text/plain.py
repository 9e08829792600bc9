"""The paragraphs of a page as they are read, without Qt: for searching and counting where nothing is drawn."""

from typing import assert_never

from app.text.blocks import Block, Code, Rule, Table, Text
from app.text.code import parts


def paragraphs(blocks: list[Block]) -> list[str]:
    """One text for each paragraph, item, cell or piece of code, in reading order, the markers of items included."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Text():
                found.append(f"{block.marker}\t{block.plain}" if block.marker else block.plain)
            case Code():
                found += parts(block.code)
            case Table():
                found += ["".join(run.text for run in cell.runs) for row in block.rows for cell in row]
            case Rule():
                pass
            case _:
                assert_never(block)
    return found
