"""What was measured is seen at the step, in the outline, on the timeline and in the overview; the rest is offered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.explore import gauging
from app.explore.gauging import Level
from app.explore.values import TraceView
from app.explore.weighing import Verdict
from app.trace.importance import Continuation, clusters, importance
from app.ui.explorer.legend import Legend
from app.ui.explorer.measuring import Instruments
from app.ui.explorer.timeline import HEIGHT, READINGS
from app.ui.theme import ThemeKeeper
from tests.ui.explorer.conftest import Explorer, IdleGauger, IdleRedraw, IdleWeigher

FALLING = (2.0, 0.6, 0.32, 0.3, 0.31)


class KnownWeigher(IdleWeigher):
    """Two steps were weighed: one that settled the answer, one that changed nothing."""

    def __init__(self, reference: str | None) -> None:
        super().__init__()
        self._reference = reference

    def verdicts(self, view: TraceView) -> dict[int, Verdict]:
        found = {}
        for row, before in ((4, ["9.11"] * 6 + ["9.9"] * 2), (6, ["9.9"] * 8)):
            after = ["9.9"] * 8
            sides = ([Continuation(each, "s") for each in side] for side in (before, after))
            made = importance(view.analysis.steps[row].text, *sides, self._reference)
            found[row] = Verdict(row, made, tuple(clusters(before)), tuple(clusters(after)))
        return found


class KnownGauger(IdleGauger):
    """Somebody has looked at so many of the paragraphs; all of them fit."""

    def __init__(self, looked: int) -> None:
        super().__init__()
        self._looked, self.begun = looked, 0

    def fits(self, view: TraceView) -> bool:
        return True

    def levels(self, view: TraceView) -> tuple[Level, ...]:
        return gauging.levels(view, dict(zip(gauging.places(view)[: self._looked], FALLING, strict=False)))

    def begin(self, view: TraceView) -> None:
        self.begun += 1


@pytest.fixture
def measured(open_explorer: Callable[..., Explorer]) -> Callable[..., Explorer]:
    def begin(looked: int = 0, reference: str | None = None) -> Explorer:
        return open_explorer(instruments=Instruments(KnownWeigher(reference), IdleRedraw(), KnownGauger(looked)))

    return begin


def test_how_much_a_step_mattered_is_seen_in_outline_and_timeline(measured: Callable[..., Explorer]) -> None:
    explorer = measured()
    rows = explorer.presenter.rows
    assert [place for place, row in enumerate(rows) if row.weight is not None] == [4, 6]
    assert rows[4].weight is not None
    assert rows[6].weight is not None
    assert rows[4].weight > 0.5 > rows[6].weight
    explorer.page.outline.marks["weighed"].click()
    assert [each.row for each in explorer.page.outline.rows.entries() if each.step is not None] == [4, 6]
    bar = explorer.page.bar.measure
    assert "importance" in bar.possible()
    bar.chosen.emit("importance")
    assert explorer.page.timeline.measure == "importance"
    middle = sum(explorer.view.ranges[4]) // 2
    spot = QPoint(round(explorer.page.timeline.x_of(middle)), 8)
    QTest.mouseClick(explorer.page.timeline, Qt.MouseButton.LeftButton, pos=spot)
    assert explorer.presenter.row == 4
    assert "KL" in explorer.page.inspector.step.text()
    QTest.keyClick(explorer.page.thinking, Qt.Key.Key_W)
    assert explorer.presenter.row == 6


def test_where_the_right_answer_is_known_right_answers_are_what_is_told(measured: Callable[..., Explorer]) -> None:
    explorer = measured(reference="9.9")
    (first, second) = explorer.page.timeline.weights
    assert (first.short, second.short) == ("+75 %", "±0 %")
    explorer.presenter.go(4)
    assert "Right answers: 25 % before it, 100 % after it." in explorer.page.inspector.step.text()


def test_nothing_weighed_is_no_colour_of_the_timeline(explorer: Explorer) -> None:
    assert "importance" not in explorer.page.bar.measure.possible()
    assert all(row.weight is None for row in explorer.presenter.rows)


def test_how_settled_the_answer_was_is_a_line_under_the_timeline_and_told_on_the_step(
    measured: Callable[..., Explorer],
) -> None:
    explorer = measured(looked=5)
    page, timeline = explorer.page, explorer.page.timeline
    assert timeline.sizeHint().height() == HEIGHT + READINGS
    places = gauging.places(explorer.view)
    explorer.presenter.go(explorer.presenter.measuring.measured.levels[1].row)
    page.inspector.show_tab("step")
    assert "0.60 nats" in page.inspector.step.text()
    assert "2.00 a paragraph earlier" in page.inspector.step.text()
    assert not page.inspector.step.can_gauge, "everything was looked at"
    spot = QPoint(round(timeline.x_of(places[0])), timeline.height() - 30)
    assert "2.00 nats" in timeline.told(spot)
    settled = page.inspector.overview.lines()[5]
    assert "from step" in settled.text
    assert settled.place is not None
    assert settled.place.row == explorer.presenter.measuring.measured.levels[2].row


def test_what_nobody_has_looked_at_is_offered(measured: Callable[..., Explorer]) -> None:
    explorer = measured(looked=2)
    explorer.presenter.go(0)
    step = explorer.page.inspector.step
    assert step.can_gauge
    step.gauge_wished.emit()
    gauger = explorer.instruments.gauger
    assert isinstance(gauger, KnownGauger)
    assert gauger.begun == 1
    assert len(explorer.page.inspector.overview.lines()) == 5, "not all is known yet"


def test_without_the_weights_that_wrote_it_nobody_can_look_and_it_is_said_why(explorer: Explorer) -> None:
    explorer.presenter.go(1)
    step = explorer.page.inspector.step
    assert not step.can_gauge
    assert "weights that wrote it" in step.gauge_why()
    assert explorer.page.timeline.sizeHint().height() == HEIGHT


@pytest.mark.parametrize(("width", "lines"), [(1600, 1), (900, 2), (420, 4)])
def test_the_legend_takes_the_lines_that_it_needs(qapp: QApplication, qtbot: QtBot, width: int, lines: int) -> None:
    legend = Legend(ThemeKeeper(qapp, "light").theme)
    qtbot.addWidget(legend)
    legend.resize(width, 24)
    legend.show()
    assert len(legend.lines()) == lines
    assert legend.height() == 24 * lines
    assert legend.lines()[-1][-1] == "Marked by you"
    assert sum(map(len, legend.lines())) == 14
