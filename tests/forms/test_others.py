"""JSON, code, counts, words, headings, tables, languages, manner: what passes, what does not, and what is said."""

import json
import time
from collections.abc import Mapping
from string import Formatter
from typing import Any

import pytest

from app.forms import Verdict, judge, read_spec
from app.forms.schema import BadSchemaError, violations
from app.forms.sentences import SENTENCES


def judged(raw: Mapping[str, Any], answer: str, thinking: str = "", may_run: bool = False) -> Verdict:
    verdict = judge(read_spec(raw), thinking, answer, may_run=may_run)
    assert 0 <= verdict.reward <= 1
    for each in verdict.findings:
        assert each.sentence
        assert each.span is None or 0 <= each.span[0] <= each.span[1] <= len(answer)
    return verdict


def kinds(verdict: Verdict) -> list[str]:
    return [each.kind for each in verdict.findings]


ORDER = json.dumps({
    "type": "object",
    "required": ["id", "items"],
    "properties": {"id": {"type": "string"}, "items": {"type": "array", "minItems": 1, "items": {"type": "integer"}}},
    "additionalProperties": False,
})  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ('Here it is:\n```json\n{"id": "4471", "items": [1]}\n```', []),
        ('{"id": "4471", "items": [1]}', []),
        ('The object is {"id": "4471", "items": [1]}', []),
        ('{"id": 4471, "items": []}', ["schema", "schema"]),
        ('{"id": "1", "items": [1], "more": 1}', ["schema"]),
        ('{"id": "1", "id": "2", "items": [1]}', ["bad_json"]),
        ('{"id": NaN, "items": [1]}', ["bad_json"]),
        ('{"id": "1", "items": [1}', ["bad_json"]),
        ("no object at all", ["no_json"]),
        ("[" * 100_000, ["bad_json"]),
    ],
)
def test_json_is_held_against_its_schema(answer: str, found: list[str]) -> None:
    verdict = judged({"kind": "json", "schema": ORDER}, answer)
    assert kinds(verdict) == found
    assert verdict.passed == (not found)


def test_only_json_means_only_json() -> None:
    raw = {"kind": "json", "only": True}
    assert judged(raw, '```json\n{"a": 1}\n```').passed
    assert kinds(judged(raw, 'Sure!\n```json\n{"a": 1}\n```')) == ["more_than_json"]


@pytest.mark.parametrize(
    ("schema", "value", "right"),
    [
        ({"enum": [1, "a", None]}, None, True),
        ({"enum": [1]}, True, False),
        ({"type": ["string", "null"]}, None, True),
        ({"type": "integer"}, 2.0, True),
        ({"type": "number"}, True, False),
        ({"exclusiveMinimum": 0, "maximum": 1}, 0, False),
        ({"multipleOf": 0.1}, 0.3, True),
        ({"minLength": 2, "pattern": "^[a-z]+$"}, "ab", True),
        ({"pattern": "^[a-z]+$"}, "aB", False),
        ({"uniqueItems": True}, [{"a": 1}, {"a": 1}], False),
        ({"prefixItems": [{"type": "string"}], "items": {"type": "number"}}, ["a", 1], True),
        ({"anyOf": [{"type": "string"}, {"minimum": 3}]}, 2, False),
        ({"oneOf": [{"minimum": 1}, {"minimum": 2}]}, 3, False),
        ({"not": {"const": 3}}, 3, False),
        ({"$ref": "#/$defs/t", "$defs": {"t": {"type": "array", "items": {"$ref": "#/$defs/t"}}}}, [[], [[]]], True),
        ({"additionalProperties": {"type": "number"}}, {"a": "x"}, False),
        (False, 1, False),
        ({"const": 1.0}, 1, True),
    ],
)
def test_the_schemas_keywords_mean_what_the_standard_says(schema: Any, value: Any, right: bool) -> None:
    assert (not violations(value, schema)) == right


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"$ref": "other.json"},
        {"type": "text"},
        {"pattern": "(a+)+$"},
        {"pattern": "(a|a)*(a|a)*(a|a)*(a|a)*b"},
        {"pattern": "("},
        "text",
    ],
)
def test_a_hostile_schema_is_refused_at_once(schema: Any) -> None:
    begun = time.process_time()
    with pytest.raises(BadSchemaError):
        violations("a" * 100_000, schema)
    assert time.process_time() - begun < 0.5
    assert kinds(judged({"kind": "json", "schema": json.dumps(schema)}, '["a"]')) in (["bad_schema"], [])


GOOD = "```python\ndef double(x):\n    return 2 * x\n```\nO(1)."
TESTS = "assert double(2) == 4"


def test_code_must_parse_and_be_one_block() -> None:
    raw = {"kind": "code"}
    assert judged(raw, GOOD).passed
    assert kinds(judged(raw, "```python\ndef double(x)\n```")) == ["bad_code"]
    assert kinds(judged(raw, GOOD + "\n" + GOOD)) == ["block_count"]
    assert kinds(judged(raw, "no code")) == ["block_count"]
    forbidden = {"kind": "code", "language": "sql", "count": 0, "forbid": "drop, delete"}
    assert kinds(judged(forbidden, "```sql\nSELECT 1;\nDROP TABLE t;\n```")) == ["forbidden_word"]


def test_tests_run_only_when_a_person_allowed_it() -> None:
    raw = {"kind": "code", "tests": TESTS, "seconds": 5}
    asked = judged(raw, GOOD)
    assert (kinds(asked), asked.passed) == (["tests_not_run"], True)
    assert judged(raw, GOOD, may_run=True).passed
    wrong = judged(raw, GOOD.replace("2 * x", "x"), may_run=True)
    assert (kinds(wrong), wrong.reward) == (["tests_failed"], 0.5)
    assert "AssertionError" in wrong.findings[0].sentence


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("while True: pass", "tests_timeout"),
        ("x = 'a' * (2 << 30)", "tests_failed"),
        ("open('f', 'wb').write(b'x' * (8 << 20))", "tests_failed"),
        ("import os; assert not os.environ.get('HOME')", ""),
        ("import os; os.kill(os.getpid(), 9)", "tests_failed"),
    ],
)
def test_code_that_runs_is_kept_within_limits(code: str, ending: str) -> None:
    raw = {"kind": "code", "tests": "assert True", "seconds": 1.5}
    assert kinds(judged(raw, f"```python\n{code}\n```", may_run=True)) == ([ending] if ending else [])


def test_lengths_are_counted_in_words_and_in_characters() -> None:
    words = {"kind": "length", "least": 3, "most": 5}
    assert judged(words, "Don't split well-known words.").passed
    assert judged(words, "立春快乐").summary["count"] == 4
    near, far = judged(words, "one two"), judged(words, "one")
    assert (kinds(near), kinds(far)) == (["too_short"], ["too_short"])
    assert far.reward < near.reward < 1
    assert judged({"kind": "length", "unit": "characters", "most": 6}, "春眠，不觉晓。").summary["count"] == 5


def test_words_are_required_and_forbidden() -> None:
    raw = {"kind": "words", "required": "cat、春", "forbidden": ["act"]}
    assert judged(raw, "The Cat 在春天。").passed
    assert kinds(judged(raw, "concatenate 夏")) == ["missing_word", "missing_word"]
    verdict = judged(raw, "cat 春 act!")
    assert (verdict.reward, kinds(verdict)) == (0.0, ["forbidden_word"])


def test_prose_has_no_lists() -> None:
    assert judged({"kind": "plain"}, "One paragraph - with a dash.\n```\n- code\n```").passed
    assert kinds(judged({"kind": "plain"}, "Look:\n- one\n- two")) == ["list"]


HEADED = "## 1. 现象归纳\n…\n## 二、候选根因\n| 根因 | 支持证据 |\n|---|---|\n| 锁 | 日志 |\n| 慢盘 | |\n**结论**\n…"


def test_headings_are_found_in_their_order_however_they_are_numbered() -> None:
    assert judged({"kind": "headings", "required": "现象归纳、候选根因、结论"}, HEADED).passed
    assert kinds(judged({"kind": "headings", "required": "结论、现象归纳"}, HEADED)) == ["heading_order"]
    missing = judged({"kind": "headings", "required": "现象归纳、处置"}, HEADED)
    assert (kinds(missing), missing.reward) == (["missing_heading"], 0.5)
    assert not judged({"kind": "headings", "required": "结论"}, "```\n## 结论\n```").passed


def test_tables_are_read_as_markdown_writes_them() -> None:
    assert judged({"kind": "table", "headers": "根因、支持证据", "rows": 2, "columns": 2}, HEADED).passed
    assert kinds(judged({"kind": "table", "headers": "反对证据", "rows": 3}, HEADED)) == [
        "missing_column",
        "table_rows",
    ]
    assert kinds(judged({"kind": "table"}, "a | b")) == ["no_table"]


def test_a_translation_table_holds_its_source_letter_by_letter() -> None:
    raw = {"kind": "table", "source": "落霞与孤鹜齐飞，秋水共长天一色。渔舟唱晚。"}
    head = "| 原文 | 译文 |\n|---|---|\n"
    assert judged(raw, head + "| 落霞与孤鹜齐飞，秋水共长天一色。 | … |\n| 渔舟唱晚。 | … |").passed
    assert kinds(judged(raw, head + "| 落霞与孤鹜齐飞，秋水共长天一色。 | … |")) == ["missing_source"]


def test_languages_are_told_by_their_share_of_the_words() -> None:
    raw = {"kind": "language", "answer": "中文", "thinking": "en"}
    assert judged(raw, "春眠不觉晓，`code` $x^2$ 处处闻啼鸟。", "Let me think.").passed
    mixed = judged(raw, "which parts组成 the heptagon", "好的，用户要求")
    assert kinds(mixed) == ["language_of_thinking", "language_of_answer"]


def test_a_thinking_comes_before_an_answer_and_neither_goes_in_circles() -> None:
    raw = {"kind": "manner"}
    assert judged(raw, "The answer is 4.", "2 + 2 = 4.").reward == 1.0
    assert kinds(judged(raw, "", "2 + 2")) == ["no_answer"]
    assert kinds(judged(raw, "</think> 4", "")) == ["no_thinking", "stray_marker"]
    circles = judged(raw, "4", "I am not sure whether this is really right at all. " * 30)
    assert kinds(circles) == ["repeats_thinking"]
    assert circles.reward == 0.5


def test_all_parts_must_hold_and_weights_count() -> None:
    raw = {"kind": "all", "of": [{"kind": "plain", "weight": 3}, {"kind": "length", "least": 100}]}
    verdict = judged(raw, "short")
    assert not verdict.passed
    assert verdict.reward == pytest.approx((3 + 0.8 / 100) / 4)
    assert [part["kind"] for part in verdict.summary["parts"]] == ["plain", "length"]
    json.dumps(verdict.summary)


def test_every_sentence_can_be_filled_in() -> None:
    names = {name for sentence in SENTENCES.values() for _, name, _, _ in Formatter().parse(sentence) if name}
    fields = dict.fromkeys(names, "…")
    for sentence in SENTENCES.values():
        assert sentence.format(**fields)[0].isupper() or sentence[0] in "{“"
