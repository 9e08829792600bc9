"""Every example of CommonMark's specification: what is chosen block by block is its source, and growing ends the same.

The examples lie in markdown-it's source package and are not part of this project: `make commonmark` fetches them.
"""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.text.clean import clean
from app.ui.reader.choice import Place
from app.ui.reader.chooser import _pieces
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from tests.ui.reader.test_reader import at_once, in_pieces, pages

EXAMPLES = Path(__file__).resolve().parents[3] / "build" / "commonmark" / "commonmark.json"
HTML = ("HTML blocks", "Raw HTML")
"""Sections whose examples are text here."""


def examples() -> list[Any]:
    if not EXAMPLES.is_file():
        return []
    return [each for each in json.loads(EXAMPLES.read_text("utf-8")) if each["section"] not in HTML]


def block_by_block(view: Reader, source: str) -> list[tuple[str, str]]:
    """Each top-level block's source beside what copying it as Markdown gives."""
    view.set_markdown(source)
    pieces = _pieces(clean(source))
    places = view.sheets.places_of(pieces)
    # A rule at the very beginning has no letter of its own that could be chosen.
    bare = {start for start, stop in places if start == stop}
    found = []
    for piece, (start, stop) in zip(pieces, places, strict=True):
        if start < stop and start not in bare:
            view.chooser.choose(Place(0, start), Place(0, stop))
            found.append((piece.strip("\n"), view.chooser.markdown()))
    return found


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not here: make commonmark")
def test_every_example_copied_block_by_block_is_its_source(qapp: QApplication) -> None:
    view = Reader(theme_named("light"))
    assert len(examples()) > 550
    wrong = []
    for example in examples():
        source = example["markdown"]
        pairs = block_by_block(view, source)
        wrong += [(example["example"], pair) for pair in pairs if pair[0] != pair[1]]
        view.chooser.choose_all()
        if not view.chooser.choice.empty and view.chooser.markdown() != clean(source).strip("\n"):
            wrong.append((example["example"], (source, view.chooser.markdown())))
    assert wrong == []


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not here: make commonmark")
def test_every_example_in_pieces_is_the_same_page(qapp: QApplication) -> None:
    cuts = random.Random(7)
    wrong = []
    for example in examples():
        source = example["markdown"]
        grown = in_pieces(source, [cuts.randint(1, 12) for _ in range(9)])
        if pages(grown) != pages(at_once(source)):
            wrong.append((example["example"], source))
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\ntext\nmore\n\n- a\n\n- b\n\n\n> q\n\n```\nc\n\nd\n```\n    e\n\n***\n",
        "a\n===\n\n\n1. b\n   - c\n\n     d\n\n<div>\n\n| e |\n|---|\n| f |\n",
        "[^1]: note\n\n    more\n\n$$\nx\n$$\n\n\\[y\\] end\n",
    ],
)
def test_blocks_of_every_kind_copied_one_by_one_are_their_source(qapp: QApplication, source: str) -> None:
    pairs = block_by_block(Reader(theme_named("light")), source)
    assert len(pairs) >= 3
    assert [copied for _, copied in pairs] == [piece for piece, _ in pairs]
