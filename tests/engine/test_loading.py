"""Opening weights through a session: real engine processes that open them, refuse them, hang and die."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.engine import session as session_
from app.engine.session import LoadOptions, Phase

Playing = Callable[..., Any]


def test_loading_starts_the_engine_and_ends_ready(playing: Playing) -> None:
    desk = playing({"raw": "x"})
    desk.ready("/weights/tiny.gguf")
    assert desk.phases() == [Phase.STARTING, Phase.IDLE, Phase.LOADING, Phase.READY]
    model = desk.session.status.model
    assert (model.name, model.family, model.path) == ("tiny", "deepseek-r1", Path("/weights/tiny.gguf"))
    assert model.recommended["temperature"] == 0.6
    loading = next(status for status in desk.all("status_changed") if status.phase is Phase.LOADING)
    assert loading.loading_name == "tiny.gguf"


def test_weights_asked_for_while_others_load_are_the_ones_that_are_opened(playing: Playing) -> None:
    desk = playing({"raw": "x"}, {"on": "load", "read_s": 0.3})
    desk.session.load(Path("/w/first.gguf"))
    desk.wait_phase(Phase.LOADING)
    desk.session.load(Path("/w/second.gguf"), LoadOptions(n_ctx=512))
    desk.wait_phase(Phase.READY)
    assert desk.session.status.model.path == Path("/w/second.gguf")
    assert desk.session.status.model.n_ctx == 512
    assert desk.all("failed") == []


def test_a_cancelled_load_leaves_an_idle_engine(playing: Playing) -> None:
    desk = playing({"raw": "x"}, {"on": "load", "read_s": 30})
    desk.session.load(Path("/w/huge.gguf"))
    desk.wait_phase(Phase.LOADING)
    desk.session.cancel_load()
    desk.wait_phase(Phase.IDLE)
    assert desk.all("failed") == []
    assert desk.session.status.model is None


def test_a_load_that_hears_no_cancel_is_ended_with_its_engine(playing: Playing) -> None:
    desk = playing({"raw": "x"}, {"on": "load", "hang": True})
    desk.session._grace.setInterval(200)
    desk.session.load(Path("/w/huge.gguf"))
    desk.wait_phase(Phase.LOADING)
    desk.pause(100)
    desk.session.cancel_load()
    desk.wait_phase(Phase.STARTING)
    desk.wait_phase(Phase.IDLE)
    desk.pause(50)
    assert desk.session.status.phase is Phase.IDLE
    assert desk.all("failed") == []


def test_a_load_that_fails_says_why_by_name(playing: Playing) -> None:
    desk = playing({"raw": "x"}, {"on": "load", "fail": "out_of_memory"})
    desk.session.load(Path("/w/huge.gguf"))
    desk.wait(lambda: desk.all("failed"))
    error = desk.all("failed")[0]
    assert (error.kind, error.exit_code) == ("out_of_memory", 3)
    assert "huge.gguf" in str(error)
    assert desk.session.status.phase is Phase.IDLE


def test_a_file_that_is_no_model_never_reaches_the_engine(desk: Callable[..., Any], tmp_path: Path) -> None:
    # The real backend, so that the file is looked at; it is refused before anything is loaded.
    desk = desk(session_.Launch())
    bad = tmp_path / "poem.gguf"
    bad.write_text("立春")
    desk.session.load(bad)
    desk.wait(lambda: desk.all("failed"), 60_000)
    assert desk.all("failed")[0].kind == "not_gguf"
    desk.wait_phase(Phase.IDLE)


def test_weights_that_kill_the_engine_are_tried_twice_and_then_given_up(playing: Playing) -> None:
    desk = playing({"raw": "x"}, {"on": "load", "die": "abort"})
    desk.session.load(Path("/w/evil.gguf"))
    desk.wait(lambda: desk.all("failed"))
    assert [error.kind for error in desk.all("failed")] == ["engine_died_loading"]
    desk.wait_phase(Phase.IDLE)
    assert desk.phases().count(Phase.LOADING) == 2


def test_an_engine_that_never_says_hello_is_given_up(desk: Callable[..., Any], rogue: Callable[..., Any]) -> None:
    desk = desk(rogue("raise SystemExit(1)"))
    desk.session.load(Path("/w/any.gguf"))
    desk.wait(lambda: desk.all("failed"))
    assert desk.all("failed")[0].kind == "engine_not_started"
    assert desk.session.status.phase is Phase.OFF
