"""llama.cpp in a real engine process, with the starter weights and with files that are no weights."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest

from runtime.protocol import (
    Cancel,
    Delta,
    Failed,
    Finished,
    Generate,
    Load,
    Loaded,
    Loading,
    Measure,
    Measured,
    Prefilling,
    Prepared,
    Sampling,
    Turn,
)

Start = Callable[..., Any]
GREEDY = Sampling(temperature=0.0)
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.model


@pytest.fixture
def engine(start_engine: Start) -> Any:
    return start_engine("--backend", "llama")


@pytest.fixture
def ready(engine: Any, starter_weights: Path) -> Any:
    engine.load(starter_weights)
    return engine


def said(events: list[Any]) -> str:
    return "".join(event.raw for event in events if isinstance(event, Delta))


def ids(events: list[Any]) -> list[int]:
    return [token for event in events if isinstance(event, Delta) for token in event.ids]


def long_turn(words: int) -> list[Turn]:
    return [Turn(role="user", content=" ".join(f"number {number}" for number in range(words)))]


# ---- greeting and loading -----------------------------------------------------------------------------------------


def test_the_greeting_names_what_there_is_to_compute_on(start_engine: Start) -> None:
    engine = start_engine("--backend", "llama", greeted=False)
    hello = engine.event()
    assert hello.backend == "llama"
    assert hello.backend_version
    processor = next(device for device in hello.devices if device.kind == "cpu")
    assert processor.memory_total > 1 << 28


def test_loading_tells_its_progress_and_then_what_was_loaded(engine: Any, starter_weights: Path) -> None:
    engine.send(Load(id=5, path=str(starter_weights)))
    *progress, loaded = engine.until(Loaded, Failed)
    assert all(isinstance(event, Loading) for event in progress)
    shown = [event.progress for event in progress]
    assert shown == sorted(shown)
    assert shown[-1] == 1.0
    assert loaded.id == 5
    assert loaded.architecture == "llama"
    assert loaded.n_ctx == loaded.n_ctx_train == 8192
    assert loaded.n_vocab == 49152
    assert loaded.family == "none"
    assert loaded.parameters == 134_515_008
    assert loaded.recommended.temperature == 0.2
    assert len(loaded.fingerprint) == 64


def test_the_log_says_where_the_weights_went_and_not_much_more(ready: Any) -> None:
    assert "model buffer size" in ready.said
    assert "KV buffer size" in ready.said
    assert len(ready.said.splitlines()) < 15


def test_the_context_is_as_long_as_was_asked(engine: Any, starter_weights: Path) -> None:
    assert engine.load(starter_weights, n_ctx=100).n_ctx == 100


def test_a_family_can_be_named(engine: Any, starter_weights: Path) -> None:
    assert engine.load(starter_weights, family="deepseek-r1").family == "deepseek-r1"


def test_other_weights_take_the_place_of_those_that_are_open(ready: Any, starter_weights: Path) -> None:
    first = said(ready.ask("Say hello.", 2, sampling=GREEDY, max_tokens=8))
    ready.load(starter_weights, n_ctx=512, mmap=False, threads=0)
    events = ready.ask("Say hello.", 3, sampling=GREEDY, max_tokens=8)
    assert events[0].cached_tokens == 0
    assert said(events) == first


def test_a_load_can_be_cancelled_while_llama_cpp_reads(starter_weights: Path) -> None:
    # In one process, so that the cancel surely comes while llama.cpp is reading, and with another load after it.
    program = (
        "import sys\n"
        "from runtime.backend import Interrupted, StopFlag\n"
        "from runtime.llama import LlamaBackend\n"
        "from runtime.protocol import Load\n"
        "stop, seen = StopFlag(), []\n"
        "backend = LlamaBackend(stop)\n"
        "def progress(fraction):\n"
        "    seen.append(fraction)\n"
        "    if fraction > 0.3: stop.set()\n"
        "try:\n"
        "    backend.load(Load(id=1, path=sys.argv[1], mmap=False), progress)\n"
        "except Interrupted:\n"
        "    assert max(seen) < 0.9, seen\n"
        "    assert backend.weights is None\n"
        "    stop.clear()\n"
        "    print(backend.load(Load(id=2, path=sys.argv[1]), lambda _: None).n_ctx)\n"
        "backend.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(starter_weights)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "8192\n", done.stderr


# ---- files that cannot be loaded ----------------------------------------------------------------------------------


def refused(engine: Any, path: Path, **options: Any) -> Failed:
    engine.send(Load(id=9, path=str(path), **options))
    last = engine.until(Loaded, Failed)[-1]
    assert isinstance(last, Failed)
    return last


def test_a_file_that_is_not_there(engine: Any, tmp_path: Path) -> None:
    assert refused(engine, tmp_path / "none.gguf").kind == "no_such_file"
    assert refused(engine, tmp_path).kind == "no_such_file"


def test_a_file_that_is_no_gguf(engine: Any, tmp_path: Path) -> None:
    path = tmp_path / "song.gguf"
    path.write_bytes(b"ID3 la la la")
    assert refused(engine, path).kind == "not_gguf"


def test_an_architecture_nobody_knows(engine: Any, tmp_path: Path) -> None:
    path = tmp_path / "new.gguf"
    writer = gguf.GGUFWriter(path, "architecture-of-next-year")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    failed = refused(engine, path)
    assert failed.kind == "unsupported"
    assert "architecture-of-next-year" in failed.detail


def test_a_file_that_ends_too_soon_is_refused_and_the_next_one_loads(
    engine: Any, tmp_path: Path, starter_weights: Path
) -> None:
    path = tmp_path / "half.gguf"
    path.write_bytes(starter_weights.read_bytes()[: 50 << 20])
    failed = refused(engine, path)
    assert failed.kind == "engine"
    assert "not within the file bounds" in failed.detail
    assert engine.ask("hello")[-1] == Failed(id=2, kind="no_model")
    engine.load(starter_weights)
    assert said(engine.ask("Say hello.", 3, max_tokens=4))


def test_weights_without_a_chat_template(engine: Any, tmp_path: Path, starter_weights: Path) -> None:
    path = tmp_path / "base.gguf"
    path.write_bytes(starter_weights.read_bytes().replace(b"tokenizer.chat_template", b"tokenizer.chat_temqlate", 1))
    assert refused(engine, path).kind == "no_template"


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process's memory")
def test_a_context_that_does_not_fit_into_memory(engine: Any, starter_weights: Path) -> None:
    limit = 3 << 30
    resource.prlimit(engine.process.pid, resource.RLIMIT_AS, (limit, limit))
    failed = refused(engine, starter_weights, n_ctx=400_000)
    assert failed.kind == "out_of_memory"
    assert engine.load(starter_weights, n_ctx=512).n_ctx == 512


def test_a_template_that_fails_ends_the_run_and_not_the_engine(
    engine: Any, tmp_path: Path, starter_weights: Path
) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(starter_weights.read_bytes().replace(b"{% for message in", b"{% fro message in", 1))
    engine.load(path)
    failed = engine.ask("hello")[-1]
    assert isinstance(failed, Failed)
    assert failed.kind == "template_failed"


# ---- prompts ------------------------------------------------------------------------------------------------------


def test_the_prompt_is_what_the_template_of_the_weights_makes(ready: Any) -> None:
    events = ready.ask("Hello?", max_tokens=1)
    assert events[0].prompt.endswith("<|im_start|>user\nHello?<|im_end|>\n<|im_start|>assistant\n")
    ready.send(Measure(id=8, turns=[Turn(role="user", content="Hello?")]))
    measured = ready.event()
    assert isinstance(measured, Measured)
    assert (measured.prompt, measured.prompt_tokens) == (events[0].prompt, events[0].prompt_tokens)


def test_a_system_prompt_that_the_makers_advise_against_is_not_added_by_the_template(ready: Any) -> None:
    assert ready.ask("Hello?", max_tokens=1)[0].prompt.startswith("<|im_start|>user\nHello?")


def test_a_beginning_token_is_never_doubled(start_engine: Start, tmp_path: Path, starter_weights: Path) -> None:
    # The starter asks for no beginning token; a byte in a copy makes it ask. Its template spells that token already.
    whole = starter_weights.read_bytes()
    key = b"tokenizer.ggml.add_bos_token" + (7).to_bytes(4, "little")
    asks = tmp_path / "asks.gguf"
    asks.write_bytes(whole.replace(key + b"\x00", key + b"\x01", 1))
    # And one whose template does not spell it.
    lacks = tmp_path / "lacks.gguf"
    lacks.write_bytes(asks.read_bytes().replace(b"{{'<|im_start|>' + message", b"{{'<|not_start>' + message", 1))
    prompts = {}
    for path in (starter_weights, asks, lacks):
        engine = start_engine("--backend", "llama")
        engine.load(path)
        prompts[path] = engine.ask("Hello?", max_tokens=1)[0].prompt
    assert prompts[asks] == prompts[starter_weights]
    assert prompts[lacks].startswith("<|im_start|><|not_start>user")


def test_a_prompt_that_does_not_fit_is_told_with_numbers(engine: Any, starter_weights: Path) -> None:
    engine.load(starter_weights, n_ctx=100)
    failed = engine.ask("", turns=long_turn(100))[-1]
    assert isinstance(failed, Failed)
    assert failed.kind == "prompt_too_long"
    assert failed.numbers["available"] == 100
    assert failed.numbers["needed"] > 300


# ---- runs ---------------------------------------------------------------------------------------------------------


def test_a_run_is_told_from_its_prompt_to_its_end(ready: Any) -> None:
    events = ready.ask("Count from one to ten.", max_tokens=24)
    kinds = [type(event) for event in events]
    assert kinds[0] is Prepared
    assert kinds[1] is Prefilling
    assert set(kinds[2:-1]) == {Delta}
    assert kinds[-1] is Finished
    totals = events[-1].totals
    assert totals.answer_tokens == len(ids(events)) <= 24
    assert totals.context_used == events[0].prompt_tokens + totals.answer_tokens
    assert 0 < totals.first_token_s < totals.answer_s + totals.first_token_s
    assert ready.spoken(events)[1] == said(events)


def test_the_end_of_a_turn_is_no_text(ready: Any) -> None:
    events = ready.ask("Say yes.", sampling=Sampling(temperature=0.2, seed=3), max_tokens=400)
    assert events[-1].ending == "stop"
    assert "<|im_end|>" not in said(events)


def test_output_cut_by_the_limit_is_told_apart_from_a_full_context(engine: Any, starter_weights: Path) -> None:
    engine.load(starter_weights, n_ctx=64)
    assert engine.ask("Count to a thousand.", 2, max_tokens=3)[-1].ending == "length"
    events = engine.ask("Write a long story about the sea.", 3)
    assert events[-1].ending == "context_full"
    assert events[-1].totals.context_used == 64


def test_the_same_seed_says_the_same_and_another_does_not(ready: Any) -> None:
    def told(number: int, seed: int | None) -> tuple[str, int]:
        events = ready.ask("Tell a story.", number, sampling=Sampling(temperature=1.5, seed=seed), max_tokens=20)
        return said(events), events[0].seed

    first, drawn = told(2, None)
    assert told(3, drawn) == (first, drawn)
    assert told(4, drawn + 1)[0] != first


def test_temperature_zero_is_greedy_whatever_the_seed(ready: Any) -> None:
    texts = {
        said(ready.ask("Tell a story.", seed + 2, sampling=Sampling(temperature=0.0, seed=seed), max_tokens=16))
        for seed in range(3)
    }
    assert len(texts) == 1


def test_a_penalty_changes_what_is_chosen(ready: Any) -> None:
    plain = ids(ready.ask("Say la la la la la la la la.", 2, sampling=GREEDY, max_tokens=24))
    penalised = Sampling(temperature=0.0, repeat_penalty=1.8, repeat_last_n=64)
    varied = ids(ready.ask("Say la la la la la la la la.", 3, sampling=penalised, max_tokens=24))
    assert plain != varied
    assert len(set(varied)) / len(varied) > len(set(plain)) / len(plain)


def test_a_run_goes_on_from_the_tokens_of_another(ready: Any) -> None:
    whole = ready.ask("Tell a story.", 2, sampling=GREEDY, max_tokens=24)
    rest = ready.ask("Tell a story.", 3, sampling=GREEDY, max_tokens=14, prefix=ids(whole)[:10])
    assert rest[0].prompt == whole[0].prompt
    assert rest[0].cached_tokens == whole[0].prompt_tokens + 10 - 1
    assert ids(rest) == ids(whole)[10:]


def test_a_run_goes_on_from_a_text(ready: Any) -> None:
    rest = ready.ask("Tell a story.", 3, sampling=GREEDY, max_tokens=24, insert="Once upon a time, in 北京,")
    assert said(rest).startswith("Once upon a time, in 北京,")
    assert len(said(rest)) > len("Once upon a time, in 北京,")


# ---- the cache ----------------------------------------------------------------------------------------------------


def test_the_next_turn_computes_only_what_is_new(ready: Any) -> None:
    first = ready.ask("", 2, turns=long_turn(60), sampling=GREEDY, max_tokens=16)
    turns = [*long_turn(60), Turn(role="assistant", content=said(first)), Turn(role="user", content="And then?")]
    second = ready.ask("", 3, turns=turns, sampling=GREEDY, max_tokens=16)
    assert first[0].cached_tokens == 0
    assert second[0].cached_tokens >= first[0].prompt_tokens + 15
    assert second[-1].totals.first_token_s < first[-1].totals.first_token_s


def test_a_prompt_read_from_the_cache_says_what_one_read_afresh_says(
    start_engine: Start, starter_weights: Path
) -> None:
    texts = []
    for before in ("", "Tell a story about a fox."):
        engine = start_engine("--backend", "llama")
        engine.load(starter_weights)
        if before:
            engine.ask(before, 2, sampling=GREEDY, max_tokens=30)
        events = engine.ask("Tell a story about a fish.", 3, sampling=GREEDY, max_tokens=8)
        assert (events[0].cached_tokens > 0) == bool(before)
        texts.append(said(events))
    assert texts[0] == texts[1]


# ---- cancel and leave, in native code -----------------------------------------------------------------------------


def test_cancel_interrupts_a_slice_of_the_prompt_and_the_cache_stays_true(engine: Any, starter_weights: Path) -> None:
    engine.load(starter_weights, n_batch=8192)
    afresh = engine.ask("", 5, turns=long_turn(100), sampling=GREEDY, max_tokens=12)
    seconds_a_token = afresh[-1].totals.first_token_s / afresh[0].prompt_tokens
    engine.ask("", 6, turns=long_turn(120), sampling=GREEDY, max_tokens=1)
    cached = engine.ask("", 7, turns=long_turn(100), sampling=GREEDY, max_tokens=12)
    engine.load(starter_weights, n_batch=8192)
    engine.send(Generate(id=3, turns=long_turn(1300), sampling=GREEDY))
    assert isinstance(engine.event(), Prepared)
    # Long enough for llama.cpp to have put some of the slice into the cache; it computes 512 tokens at a time.
    time.sleep(700 * seconds_a_token)
    engine.send(Cancel(id=3))
    sent = time.monotonic()
    last = engine.until(Finished, within=5)[-1]
    # The whole prompt is one slice of many seconds: llama.cpp itself was stopped.
    assert time.monotonic() - sent < 1
    assert last.ending == "cancelled"
    assert last.totals.answer_tokens == 0
    after = engine.ask("", 4, turns=long_turn(100), sampling=GREEDY, max_tokens=12)
    # llama.cpp rounds differently by the size of what it computes at once, so like is compared with like.
    assert said(after) == said(cached if after[0].cached_tokens else afresh)


def test_the_process_leaves_while_llama_cpp_reads_a_prompt(engine: Any, starter_weights: Path) -> None:
    engine.load(starter_weights, n_batch=8192)
    engine.send(Generate(id=2, turns=long_turn(1300), sampling=GREEDY))
    assert isinstance(engine.event(), Prepared)
    time.sleep(0.2)
    engine.hang_up()
    began = time.monotonic()
    assert engine.leave() == 0
    assert time.monotonic() - began < 2.5


def test_cancel_overtakes_a_run_of_the_real_model(ready: Any) -> None:
    ready.send(Generate(id=2, turns=[Turn(role="user", content="Tell a very long story.")], sampling=Sampling(seed=1)))
    seen = ready.until(Delta)
    ready.send(Cancel(id=2))
    sent = time.monotonic()
    seen += ready.until(Finished)
    assert time.monotonic() - sent < 0.5
    assert seen[-1].ending == "cancelled"
    assert seen[-1].totals.answer_tokens == len(ids(seen))
