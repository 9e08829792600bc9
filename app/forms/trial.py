"""Running a model's code with tests, in a process of its own with limits, and only when a person said so.

It gets an empty folder, an empty environment, little memory and a few seconds. That keeps accidents away; it is no
wall against malice, which is why nothing here is done without being asked.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MEMORY = 512 << 20
FILES = 1 << 20
LONGEST_SAID = 400

Ending = Literal["passed", "failed", "timeout"]


@dataclass(frozen=True, slots=True)
class Trial:
    ending: Ending
    said: str
    """The last line of what it complained of."""


def run(code: str, tests: str, seconds: float) -> Trial:
    """Run `code`, then `tests`."""
    with tempfile.TemporaryDirectory(prefix="sibian-trial-") as folder:
        file = Path(folder) / "answer.py"
        file.write_text(f"{code}\n\n{tests}\n", "utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", "-B", "-c", STARTER, str(file), str(int(seconds) + 1)],
                cwd=folder,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Trial("timeout", "")
    lines = done.stderr[-20_000:].decode("utf-8", "replace").strip().splitlines()
    return Trial("passed" if done.returncode == 0 else "failed", (lines[-1] if lines else "")[:LONGEST_SAID])


STARTER = f"""
import runpy, sys
try:
    import resource
    limits = {{"AS": {MEMORY}, "FSIZE": {FILES}, "CPU": int(sys.argv[2]), "CORE": 0}}
    for what, most in limits.items():
        resource.setrlimit(getattr(resource, "RLIMIT_" + what), (most, most))
except ImportError:
    pass
sys.argv = sys.argv[1:2]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
