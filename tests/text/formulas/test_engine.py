"""What MathJax draws, and what it refuses, whatever it is given."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.text.formulas.engine import LONGEST, TALLEST, WIDEST, Engine
from app.text.formulas.prepare import prepared
from app.text.formulas.source import formula_of
from app.text.formulas.values import Clip, Drawing, Formula, FormulaFault, Item, Letters
from tests.formulas.examples import EXAMPLES
from tests.formulas.real import real


def drawn(engine: Engine, tex: str, display: bool = True) -> Drawing:
    outcome = engine.draw(Formula(tex, display))
    assert isinstance(outcome, Drawing), (tex, outcome)
    return outcome


def letters(items: tuple[Item, ...]) -> str:
    found = ""
    for item in items:
        if isinstance(item, Letters):
            found += item.text
        elif isinstance(item, Clip):
            found += letters(item.items)
    return found


def test_every_example_is_drawn(engine: Engine) -> None:
    faults = [(tex, engine.draw(Formula(tex, True))) for tex in EXAMPLES]
    assert [each for each in faults if isinstance(each[1], FormulaFault)] == []


def test_formulas_of_real_traces_are_drawn(engine: Engine) -> None:
    formulas = real()[::4]
    if not formulas:
        pytest.skip("the recorded traces are not here")
    faults = [formula for formula in formulas if isinstance(engine.draw(formula), FormulaFault)]
    assert len(faults) <= 0.03 * len(formulas), faults


def test_a_drawing_says_how_much_room_it_takes(engine: Engine) -> None:
    small, tall = drawn(engine, "x", False), drawn(engine, r"\frac{\frac{a}{b}}{\frac{c}{d}}")
    assert 0.4 < small.width < 0.8
    assert tall.height > 2 * small.height
    assert tall.depth > 0.5 > small.depth


def test_a_line_has_smaller_sums_than_a_display(engine: Engine) -> None:
    assert drawn(engine, r"\sum_{k=1}^n k", False).height < drawn(engine, r"\sum_{k=1}^n k", True).height


def test_chinese_is_left_to_the_faces_of_the_reader(engine: Engine) -> None:
    assert letters(drawn(engine, r"\text{面积} = 12\ \text{平方厘米}").items) == "面积平方厘米"


def test_equal_glyphs_are_kept_once(engine: Engine) -> None:
    one, other = drawn(engine, "x + x"), drawn(engine, "y + x")
    assert any(a is b for a in one.outlines for b in other.outlines)


@pytest.mark.parametrize(
    ("tex", "kind"),
    [
        (r"\frac{1}", "syntax"),
        (r"\unknowncommand x", "syntax"),
        (r"\begin{aligned} a", "syntax"),
        ("x" * (LONGEST + 1), "too_long"),
        (r"\hspace{1000em} x", "too_large"),
        (r"\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\def\d{xxxxxxxxxxxxxxxxxxxxxxxxxxxx}" + r"\a" * 200, None),
        (r"\def\a{\a\a}\a", None),
        ("{" * 3000 + "}" * 3000, None),
        (r"\sqrt{" * 1200 + "}" * 1200, None),
    ],
)
def test_what_cannot_be_drawn_says_why_and_the_next_one_is_drawn(engine: Engine, tex: str, kind: str | None) -> None:
    outcome = engine.draw(Formula(tex))
    if kind is not None:
        assert isinstance(outcome, FormulaFault)
        assert outcome.kind == kind
    assert len(outcome.message) <= 300 if isinstance(outcome, FormulaFault) else outcome.width <= WIDEST
    assert isinstance(engine.draw(Formula("x^2")), Drawing)


def test_a_definition_is_for_its_own_formula_alone(engine: Engine) -> None:
    drawn(engine, r"\def\mine{z} \mine")
    assert isinstance(engine.draw(Formula(r"\mine")), FormulaFault)
    assert isinstance(engine.draw(Formula(r"\def\frac{x} \frac")), Drawing)
    assert drawn(engine, r"\frac{1}{2}").depth > 0.3


FOREIGN = (
    r"\href{file:///etc/passwd}{x}",
    r"\require{html} x",
    r"\style{color:red}{x}",
    r"\unicode[Arial]{65}",
    r"\class{a}{x}",
    r"\cssId{a}{x}",
    r"\includegraphics{/dev/zero}",
)


@pytest.mark.parametrize("tex", FOREIGN)
def test_what_reaches_beyond_a_formula_is_not_known(engine: Engine, tex: str) -> None:
    assert isinstance(engine.draw(Formula(tex)), FormulaFault)


COMMANDS = (
    r"\frac",
    r"\left(",
    r"\right)",
    r"\begin{array}{c}",
    r"\end{array}",
    r"\text{",
    r"\\",
    "中",
    "\ud800",
    "\0",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*"x^_{}&\\%#~$ 1", *COMMANDS]), max_size=25).map("".join))
def test_no_source_makes_it_raise(engine: Engine, tex: str) -> None:
    outcome = engine.draw(Formula(tex, True))
    if isinstance(outcome, Drawing):
        assert 0 <= outcome.width <= WIDEST
        assert abs(outcome.height) <= TALLEST


@pytest.mark.parametrize(
    ("source", "tex"),
    [("$x$", "x"), ("$$ x $$", "x"), (r"\(x\)", "x"), ("\\[\nx\n\\]", "x"), (r"\boxed{4}", r"\boxed{4}"), ("$$", "$$")],
)
def test_delimiters_are_not_drawn(source: str, tex: str) -> None:
    assert formula_of(source, True) == Formula(tex, True)


@pytest.mark.parametrize(
    ("tex", "handed"),
    [
        (r"a = 1 \\ b = 2", r"\begin{gathered}a = 1 \\ b = 2\end{gathered}"),
        (r"a &= 1 \\ b &= 2", r"\begin{aligned}a &= 1 \\ b &= 2\end{aligned}"),
        (r"a \\", r"a \\"),
        (r"\begin{cases} a \\ b \end{cases}", r"\begin{cases} a \\ b \end{cases}"),
        (r"\begin{aligned} x \tag{1} \end{aligned}", r"\begin{align*} x \tag{1} \end{align*}"),
        (r"\textcircled{1}", r"\text{①}"),
    ],
)
def test_lines_and_tags_are_taken_as_they_were_meant(tex: str, handed: str) -> None:
    assert prepared(Formula(tex, True)) == handed
