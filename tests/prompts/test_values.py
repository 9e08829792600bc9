from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.prompts import BadValue, as_typed, defaults, is_whole, parse_values
from app.store.records import PromptTemplate, Variable

Make = Callable[..., PromptTemplate]


def test_what_is_not_given_keeps_its_default(template: Make) -> None:
    assert parse_values(template(""), {"name": "雨水"}) == {"name": "雨水", "kind": "绝句", "count": 4}


def test_numbers_are_numbers_and_whole_ones_stay_whole(template: Make) -> None:
    assert parse_values(template(""), {"count": "9.0"})["count"] == 9
    assert isinstance(parse_values(template(""), {"count": " 9 "})["count"], int)
    assert isinstance(defaults(template("", Variable("n", "number", {}, 400.0)))["n"], int)
    assert as_typed(400.0) == "400"
    share = Variable("share", "number", {}, 0.5, minimum=0, maximum=1)
    assert not is_whole(share)
    assert parse_values(template("", share), {"share": "0.25"}) == {"share": 0.25}


@pytest.mark.parametrize(
    ("given_text", "kind", "why"),
    [
        ({"count": "0"}, "too_small", "this must be at least 1"),
        ({"count": "9.5"}, "not_whole", "this must be a whole number"),
        ({"count": "10"}, "too_large", "this must be at most 9"),
        ({"count": "nan"}, "not_a_number", "this is not a number"),
        ({"count": "inf"}, "not_a_number", "this is not a number"),
        ({"count": "four"}, "not_a_number", "this is not a number"),
        ({"count": ""}, "not_a_number", "this is not a number"),
        ({"kind": "俳句"}, "not_a_choice", "choose one of: 绝句, 律诗"),
        ({"nmae": "x"}, "unknown_variable", "the template has no such variable"),
        ({"name": "x" * ((1 << 20) + 1)}, "value_too_long", "this is longer than 1048576 characters"),
    ],
)
def test_a_value_that_does_not_fit_is_named(template: Make, given_text: dict[str, str], kind: str, why: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_values(template(""), given_text)
    (name,) = given_text
    assert caught.value.kind == "bad_variable"
    assert caught.value.fields == {"name": name, "why": why}
    assert caught.value.problem.kind == kind
    assert caught.value.exit_code == 2


@given(text=st.text(max_size=200))
def test_text_is_taken_exactly_as_typed(text: str) -> None:
    blank = Variable("name", "text", {}, "")
    whole = PromptTemplate("own", {}, {}, "", "", (blank,), {}, shipped=False)
    assert parse_values(whole, {"name": text}) == {"name": text}
