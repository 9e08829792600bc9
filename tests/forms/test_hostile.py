"""Whatever an answer is, no check of it takes long or fails."""

import time

import pytest

from app.forms import judge, read_spec

SPECS = [
    {"kind": "poem"},
    {"kind": "prose"},
    {"kind": "couplet", "first": "一帘春雨杏花瘦"},
    {"kind": "edit", "base": "春眠不觉晓"},
    {"kind": "boxed", "expected": "1"},
    {"kind": "json", "schema": '{"type": "object"}'},
    {"kind": "code"},
    {"kind": "length", "most": 10},
    {"kind": "words", "required": "春", "forbidden": "a"},
    {"kind": "headings", "required": "结论"},
    {"kind": "table", "headers": "根因"},
    {"kind": "plain"},
    {"kind": "language", "answer": "zh", "thinking": "en"},
    {"kind": "manner"},
]
ANSWERS = {
    "empty": "",
    "boxes": "\\boxed{" * 20_000,
    "fences": "````\n```\n~~~\n" * 10_000,
    "open formulas": "\\)" + "\\( \\[ $$$ `" * 20_000,
    "pipes": "|" * 100_000 + "\n|-|" + "-|" * 50_000 + "\n" + "| |\n" * 20_000,
    "dashes": "a|b\n" + " -" * 50_000 + "x\n",
    "stars": "**" * 80_000,
    "hashes": "# " + "# " * 80_000,
    "braces": "{" * 30_000 + "[" * 30_000 + ": {\n [" * 10_000,
    "clauses": "春眠不觉晓，处处闻啼鸟；" * 2_000,
    "one character": "春" * 100_000,
    "controls": "\x00\x1b[31m\u202e\ud7ff\u2028" * 20_000,
}


@pytest.mark.parametrize("spec", SPECS, ids=[str(spec["kind"]) for spec in SPECS])
def test_no_answer_takes_a_check_down(spec: dict[str, object]) -> None:
    wanted = read_spec(spec)
    for name, answer in ANSWERS.items():
        begun = time.process_time()
        verdict = judge(wanted, answer[:50_000], answer)
        assert time.process_time() - begun < 2, name
        assert 0 <= verdict.reward <= 1, name
        for each in verdict.findings[:200]:
            assert each.sentence
            assert each.span is None or 0 <= each.span[0] <= each.span[1] <= len(answer), (name, each)
