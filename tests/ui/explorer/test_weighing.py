"""Importance by resampling on the starter weights, end to end: its numbers are those of the stored continuations."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.convert import split_for_store
from app.engine.session import Session
from app.engine.values import Ask, LoadOptions, Phase
from app.explore import assemble, weighing
from app.store.store import Store
from app.trace.candidates import normalise
from app.trace.importance import DIFFERENT, importance
from app.trace.likeness import likeness
from app.ui.explorer.redraw import Redraw
from app.ui.explorer.weigher import Job, Weigher

COUNT = 3
MOST = 32


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, starter_weights: Path) -> Iterator[tuple[Store, Session]]:
    store = Store.open(tmp_path / "store.db", split_for_store, reserve_size=0)
    session = Session(store)
    session.load(starter_weights, LoadOptions(n_ctx=1024))
    qtbot.waitUntil(lambda: session.status.phase is Phase.READY, timeout=60_000)
    yield store, session
    session.close()
    store.close()


def kl_by_hand(after: list[str | None], before: list[str | None]) -> float:
    """sum p log(p/q) over all answers that came, each count raised by one half."""
    one, two = (Counter(normalise(each) if each else "" for each in side) for side in (after, before))
    every = {*one, *two}
    p = {each: (one[each] + 0.5) / (len(after) + len(every) / 2) for each in every}
    q = {each: (two[each] + 0.5) / (len(before) + len(every) / 2) for each in every}
    return sum(p[each] * math.log(p[each] / q[each]) for each in every)


@pytest.mark.model
def test_what_weighing_says_is_what_the_stored_continuations_say(session: tuple[Store, Session], qtbot: QtBot) -> None:
    store, engine = session
    answers: list[int] = []
    engine.begun.connect(lambda begun: answers.append(begun.answer))
    sampling = {"temperature": 0.9, "seed": 11}
    engine.ask(Ask(None, None, "Name two colours. Answer in two short sentences.", sampling=sampling, max_tokens=60))
    qtbot.waitUntil(lambda: bool(answers) and engine.status.phase is Phase.READY, timeout=120_000)
    # These weights have no thinking of their own: what they answered is explored in its place.
    source = assemble.source(store, answers[0])
    view = assemble.view(source)
    assert view.counted
    row = min(1, len(view.analysis.steps) - 1)
    weigher = Weigher(store, engine)
    weigher.weighed.connect(weigher.pause)
    weigher.begin(Job(view, (row,), COUNT, MOST))
    qtbot.waitUntil(lambda: weigher.progress is not None and weigher.progress.paused, timeout=120_000)
    paused = weigher.progress
    assert paused is not None
    assert paused.done < paused.wanted == 2 * COUNT
    weigher.weighed.disconnect(weigher.pause)
    weigher.resume()
    qtbot.waitUntil(lambda: weigher.progress is None, timeout=120_000)

    (kept,) = store.importances.of_generation(source.generation)
    step = view.analysis.steps[row]
    sides = []
    for group, start in ((kept.before_group, step.start), (kept.after_group, step.end)):
        samples = [each for each in store.groups.samples(group) if each.generation.ending in ("stop", "length")]
        assert len(samples) >= COUNT
        origins = {each.generation.origin for each in samples}
        assert origins == {source.generation}
        assert all((each.thinking or each.answer).startswith(view.thinking[:start]) for each in samples)
        sides.append([weighing.continuation(each, start) for each in samples])
    said = weigher.verdicts(view)[row].importance
    assert said == importance(step.text.strip(), *sides)
    before, after = ([each.answer for each in side] for side in sides)
    assert said.resampling_kl == pytest.approx(kl_by_hand(after, before))
    assert (said.before, said.after) == (len(sides[0]), len(sides[1]))
    # They are kept, but no versions of the answer.
    exchange = store.conversations.branch(source.conversation)[0]
    assert exchange.answers == (answers[0],)
    assert exchange.answer is not None
    assert exchange.answer.id == answers[0]


@pytest.mark.model
def test_a_step_is_drawn_until_it_differs_and_the_model_goes_on_from_there(
    session: tuple[Store, Session], qtbot: QtBot
) -> None:
    store, engine = session
    answers: list[int] = []
    engine.begun.connect(lambda begun: answers.append(begun.answer))
    sampling = {"temperature": 1.2, "seed": 5}
    engine.ask(Ask(None, None, "Tell me about rivers in three sentences.", sampling=sampling, max_tokens=80))
    qtbot.waitUntil(lambda: bool(answers) and engine.status.phase is Phase.READY, timeout=120_000)
    view = assemble.view(assemble.source(store, answers[0]))
    run = Weigher(store, engine).run_of(view)
    redraw = Redraw(store, engine)
    found: list[bool] = []
    redraw.found.connect(lambda: found.append(True))
    redraw.begin(view, run, 0)
    qtbot.waitUntil(lambda: bool(found), timeout=120_000)
    qtbot.waitUntil(lambda: engine.status.phase is Phase.READY, timeout=120_000)
    assert redraw.row is None
    (exchange,) = store.conversations.branch(view.source.conversation)
    assert len(exchange.answers) == 2, "only the one that differs is a version"
    other = assemble.view(assemble.source(store, exchange.answers[1]))
    assert likeness(view.analysis.steps[0].text, other.analysis.steps[0].text) < DIFFERENT
