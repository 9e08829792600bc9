"""What is meant by what somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.search.fold import fold
from app.store.search.query import parse

SAID = "今天立春，我写了 a Spring poem: 9.11 > 9.9, GPT模型 under_score Ünïcode"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("立春", True),
        ("春", True),
        ("天立春", True),
        ("天，立", True),
        ("立夏", False),
        ("spring", True),
        ("SPR", True),
        ("pring", False),
        ('"spr"', False),
        ('"spring poem"', True),
        ('"poem spring"', False),
        ("poem spring", True),
        ("“spring poem”", True),
        ("a", True),
        ("p", False),
        ("立春 -poem", False),
        ("立春 -winter", True),
        ("9.11", True),
        ("gpt模型", True),
        ("gpt立春", False),
        ("unicode", True),
        ("score", True),
    ],
)
def test_words_find_what_is_meant(words, found):
    assert parse(words).matches(fold(SAID)) is found


@pytest.mark.parametrize("words", ["", "  ", '"', "-", "-立春", "！？", '""'])
def test_nothing_is_looked_for_where_nothing_is_asked(words):
    assert parse(words).empty


def test_only_pairs_and_words_are_left_to_the_index_alone():
    assert [parse(words).exact for words in ("立春", "春", "spring", "立春 poem", "立春快", '"a b"')] == [True] * 4 + [
        False
    ] * 2


def test_a_query_of_any_length_is_read_quickly():
    assert len(parse("春天 " * 100_000).terms) <= 16


@given(
    st.text("a b_，春天立.A1", max_size=80), st.sampled_from(["a", "ab", '"a b"', "春天", "立春天", "春天a", '"a，春"'])
)
def test_places_are_those_that_the_pattern_alone_would_find(text, words):
    (term,) = parse(words).terms
    folded = fold(text)
    assert list(term.places(folded)) == [match.span() for match in term.pattern.finditer(folded)]
