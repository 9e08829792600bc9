"""How texts are cut for the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.search.fold import BEGINS, MANY, fold, place, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ABC", "abc"),
        ("Ｇｒöße", "grosse"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("立春", "立春"),
        ("が", "が"),
        ("한글", "한글"),
    ],
)
def test_case_width_and_accents_make_no_difference(text, folded):
    assert fold(text) == folded


def test_chinese_is_found_by_every_character_and_every_pair():
    found = set(tokens("立春快乐，乐").split())
    assert found == {"立", "春", "快", "乐", "立春", "春快", "快乐"}


def test_words_are_found_whole_and_by_their_first_letters():
    assert set(tokens("Springs, x").split()) == {"springs", "sp" + BEGINS, "spr" + BEGINS, "x"}


def test_what_a_text_says_often_is_marked():
    assert "立春" + MANY in tokens("立春 立春 立春").split()
    assert "立春" + MANY not in tokens("立春 立春").split()


@given(st.text())
def test_no_text_can_hold_the_marks_of_the_index(text):
    assert not set(fold(text)) & {MANY, BEGINS}


@given(st.text(min_size=1), st.data())
def test_a_place_in_the_folded_text_is_a_place_in_the_text(text, data):
    folded = fold(text)
    at = data.draw(st.integers(0, len(folded)))
    assert 0 <= place(text, folded, at) <= len(text)
