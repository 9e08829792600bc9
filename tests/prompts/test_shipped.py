import itertools
from pathlib import Path

import pytest

from app.prompts import SAMPLING_NAMES, Value, check, checker_of, defaults, render, shipped
from app.prompts.shipped import ShippedError
from app.store.records import PromptTemplate
from runtime.protocol import Sampling

TEMPLATES = {template.slug: template for template in shipped()}
SOLAR_TERMS = (
    "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 "
    "立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒"
)

each = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())


def test_the_templates_ship_in_their_order() -> None:
    assert list(TEMPLATES) == [
        *("jueju-two-poets", "quatrains-by-poets", "lushi-on-pattern", "couplet-answer", "poem-repair"),
        *("pianwen-tengwang", "database-fault", "mathematics-boxed", "code-review", "python-function"),
        *("json-extract", "summary-limit", "classical-translation", "ask-a-file"),
    ]


@each
def test_it_has_no_faults_and_fits_into_a_short_context_with_its_defaults(template: PromptTemplate) -> None:
    assert check(template) == []
    text = render(template, {})
    assert text.strip() == text
    assert "{{" not in text
    assert "{%" not in text
    assert "\n\n\n" not in text
    assert 200 < len(text) < 6000


@each
def test_every_combination_of_choices_renders(template: PromptTemplate) -> None:
    choices = [variable for variable in template.variables if variable.type == "choice"]
    for combination in itertools.product(*(variable.choices for variable in choices)):
        picked = {variable.name: value for variable, value in zip(choices, combination, strict=True)}
        text = render(template, picked)
        assert text.strip() == text
        assert "\n\n\n" not in text


@each
def test_every_blank_changes_the_text(template: PromptTemplate) -> None:
    """The text, or at least what the answer is held against."""
    usual = render(template, {})
    for variable in template.variables:
        other: Value = "另一个值 ω"
        if variable.type == "choice":
            other = next(choice for choice in variable.choices if choice != variable.default)
        if variable.type == "choices":
            other = variable.choices[-1:]
        if variable.type == "yes_no":
            other = not variable.default
        if variable.type == "number":
            assert isinstance(variable.default, int | float)
            other = variable.default + 1
        changed = {variable.name: other}
        if render(template, changed) == usual:
            assert variable.name == "expected"
            assert checker_of(template, changed) != checker_of(template, {})


@each
def test_empty_texts_leave_no_holes(template: PromptTemplate) -> None:
    empty = {each.name: "" for each in template.variables if each.type == "text" and not each.required}
    text = render(template, empty)
    assert "  code" not in text
    assert "\n\n\n" not in text.strip()


@each
def test_it_recommends_what_the_makers_of_r1_do(template: PromptTemplate) -> None:
    assert set(template.sampling) == {"temperature", "top_p"}
    assert 0.5 <= template.sampling["temperature"] <= 0.7
    assert template.sampling["top_p"] == 0.95
    assert 1 <= template.samples <= 8


@each
def test_it_says_what_a_good_answer_is(template: PromptTemplate) -> None:
    assert checker_of(template, {}) is not None


def test_names_of_sampling_settings_are_those_of_the_engine() -> None:
    assert set(Sampling.__struct_fields__) == SAMPLING_NAMES


def test_the_first_offers_every_solar_term_and_asks_for_both_poets() -> None:
    first = TEMPLATES["jueju-two-poets"]
    assert first.variables[0].choices == tuple(SOLAR_TERMS.split())
    assert defaults(first) == {"term": "立春", "poet_1": "李白", "poet_2": "杜甫", "rhyme_book": "平水韵"}
    text = render(first, {})
    assert text.index("比较李白与杜甫") < text.index("### 仿李白") < text.index("### 仿杜甫")
    assert "入声字" in text
    assert "入声字" not in render(first, {"rhyme_book": "中华通韵"})


def test_the_fault_template_speaks_the_language_that_was_chosen() -> None:
    fault = TEMPLATES["database-fault"]
    assert "候选原因" in render(fault, {"language": "中文"})
    english = render(fault, {"language": "English", "symptoms": "slow", "metrics": "none", "changes": ""})
    assert english.isascii()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('slug = "code-review"', 'slug = "other"', "slug"),
        ("{{ most }}", "{{ least }}", "least"),
        ('zh_CN = "编程语言"', 'fr = "langage"', "fr"),
        ('type = "number"', 'type = "numeral"', "numeral"),
        ("default = 8", "default = 80", "30"),
        ('category = "code"', 'category = "code"\ncolour = "red"', "colour"),
        ("order = 50", "order = ", "code-review.toml"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    source = Path(__file__).parents[2] / "assets" / "templates" / "code-review.toml"
    text = source.read_text("utf-8")
    assert old in text
    (tmp_path / source.name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ShippedError, match=complaint) as caught:
        shipped(tmp_path)
    assert "code-review.toml" in str(caught.value)
