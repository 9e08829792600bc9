"""The right answer is looked for where somebody may have said one."""

import json

import pytest

from app.explore import assemble, references
from app.store.records import Judged

BOXED = {"kind": "boxed", "expected": " 9.9 ", "tolerance": 1e-9}


@pytest.mark.parametrize(
    ("checker", "wanted"),
    [
        (BOXED, "9.9"),
        ({"kind": "all", "of": [{"kind": "manner"}, BOXED]}, "9.9"),
        ({"kind": "boxed", "expected": ""}, None),
        ({"kind": "length", "most": 9}, None),
        ({"kind": "all", "of": "9.9"}, None),
        ([], None),
    ],
)
def test_a_checker_s_expected_result_is_the_reference(checker: object, wanted: str | None) -> None:
    assert references.expected(json.dumps(checker)) == wanted


def test_what_is_no_checker_has_none() -> None:
    assert references.expected("") is None
    assert references.expected("{") is None


def test_a_question_s_checker_comes_before_its_group_s(hand) -> None:
    store = hand.store
    alone = hand.exchange("q", "a", checker=json.dumps(BOXED))
    assert assemble.source(store, alone.answer).reference == "9.9"
    group = hand.group("another", 2)
    assert assemble.source(store, group[0].answer).reference is None
    hand.done(store.groups.judge(group[0].group, json.dumps({**BOXED, "expected": "7"}), []))
    assert assemble.source(store, group[0].answer).reference == "7"


def test_a_reference_that_came_with_an_imported_trace_is_found(hand) -> None:
    group = hand.group("q", 2)
    found = ({"name": "reference", "reference": "42"},)
    hand.done(hand.store.groups.judge(group[0].group, "", [Judged(group[0].generation, 1.0, True, findings=found)]))
    assert assemble.source(hand.store, group[0].answer).reference == "42"
    assert assemble.source(hand.store, group[1].answer).reference is None
