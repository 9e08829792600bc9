"""How soon one can type, and what the idle window weighs: measured on the program as it starts, in its own process."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOON_S = 1.0
"""From the command to a letter in the composer (warm start, two cores)."""
WEIGHT_MB = 180
TRIES = 12
"""A neighbour on the machine may slow any one of them; the program itself has to be quick enough once."""

ROOT = Path(__file__).resolve().parents[2]


def measure(home: Path) -> dict[str, object]:
    environment = {**os.environ, "SIBIAN_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    # A person's second start compiles nothing; an environment that forbids to keep bytecode would do so every time.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home.parent / "bytecode")
    command = [sys.executable, str(Path(__file__).with_name("startup_probe.py")), str(time.time())]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, object] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.model
@pytest.mark.slow
def test_one_can_type_within_a_second_and_the_window_stays_light(tmp_path: Path, starter_weights: Path) -> None:
    quickest = float("inf")
    for _ in range(TRIES):
        found = measure(tmp_path / "home")
        assert found["typed"] == "x"
        assert found["llama_cpp"] is False
        assert float(str(found["rss_mb"])) < WEIGHT_MB
        quickest = min(quickest, float(str(found["typeable_s"])))
        if quickest < SOON_S:
            break
    assert quickest < SOON_S
