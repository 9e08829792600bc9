"""Drafts of poems and code are listed with their step; the chosen one stands against its final form."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.trace.drafts import Draft
from app.ui.explorer import present_drafts
from tests.explore import traces
from tests.ui.explorer.conftest import Explorer

FIRST = "def mean(values):\n    return sum(values) / len(values)\n"
FINAL = "def mean(values):\n    if not values:\n        return 0.0\n    return sum(values) / len(values)\n"
POEM = "春风又绿江南岸，明月何时照我还。细雨斜阳归故里，青山依旧对门关。"
THINKING = f"""The user wants a mean. Let me write it down.

```python
{FIRST}```

Wait, an empty list divides by zero. Hmm.

A poem shall stand under it. First try:

{POEM.replace("故里", "客路")}

Then once more, with nothing to change:

```python
{FINAL}```

That makes sense."""
ANSWER = f"Here it is:\n\n```python\n{FINAL}```\n\n{POEM}\n"


def opened(open_explorer: Callable[..., Explorer]) -> Explorer:
    explorer = open_explorer(traces.made(THINKING, ANSWER))
    explorer.page.inspector.tab_wished.emit("drafts")
    return explorer


def click(explorer: Explorer, line: int) -> None:
    shown = explorer.page.inspector.drafts.list
    rect = shown.visualItemRect(shown.item(line))
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_each_draft_is_listed_with_its_step_and_how_far_it_is_from_the_answer(
    open_explorer: Callable[..., Explorer],
) -> None:
    explorer = opened(open_explorer)
    pane = explorer.page.inspector.drafts
    steps = [line.row for line in pane.lines()]
    assert steps == sorted(steps)
    assert ["mean(values)" in explorer.step(row) for row in steps] == [True, False, True]
    assert [line.text for line in pane.lines()] == [
        f"Step {steps[0] + 1} · code · lines −0 +2",
        f"Step {steps[1] + 1} · poem · characters −2 +2",
        f"Step {steps[2] + 1} · code · as in the answer",
    ]


def test_the_chosen_draft_stands_against_its_final_form_and_leads_to_its_step(
    open_explorer: Callable[..., Explorer],
) -> None:
    explorer = opened(open_explorer)
    pane = explorer.page.inspector.drafts
    assert pane.difference.set_off("new") == ["    if not values:\u2029        return 0.0\u2029"]
    assert explorer.presenter.row == 0, "to look at the tab moves nothing"
    click(explorer, 1)
    assert (pane.difference.set_off("gone"), pane.difference.set_off("new")) == (["客路"], ["故里"])
    assert explorer.presenter.row == explorer.page.thinking.row == pane.lines()[1].row
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    assert pane.difference.toPlainText() == FINAL
    assert pane.difference.set_off("gone") == pane.difference.set_off("new") == []
    assert explorer.presenter.row == pane.lines()[2].row


def test_a_draft_in_sight_stays_while_one_moves_through_the_thinking(open_explorer: Callable[..., Explorer]) -> None:
    explorer = opened(open_explorer)
    click(explorer, 1)
    explorer.presenter.next_mark("doubt")
    assert explorer.page.inspector.tab == "drafts"
    assert explorer.page.inspector.drafts.list.currentRow() == 1


def test_where_there_are_no_drafts_the_tab_says_so(open_explorer: Callable[..., Explorer]) -> None:
    drafts = open_explorer().page.inspector.drafts
    assert drafts.empty
    assert drafts.lines() == ()


def test_a_trace_without_drafts_takes_away_those_of_the_one_before(open_explorer: Callable[..., Explorer]) -> None:
    explorer = opened(open_explorer)
    assert not explorer.page.inspector.drafts.empty
    explorer.presenter.show_view(open_explorer().view)
    assert explorer.page.inspector.drafts.empty


def test_all_tabs_find_room_where_the_inspector_is_narrowest(open_explorer: Callable[..., Explorer]) -> None:
    explorer = open_explorer(width=900)
    inspector = explorer.page.inspector
    assert inspector.tabs.geometry().right() <= inspector.width()
    assert inspector.tabs.width() >= inspector.tabs.sizeHint().width()


def test_that_only_the_beginning_of_something_very_long_is_compared_is_said(explorer: Explorer) -> None:
    long = Draft("code", 0, 0, 30_000, "x" * 30_000, (0, 30_000), ())
    short = Draft("code", 1, 0, 9, "x = 1\n", (0, 9), ())
    view = replace(explorer.view, analysis=replace(explorer.view.analysis, drafts=(long, short)))
    told = [line.text for line in present_drafts.lines(view)]
    assert told[0].replace(",", "").endswith("of the first 20000 characters")
    assert told[1].endswith("as in the answer")
