"""The explorer's panes move together, whichever of them somebody uses; what is not known is not offered."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.explore import assemble
from app.ui.explorer.outline_rows import EntryRole
from tests.explore import traces
from tests.ui.explorer.conftest import Explorer


def together(explorer: Explorer, row: int) -> None:
    page = explorer.page
    assert page.thinking.row == row
    assert page.outline.list.currentIndex().data(EntryRole).row == row
    assert f"Step {row + 1} " in page.inspector.step.text()
    assert page.timeline.accessibleDescription() == f"Step {row + 1}"


def test_the_timeline_leads_everywhere(explorer: Explorer) -> None:
    timeline = explorer.page.timeline
    for row in (5, 2, 9):
        start, end = explorer.view.ranges[row]
        x = (timeline.x_of(start) + timeline.x_of(end)) / 2
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 30))
        together(explorer, row)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    together(explorer, 10)
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    together(explorer, 0)


def test_the_outline_and_the_text_lead_everywhere(explorer: Explorer) -> None:
    page = explorer.page
    page.outline.list.setCurrentIndex(page.outline.rows.index(page.outline.rows.place_of(4)))
    together(explorer, 4)
    rect = page.thinking.row_rect(3)
    QTest.mouseClick(page.thinking.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    together(explorer, 3)
    QTest.keyClick(page.thinking, Qt.Key.Key_Down)
    together(explorer, 4)
    QTest.keyClick(page.thinking, Qt.Key.Key_End)
    last = len(explorer.view.analysis.steps) + len(explorer.view.analysis.links) - 1
    assert explorer.presenter.row == last, "the answer follows the thinking"


def test_a_sentence_of_the_answer_shows_the_steps_that_settle_it(explorer: Explorer) -> None:
    links = explorer.view.analysis.links
    found = next(place for place, link in enumerate(links) if link.standing == "found")
    rect = explorer.page.answer.row_rect(found)
    QTest.mouseClick(explorer.page.answer.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert explorer.page.thinking.lit == frozenset(each.step for each in links[found].evidence)
    assert "never a cause" in explorer.page.inspector.step.text()
    absent = next(place for place, link in enumerate(links) if link.standing == "absent")
    assert explorer.page.answer.rows.all[absent].note == "not in the thinking"


def test_a_filter_leaves_only_what_it_says_under_the_headings_of_its_phases(explorer: Explorer) -> None:
    outline = explorer.page.outline
    outline.marks["doubt"].click()
    rows = [entry.step for entry in outline.rows.entries() if entry.step is not None]
    assert rows
    assert all("doubt" in row.marks for row in rows)
    assert outline.foot() == f"{len(rows)} of {len(explorer.view.analysis.steps)} step(s)"
    outline.search.setText("no such words anywhere")
    assert not [entry for entry in outline.rows.entries() if entry.step is not None]
    outline.search.setText("")
    outline.marks["doubt"].click()
    assert len([e for e in outline.rows.entries() if e.step is not None]) == len(explorer.view.analysis.steps)


def test_left_and_right_walk_through_whole_characters(open_explorer: Callable[..., Explorer]) -> None:
    explorer = open_explorer(traces.made(traces.CHINESE, traces.CHINESE_ANSWER))
    emoji = explorer.view.thinking.index("😀")
    explorer.presenter.go_to_token(explorer.view.spots.token("thinking", emoji))
    assert explorer.strong == "😀"
    assert "Tokens" in explorer.page.inspector.token.title()
    QTest.keyClick(explorer.page.thinking, Qt.Key.Key_Right)
    assert explorer.strong == "，"
    QTest.keyClick(explorer.page.thinking, Qt.Key.Key_Left)
    assert explorer.strong == "😀"


def test_a_click_behind_an_emoji_finds_the_letter_under_the_pointer(open_explorer: Callable[..., Explorer]) -> None:
    explorer = open_explorer(traces.made(traces.CHINESE, traces.CHINESE_ANSWER))
    pane, char = explorer.page.thinking, explorer.view.thinking.index("是正数")
    row = pane.rows.of_char(char)
    pane.show_row(row)
    found = pane.rows.set_row(row)
    inside = char - pane.rows.all[row].start
    line = found.layout.lineForTextPosition(found.position(inside))
    x = line.cursorToX(found.position(inside))
    x = x[0] if isinstance(x, tuple) else x
    rect = pane.row_rect(row)
    point = QPointF(pane.gutter_width() + x + 3, rect.top() + found.line_top(inside) + found.line / 2)
    assert pane.spot_at(point) == (row, char)


def test_what_is_drawn_over_is_copied_letter_by_letter(explorer: Explorer) -> None:
    pane = explorer.page.thinking
    rect = pane.row_rect(1)
    begin = QPoint(pane.gutter_width() + 2, round(rect.top()) + 14)
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(pane.viewport(), begin + QPoint(120, 0))
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=begin + QPoint(120, 0))
    assert pane.selection is not None
    pane.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied
    assert explorer.view.thinking[pane.selection[0] :].startswith(copied)


def test_what_was_not_kept_cannot_be_chosen(open_explorer: Callable[..., Explorer]) -> None:
    explorer = open_explorer(assemble.imported("?", "R1", traces.THINKING, traces.ANSWER))
    page = explorer.page
    assert page.bar.measure.possible() == ("kind",)
    assert page.bar.heat.possible() == ("none",)
    assert page.bar.across.possible() == ("tokens",)
    assert "imported" in page.inspector.step.why_not()
    assert page.inspector.forks.lines() == ()


def test_heat_is_laid_under_the_unsure_tokens_only(explorer: Explorer) -> None:
    explorer.page.bar.heat_wished.emit("entropy")
    row = explorer.page.thinking.rows.of_char(explorer.view.thinking.index("Wait"))
    grounds = explorer.page.thinking.grounds(row)
    strongest = max(grounds, key=lambda ground: ground[2].alphaF())
    assert explorer.view.thinking[strongest[0] : strongest[1]].strip() in traces.UNSURE
    explorer.page.bar.heat_wished.emit("none")
    assert explorer.page.thinking.grounds(row) == ()


def test_a_narrow_window_shows_one_pane_at_a_time(open_explorer: Callable[..., Explorer]) -> None:
    explorer = open_explorer(width=640)
    assert explorer.page.thinking.isVisible()
    assert not explorer.page.outline.isVisible()
    explorer.page.resize(1200, 700)
    assert explorer.page.outline.isVisible()
