"""The statistics in the whole program: what was answered is a point, and the point opens its trace."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.explore import gathering
from app.ui.explorer.page import ExplorerPage
from app.ui.statistics.page import StatisticsPage
from tests.explore import traces
from tests.ui.person import Person


def test_every_answer_is_a_point_that_opens_its_trace(start: Callable[..., Person], tmp_path: Path) -> None:
    script = tmp_path / "thinks.jsonl"
    replies = [
        {"match": "long", "family": "deepseek-r1", "raw": f"{traces.THINKING}\n</think>\n\n{traces.ANSWER}"},
        {"match": "", "family": "deepseek-r1", "raw": "Short.\n</think>\n\nYes."},
    ]
    script.write_text("".join(json.dumps(each) + "\n" for each in replies), encoding="utf-8")
    person = start(script=script)
    person.wait_ready()
    person.ask_and_wait("a long one")
    person.ask_and_wait("and another")
    person.window.resize(1280, 800)
    person.press(" Statistics")
    page = person.window.page
    assert isinstance(page, StatisticsPage)
    opener = person.desk.pages.opener("statistics")
    person.wait(lambda: len(opener.counting.counted) == 2 and not opener.counting.busy)
    assert page.foot() == "Traces shown: 2"
    first = next(each for each in opener.counting.counted.values() if each.figures.steps > 3)
    assert first.figures.characters == len(traces.THINKING)
    runs = person.program.store.statistics.runs(gathering.RULES)
    assert [run.figures is not None for run in runs] == [True, True], "they need not be counted again"
    assert person.program.store.statistics.runs("other rules")[0].figures is None
    spot = page.chart.spot_of(first.run.answer)
    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert isinstance(person.window.page, ExplorerPage)
    explorer = person.desk.pages.opener("explorer")
    person.wait(lambda: explorer.presenter.view is not None)
    assert explorer.presenter.view.thinking == traces.THINKING
