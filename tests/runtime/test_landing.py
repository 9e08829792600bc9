"""Where a thinking with a budget lands, and where it does not."""

import time

import pytest

from runtime.landing import Landing, Paragraphs


def landed(text: str, budget: int = 10, tolerance: int = 20, cut: int = 1) -> str:
    """What was thought when `Landing` said so; one token for each `cut` characters."""
    landing = Landing(budget, tolerance)
    for tokens, start in enumerate(range(0, len(text), cut), 1):
        if landing.due(tokens, text[start : start + cut]):
            return text[: start + cut]
    return text


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with `text`: seen at a place where sentences count and the hard end is far."""
    return Landing(0, 10**6).due(10**6 - 1, text)


def test_it_lands_at_the_end_of_a_paragraph_shortly_before_the_budget():
    text = "aaaa\n\nbbbb. cccc. dddd. eeee\n\nffff"
    assert landed(text, budget=10, tolerance=8) == "aaaa\n\n"
    assert landed(text, budget=11, tolerance=8) == "aaaa\n\nbbbb. cccc."


def test_a_paragraph_is_preferred_to_a_sentence_while_half_of_the_tolerance_is_left():
    text = "aaaa aaaa aaaa. bbbb\n\ncccc cccc. dddd"
    assert landed(text, budget=12, tolerance=20) == "aaaa aaaa aaaa. bbbb\n\n"
    assert landed(text, budget=12, tolerance=6) == "aaaa aaaa aaaa."


def test_it_is_hard_at_the_end_of_the_tolerance():
    assert landed("a" * 100, budget=10, tolerance=20) == "a" * 30
    assert landed("a" * 100, budget=10, tolerance=0) == "a" * 10
    assert landed("a\n\n" * 40, budget=0, tolerance=0) == "a"


def test_it_does_not_end_before_the_budget_without_a_paragraph():
    assert landed("aa. bb. cc. dd. ee. ff. gg. hh", budget=16, tolerance=4) == "aa. bb. cc. dd. ee."


def test_a_paragraph_end_is_known_with_its_second_line_break_and_not_before():
    landing = Landing(1, 10)
    assert not landing.due(2, "Yes")
    assert not landing.due(3, "\n")
    assert landing.due(4, "\n")


def test_an_empty_line_with_spaces_ends_a_paragraph_and_leading_empty_lines_do_not():
    assert landed("\n\n\n\naaaa\n \t\nbbbbb", budget=5, tolerance=20) == "\n\n\n\naaaa\n \t\n"
    assert landed("aaaa\r\n\r\nbbbbb", budget=5, tolerance=20) == "aaaa\r\n\r\n"


def test_a_paragraph_that_announces_another_is_no_place_to_land():
    assert landed("So we get:\n\nx = 4\n\nbbbb", budget=5, tolerance=40) == "So we get:\n\nx = 4\n\n"
    assert landed("我们来算：\n\n得四\n\n然后", budget=5, tolerance=40) == "我们来算：\n\n得四\n\n"


def test_text_after_a_paragraphs_end_in_the_same_token_takes_the_place_back():
    landing = Landing(1, 100)
    assert not landing.due(2, "a\n\nbut")
    assert landing.due(3, " c\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "So it is four.",
        "Is it four?",
        "It is four! ",
        "It is four.  \t",
        "四加四等于八。",
        "真的吗？",
        "等等……",
        "Hmm...",
        "Hmm…",
        "He said “four.”",
        'He said "four."',
        "(It is four.)",
        "(It is four).",
        "他说：「四。」",
        "（四。）",
        "**It is four.**",
        "Use `x.y`.",
        "It is 42.\n",
        "See Fig. 3 below.",
        "That is x.\n",
        "What?!",
        "Really!?",
        "It costs [about] four.",
    ],
)
def test_a_sentence_ends_here(text):
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "So it is four",
        "So it is four. A",
        "四加四等于八。所",
        "3.",
        "It is 3.",
        "1. First\n2.",
        "5!",
        "x.",
        "e.g.",
        "i.e.",
        "the U.S.",
        "cf.",
        "see Fig.",
        "a vs.",
        " .",
        'He said "four.',
        "(It is four.",
        "他说：「四。",
        "“Four.",
        "Use `x.",
        "So,",
        "So:",
        "*",
        "![",
    ],
)
def test_no_sentence_ends_here(text):
    assert not ends_sentence(text)


def test_nothing_ends_in_a_code_fence():
    code = "See.\n\n```py\na.\n\nprint('x.')\n\n```"
    assert not ends_sentence(code[:-4])
    assert not ends_sentence("~~~\nx.\n```\ny.")
    assert ends_sentence(code + "\nFine.")
    assert landed(code + "\n\nFine. And", budget=34, tolerance=40) == code + "\n\n"


def test_a_code_span_at_a_lines_start_opens_no_fence():
    assert ends_sentence("```x``` is code.\nIt is fine.")


def test_an_open_bracket_holds_for_its_line_only():
    assert ends_sentence("The interval [0, 1) and (0, 1\nIt is fine.")
    assert ends_sentence('A 5" pipe\nIt is fine.')


@pytest.mark.parametrize("cut", [2, 3, 7])
def test_the_cutting_does_not_matter_where_the_end_falls_on_a_cut(cut):
    text = "abcd efgh ijkl. 四。" * 20
    tokens = -(-len(text) // cut)
    assert landed(text, budget=tokens + 1, tolerance=0, cut=cut) == text


def test_a_chinese_thinking_lands_after_the_closing_quotation_mark():
    text = "他想了想，说：“四加四等于八。”然后他走了，再也没有回来"
    assert landed(text, budget=8, tolerance=14) == "他想了想，说：“四加四等于八。”"


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="negative"):
        Landing(-1, 4)
    with pytest.raises(ValueError, match="negative"):
        Landing(4, -1)


def test_paragraphs_are_noticed_once_each():
    paragraphs = Paragraphs()
    told = [
        paragraphs.feed(text) for text in ("\n\n", "a", "\n", "\n", "\n", "b:\n\nc", "\n \n", "```\nd\n\n```", "\n\n")
    ]
    assert told == [False, False, False, True, False, True, True, False, True]


def test_a_long_text_costs_no_more_for_each_token_than_a_short_one():
    landing = Landing(10**9, 0)

    def seconds(tokens: int) -> float:
        begun = time.perf_counter()
        for _ in range(tokens):
            landing.due(1, "word")
        return time.perf_counter() - begun

    first = min(seconds(2000) for _ in range(5))
    for _ in range(20):
        seconds(5000)
    assert min(seconds(2000) for _ in range(5)) < 3 * first
