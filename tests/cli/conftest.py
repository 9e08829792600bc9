"""`sibian` as a person runs it: a process of its own, with a script in the place of weights."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
THOUGHT, SAID = "九点一一，then 9.9.", "9.9 更大。\n因为 0.90 > 0.11。"


class Cli:
    """Runs `sibian` in an empty folder with a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.started: list[subprocess.Popen[bytes]] = []
        self.folder.mkdir()
        self.script = folder / "script.jsonl"
        self.play({"raw": f"{THOUGHT}\n</think>\n\n{SAID}"})

    def play(self, *lines: dict[str, Any]) -> None:
        texts = (json.dumps({"family": "deepseek-r1", **line}) for line in lines)
        self.script.write_text("\n".join(texts), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        return kept | {"SIBIAN_HOME": str(self.home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}

    def start(self, *words: str, scripted: bool = True, **options: Any) -> "subprocess.Popen[bytes]":
        script = ["--scripted", str(self.script)] if scripted else []
        command = [sys.executable, "-m", "app", *script, *words]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        environment = self.environment | options.pop("env", {})
        self.started.append(subprocess.Popen(command, cwd=self.folder, env=environment, **(pipes | options)))
        return self.started[-1]

    def close(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()

    def __call__(
        self, *words: str, text: str = "", code: int = 0, **options: Any
    ) -> "subprocess.CompletedProcess[str]":
        """Run to the end; the exit code must be `code`, and nobody ever sees a traceback."""
        process = self.start(*words, **options)
        out, err = process.communicate(text.encode(), timeout=60)
        done = subprocess.CompletedProcess(words, process.returncode, out.decode(), err.decode())
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stderr
        return done

    def json(self, *words: str, **options: Any) -> Any:
        return json.loads(self(*words, "--json", **options).stdout)


@pytest.fixture
def sibian(tmp_path: Path) -> Iterator[Cli]:
    cli = Cli(tmp_path / "cwd", tmp_path / "home")
    yield cli
    cli.close()
