"""Somebody who never saw the explorer finds the first doubt, the first candidate and the least certain token."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.explore import traces
from tests.ui.explorer.conftest import Explorer


def press(explorer: Explorer, label: str) -> None:
    """Look for a button that says so, among what is in sight, and press it."""
    buttons = [each for each in explorer.page.findChildren(QPushButton) if each.isVisible() and each.text() == label]
    assert len(buttons) == 1, f"{label}: {[each.text() for each in explorer.page.findChildren(QPushButton)]}"
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def in_sight(explorer: Explorer, row: int) -> bool:
    first, last = explorer.page.thinking.seen()
    return first <= row <= last


@pytest.mark.parametrize("text", [(traces.THINKING, traces.ANSWER), (traces.CHINESE, traces.CHINESE_ANSWER)])
def test_a_newcomer_finds_the_first_doubt_the_first_candidate_and_the_least_certain_token(
    open_explorer: Callable[..., Explorer], text: tuple[str, str]
) -> None:
    explorer = open_explorer(traces.made(*text))
    assert explorer.page.inspector.tab == "overview", "it opens on what happened"

    press(explorer, "First doubt")
    doubted = next(i for i, marks in enumerate(explorer.view.analysis.marks) if any(m.kind == "doubt" for m in marks))
    assert explorer.page.thinking.row == doubted
    assert in_sight(explorer, doubted)

    press(explorer, "First candidate")
    row = explorer.page.thinking.row
    assert row == explorer.view.analysis.candidates.all[0].step
    assert "boxed{9.9}" in explorer.step(row)
    assert in_sight(explorer, row)

    press(explorer, "Least certain token")
    entropies = explorer.view.source.tokens.entropy[: explorer.view.source.figures.thinking_tokens]
    most = max(range(len(entropies)), key=entropies.__getitem__)
    _, start, end = explorer.view.spots.letters(most)
    assert explorer.strong == explorer.view.thinking[start:end]
    assert in_sight(explorer, explorer.page.thinking.row)
    assert explorer.page.inspector.tab == "token"


def test_the_same_ways_are_there_by_keyboard(explorer: Explorer) -> None:
    page = explorer.page
    page.activateWindow()
    page.thinking.setFocus()
    QTest.keyClick(page.thinking, Qt.Key.Key_D)
    first = page.thinking.row
    assert "doubt" in explorer.presenter.rows[first].marks
    QTest.keyClick(page.thinking, Qt.Key.Key_D)
    assert page.thinking.row > first
    QTest.keyClick(page.thinking, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert page.thinking.row == first
    QTest.keyClick(page.thinking, Qt.Key.Key_C)
    assert "candidate" in explorer.presenter.rows[page.thinking.row].marks
    QTest.keyClick(page.thinking, Qt.Key.Key_U)
    assert explorer.strong.strip() in traces.UNSURE


def test_letters_typed_into_the_search_go_nowhere_else(explorer: Explorer) -> None:
    page = explorer.page
    page.activateWindow()
    page.outline.search.setFocus()
    QTest.keyClicks(page.outline.search, "duc")
    assert page.outline.search.text() == "duc"
    assert page.thinking.row == 0
