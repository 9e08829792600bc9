"""Cutting a text into parts: nothing is lost, and whoever reads the parts reads the whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from app.text import segments as module
from app.text.clean import clean
from app.text.read import read
from app.text.segments import segments
from tests.text.samples import DOCUMENTS
from tests.text.test_render import MARKDOWN

TRACES = Path(__file__).resolve().parents[3] / "shared" / "data" / "traces"
FENCES = {
    "a fence with empty lines": "a\n\n```python\nx = 1\n\ny = 2\n\n# no heading\n```\n\nb\n",
    "a longer fence": "````\na\n\n```\n\nb\n````\n\nc\n",
    "a tilde fence": "~~~\na\n\n```\n\nb\n~~~\n\nc\n",
    "a fence that is never closed": "a\n\n```\nb\n\nc\n\nd\n",
    "a code span that looks like a fence": "``` a ` b\n\nc\n\nd\n",
    "a fence in a list": "- a\n\n  ```\n  b\n\n  c\n\nd\n\ne\n\n```\nf\n\ng\n```\n\nh\n",
    "a fence in a quotation": "> ```\n> a\n\nb\n\n```\nc\n\nd\n```\n\ne\n",
    "a list that goes on": "1. a\n\n2. b\n\n   c\n\n3. d\n\nend\n",
    "indented code": "a\n\n    b\n\n    c\n\nd\n",
    "verse": "春眠不觉晓，\n处处闻啼鸟。\n\n夜来风雨声，\n花落知多少。\n",
}


@pytest.fixture(autouse=True)
def smallest_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cut there is: so each can be wrong."""
    monkeypatch.setattr(module, "LEAST", 1)


def same(text: str) -> None:
    parts = segments(clean(text))
    assert "".join(parts) == clean(text)
    assert [block for part in parts for block in read(part)] == read(text)


@pytest.mark.parametrize("name", FENCES)
def test_code_lists_and_quotations_are_not_cut_within(name: str) -> None:
    same(FENCES[name])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_parts_of_a_document_are_the_document(name: str) -> None:
    same(DOCUMENTS[name])


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_any_markdown_is_the_same_in_parts(text: str) -> None:
    parts = segments(clean(text))
    assert "".join(parts) == clean(text)
    assert [block for part in parts for block in read(part)] == read(text)


@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded traces are not here")
def test_real_traces_are_the_same_in_parts() -> None:
    for path in sorted(TRACES.glob("*_r1_*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[:60]:
            same(json.loads(line)["thinking"])


def test_prose_is_cut_into_parts_of_some_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST", 2000)
    parts = segments("A sentence of some words, and another.\n\n" * 1000)
    assert all(2000 <= len(part) < 2100 for part in parts[:-1])


def test_an_empty_text_has_no_parts() -> None:
    assert segments("") == []
