"""`sibian import` and `sibian export`: what is brought in, what is said about it, and what comes out."""

import signal
import time
from pathlib import Path
from typing import Any

from tests.exchange import builders as b
from tests.exchange import shapes


def test_a_file_of_another_program_is_brought_in_once(sibian: Any, tmp_path: Path) -> None:
    path = b.written(tmp_path, "export.zip", shapes.DEEPSEEK[2].content)
    said = sibian("import", str(path)).stdout
    for line in ("Read as: DeepSeek", "1 conversations taken, 4 messages.", "Left out, attached files: 1"):
        assert line in said
    again = sibian.json("import", str(path))
    assert (again["taken"], again["there"]) == ([], 1)
    assert again["files"] == [{"name": "conversations.json", "format": "deepseek"}]
    assert again["left_out"] == {"attachment": 1, "search_results": 1}


def test_a_file_of_no_format_is_told(sibian: Any, tmp_path: Path) -> None:
    odd = b.written(tmp_path, "x.json", b'{"a": 1}')
    done = sibian("import", str(odd), code=1)
    assert "of no known format: 1" in done.stdout
    assert "There is no file" in sibian("import", str(odd), str(tmp_path / "none"), code=2).stderr


def test_conversations_come_out_and_go_in_again(sibian: Any, tmp_path: Path) -> None:
    path = b.written(tmp_path, "in.json", b.dumped([shapes.BRANCHED, shapes.PLAIN]))
    sibian("import", str(path))
    assert "节气。" in sibian("export", "2").stdout
    assert len(sibian("export", "--all", "--as", "openai", "--branches").stdout.splitlines()) == 3
    own = tmp_path / "own"
    sibian("export", "--all", "--as", "sibian", "-o", str(own))
    assert sibian.json("import", str(own))["there"] == 2


def test_ctrl_c_leaves_nothing_behind(sibian: Any, tmp_path: Path) -> None:
    one = b.dumped(b.deepseek(n1=("root", b.asked("q" * 2000))))
    path = b.written(tmp_path, "many", b"[" + b",".join([one] * 20_000) + b"]")
    process = sibian.start("import", str(path), scripted=False)
    while not (sibian.home / "sibian.db").exists():
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert sibian.json("conversation", "list") == []


def test_wrong_use_is_told(sibian: Any, tmp_path: Path) -> None:
    sibian("export", code=2)
    sibian("export", "--all", "1", code=2)
    sibian("export", "7", code=2)
    sibian("export", "--all", "-o", str(tmp_path / "none" / "x"), code=2)
