"""A text in pieces is the same page as the text at once."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.blocks import Block
from app.text.growing import Growing
from app.text.read import read
from tests.text.samples import DOCUMENTS
from tests.text.test_render import MARKDOWN


def grown(text: str, sizes: list[int]) -> list[Block]:
    """The blocks of `text`, read as it comes in pieces of these sizes (over and over)."""
    growing, finished, at, turn = Growing(), [], 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        growing.feed(text[at : at + size])
        finished += read(growing.advance())
        growing.tail()
        at, turn = at + size, turn + 1
    return finished + growing.tail()


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("sizes", [[1], [2, 7, 1], [40]])
def test_a_document_in_pieces_reads_like_the_whole(name: str, sizes: list[int]) -> None:
    assert grown(DOCUMENTS[name], sizes) == read(DOCUMENTS[name])


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_any_markdown_in_any_pieces_reads_like_the_whole(text: str, sizes: list[int]) -> None:
    assert grown(text, sizes) == read(text)


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 4))
def test_the_tail_is_at_any_time_what_reading_it_gives(text: str, sizes: list[int], every: int) -> None:
    assert_tails_read_like_themselves(text, sizes, every)


@pytest.mark.parametrize(
    "more", ["d", ". e", ") e", "* f", "` g", "$ h", "; i", "-", "=", "|", "]: j", "\u3000", "  ", "\n---", "_"]
)
@pytest.mark.parametrize(
    "words", ["a b c", "8", "- 8", "a [b](c", "*a b", "&am", "| a", "[^1", "costs $5 and $AB", "`a", "> q", "# h"]
)
def test_what_comes_behind_words_is_read_as_it_would_be_with_them(words: str, more: str) -> None:
    for then in ("", "x", " y"):
        assert_tails_read_like_themselves(f"{words}{more}{then}", [len(words), len(more), 1], 1)


def assert_tails_read_like_themselves(text: str, sizes: list[int], every: int) -> None:
    """Each tail is compared, and each `every`-th time it is read as the end of the text."""
    growing, at, turn = Growing(), 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        growing.feed(text[at : at + size])
        growing.advance()
        at, turn = at + size, turn + 1
        goes_on = turn % every != 0
        assert growing.tail(growing=goes_on) == read(growing._tail, growing=goes_on)


def test_what_is_finished_never_grows_back_into_the_tail() -> None:
    text = "\n\n".join(f"Paragraph {number}." for number in range(500))
    growing, longest = Growing(), 0
    for character in text:
        growing.feed(character)
        growing.advance()
        longest = max(longest, sum(len(block.plain) for block in growing.tail()))  # type: ignore[union-attr]
    assert longest < 100


def test_a_line_that_may_still_become_an_item_does_not_end_the_list() -> None:
    growing = Growing()
    growing.feed("1. one\n\n2")
    assert not growing.advance()
    growing.feed(". two\n\n3")
    assert not growing.advance()
    growing.feed(". three\n\ne")
    assert [block.marker for block in read(growing.advance())] == ["1.", "2.", "3."]  # type: ignore[union-attr]


TRACES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "traces"


@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded traces lie outside the project")
@pytest.mark.parametrize("name", ["thought_anchors_en", "liarsbar_r1_zh", "planbench_r1_en"])
def test_recorded_thinking_in_pieces_reads_like_the_whole(name: str) -> None:
    with (TRACES / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 40 == 0:
                thinking = json.loads(line)["thinking"]
                assert grown(thinking, [67, 3, 21]) == read(thinking)


@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded traces lie outside the project")
@pytest.mark.parametrize("name", ["thought_anchors_en", "liarsbar_r1_zh", "planbench_r1_en"])
def test_every_beginning_of_recorded_thinking_reads_like_itself(name: str) -> None:
    cuts = random.Random(5)
    with (TRACES / f"{name}.jsonl").open(encoding="utf-8") as lines:
        chosen = [json.loads(line)["thinking"] for number, line in enumerate(lines) if number % 60 == 0][:6]
    for thinking in chosen:
        text = thinking[cuts.randint(0, len(thinking) // 2) :][:5000]
        growing, finished, at = Growing(), [], 0
        while at < len(text):
            size = cuts.randint(1, 300)
            growing.feed(text[at : at + size])
            at += size
            finished += read(growing.advance())
            assert finished + growing.tail() == read(text[:at])
