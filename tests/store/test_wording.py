"""Text on its way into the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.wording import TITLE_LENGTH, storable, title_of


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Why?", "Why?"),
        ("\r\n\t \n  first   line \n second", "first line"),
        ("   \n\n", ""),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        ("立" * 80, "立" * 59 + "…"),
        ("a" * 58 + "e\u0301\u0301" + "b" * 9, "a" * 58 + "…"),
        ("a" * 57 + "👩\u200d👩\u200d👧" + "b" * 9, "a" * 57 + "…"),
        ("a" * 58 + "👍\U0001f3fd" + "b" * 9, "a" * 58 + "…"),
        ("a" * 58 + "🇨🇳" + "b" * 9, "a" * 58 + "…"),
        ("a" * 57 + "🇨🇳🇨🇳" + "b" * 9, "a" * 57 + "🇨🇳…"),
        ("## 立春\n写诗", "立春"),
        ("你好，请写一首诗", "请写一首诗"),
        ("Hello!\nWhy is the sky blue?", "Why is the sky blue?"),
        ("Hi there, explain entropy", "explain entropy"),
        ("你好", "你好"),
        ("```python\nprint(1)", "print(1)"),
        ("High time", "High time"),
        ("tab\there\x00\x1b[31m", "tab here [31m"),
    ],
)
def test_a_title_is_cut_between_characters(question, title):
    assert title_of(question) == title


@given(st.text())
def test_a_title_is_one_short_line(question):
    title = title_of(question)
    assert len(title) <= TITLE_LENGTH
    assert len(title.splitlines()) <= 1


@given(st.text())
def test_text_is_stored_as_it_is(text):
    assert storable(text) is text


@pytest.mark.parametrize(
    ("text", "stored"), [("a\ud83d\ude00b", "a😀b"), ("\udcff", "\ufffd"), ("x\ude00\ud83d", "x\ufffd\ufffd")]
)
def test_halves_of_surrogate_pairs_are_joined_or_replaced(text, stored):
    assert storable(text) == stored
