"""How settled the answer was, on the starter weights end to end: what is shown is what a plain computation gives."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.engine import branch
from app.engine.convert import split_for_store
from app.engine.questions import Probe
from app.engine.session import Session
from app.engine.values import Ask, LoadOptions, Origin, Phase, Probing, Steering
from app.engine.weights import usual
from app.explore import assemble, gauging
from app.explore.values import TraceView
from app.store.records import Begun
from app.store.store import Store
from app.ui.explorer.gauger import Gauger

QUESTION = "Which is larger, 9.11 or 9.9?"
PARAGRAPHS = "Let me compare.\n\nThe whole parts are both 9.\n\nThe tenths are 1 and 9,"
CLOSING = "</think>"
STORY = "Tell a story about a fox in five paragraphs."


@pytest.fixture(params=["thinking"])
def session(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, starter_weights: Path
) -> Iterator[tuple[Store, Session]]:
    """The starter with its adapter, or "plain": without it, which writes longer ones once it was made to think."""
    store = Store.open(tmp_path / "store.db", split_for_store, reserve_size=0)
    session = Session(store)
    plain = LoadOptions(n_ctx=1024, family="deepseek-r1")
    session.load(starter_weights, plain if request.param == "plain" else usual(starter_weights))
    qtbot.waitUntil(lambda: session.status.phase is Phase.READY, timeout=60_000)
    yield store, session
    session.close()
    store.close()


def ask(qtbot: QtBot, session: Session, wanted: Ask) -> Begun:
    begun: list[Begun] = []
    connection = session.begun.connect(begun.append)
    session.ask(wanted)
    qtbot.waitUntil(lambda: bool(begun) and session.status.phase is Phase.READY, timeout=120_000)
    session.begun.disconnect(connection)
    return begun[0]


class Plain:
    """The same weights through llama.cpp's own binding, one text at a time and nothing kept in between."""

    def __init__(self, weights: Path) -> None:
        from llama_cpp import Llama, llama_cpp

        self._api, options = llama_cpp, usual(weights)
        ((adapter, scale),) = options.adapters
        self._llama = Llama(
            str(weights), lora_path=adapter, lora_scale=scale, n_ctx=1024, n_gpu_layers=0, verbose=False
        )

    def tokens(self, text: str) -> list[int]:
        return self._llama.tokenize(text.encode(), add_bos=False, special=True)

    def entropy(self, tokens: list[int]) -> float:
        """Of the token that comes next, in nats."""
        self._llama.reset()
        self._llama.eval(tokens)
        row = self._api.llama_get_logits_ith(self._llama.ctx, -1)
        logits = np.ctypeslib.as_array(row, shape=(self._llama.n_vocab(),)).astype(np.float64)
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        return float(-np.sum(shares * np.log(shares, where=shares > 0, out=np.zeros_like(shares))))

    def close(self) -> None:
        self._llama.close()


@pytest.fixture
def plain(starter_weights: Path) -> Iterator[Callable[[], Plain]]:
    made: list[Plain] = []

    def make() -> Plain:
        made.append(Plain(starter_weights))
        return made[0]

    yield make
    for each in made:
        each.close()


def think_in_paragraphs(qtbot: QtBot, store: Store, engine: Session, steering: Steering) -> TraceView:
    """A run whose thinking has paragraphs: the starter's own are short, so its first ones are written for it."""
    first = ask(qtbot, engine, Ask(None, None, QUESTION, sampling={"temperature": 0.0}, max_tokens=4))
    generation = store.generations.get(first.generation)
    assert generation is not None

    origin = branch.edit_thinking(generation, store.generations.tokens(generation.id), PARAGRAPHS)
    again = Ask(
        first.conversation, first.question, None, sampling={"temperature": 0.0}, max_tokens=80, origin=origin,
        steering=steering,
    )  # fmt: skip
    begun = ask(qtbot, engine, again)
    source = assemble.source(store, begun.answer)
    assert source is not None
    return assemble.view(source)


@pytest.mark.model
def test_what_is_told_is_the_entropy_that_a_plain_computation_gives(
    session: tuple[Store, Session], qtbot: QtBot, plain: Callable[[], Plain]
) -> None:
    store, engine = session
    view = think_in_paragraphs(qtbot, store, engine, Steering())
    assert view.counted
    places = gauging.places(view)
    assert len(places) >= 3
    gauger = Gauger(store, engine)
    assert gauger.levels(view) == ()
    assert not gauging.complete(view, gauger.levels(view))
    gauger.begin(view)
    qtbot.waitUntil(lambda: gauger.progress is None and gauging.complete(view, gauger.levels(view)), timeout=60_000)
    levels = gauger.levels(view)
    assert [each.place for each in levels] == list(places)

    generation = store.generations.get(view.source.generation)
    assert generation is not None
    llama = plain()
    prompt = llama.tokens(generation.prompt)
    ids = list(view.source.tokens.ids)
    for each in levels:
        said = view.source.raw[: sum(view.source.tokens.lengths[: each.place])]
        breaks = "" if said.endswith("\n") else "\n"
        expected = llama.entropy([*prompt, *ids[: each.place], *llama.tokens(f"{breaks}{CLOSING}\n\n")])
        assert each.entropy == pytest.approx(expected, rel=0.02, abs=0.01)
    # It is kept: somebody else finds it without asking the model.
    assert Gauger(store, engine).levels(view) == levels


@pytest.mark.model
@pytest.mark.parametrize("session", ["plain"], indirect=True)
def test_what_was_measured_while_it_thought_counts_and_agrees(session: tuple[Store, Session], qtbot: QtBot) -> None:
    store, engine = session
    greedy = {"temperature": 0.0}
    first = ask(qtbot, engine, Ask(None, None, STORY, sampling=greedy, max_tokens=4))
    generation = store.generations.get(first.generation)
    assert generation is not None
    origin = Origin(generation.id, "edit", 0, "<think>\nOkay,")
    steering = Steering(gauge=True)
    again = Ask(
        first.conversation, first.question, None, sampling=greedy, max_tokens=200, origin=origin, steering=steering
    )
    begun = ask(qtbot, engine, again)
    source, generation = assemble.source(store, begun.answer), store.generations.get(begun.generation)
    assert source is not None
    assert generation is not None
    view, gauger = assemble.view(source), Gauger(store, engine)
    then = {each.place: each.entropy for each in gauger.levels(view)}
    assert len(then) >= 2, "it wrote paragraphs"
    asked: list[tuple[int, ...]] = []
    engine.probed.connect(lambda found: asked.append(found.places))
    gauger.begin(view)
    qtbot.waitUntil(lambda: gauging.complete(view, gauger.levels(view)), timeout=60_000)
    assert not {place for lot in asked for place in lot} & set(then)
    # Looked at afterwards it is what was seen then.
    found: list[Probing] = []
    engine.probed.connect(found.append)
    turns = tuple(store.generations.turns(begun.question))
    engine.probe(Probe(generation.id, turns, tuple(source.tokens.ids), tuple(then)))
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    assert found[0].entropies == pytest.approx(tuple(then.values()), rel=0.02, abs=0.01)


@pytest.mark.model
def test_it_is_given_up_at_once_and_for_what_a_person_asks(session: tuple[Store, Session], qtbot: QtBot) -> None:
    store, engine = session
    view = think_in_paragraphs(qtbot, store, engine, Steering())
    gauger = Gauger(store, engine)
    gauger.begin(view)
    assert gauger.progress == (0, len(gauging.places(view)))
    gauger.stop()
    assert gauger.progress is None
    gauger.begin(view)
    ask(qtbot, engine, Ask(None, None, "What is 2 + 2?", max_tokens=8))
    qtbot.waitUntil(lambda: gauger.progress is None and gauging.complete(view, gauger.levels(view)), timeout=60_000)
    assert len(gauger.levels(view)) == len(gauging.places(view))
