"""The rules of the engine's process that are about the process: its output, its threads, its end."""

import io
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
from runtime.desk import Desk
from runtime.framing import FrameReader, decode_event
from runtime.host import GARBLED, Host
from runtime.protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Delta,
    Finished,
    Generate,
    Hello,
    Load,
    Loaded,
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
    ends = [engine.until(Finished)[-1] for _ in range(2)]
    assert [end.ending for end in ends] == ["cancelled", "cancelled"]
    with pytest.raises(EOFError):
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
