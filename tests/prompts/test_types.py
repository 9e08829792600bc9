"""The newer types of blanks, helpers, automatic values and the check that a template carries."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import WrongUse
from app.prompts import (
    BadTemplate,
    BadValue,
    Surroundings,
    as_typed,
    check,
    checker_of,
    defaults,
    file_value,
    fill,
    parse_values,
    places,
    render,
)
from app.store.records import PromptTemplate, Variable

Make = Callable[..., PromptTemplate]
POETS = Variable("poets", "choices", {}, ("李白", "杜甫"), choices=("李白", "杜甫", "王维"))
NOTES = Variable("notes", "yes_no", {}, True)


def test_several_choices_are_a_list_to_loop_over_and_to_join(template: Make) -> None:
    made = template("{% for p in poets %}<{{ p }}>{% endfor %}{{ poets | join('和') }}{{ poets | length }}", POETS)
    assert render(made, parse_values(made, {})) == "<李白><杜甫>李白和杜甫2"
    for typed in ("王维 | 李白", "王维、李白", "王维\n李白"):
        assert parse_values(made, {"poets": typed})["poets"] == ("王维", "李白")
    with pytest.raises(BadValue, match="choose one of"):
        parse_values(made, {"poets": "李白 | 屈原"})
    assert as_typed(("李白", "杜甫")) == "李白 | 杜甫"
    (problem,) = check(template("{{ poets }}", POETS))
    assert problem.kind == "not_plain"


@pytest.mark.parametrize(("typed", "said"), [("yes", "on"), ("是", "on"), ("no", "off"), ("否", "off"), ("", "off")])
def test_yes_and_no_are_true_and_false(template: Make, typed: str, said: str) -> None:
    made = template("{% if notes %}on{% else %}off{% endif %}", NOTES)
    assert render(made, parse_values(made, {"notes": typed})) == said
    with pytest.raises(BadValue, match="yes or no"):
        parse_values(made, {"notes": "maybe"})


def test_a_file_is_put_as_r1s_makers_put_it(template: Make, tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text("一行\n{{ 7 * 7 }}\n", "utf-8")
    made = template("{{ doc }}\n总结。", Variable("doc", "file", {}, ""))
    text = render(made, parse_values(made, {"doc": file_value(file)}))
    assert text == "[file name]: 报告.txt\n[file content begin]\n一行\n{{ 7 * 7 }}\n\n[file content end]\n总结。"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongUse, match="not UTF-8"):
        file_value(file)
    file.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(WrongUse, match="longer"):
        file_value(file)


def test_automatic_blanks_fill_themselves_and_give_way_to_what_is_typed(template: Make) -> None:
    made = template(
        "{{ today }}|{{ report }}", Variable("today", "date", {}, ""), Variable("report", "report", {}, "none yet")
    )
    around = Surroundings(date="2026-11-28")
    assert render(made, parse_values(made, fill(made, {}, around))) == "2026-11-28|none yet"
    typed = fill(made, {"today": "yesterday"}, around)
    assert render(made, parse_values(made, typed)) == "yesterday|none yet"


def test_what_must_be_filled_in_is_missed_and_shown_where_it_is(template: Make) -> None:
    topic = Variable("topic", "text", {}, "", required=True)
    made = template("写{{ topic }}。\n再写\n  {{ topic | trim }}", topic)
    assert check(made) == []
    with pytest.raises(BadValue, match="still empty") as caught:
        parse_values(made, {})
    assert caught.value.problem.variable == "topic"
    assert places(made.body, "topic") == ((1, 5), (3, 6))
    (problem,) = check(template("a\n好 {{ topci }}", topic))
    assert (problem.line, problem.column, problem.kind) == (2, 6, "unknown_name")


def test_helpers_give_patterns_and_rhymes(template: Make) -> None:
    assert render(template("{{ chart('七绝', '平起首句入韵') }}"), {}).splitlines() == [
        "中平中仄仄平平（韵）",
        "中仄平平中仄平（韵）",
        "中仄中平平仄仄",
        "中平中仄仄平平（韵）",
    ]
    assert render(template("{{ rhyme_chars('十一尤', 3) }}"), {}).count(" ") == 2
    assert render(template("{{ opposite_tone('一帘春雨杏花瘦') }}"), {}) == "平"
    with pytest.raises(BadTemplate, match="no scheme"):
        render(template("{{ chart('七绝', 'x') }}"), {})


@pytest.mark.parametrize(
    "body",
    [
        "{{ chart.__globals__ }}",
        "{{ chart(form='七绝') }}",
        "{{ chart }}",
        "{{ chart(*name) }}",
        "{% set chart = 1 %}",
        "{{ rhyme_chars('一东', 10 ** 9) }}",
    ],
)
def test_helpers_open_no_door(template: Make, body: str) -> None:
    with pytest.raises(BadTemplate):
        render(template(body), {})


SLOW = [
    # Each step is small; together they would take minutes or the memory of the machine.
    "{% set a = 'aaaaaaaaaa' %}"
    + "{% set a = a ~ a %}" * 17
    + "{% for i in range(99999) %}{% set b = a | upper %}{% endfor %}",
    "{% set a = 'aaaaaaaaaa' %}"
    + "{% set a = a ~ a %}" * 17
    + "".join(f"{{% set b{i} = a ~ 'x' %}}" for i in range(2000)),
    "{% set a = 'ab ab ab ' %}" + "{% set a = a ~ a %}" * 17 + "{{ a | title }}{{ a | wordcount }}" * 900,
    "{{ name }}" * 6500,
    "{% if name %}x{% endif %}" * 2600,
]


@pytest.mark.parametrize("body", SLOW, ids=range(len(SLOW)))
def test_nothing_keeps_a_person_waiting(template: Make, body: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(BadTemplate):
        assert len(render(template(body), {})) < 1 << 21
    assert time.process_time() - begun < 2


def test_a_checker_takes_values_whole_and_renders_nothing(template: Make) -> None:
    raw = {
        "kind": "all",
        "of": [
            {"kind": "poem", "form": "七绝", "count": "{{ poets }}"},
            {"kind": "words", "required": "{{ must }}", "forbidden": ["{{ 7 * 7 }}", "a {{ must }}"]},
        ],
    }
    must = Variable("must", "text", {}, "春, {{ poets }}")
    made = template("x", POETS, must)
    spec = checker_of(PromptTemplate(**{**vars_of(made), "checker": raw}), defaults(made))
    assert spec is not None
    poem, words = spec.parts
    assert (poem.options["form"], poem.options["count"]) == ("七言绝句", 2)
    assert words.options["required"] == ("春", "{{ poets }}")
    assert words.options["forbidden"] == ("{{ 7 * 7 }}", "a {{ must }}")


@pytest.mark.parametrize(
    ("checker", "said"),
    [
        ({"kind": "haiku"}, "no check of the kind"),
        ({"kind": "poem", "form": "俳句"}, "poem.form"),
        ({"kind": "poem", "colour": "red"}, "colour"),
        ({"kind": "all", "of": []}, "all wants"),
        ({"kind": "poem", "count": "{{ nobody }}"}, "nobody"),
        ({"kind": "code", "seconds": 600}, "seconds"),
    ],
)
def test_a_wrong_checker_is_a_fault_of_the_template(template: Make, checker: dict[str, object], said: str) -> None:
    made = PromptTemplate(**{**vars_of(template("x")), "checker": checker})
    (problem,) = check(made)
    assert said in problem.why


def vars_of(template: PromptTemplate) -> dict[str, object]:
    return {name: getattr(template, name) for name in PromptTemplate.__dataclass_fields__}
