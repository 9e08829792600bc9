"""Asking an engine what it is: it starts, says so, and is gone."""

import sys

import psutil
import pytest

from app.engine.launch import Launch
from app.engine.survey import survey
from app.errors import EngineError


def test_the_scripted_engine_says_what_it_is_and_leaves() -> None:
    before = {each.pid for each in psutil.Process().children()}
    found = survey(Launch("scripted"))
    assert found.backend == "scripted"
    assert 0 < found.start_s < 30
    after = {each.pid for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE}
    assert after <= before


@pytest.mark.model
def test_llama_cpp_names_its_processor() -> None:
    assert any(device.kind == "cpu" and device.name for device in survey(Launch()).devices)


def test_an_engine_that_dies_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [sys.executable, "-c", "import sys; sys.exit('no such thing')"]
    monkeypatch.setattr(Launch, "command", property(lambda self: words))
    with pytest.raises(EngineError) as caught:
        survey(Launch())
    assert (caught.value.kind, caught.value.detail) == ("engine_not_started", "no such thing")
