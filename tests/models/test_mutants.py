"""Two thousand damaged headers: no crash, none slower than a second, little memory, always an answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.weights import TINY, write_adapter, write_weights

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by what Linux offers")
def test_two_thousand_mutants_are_read_or_refused(tmp_path: Path, starter_weights: Path) -> None:
    small = [write_weights(tmp_path / f"{name}.gguf", shape) for name, shape in TINY.items()]
    files = [*small, write_adapter(tmp_path / "adapter.gguf", TINY["llama"]), starter_weights]
    command = [sys.executable, "-m", "tests.models.mutants", "2000", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert sum(said["ends"].values()) == 4000
    assert {"read", "broken_weights", "truncated", "not_gguf", "unsupported"} <= set(said["ends"])
    assert said["slowest_s"] < 1
    assert said["more_mb"] < 200
