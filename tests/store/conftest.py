"""A real store in a folder of the test's own, and short ways to fill it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.store.changes import Written
from app.store.records import Begun, Chunk, Happening, NewExchange, Outcome, Part
from app.store.store import Store
from app.store.tokens import Tokens
from tests.store.figures import full_tokens

T = TypeVar("T")
NOBODY = 65534
NONE = Tokens()


def simple_split(raw: str, family: str, opened: bool) -> list[Part]:
    """An honest split for one plain family: what stands before `</think>` was thought."""
    before, _, after = raw.partition("</think>")
    if not (opened or raw.startswith("<think>")):
        return [Part("answer", raw)] if raw else []
    found = [Part("thinking", before.removeprefix("<think>")), Part("answer", after)]
    return [part for part in found if part.text]


class Hand:
    """Asks and answers through a store as the program does, waiting for each write."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def done(future: "Future[Written[T]]") -> T:
        return future.result(timeout=20).value

    def begin(self, question: str | None = "立春是什么？", **fields: Any) -> Begun:
        standing = {"conversation": None, "parent": None, "model": "tiny", "weights": "/w/tiny.gguf"}
        standing |= {"fingerprint": "f00d", "family": "think", "sampling": {"temperature": 0.6}}
        return self.done(self.store.generations.begin(NewExchange(question=question, **(standing | fields))))

    def group(self, question: str, size: int, **fields: Any) -> list[Begun]:
        standing = {"conversation": None, "parent": None, "model": "tiny", "weights": "/w/tiny.gguf"}
        standing |= {"fingerprint": "f00d", "family": "think", "sampling": {}} | fields
        samples = [NewExchange(question=question, **standing) for _ in range(size)]
        return self.done(self.store.generations.begin_group(samples))

    def append(self, begun: Begun, text: str, tokens: Tokens = NONE, *happenings: Happening) -> None:
        self.done(self.store.generations.append(begun.generation, Chunk(text, tokens, happenings)))

    def say(self, begun: Begun, *texts: str) -> None:
        """Each text as a chunk of one token, with all its figures."""
        for number, text in enumerate(texts):
            self.append(begun, text, replace(full_tokens(1, number), lengths=(len(text),)))

    def go_on(self, begun: Begun, kept: int, **fields: Any) -> Begun:
        """Begin anew from the first `kept` tokens of an older run."""
        raw = self.store.generations.get(begun.generation).raw
        carried = self.store.generations.tokens(begun.generation).slice(0, kept)
        standing = {"conversation": begun.conversation, "parent": begun.question, "origin": begun.generation}
        standing |= {"origin_kind": "continue", "origin_tokens": kept}
        standing |= {"prefix": raw[: sum(carried.lengths)], "prefix_tokens": carried}
        return self.begin(None, **(standing | fields))

    def finish(self, begun: Begun, answer: str = "好。", thinking: str = "") -> None:
        parts = [Part("thinking", thinking)] if thinking else []
        self.done(self.store.generations.finish(begun.generation, Outcome("stop", (*parts, Part("answer", answer)))))

    def exchange(self, question: str | None, answer: str, **fields: Any) -> Begun:
        begun = self.begin(question, **fields)
        self.say(begun, answer)
        self.finish(begun, answer)
        return begun


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sibian.db"


@pytest.fixture
def opened(database: Path) -> Iterator[Callable[..., Store]]:
    """Opens stores that are closed at the end; the test's own database unless told otherwise."""
    with ExitStack() as stack:
        yield lambda path=database, **options: stack.enter_context(
            Store.open(path, **({"split": simple_split, "reserve_size": 0} | options))
        )


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()


@pytest.fixture
def hand(store: Store) -> Hand:
    return Hand(store)


@pytest.fixture(scope="session")
def hand_to() -> type[Hand]:
    return Hand


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Gives up root's right to ignore permissions when called; does nothing for anybody else."""

    def drop() -> None:
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            os.seteuid(NOBODY)

    yield drop
    if hasattr(os, "getuid") and os.getuid() == 0:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="sibian-store-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@pytest.fixture(scope="session")
def simple() -> Callable[[str, str, bool], list[Part]]:
    return simple_split
