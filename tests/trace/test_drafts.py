"""Drafts of poems and code stand beside their final form, as a difference that gives both back."""

from hypothesis import given
from hypothesis import strategies as st

from app.trace.drafts import diff, drafts
from app.trace.steps import segment

POEM = "春风又绿江南岸，明月何时照我还。细雨斜阳归故里，青山依旧对门关。"
DRAFT = "春风又绿江南岸，明月何时照我还。细雨斜阳归客路，青山依旧对门关。"
CODE = "def add(a, b):\n    return a + b\n"


def test_a_draft_of_a_poem_differs_in_the_characters_that_were_changed() -> None:
    thinking, answer = f"初稿：\n{DRAFT}\n再改。", f"《归》\n\n{POEM}\n"
    (draft,) = drafts(segment(thinking), answer)
    assert (draft.kind, draft.text, answer[slice(*draft.final)]) == ("poem", DRAFT, POEM)
    assert [edit.text for edit in draft.edits if edit.kind == "gone"] == ["客路"]
    assert [edit.text for edit in draft.edits if edit.kind == "new"] == ["故里"]
    assert thinking[draft.start : draft.end] == draft.text


def test_a_draft_of_code_differs_in_lines() -> None:
    thinking = f"Try this:\n\n```python\n{CODE}```\n\nIt lacks a type."
    (draft,) = drafts(segment(thinking), f"Here:\n\n```python\n{CODE.replace('b)', 'b: int)')}```\n")
    assert (draft.kind, draft.text) == ("code", CODE)
    assert [(edit.kind, edit.text.strip()) for edit in draft.edits] == [
        ("gone", "def add(a, b):"),
        ("new", "def add(a, b: int):"),
        ("same", "return a + b"),
    ]


def test_another_poem_is_no_draft() -> None:
    other = "床前明月光，疑是地上霜。举头望明月，低头思故乡。"
    assert drafts(segment(f"李白写过：{other}"), POEM) == []
    assert drafts(segment(DRAFT), "No poem here.") == []
    assert drafts([], POEM) == []


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_a_difference_gives_both_forms_back(before: str, after: str) -> None:
    edits = diff(before, after)
    assert "".join(edit.text for edit in edits if edit.kind != "new") == before
    assert "".join(edit.text for edit in edits if edit.kind != "gone") == after
