"""The six rules of the engine's process, each against a real one."""

import io
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime.backend import StopFlag
from runtime.framing import FrameReader, decode_event
from runtime.host import GARBLED, Desk, Host
from runtime.protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Delta,
    Failed,
    Finished,
    Generate,
    Hello,
    Load,
    Loaded,
    Loading,
    Measure,
    Measured,
    Prefilling,
    Sampling,
    Turn,
)
from runtime.scripted import ScriptedBackend

Start = Callable[..., Any]
LONG = "word " * 2000
ASK = [Turn(role="user", content="question")]


def run_of(number: int, **options: Any) -> Generate:
    return Generate(id=number, turns=ASK, sampling=Sampling(seed=1), **options)


def test_the_first_event_says_who_speaks(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"}, greeted=False)
    hello = engine.event()
    assert isinstance(hello, Hello)
    assert hello.protocol == PROTOCOL_VERSION
    assert hello.backend == "scripted"
    assert hello.pid == engine.process.pid


# ---- 1: descriptor 1 is claimed before anything is imported -------------------------------------------------------


def test_what_native_code_prints_goes_to_the_log(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "an answer", "say": "printf from below\n"})
    engine.load()
    events = engine.ask("question")
    assert engine.spoken(events) == ("", "an answer")
    assert "printf from below" in engine.said


def test_even_what_an_import_prints_goes_to_the_log(start_scripted: Start, tmp_path: Path) -> None:
    # A module of the standard library that the engine imports first, replaced by one that prints to descriptor 1.
    (tmp_path / "argparse.py").write_text(
        "import os, sys, importlib\n"
        "os.write(1, b'printed by an import\\n')\n"
        "sys.path.remove(os.path.dirname(__file__)); del sys.modules['argparse']\n"
        "sys.modules['argparse'] = importlib.import_module('argparse')\n"
    )
    root = Path(__file__).resolve().parents[2]
    engine = start_scripted({"raw": "a"}, environment={"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"})
    engine.load()
    assert "printed by an import" in engine.said


# ---- 2: a cancel overtakes its run --------------------------------------------------------------------------------


def test_cancel_overtakes_the_running_generation(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG}, speed=100)
    engine.load()
    engine.send(run_of(2))
    engine.until(Delta)
    engine.send(Cancel(id=2))
    sent = time.monotonic()
    last = engine.until(Finished)[-1]
    assert time.monotonic() - sent < 0.5
    assert last.id == 2
    assert last.ending == "cancelled"
    assert last.totals.answer_tokens > 0


def test_cancel_reaches_a_run_that_still_waits_for_its_turn(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 60}, speed=100)
    engine.load()
    engine.send(run_of(2), run_of(3), run_of(4), Cancel(id=3))
    ends = {event.id: event for _ in range(3) for event in engine.until(Finished)[-1:]}
    assert list(ends) == [2, 3, 4]
    assert [end.ending for end in ends.values()] == ["stop", "cancelled", "stop"]
    assert ends[3].totals.answer_tokens == 0


def test_cancel_of_a_run_that_has_ended_does_not_touch_the_next(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 5})
    engine.load()
    engine.ask("question", 2)
    engine.send(Cancel(id=2), Cancel(id=99), run_of(3))
    last = engine.until(Finished)[-1]
    assert (last.id, last.ending) == (3, "stop")


def test_cancel_reaches_a_load(start_scripted: Start) -> None:
    engine = start_scripted({"on": "load", "read_s": 30}, {"raw": "a"})
    engine.send(Load(id=1, path="slow.gguf"))
    assert isinstance(engine.event(), Loading)
    engine.send(Cancel(id=1))
    assert engine.event(within=1) == Failed(id=1, kind="cancelled")


def test_cancel_reaches_a_measurement_that_waits(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 30}, speed=100)
    engine.load()
    engine.send(run_of(2), Measure(id=3, turns=ASK), Cancel(id=3))
    engine.until(Finished)
    assert engine.event() == Failed(id=3, kind="cancelled")


# ---- 3: only the main thread writes -------------------------------------------------------------------------------


class Noting(io.BytesIO):
    """Notes which threads write to it."""

    def __init__(self) -> None:
        super().__init__()
        self.writers: set[int] = set()

    def write(self, data: Any) -> int:
        self.writers.add(threading.get_ident())
        return super().write(data)


def test_only_the_thread_that_works_writes(script: Callable[..., Path]) -> None:
    stop, events = StopFlag(), Noting()
    desk = Desk(stop)
    backend = ScriptedBackend(stop, script({"raw": LONG}), 200.0)

    def listener() -> None:
        desk.put(Load(id=1, path="any.gguf"))
        for number in range(2, 8):
            desk.put(run_of(number))
            desk.put(Cancel(id=number))
            time.sleep(0.03)
            desk.put(Cancel(id=number))
        time.sleep(0.2)
        desk.close(0)

    thread = threading.Thread(target=listener)
    thread.start()
    Host(backend, stop, desk, events).serve()
    thread.join()
    assert events.writers == {threading.get_ident()}
    ends = [e for e in map(decode_event, FrameReader().feed(events.getvalue())) if isinstance(e, Finished)]
    assert [end.ending for end in ends] == ["cancelled"] * 6


# ---- 4: the end of input ends everything --------------------------------------------------------------------------


@pytest.mark.parametrize("busy", ["idle", "loading", "reading the prompt", "generating", "stuck in native code"])
def test_the_process_leaves_when_its_input_ends(start_scripted: Start, busy: str) -> None:
    lines: dict[str, Any] = {
        "idle": {"raw": "a"},
        "loading": {"on": "load", "read_s": 60},
        "reading the prompt": {"raw": "a", "read_s": 60},
        "generating": {"raw": LONG},
        "stuck in native code": {"raw": "a", "hang": True},
    }
    engine = start_scripted(lines[busy], speed=50)
    engine.send(Load(id=1, path="any.gguf"), run_of(2))
    if busy != "loading":
        engine.until(Loaded)
    time.sleep(0.1)
    engine.hang_up()
    began = time.monotonic()
    assert engine.leave() == 0
    assert time.monotonic() - began < 2.5


def test_the_process_leaves_when_nobody_reads_what_it_writes(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG * 200})
    engine.load()
    engine.send(run_of(2))
    time.sleep(0.3)  # by now the pipe is full and the engine hangs in its write
    engine.hang_up()
    engine.leave()


def test_the_process_leaves_quietly_when_its_output_is_closed(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG}, speed=200)
    engine.load()
    engine.send(run_of(2))
    engine.until(Delta)
    engine.process.stdout.close()
    assert engine.leave() == 0
    assert "Traceback" not in engine.said


def test_the_run_in_hand_is_ended_in_order_when_the_input_ends(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG}, speed=100)
    engine.load()
    engine.send(run_of(2), run_of(3))
    engine.until(Delta)
    engine.hang_up()
    last = engine.until(Finished)[-1]
    assert last.ending == "cancelled"
    with pytest.raises(EOFError):  # what waited is not taken up any more
        engine.event()


def test_a_command_that_cannot_be_understood_ends_the_process_with_a_status(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG}, speed=100)
    engine.load()
    engine.send(run_of(2))
    engine.until(Delta)
    engine.write(b"\xc1 is no MessagePack")
    assert engine.until(Finished)[-1].ending == "cancelled"
    assert engine.leave() == GARBLED
    assert "cannot be understood" in engine.said


def test_an_input_cut_off_inside_a_frame_is_told_by_the_status(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"})
    engine.process.stdin.write(b"\x00\x00\x00\x09abc")
    engine.hang_up()
    assert engine.leave() == GARBLED


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_the_process_leaves_with_a_parent_that_is_killed_though_its_input_stays_open(
    script: Callable[..., Path], tmp_path: Path
) -> None:
    read, write = os.pipe()
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys, time\n"
            "child = subprocess.Popen([sys.executable, '-m', 'runtime', *sys.argv[1:]], stdout=subprocess.PIPE)\n"
            "child.stdout.read(1)\n"
            "print(child.pid, flush=True)\n"
            "time.sleep(60)\n",
            "--backend",
            "scripted",
            "--script",
            str(script({"raw": "a"})),
        ],
        stdin=read,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    os.close(read)
    try:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        until = time.monotonic() + 5
        while _lives(child) and time.monotonic() < until:
            time.sleep(0.02)
        assert not _lives(child)
    finally:
        os.close(write)
        parent.kill()
        parent.wait()
        parent.stdout.close()


def _lives(pid: int) -> bool:
    """A zombie that nobody has reaped yet is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_is_left_to_the_program(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 20}, speed=100)
    engine.load()
    engine.send(run_of(2))
    engine.until(Delta)
    engine.process.send_signal(signal.SIGINT)
    assert engine.until(Finished)[-1].ending == "stop"


# ---- 5: the prompt is read in slices ------------------------------------------------------------------------------


def test_the_prompt_is_read_in_slices_and_each_is_reported(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"})
    engine.load(n_batch=100)
    events = engine.ask(LONG)
    reading = [event for event in events if isinstance(event, Prefilling)]
    assert reading[-1].done == reading[-1].total == events[0].prompt_tokens
    steps = [b.done - a.done for a, b in itertools.pairwise(reading)]
    assert set(steps[:-1]) == {100}


def test_cancel_comes_between_two_slices(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a", "read_s": 0.1})
    engine.load(n_batch=20)
    engine.send(Generate(id=2, turns=[Turn(role="user", content=LONG)], sampling=Sampling()))
    engine.until(Prefilling)
    engine.send(Cancel(id=2))
    rest = engine.until(Finished, within=1)
    assert rest[-1].ending == "cancelled"
    assert rest[-1].totals.first_token_s is None
    assert not any(isinstance(event, Delta) for event in rest)


# ---- 6: exactly one end -------------------------------------------------------------------------------------------


def test_every_command_has_exactly_one_end(start_scripted: Start) -> None:
    engine = start_scripted(
        {"match": "fault", "raw": LONG, "after": 5, "fail": "out_of_memory"},
        {"raw": "<think>a</think>b"},
    )
    fault = [Turn(role="user", content="fault")]
    engine.send(
        run_of(1),  # no model yet
        Load(id=2, path="a.gguf", n_ctx=64),
        run_of(3),
        Generate(id=4, turns=fault, sampling=Sampling()),
        Generate(id=5, turns=[Turn(role="user", content=LONG)], sampling=Sampling()),
        Load(id=6, path="a.gguf", family="no such family"),
        Load(id=7, path="a.gguf"),
        run_of(8, max_tokens=1),
        Measure(id=9, turns=ASK),
        run_of(10),
        Cancel(id=10),
        Measure(id=11, turns=ASK),
    )
    events = []
    while not events or events[-1].id != 11:
        events.append(engine.event())
    ends = [event for event in events if isinstance(event, Finished | Failed | Loaded | Measured)]
    assert [event.id for event in ends] == list(range(1, 12))
    kinds = {event.id: event.kind for event in ends if isinstance(event, Failed)}
    assert kinds == {1: "no_model", 4: "out_of_memory", 5: "prompt_too_long", 6: "wrong_use"}


def test_a_fault_comes_after_everything_that_was_said_before_it(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "one two three four", "after": 3, "fail": "out_of_memory"})
    engine.load()
    events = engine.ask("question")
    assert engine.spoken(events) == ("", "one two three")
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "out_of_memory"


def test_a_bug_in_a_run_is_reported_and_survived(start_scripted: Start) -> None:
    # A script whose token is no byte: bytes([999]) raises in the midst of the run.
    engine = start_scripted({"match": "bug", "tokens": ["a", [999]]}, {"raw": "fine"})
    engine.load()
    failed = engine.ask("bug")[-1]
    assert isinstance(failed, Failed)
    assert failed.kind == "engine"
    assert failed.detail.startswith("ValueError")
    assert "Traceback" in engine.said
    assert engine.spoken(engine.ask("question", 3)) == ("", "fine")


@pytest.mark.parametrize(("how", "status"), [("abort", -signal.SIGABRT), ("segfault", -signal.SIGSEGV), ("exit", 0)])
def test_a_death_closes_the_stream_at_a_whole_frame(start_scripted: Start, how: str, status: int) -> None:
    engine = start_scripted({"raw": LONG, "after": 50, "die": how})
    engine.load()
    engine.send(run_of(2))
    with pytest.raises(EOFError):
        engine.until(Finished, Failed)
    assert engine.leave() == status
    assert engine.cut_off == 0


def test_a_load_that_fails_leaves_the_engine_able_to_load_again(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"})
    engine.load()
    engine.send(Load(id=2, path="a.gguf", family="no such family"), run_of(3), Load(id=4, path="b.gguf"), run_of(5))
    ends = [engine.until(Finished, Failed, Loaded)[-1] for _ in range(4)]
    assert [type(end) for end in ends] == [Failed, Failed, Loaded, Finished]
    assert ends[1].kind == "no_model"
