"""Fetches the examples of CommonMark's specification, which lie in the source package of the pinned markdown-it-py.

    python -m tests.commonmark

`make commonmark` then runs tests/ui/reader/test_commonmark.py on them.
"""

import importlib.util
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "build" / "commonmark" / "commonmark.json"
MEMBER = "tests/test_cmark_spec/commonmark.json"


def requirement() -> str:
    """markdown-it-py as the lock has it, with its hashes."""
    lock = (ROOT / "requirements" / "run.lock").read_text("utf-8")
    found = re.search(r"^markdown-it-py==(?:[^\n]*\\\n)*[^\n]*\n", lock, re.MULTILINE)
    assert found is not None
    return found[0]


def fetch() -> bytes:
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["uv", "tool", "run", "pip"]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(requirement(), "utf-8")
        words = (
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary",
            ":all:",
            "--require-hashes",
            "-r",
            wanted,
            "-d",
            folder,
        )
        subprocess.run([*pip, *words], check=True)
        with tarfile.open(next(Path(folder).glob("markdown_it_py-*.tar.gz"))) as package:
            member = next(each for each in package.getmembers() if each.name.endswith(MEMBER))
            read = package.extractfile(member)
            assert read is not None
            return read.read()


def main() -> int:
    if not TARGET.is_file():
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(fetch())
    print(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
