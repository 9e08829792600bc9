"""Paragraphs without Qt are the paragraphs that are drawn, so that what is counted is what is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtWidgets import QApplication

from app.text.plain import paragraphs
from app.text.read import read
from app.ui.reader.page import Page
from app.ui.theme import theme_named
from app.ui.widgets.setting import Setting
from tests.text.samples import DOCUMENTS
from tests.text.test_render import MARKDOWN

FRAME = "\ufdd0\ufdd1"
"""What Qt puts around tables."""


def drawn(text: str) -> list[str]:
    page = Page(Setting(theme_named("light"), 16))
    page.show(read(text))
    raw = page.document.toRawText().replace("\u2028", "\n")
    for mark in FRAME:
        raw = raw.replace(mark, "\u2029")
    return [each for each in raw.split("\u2029") if each]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_paragraphs_of_a_document_are_those_that_are_drawn(qapp: QApplication, name: str) -> None:
    assert [each for each in paragraphs(read(DOCUMENTS[name])) if each] == drawn(DOCUMENTS[name])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKDOWN)
def test_any_markdown_is_the_same_drawn_and_not(qapp: QApplication, text: str) -> None:
    assert [each for each in paragraphs(read(text)) if each] == drawn(text)
