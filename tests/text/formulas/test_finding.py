"""Where formulas begin and end in Markdown, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.blocks import Code, Text
from app.text.growing import Growing
from app.text.read import read


def formulas(markdown: str, *, growing: bool = False) -> list[tuple[str, str]]:
    """Kind and source of every formula, in order."""
    texts = [block for block in read(markdown, growing=growing) if isinstance(block, Text)]
    return [(run.formula, run.text) for block in texts for run in block.runs if run.formula]


@pytest.mark.parametrize(
    ("markdown", "kind", "source"),
    [
        ("so $x_1$ is", "inline", "$x_1$"),
        (r"so \(x_1\) is", "inline", r"\(x_1\)"),
        ("so $$x$$ is", "display", "$$x$$"),
        (r"so \[x\] is", "display", r"\[x\]"),
        (r"it is \boxed{\frac{1}{2}}.", "inline", r"\boxed{\frac{1}{2}}"),
        ("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}", "display", None),
        ("\\[\n- x\n= y\n+ z\n\\]", "display", None),
        ("$$\n\\begin{cases} 1 & \\text{当 } x \\\\ 2 \\end{cases}\n$$", "display", None),
        ("因此$x=1$，所以", "inline", "$x=1$"),
        ("**so $a*b*c$ is**", "inline", "$a*b*c$"),
    ],
)
def test_all_delimiters_make_a_formula_letter_by_letter(markdown: str, kind: str, source: str | None) -> None:
    assert formulas(markdown) == [(kind, source or markdown)]


@pytest.mark.parametrize(
    "prose",
    [
        "from $5 to $10",
        "it costs $5, or $10 with tax",
        "US$5 and CA$6",
        "between $1,000 and $2,000 per month",
        "set $HOME/$USER first",
        "echo ${A}${B}",
        "cd $HOME && echo $PATH",
        "价格是$5，后来涨到$10。",
        "a lone $ sign",
        "$ x $ with spaces inside",
        "`$x$` in code",
        "```\n$x$ and \\(y\\)\n```",
        "    $indented$",
        r"an escaped \$x\$ dollar",
        r"\\(not one\\)",
    ],
)
def test_a_dollar_in_prose_or_in_code_is_no_formula(prose: str) -> None:
    assert formulas(prose) == []


@pytest.mark.parametrize("half", ["so $\\frac{1", r"so \(x_1", "so $$x + ", "\\[\nx = ", r"so \boxed{4"])
def test_a_formula_that_is_half_there_stands_as_it_was_written_while_more_comes(half: str) -> None:
    (kind, source), *more = formulas(half, growing=True)
    assert (kind, more) == ("half", [])
    assert half.rstrip().endswith(source)
    assert formulas(half) == []


def test_what_is_in_a_half_display_is_never_taken_for_markdown_meanwhile() -> None:
    text = "So:\n\n\\[\n- a\n\n= b\n\\]\n"
    growing = Growing()
    for at in range(text.index("= b") - 2):
        growing.feed(text[at])
        growing.advance()
        assert not any(block.marker for block in growing.tail(growing=True) if isinstance(block, Text))


def test_displays_stand_in_lines_of_their_own_with_their_full_stop() -> None:
    blocks = read("We have $$a$$, and then \\[b\\] holds.")
    assert [(block.display, block.plain) for block in blocks if isinstance(block, Text)] == [
        (False, "We have"),
        (True, "$$a$$,"),
        (False, "and then"),
        (True, "\\[b\\]"),
        (False, "holds."),
    ]


def test_a_fence_ends_what_a_display_that_was_never_closed_began() -> None:
    blocks = read("\\[ x\n```python\ny = 1\n```\n\nend \\]")
    assert any(isinstance(block, Code) for block in blocks)


PIECES = st.sampled_from(
    ["$", "$$", "\\(", "\\)", "\\[", "\\]", "\\boxed{", "}", "x", " ", "\n", "5", "一", "\\", "`a`"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_heap_of_delimiters_loses_a_letter(text: str) -> None:
    shown = "".join(block.plain for block in read(text) if isinstance(block, Text))
    shown += "".join(block.code for block in read(text) if isinstance(block, Code))
    assert shown.count("x") == text.count("x")
    assert shown.count("一") == text.count("一")


def test_thousands_of_openers_are_read_in_no_time() -> None:
    from time import process_time

    began = process_time()
    for opener in ("$", "$$", "\\(", "\\[", "\\boxed{", "\\begin{align}"):
        read(f"{opener} x " * 3000)
    assert process_time() - began < 6
