"""What must hold for any text and any cutting, for every family."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.channels import Piece, Splitter, split
from runtime.markers import FAMILIES, Family
from runtime.quoting import Surroundings

CONTEXT = (
    *(
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "`",
        "``",
        "```",
        "```py\n",
        "\n```\n",
        "~~~\n",
        '"',
        "'",
        "(",
        ")",
    ),
    *("“", "”", "「", "」", ".", "。", ",", "，", ":", "- ", "> ", "| ", "<", "<|", "</", "[", "◁", "a", "word ", "42"),
    *(
        "The tag",
        "使用",
        "标签",
        "好。",
        "　　春眠不觉晓",
        "def f():\n    return 1\n",
        "\\boxed{5}",
        "🙂",
        "é",
        "*",
        "~",
    ),
    *("Here is my", "assistant", "<think>", "</think>", "<answer>", "</answer>"),
)


def marks(family: Family) -> list[str]:
    header = (*family.header.starts, family.header.end) if family.header else ()
    named = ("<|start|>assistant<|channel|>final<|message|>", "<|channel|>analysis<|message|>") if family.header else ()
    wrappers = [tag for pair in family.wrappers for tag in pair]
    return [*family.opens, *family.closes, *family.answers, *family.drops, *header, *named, *wrappers]


@st.composite
def texts(draw: st.DrawFn, family: Family) -> str:
    known = marks(family)
    broken = [mark[:size] for mark in known for size in (1, 2, len(mark) // 2, len(mark) - 1)]
    piece = st.one_of(st.sampled_from(CONTEXT), st.text(max_size=3), *([st.sampled_from(known)] * 2 if known else []))
    if broken:
        piece = st.one_of(piece, st.sampled_from(broken))
    return "".join(draw(st.lists(piece, max_size=14)))


def streamed(splitter: Splitter, chunks: list[str]) -> list[Piece]:
    return [piece for chunk in chunks for piece in splitter.feed(chunk)] + splitter.finish()


def joined(pieces: list[Piece], channel: str) -> str:
    return "".join(piece.text for piece in pieces if piece.channel == channel)


def is_within(part: str, whole: str) -> bool:
    """All characters of `part` are found in `whole`, in this order."""
    rest = iter(whole)
    return all(char in rest for char in part)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_cutting_gives_the_result_of_the_whole_text(family, data):
    text = data.draw(texts(FAMILIES[family]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    chunks = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    for opened, settled in ((False, False), (True, False), (False, True)):
        whole = streamed(Splitter(family, opened, settled), [text])
        for pieces in (
            streamed(Splitter(family, opened, settled), chunks),
            streamed(Splitter(family, opened, settled), list(text)),
        ):
            for channel in ("thinking", "answer"):
                assert joined(pieces, channel) == joined(whole, channel)
        if not settled:
            both = split(text, family, opened)
            assert (both.thinking, both.answer) == (joined(whole, "thinking"), joined(whole, "answer"))


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_nothing_is_invented_and_only_marks_and_seams_are_lost(family, data):
    text = data.draw(texts(FAMILIES[family]))
    for opened, settled in ((False, False), (True, False), (False, True)):
        pieces = streamed(Splitter(family, opened, settled), [text])
        thinking, answer = joined(pieces, "thinking"), joined(pieces, "answer")
        # The empty line between two spans of thinking is the one thing that is added.
        assert is_within("".join(thinking.split("\n\n")), text)
        assert is_within(answer, text)
        ink = sum(not char.isspace() for char in text)
        kept = sum(not char.isspace() for char in thinking + answer)
        assert kept <= ink
        if not any(mark in text for mark in marks(FAMILIES[family])):
            assert kept == ink
            if not opened:
                assert answer == text


@pytest.mark.parametrize("family", [name for name, family in FAMILIES.items() if family.pairs])
@settings(max_examples=60, deadline=None)
@given(thinking=st.text(), answer=st.text())
def test_a_plain_thinking_and_a_plain_answer_come_back(family, thinking, answer):
    row = FAMILIES[family]
    if any(mark[0] in thinking + answer for mark in marks(row)):
        return
    opening, closing = row.pairs[0]
    text = f"{opening}\n{thinking}\n{closing}\n\n{answer}"
    result = split(text, family)
    assert result.thinking.strip(" \t\r\n") == thinking.strip(" \t\r\n")
    assert result.answer.strip(" \t\r\n") == answer.strip(" \t\r\n")
    if closing not in row.never_alone:
        assert split(text.removeprefix(opening), family, opened=True) == result


@pytest.mark.parametrize("family", [name for name, family in FAMILIES.items() if family.pairs])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_text_that_holds_no_mark_is_never_held_back(family, data):
    text = data.draw(st.text(alphabet="xy z0.。春", min_size=1))
    settled = Splitter(family, settled=True)
    came = [settled.feed(char) for char in text]
    ink = next((at for at, char in enumerate(text) if char.strip(" ")), len(text))
    assert all(came[ink:])


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_the_surroundings_do_not_depend_on_how_they_were_told(data):
    text = "".join(data.draw(st.lists(st.sampled_from(CONTEXT), max_size=14)))
    at_once, by_char = Surroundings(), Surroundings()
    at_once.take(text)
    for char in text:
        by_char.take(char)
    for after in ("", " a", "\n", "a", "`", "标"):
        assert at_once.quotes(after, True) == by_char.quotes(after, True)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_copy_goes_its_own_way_from_the_same_place(family, data):
    before, after, other = (data.draw(texts(FAMILIES[family])) for _ in range(3))
    for opened, settled in ((False, False), (True, False), (False, True)):
        splitter = Splitter(family, opened, settled)
        pieces = splitter.feed(before)
        copy, strayed = splitter.copy(), splitter.copy()
        streamed(strayed, [other])
        assert (copy.channel, copy.undecided) == (splitter.channel, splitter.undecided)
        rest = streamed(copy, [after])
        assert streamed(splitter, list(after)) == streamed_like(family, opened, settled, before, list(after))
        whole = streamed(Splitter(family, opened, settled), [before + after])
        for channel in ("thinking", "answer"):
            assert joined(pieces + rest, channel) == joined(whole, channel)


def streamed_like(family: str, opened: bool, settled: bool, before: str, chunks: list[str]) -> list[Piece]:
    """What a splitter that was never copied says after `before`."""
    fresh = Splitter(family, opened, settled)
    fresh.feed(before)
    return streamed(fresh, chunks)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_only_what_may_become_a_mark_is_undecided(family, data):
    text = data.draw(texts(FAMILIES[family]))
    for opened, settled in ((False, False), (True, False), (False, True)):
        splitter = Splitter(family, opened, settled)
        for end, char in enumerate(text, 1):
            splitter.feed(char)
            tail = text[end - splitter.undecided : end]
            known = marks(FAMILIES[family])
            assert not tail or any(mark.startswith(tail) or tail.startswith(mark) for mark in known)
        splitter.finish()
        assert not splitter.undecided
