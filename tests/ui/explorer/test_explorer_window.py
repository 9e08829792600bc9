"""The explorer in the whole program: opened from an answer, followed while it thinks, used to try something else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.engine.values import Phase
from app.ui.explorer.opener import ExplorerOpener
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.states import Marks
from tests.explore import traces
from tests.ui.person import Person


class Explorer:
    """Somebody who opens the explorer of the last answer."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def opener(self) -> ExplorerOpener:
        return self.person.desk.pages.opener("explorer")

    @property
    def page(self) -> ExplorerPage:
        page = self.person.window.page
        assert isinstance(page, ExplorerPage)
        return page

    @property
    def presenter(self):
        return self.opener.presenter

    def wait_read(self, generation: int | None = None) -> None:
        """Until the trace (of this generation) is there as a whole."""

        def there() -> bool:
            view = self.presenter.view if self.presenter is not None else None
            return view is not None and generation in (None, view.source.generation)

        self.person.wait(there, 60_000)


@pytest.fixture
def program(start: Callable[..., Person], tmp_path: Path) -> Callable[[float], Person]:
    """The program, whose model thinks about 9.11 and 9.9."""

    def begin(speed: float = 0) -> Person:
        script = tmp_path / "thinks.jsonl"
        reply = {"match": "", "family": "deepseek-r1", "raw": f"{traces.THINKING}\n</think>\n\n{traces.ANSWER}"}
        script.write_text(json.dumps(reply) + "\n", encoding="utf-8")
        person = start(speed=speed, script=script)
        person.wait_ready()
        return person

    return begin


def test_the_explorer_follows_a_thinking_and_then_knows_all_of_it(program: Callable[[float], Person]) -> None:
    person = program(400)
    person.ask("Which is larger?")
    person.wait(lambda: person.program.session.live is not None and len(person.program.session.live.thinking) > 200)
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    person.wait(lambda: len(explorer.page.thinking.rows) > 3)
    assert explorer.presenter.view is None, "it still runs"
    assert "tempo" in explorer.page.bar.measure.possible(), "what its tokens measure is known as they come"
    assert "seconds" in explorer.page.bar.across.possible()
    explorer.wait_read()
    person.wait_ready()
    view = explorer.presenter.view
    assert view.thinking == traces.THINKING
    assert view.counted
    assert len(explorer.page.thinking.rows) == len(view.analysis.steps)
    person.window.actions_.explore.trigger()
    assert person.window.page is None, "the same key leaves it"


def test_a_step_drawn_again_is_another_version_that_is_explored(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    explore = [b for b in person.window.transcript.findChildren(QAbstractButton) if b.text() == "Explore"]
    explore[0].click()
    explorer = Explorer(person)
    explorer.wait_read()
    first = explorer.presenter.view.source.generation
    explorer.presenter.go(4)
    start = explorer.presenter.view.analysis.steps[4].start
    token = explorer.presenter.view.ranges[4][0]
    explorer.page.inspector.step.go_on_wished.emit()
    person.wait(lambda: person.answers() == 2)
    explorer.wait_read(first + 1)
    new = person.program.store.generations.get(first + 1)
    assert (new.origin, new.origin_kind, new.origin_tokens) == (first, "fork", token)
    assert explorer.presenter.view.thinking.startswith(traces.THINKING[:start])


def test_a_thinking_can_be_ended_behind_a_step(program: Callable[[float], Person]) -> None:
    person = program(300)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    first = explorer.presenter.view.source.generation
    explorer.presenter.go(2)
    end = explorer.presenter.view.analysis.steps[2].end
    explorer.page.inspector.step.answer_wished.emit()
    person.wait(lambda: person.answers() == 2, 60_000)
    explorer.wait_read(first + 1)
    happened = [each.kind for each in person.program.store.generations.get(first + 1).happenings]
    assert "answer_now" in happened
    assert explorer.presenter.view.thinking[:end].strip() == traces.THINKING[:end].strip()


def test_an_edited_thinking_is_gone_on_from(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    explorer.presenter.go(1)
    explorer.page.inspector.step.edit_wished.emit()
    assert explorer.page.editor.isVisible()
    text = explorer.page.editor.text()
    assert text == traces.THINKING[: explorer.presenter.view.analysis.steps[1].end].rstrip()
    explorer.page.editor.taken.emit(text + " No: I need to look at lengths.")
    person.wait(lambda: person.answers() == 2)
    explorer.wait_read(2)
    assert "I need to look at lengths." in explorer.presenter.view.thinking


def test_nothing_is_tried_while_something_runs(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    assert explorer.presenter.trying.possible() == (True, "")
    person.program.session.load(person.program.session.status.model.path)
    can, why = explorer.presenter.trying.possible()
    assert (can, bool(why)) == (False, True)
    person.wait(lambda: person.program.session.status.phase is Phase.READY)


def test_a_fork_is_compared_with_what_it_came_from(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    explorer.presenter.go_to_token(
        explorer.presenter.view.spots.token("thinking", traces.THINKING.index("Alternatively"))
    )
    explorer.page.inspector.token.text_wished.emit("On second thoughts, lengths do matter. ")
    person.wait(lambda: person.answers() == 2)
    explorer.wait_read(2)
    explorer.page.compare_wished.emit()
    comparer = person.desk.pages.opener("compare")
    person.wait(lambda: comparer.presenter.comparison is not None)
    page = person.window.page
    first, second = comparer.presenter.comparison.views
    assert (first.source.generation, second.source.generation) == (1, 2)
    shown = [page.table.lines.line(row) for row in range(page.table.lines.rowCount())]
    for column, view in enumerate((first, second)):
        cells = [line.cells[column] for line in shown]
        assert [cell.row for cell in cells if cell is not None] == list(range(len(view.analysis.steps)))
    assert "On second thoughts" in second.thinking
    page.only.click()
    kept = [page.table.lines.line(row) for row in range(page.table.lines.rowCount())]
    assert kept == [line for line in shown if line.only is not None]
    assert page.answers.texts()[0] == first.answer
    page.table.step_wished.emit(1, 3)
    explorer.wait_read(2)
    assert explorer.page.thinking.row == 3


def test_a_reader_s_marks_are_kept_and_shown_everywhere(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    explorer.presenter.go(3)
    step = explorer.presenter.view.analysis.steps[3]
    marking = explorer.page.inspector.step.marking
    marking.wished.emit(3, Marks(True, "key step", "settles it", 4))
    person.wait(lambda: 3 in explorer.presenter.marks.rows())
    (kept,) = person.program.store.annotations.of_generation(1)
    assert (kept.first, kept.last, kept.marking.note, kept.marking.rating) == (step.start, step.end, "settles it", 4)
    assert [label.name for label in person.program.store.annotations.labels()] == ["key step"]
    assert "mine" in explorer.presenter.rows[3].marks
    assert explorer.presenter.marks.highlights() == ((step.start, step.end),)
    explorer.page.outline.marks["mine"].click()
    assert [entry.row for entry in explorer.page.outline.rows.entries() if entry.step is not None] == [3]
    explorer.presenter.go(4)
    explorer.presenter.go(3)
    assert explorer.presenter.marks.of(3) == Marks(True, "key step", "settles it", 4)
    marking.wished.emit(3, Marks())
    person.wait(lambda: not explorer.presenter.marks.rows())
    assert person.program.store.annotations.of_generation(1) == []


def test_a_step_that_is_always_drawn_alike_is_said_to_be_settled(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    explorer.presenter.go(3)
    redraw = explorer.opener.instruments.redraw
    given_up: list[int] = []
    redraw.gave_up.connect(given_up.append)
    explorer.page.inspector.step.resample_wished.emit()
    person.wait(lambda: bool(given_up), 60_000)
    assert redraw.row is None
    person.wait_ready()
    (exchange,) = person.program.store.conversations.branch(person.desk.conversation.conversation)
    assert len(exchange.answers) == 1, "what was drawn is no version of the answer"
    assert given_up == [15]


def test_how_settled_the_answer_was_is_measured_on_demand_and_found_again(program: Callable[[float], Person]) -> None:
    person = program(0)
    person.ask_and_wait("Which is larger?")
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    explorer.wait_read()
    explorer.presenter.go(3)
    step = explorer.page.inspector.step
    explorer.page.inspector.tabs.chosen.emit("step")
    assert step.can_gauge
    step.gauge_wished.emit()
    assert explorer.page.work.isVisible()
    person.wait(lambda: explorer.presenter.measuring.measured.complete, 60_000)
    assert not explorer.page.work.isVisible()
    paragraphs = len(traces.THINKING.split("\n\n"))
    assert len(explorer.page.timeline.readings) == paragraphs
    assert "nats at the end of step" in step.text()
    assert not step.can_gauge
    kept = person.program.store.gauges.of_generation(explorer.presenter.view.source.generation)
    assert len(kept) == paragraphs


def test_rows_of_a_thinking_on_its_way_stay_where_they_are_when_they_are_looked_at(
    program: Callable[[float], Person],
) -> None:
    person = program(400)
    person.ask("Which is larger?")
    person.wait(lambda: person.program.session.live is not None and len(person.program.session.live.thinking) > 350)
    person.window.actions_.explore.trigger()
    explorer = Explorer(person)
    person.wait(lambda: len(explorer.page.thinking.rows) > 6)
    following = explorer.presenter.following
    live = following._live
    assert live.steps, "the first of them were looked at"
    held = [(row.start, row.gap) for row in explorer.page.thinking.rows.all]
    live.settle()
    following._grow()
    following.draw()
    rows = explorer.page.thinking.rows.all
    assert [(row.start, row.gap) for row in rows[: len(held) - 1]] == held[:-1]
    assert all(row.kind is not None for row in rows[: len(live.steps)])
    explorer.wait_read()
