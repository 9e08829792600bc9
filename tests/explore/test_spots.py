"""Where letters of thinking and answer stand in what a run said, and which token each belongs to."""

from app.explore.spots import Spots
from app.store.records import Part
from tests.explore import traces


def test_a_token_s_letters_are_those_that_it_says() -> None:
    source = traces.made()
    spots = Spots(source.raw, source.tokens.lengths, source.parts)
    thinking = source.text("thinking")
    place = thinking.index("Wait")
    token = spots.token("thinking", place)
    channel, start, end = spots.letters(token)
    assert (channel, thinking[start:end].strip()) == ("thinking", "Wait")


def test_the_answer_s_letters_are_counted_from_its_own_beginning() -> None:
    source = traces.made()
    spots = Spots(source.raw, source.tokens.lengths, source.parts)
    token = spots.token("answer", source.text("answer").index("Elephants"))
    channel, start, end = spots.letters(token)
    assert channel == "answer"
    assert "Elephants".startswith(source.text("answer")[start:end].strip())


def test_a_character_of_several_tokens_is_one_place() -> None:
    source = traces.made(traces.CHINESE, traces.CHINESE_ANSWER)
    spots = Spots(source.raw, source.tokens.lengths, source.parts)
    first = spots.token("thinking", source.text("thinking").index("😀"))
    assert spots.place(first) == (first, first + 2)
    assert spots.place(first + 1) == (first, first + 2)
    channel, start, end = spots.letters(first + 1)
    assert source.text(channel)[start:end] == "😀"


def test_the_marks_of_the_thinking_belong_to_no_channel() -> None:
    source = traces.made()
    spots = Spots(source.raw, source.tokens.lengths, source.parts)
    inside = len(source.text("thinking")) + source.raw[len(source.text("thinking")) :].index("think")
    begin = 0
    for token, length in enumerate(source.tokens.lengths):
        if begin <= inside < begin + length:
            assert spots.letters(token) is None
        begin += length


def test_ranges_of_neighbouring_stretches_follow_each_other() -> None:
    source = traces.made(traces.CHINESE, traces.CHINESE_ANSWER)
    spots = Spots(source.raw, source.tokens.lengths, source.parts)
    length = len(source.text("thinking"))
    for cut in range(1, length):
        first, second = spots.range("thinking", 0, cut), spots.range("thinking", cut, length)
        assert first[1] == second[0]


def test_thinking_that_was_taken_up_again_is_found_in_both_places() -> None:
    raw = "one two</think>answer<think>three</think>more"
    parts = (Part("thinking", "one two"), Part("answer", "answer"), Part("thinking", "three"), Part("answer", "more"))
    spots = Spots(raw, [1] * len(raw), parts)
    assert spots.known
    assert spots.letters(raw.index("three")) == ("thinking", 7, 8)
    assert spots.token("answer", 6) == raw.index("more")
    assert spots.range("thinking", 4, 10) == (4, raw.index("three") + 3)


def test_text_and_tokens_that_do_not_go_together_are_said_to_be_unknown() -> None:
    assert not Spots("one two", [3], (Part("thinking", "one two"),)).known
    assert not Spots("one two", [3, 4], (Part("thinking", "something else"),)).known
    assert not Spots("", [], ()).known
