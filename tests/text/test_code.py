"""Colours for code: right enough to read by, never at the price of a letter or of the window."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.code import ALIASES, LEXERS, MOST_CODE, PATIENCE_S, highlight
from app.ui.tokens import tokens

PALETTE = tokens().light.code


@pytest.mark.parametrize("language", [*LEXERS, *ALIASES])
def test_every_language_we_name_has_a_lexer_that_loses_nothing(language: str) -> None:
    code = "\n\n  def f(x): // '立春'\n\treturn \"a\" + 1 <b> $y\r\n"
    assert "".join(span.text for span in highlight(code, language, PALETTE)) == code


def test_keywords_strings_comments_and_numbers_differ() -> None:
    spans = highlight("def f():\n    return 'x' + 1  # why\n", "python", PALETTE)
    colours = {span.text.strip(): span.colour for span in spans}
    assert colours["def"] == PALETTE.keyword
    assert colours["'x'"] == PALETTE.string
    assert colours["1"] == PALETTE.number
    assert colours["# why"] == PALETTE.comment


def test_an_unknown_language_is_plain() -> None:
    assert [tuple(span) for span in highlight("x = 1", "klingon", PALETTE)] == [("x = 1", PALETTE.text)]


def test_a_long_comment_keeps_its_colour_across_the_pieces_code_is_read_in() -> None:
    comment = "/*" + "\n word" * 250 + "\n*/"
    spans = highlight(f"{comment}\nint x;\n", "c", PALETTE)
    assert spans[0].colour == PALETTE.comment
    assert spans[0].text.startswith(comment)


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from(sorted(LEXERS)))
def test_no_code_makes_it_raise_or_lose_a_letter(code: str, language: str) -> None:
    assert "".join(span.text for span in highlight(code, language, PALETTE)) == code


@pytest.mark.parametrize(
    ("language", "piece"), [("java", "a b\n"), ("csharp", "a\n"), ("diff", "+ "), ("python", " \n")]
)
def test_code_made_to_be_slow_is_given_up_on(language: str, piece: str) -> None:
    code = (piece * MOST_CODE)[:MOST_CODE]
    began = time.process_time()
    spans = highlight(code, language, PALETTE)
    # One piece may be in hand when patience ends; alone it takes about as long. Without pieces it would be minutes.
    assert time.process_time() - began < 20 * PATIENCE_S
    assert "".join(span.text for span in spans) == code
