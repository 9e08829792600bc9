"""`sibian model get` and `remove`, against a hub on this machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.models.download.hub import REPO, Act, HubServer
from tests.weights import TINY, write_weights

Say = Callable[..., Any]
ROOT = Path(__file__).parents[3]
FILE = "Fetched-Q4_K_M.gguf"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    server = HubServer()
    server.files[FILE] = write_weights(tmp_path / "hub.gguf", TINY["llama"], name="Fetched").read_bytes()
    server.files["Fetched-Q8_0.gguf"] = b"x" * 5000
    yield server
    server.close()


def get(hub: HubServer, *words: str) -> tuple[str, ...]:
    return ("get", REPO, "--endpoint", hub.url, *words)


def test_a_file_is_fetched_found_planned_and_removed(say: Say, hub: HubServer, sibian_home: Path) -> None:
    path = sibian_home / "weights/maker--weights" / FILE
    assert say(*get(hub, "--quantization", "Q4_K_M")).out == f"{path}\n"
    assert path.read_bytes() == hub.files[FILE]
    (found,) = (each for each in say("scan", "--json") if each["path"] == str(path))
    assert (found["owned"], found["places"][0]["program"]) == (True, "Sibian")
    assert say("plan", "Fetched-Q4_K_M", "--ram", "8", "--vram", "0", "--json")["path"] == str(path)
    gone = say("remove", "Fetched-Q4_K_M", "--yes", "--json")
    assert gone == {"removed": [str(path)], "freed": len(hub.files[FILE])}
    assert not path.parent.exists()


def test_the_same_again_fetches_nothing(say: Say, hub: HubServer) -> None:
    say(*get(hub, "--file", FILE))
    before = len(hub.fetched(FILE))
    told = say(*get(hub, "--file", FILE, "--json"))
    assert told["size"] == len(hub.files[FILE])
    assert len(hub.fetched(FILE)) == before


def test_another_folder_may_be_named(say: Say, hub: HubServer, tmp_path: Path) -> None:
    say(*get(hub, "--file", FILE, "--folder", str(tmp_path / "other")))
    assert (tmp_path / "other/maker--weights" / FILE).is_file()


def test_a_mirror_is_taken_from_the_environment(
    say: Say, hub: HubServer, sibian_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("HF_TOKEN", "of mine")
    hub.token = "of mine"
    say("get", REPO, "--file", FILE)
    assert (sibian_home / "weights/maker--weights" / FILE).is_file()


def test_faults_of_the_hub_are_sentences_and_exit_3(say: Say, hub: HubServer) -> None:
    told = say(*get(hub, "--file", "none.gguf"), code=3)
    assert "The hub does not have none.gguf." in told.err
    hub.token = "secret"
    assert "Accept the makers' licence" in say(*get(hub, "--file", FILE), code=3).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("get", "nobody"), "No weights are named nobody."),
        (("get", "a/b/c"), "No weights are named a/b/c."),
        (("get", "maker/weights"), "Name it with --file, or say --quantization."),
        (("get", "qwq-32b", "--file", "x"), "--file belongs to a repository."),
        (("get", "qwq-32b", "--quantization", "Q99"), "Known ones:"),
        (("get", "maker/weights", "--file", "x", "--endpoint", "ftp://x"), "is no address of a hub"),
        (("get", "deepseek-r1", "--ram", "8", "--vram", "0"), "is too large for this machine."),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(say: Say, words: tuple[str, ...], said: str) -> None:
    assert said in say(*words, code=2).err


def test_ctrl_c_pauses_and_says_how_to_go_on(hub: HubServer, person: Path, tmp_path: Path, sibian_home: Path) -> None:
    gate = threading.Event()
    hub.files["Big-Q8_0.gguf"] = os.urandom(300_000)
    hub.act("Big-Q8_0.gguf", Act(gate=(100_000, gate)))
    command = [sys.executable, "-m", "app", "model", *get(hub, "--file", "Big-Q8_0.gguf")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 20
        while not list(sibian_home.rglob("*.part*")) and not hub.fetched("Big-Q8_0.gguf"):
            assert time.monotonic() < until
            time.sleep(0.02)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        gate.set()
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert out == b""
    assert b"Paused; " in err
    assert f"sibian model get {REPO} --endpoint {hub.url} --file Big-Q8_0.gguf".encode() in err
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert (sibian_home / "weights/maker--weights/Big-Q8_0.gguf").read_bytes() == hub.files["Big-Q8_0.gguf"]


# ---- remove ---------------------------------------------------------------------------------------------------------


def test_what_another_program_has_is_not_removed(say: Say, person: Path) -> None:
    path = person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"
    for name in (str(path), "Tiny-Q8_0"):
        assert "was not downloaded by Sibian" in say("remove", name, "--yes", code=3).err
    assert path.exists()


def test_what_is_not_here_cannot_be_removed(say: Say) -> None:
    assert "is not on this machine" in say("remove", "qwq-32b", "--yes", code=2).err


def test_nothing_is_removed_where_nobody_can_be_asked(say: Say, hub: HubServer, sibian_home: Path) -> None:
    say(*get(hub, "--file", FILE))
    assert "Say --yes" in say("remove", "Fetched-Q4_K_M", code=2).err
    assert (sibian_home / "weights/maker--weights" / FILE).exists()


@pytest.mark.parametrize(("answer", "there"), [("n\n", True), ("\n", True), ("", True), ("y\n", False)])
def test_a_person_is_asked(
    say: Say, hub: HubServer, sibian_home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, there: bool
) -> None:
    class Keyboard:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    say(*get(hub, "--file", FILE))
    monkeypatch.setattr(sys, "stdin", Keyboard())
    told = say("remove", "Fetched-Q4_K_M", code=1 if there else 0)
    assert "Delete this for good? [y/N]" in told.err
    assert (sibian_home / "weights/maker--weights" / FILE).exists() is there
