"""What the engine's process is given, and what it is not."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from app.engine.launch import Launch, child_environment


def test_keys_and_tokens_of_the_environment_stay_out_of_the_engine() -> None:
    own = {"PATH": "/bin", "OPENAI_API_KEY": "s", "HF_TOKEN": "s", "AWS_SECRET": "s", "LD_PRELOAD": "x", "LC_ALL": "C"}
    given = child_environment(own)
    assert given["PATH"] == "/bin"
    assert given["LC_ALL"] == "C"
    assert not {"OPENAI_API_KEY", "HF_TOKEN", "AWS_SECRET", "LD_PRELOAD"} & given.keys()


def test_the_choice_of_devices_and_threads_reaches_the_engine() -> None:
    own = {"CUDA_VISIBLE_DEVICES": "1", "GGML_VK_VISIBLE_DEVICES": "0", "OMP_NUM_THREADS": "2"}
    assert own.items() <= child_environment(own).items()


PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or not PAGES.exists() or "[never]" in PAGES.read_text("utf-8"),
    reason="the system gives no huge pages",
)
@pytest.mark.parametrize(("chosen", "wanted"), [({}, True), ({"GLIBC_TUNABLES": "glibc.malloc.hugetlb=0"}, False)])
def test_weights_lie_in_huge_pages_unless_somebody_chose_otherwise(chosen: dict[str, str], wanted: bool) -> None:
    if "[always]" in PAGES.read_text("utf-8") and not wanted:
        pytest.skip("the system gives them to everybody")
    look = "big = bytearray(1 << 26); print(open('/proc/self/smaps_rollup').read())"
    own = {name: value for name, value in os.environ.items() if name != "GLIBC_TUNABLES"}
    environment = child_environment(own | chosen)
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True)
    (kilobytes,) = (int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("AnonHugePages:"))
    assert (kilobytes > 1 << 15) is wanted


def test_a_relative_script_is_found_from_the_engines_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = Launch("scripted", Path("demo.jsonl"), 200).command
    assert command[-4:] == ["--script", str(tmp_path / "demo.jsonl"), "--speed", "200"]


def test_the_engines_code_is_found_wherever_the_program_was_started(tmp_path: Path) -> None:
    (tmp_path / "runtime.py").write_text("raise SystemExit('the wrong runtime')")
    launch = Launch()
    words = [*launch.command[:2], "-c", "import runtime; print(runtime.__file__)"]
    done = subprocess.run(words, cwd=tmp_path, env=launch.environment, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).parent.parent == Path(__file__).parents[2]
    assert os.path.isabs(launch.folder)
    assert words[0] == sys.executable
