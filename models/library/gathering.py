"""From the homes of programs to names of files, and from names to sets of weights: which belong together, which are
the same. Looks at names and inodes, never into a file of weights.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from models.library import ollama
from models.library.values import Home, Place
from models.library.walking import SUFFIX, Walk, regular, small_text

_SHARD = re.compile(r"(?P<prefix>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL | re.IGNORECASE)
_LINE = re.compile(r"(?P<key>name|model_path)\s*:\s*(?P<value>.*)")
JAN_FILE = "model.yml"
_NAMELESS = frozenset({"model", "ggml-model"})
"""What programs call a file whose folder has the name."""

Identity = tuple[int, int] | str


@dataclass(frozen=True, slots=True)
class Way:
    """A place and the files it leads to: the shards that are there."""

    place: Place
    files: tuple[Path, ...]


@dataclass(slots=True)
class Heap:
    """Ways to one and the same set of weights."""

    identities: set[Identity]
    ways: list[Way] = field(default_factory=list)

    def is_of(self, identities: set[Identity]) -> bool:
        """Whether these files are those, or a part of them. Two revisions may share a shard and differ in another."""
        return identities <= self.identities or self.identities <= identities


def gather(homes: Sequence[Home], walk: Walk) -> list[Heap]:
    """Everything in the homes that is named like weights; what several names lead to comes once, with all of them."""
    heaps: list[Heap] = []
    known: dict[Identity, list[Heap]] = {}
    for way in _ways(homes, walk):
        identities = {each for each in map(_identity, way.files) if each is not None}
        if not identities:
            continue  # it went away meanwhile
        others = (heap for each in identities for heap in known.get(each, ()))
        heap = next((each for each in others if each.is_of(identities)), None)
        if heap is None:
            heap = Heap(set())
            heaps.append(heap)
        if way.place not in (each.place for each in heap.ways):
            heap.ways.append(way)
        for each in identities - heap.identities:
            known.setdefault(each, []).append(heap)
        heap.identities |= identities
    return heaps


def _ways(homes: Sequence[Home], walk: Walk) -> Iterator[Way]:
    for home in homes:
        walk.begin(home.folder)
        for name, files in _sets(home, walk):
            yield Way(Place(home.program, files[0], name), files)


def _sets(home: Home, walk: Walk) -> Iterator[tuple[str, tuple[Path, ...]]]:
    match home.how:
        case "ollama":
            yield from ((name, (blob,)) for name, blob in ollama.blobs(home.folder, walk))
        case "huggingface":
            yield from _hugging_face(home.folder, walk)
        case "jan":
            yield from _jan(home.folder, walk)
        case "folder":
            yield from ((name_of(files[0]), files) for files in _together(walk.weights(home.folder)))


def _hugging_face(folder: Path, walk: Walk) -> Iterator[tuple[str, tuple[Path, ...]]]:
    for repository in walk.folders(folder):
        kind, *names = repository.name.split("--")
        if kind == "models" and names:
            for files in _together(walk.weights(repository / "snapshots")):
                yield f"{'/'.join(names)}: {name_of(files[0])}", files


def _jan(folder: Path, walk: Walk) -> Iterator[tuple[str, tuple[Path, ...]]]:
    found = list(walk.weights(folder, JAN_FILE))
    for files in _together(each for each in found if each.name != JAN_FILE):
        yield name_of(files[0]), files
    for note in (each for each in found if each.name == JAN_FILE):
        # Weights that were only shown to Jan stay where they were, and its note says where that is.
        name, path = _noted(note)
        if path is not None and path.name.lower().endswith(SUFFIX) and regular(path) is not None:
            walk.note(path)
            yield name or note.parent.name, shards_of(path)


def _noted(note: Path) -> tuple[str, Path | None]:
    """Name and absolute path in a note of Jan's. Of YAML only plain pairs at the left edge, which is all it writes."""
    said = {}
    for line in (small_text(note) or "").splitlines():
        pair = _LINE.fullmatch(line.rstrip())
        if pair is not None:
            said[pair["key"]] = pair["value"].strip("'\"")
    path = said.get("model_path", "")
    return said.get("name", ""), Path(path) if os.path.isabs(path) and "\0" not in path else None


def shards_of(path: Path) -> tuple[Path, ...]:
    """All shards next to `path` that are there and belong to it by name, in order; `path` alone where it is whole."""
    named = _SHARD.fullmatch(path.name)
    if named is None:
        return (path,)
    try:
        beside = [each for each in path.parent.iterdir() if _set_of(each) == _set_of(path)]
    except OSError:
        return (path,)
    return tuple(sorted(each for each in beside if regular(each) is not None)) or (path,)


def _together(paths: Iterator[Path]) -> Iterator[tuple[Path, ...]]:
    """Files that are shards of one set come as one, the first shard first."""
    for _, files in groupby(sorted(paths, key=_set_of), key=_set_of):
        yield tuple(sorted(files))


def _set_of(path: Path) -> tuple[str, str, str]:
    """The same for all shards of a set, and different for anything else."""
    named = _SHARD.fullmatch(path.name)
    return (str(path.parent), *((path.name, "") if named is None else (named["prefix"], named["count"])))


def name_of(path: Path) -> str:
    """What a file of weights is called: without number and suffix, and by its folder where programs do so."""
    named = _SHARD.fullmatch(path.name)
    name = path.stem if named is None else named["prefix"]
    return path.parent.name if name.lower() in _NAMELESS else name


def _identity(path: Path) -> Identity | None:
    """The same for every name of a file. File systems that number nothing have only its real path."""
    status = regular(path)
    if status is None:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)
