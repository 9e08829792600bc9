"""`python -m runtime`: the engine's process, speaking frames on its standard output and nothing else.

The first lines come before every other import on purpose: from here on whatever is printed, by Python or by native
code, goes to the log, and only the host knows the descriptor that leads to the program.
"""

import os
import sys

_wire = os.dup(1)
os.dup2(2, 1)

import argparse  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
import threading  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from pathlib import Path  # noqa: E402

from runtime.backend import Backend, StopFlag  # noqa: E402
from runtime.desk import Desk  # noqa: E402
from runtime.host import Host, listen  # noqa: E402
from runtime.waiting import wait_politely  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the input ends. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m runtime", description="Sibian's engine; speaks on its pipes only.")
    parser.add_argument("--backend", choices=("llama", "scripted"), default="llama")
    parser.add_argument("--script", type=Path, help="replies of the scripted backend, one JSON object a line")
    parser.add_argument(
        "--speed", type=float, default=0.0, help="tokens per second of the scripted backend; 0: at once"
    )
    parser.add_argument(
        "--rpc", action="append", default=[], metavar="HOST:PORT", help="an RPC server of llama.cpp to name as a device"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    leave_with_parent()
    stop = StopFlag()
    desk = Desk(stop)
    # Listening starts before the backend is made, so that the end of input is heard while libraries load.
    threading.Thread(target=listen, args=(0, desk), name="listener", daemon=True).start()
    # Unbuffered: when nobody reads any more, a buffer would fail once more at its closing, with what is left in it.
    with os.fdopen(_wire, "wb", buffering=0) as events:
        backend = make_backend(options.backend, options.script, options.speed, options.rpc, stop)
        return Host(backend, stop, desk, events).serve()


def make_backend(name: str, script: Path | None, speed: float, rpc: Sequence[str], stop: StopFlag) -> Backend:
    """The backend of that name; only its own libraries are imported."""
    if name == "scripted":
        from runtime.scripted import ScriptedBackend

        return ScriptedBackend(stop, script, speed)
    wait_politely()
    from runtime.llama import LlamaBackend

    return LlamaBackend(stop, rpc)


def leave_with_parent() -> None:
    """Make this process end with the one that started it, and leave no core file of twenty gigabytes behind.

    Ctrl-C in a terminal reaches every process of the group; it is the program's to act on, by a cancel or by leaving.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(_wire, os.O_BINARY)
        msvcrt.setmode(0, os.O_BINARY)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # The end of input tells the same, but not while this process is stopped or the pipe was inherited elsewhere.
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG in <sys/prctl.h>
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
