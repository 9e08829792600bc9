"""Where a branch begins: tokens are kept as far as they say what is wanted, and text says the rest."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.branch import as_text, carry_on, char_at, edit_thinking, fork_at, kept_text, reroll_answer, token_at
from app.engine.values import Origin
from app.errors import WrongUse
from app.store.records import Generation
from app.store.tokens import Tokens

ROUGH = st.text(st.sampled_from("想a <>/think\n思辨.🀄"), max_size=40)


def generation(raw: str, opened: bool = True, family: str = "deepseek-r1") -> Generation:
    return Generation(
        id=7, message=2, model="m", weights="/w", fingerprint="f", family=family, opened=opened, prompt="", sampling={},
        seed=1, started=0.0, ended=1.0, ending="cancelled", error=None, raw=raw, prefix_chars=0, prompt_tokens=1,
        cached_tokens=0, thinking_tokens=0, answer_tokens=0, timings={},
    )  # fmt: skip


def cut(raw: str, places: list[int]) -> Tokens:
    """Tokens that end after these numbers of bytes of `raw`."""
    data = raw.encode()
    ends = sorted({0, *(place for place in places if 0 < place < len(data)), len(data)})
    whole = [len(data[:end].decode("utf-8", "ignore")) for end in ends]
    lengths = tuple(after - before for before, after in pairwise(whole))
    return Tokens(tuple(range(100, 100 + len(lengths))), (0.0,) * len(lengths), lengths)


CUTS = st.lists(st.integers(0, 200), max_size=60)


def said(g: Generation, tokens: Tokens, origin: Origin) -> str:
    return kept_text(g, tokens, origin) + origin.insert


@given(ROUGH, CUTS, ROUGH)
def test_an_edited_thinking_is_kept_tokens_and_the_rest_as_text(thought: str, cuts: list[int], edited: str) -> None:
    raw = "x" + thought
    g, tokens = generation(raw), cut("x" + thought, cuts)
    origin = edit_thinking(g, tokens, "x" + edited)
    assert said(g, tokens, origin) == "x" + edited
    assert origin.tokens == 0 or tokens.lengths[origin.tokens - 1] > 0
    # No more could have been kept.
    for more in range(origin.tokens + 1, len(tokens.ids) + 1):
        whole = tokens.lengths[more - 1] > 0
        assert not (whole and ("x" + edited).startswith(raw[: char_at(tokens, more)]))


@given(ROUGH, CUTS)
def test_a_thinking_that_was_not_changed_keeps_every_token_of_it(thought: str, cuts: list[int]) -> None:
    raw = f"x{thought}y"
    tokens = cut(raw, cuts)
    origin = edit_thinking(generation(raw), tokens, raw)
    assert (origin.tokens, origin.insert, origin.kind) == (len(tokens.ids), "", "edit")


@given(ROUGH, CUTS, st.data())
def test_a_fork_keeps_whole_characters_and_says_the_typed_text_after_them(
    raw: str, cuts: list[int], data: st.DataObject
) -> None:
    g, tokens = generation(raw), cut(raw, cuts)
    token = data.draw(st.integers(0, len(tokens.ids)))
    origin = fork_at(g, tokens, token, text="但是")
    assert origin.tokens <= token
    assert said(g, tokens, origin) == raw[: char_at(tokens, token)] + "但是"
    assert origin.tokens == 0 or tokens.lengths[origin.tokens - 1] > 0


@given(ROUGH, CUTS)
def test_characters_and_tokens_lead_to_each_other(raw: str, cuts: list[int]) -> None:
    tokens = cut(raw, cuts)
    for char in range(len(raw)):
        token = token_at(tokens, char)
        assert char_at(tokens, token) <= char < char_at(tokens, len(tokens.ids))
        assert token == 0 or tokens.lengths[token - 1] > 0
    assert char_at(tokens, 0) == 0
    assert token_at(tokens, len(raw)) == len(tokens.ids) or not tokens.lengths[-1]


@given(ROUGH, CUTS)
def test_going_on_keeps_everything_that_was_said(raw: str, cuts: list[int]) -> None:
    tokens = cut(raw, cuts)
    assert carry_on(generation(raw), tokens) == Origin(7, "continue", len(tokens.ids))


def test_half_a_character_at_the_end_is_said_again() -> None:
    tokens = Tokens((1, 2, 3), (0.0,) * 3, (1, 0, 1))  # the last one's half was made whole with U+FFFD
    origin = carry_on(generation("想\ufffd"), tokens)
    assert (origin.tokens, origin.insert) == (1, "")


@given(CUTS, st.sampled_from([("", True), ("<think>\n", False)]))
def test_another_answer_keeps_the_thinking_with_its_closing_mark(cuts: list[int], begin: tuple[str, bool]) -> None:
    raw = f"{begin[0]}九点一一。\n</think>\n\n"
    g, tokens = generation(raw + "9.9 更大", begin[1], "qwen3"), cut(raw + "9.9 更大", cuts)
    origin = reroll_answer(g, tokens)
    assert origin is not None
    assert said(g, tokens, origin) == raw
    more = next((n for n in range(origin.tokens + 1, len(tokens.ids) + 1) if tokens.lengths[n - 1]), None)
    assert more is None or char_at(tokens, more) > len(raw)


def test_there_is_no_other_answer_where_the_thinking_never_ended_or_never_was() -> None:
    assert reroll_answer(generation("想想"), cut("想想", [])) is None
    assert reroll_answer(generation("答", False, "qwen3"), cut("答", [])) is None


def test_an_alternative_stands_right_after_the_kept_tokens_even_within_a_character() -> None:
    tokens = Tokens((1, 2, 3), (0.0,) * 3, (1, 0, 1))
    origin = fork_at(generation("想思"), tokens, 2, 99, "")
    assert (origin.tokens, origin.token) == (2, 99)


def test_what_was_stored_without_lengths_goes_by_text() -> None:
    g, old = generation("想。\n</think>\n\n答"), Tokens((1, 2), (0.1, 0.2))
    assert carry_on(g, old) == Origin(7, "continue", 0, g.raw)
    assert reroll_answer(g, old) == Origin(7, "reroll", 0, "想。\n</think>\n\n")
    assert edit_thinking(g, old, "想了") == Origin(7, "edit", 0, "想了")
    with pytest.raises(WrongUse) as refused:
        fork_at(g, old, 1)
    assert refused.value.kind == "no_tokens"


def test_a_token_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="between 0 and 1"):
        fork_at(generation("a"), cut("a", []), 2)


def test_other_weights_get_the_same_text_and_none_of_the_tokens() -> None:
    g, tokens = generation("想一想"), cut("想一想", [3, 6])
    origin = replace(fork_at(g, tokens, 2, 99, "二"), insert="！")
    assert as_text(g, tokens, origin) == Origin(7, "fork", 0, "想一二！")
