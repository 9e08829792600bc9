"""Deleting for good: the rows, and what the engine had computed of them and kept on the disk. No Qt."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from app import saved
from app.store.changes import Written
from app.store.store import Store

T = TypeVar("T")


def purge(store: Store, conversations: Sequence[int], folder: Path) -> "Future[Written[None]]":
    """Remove them from the store, then their saved KV caches from `folder`.

    A cache is known by the tokens that a run of the conversation wrote, which nothing else would repeat.
    """
    marks = [mark for id in conversations for mark in _marks(store, store.generations.of_conversation(id))]
    return _forgetting(store.conversations.purge_all(conversations), folder, marks)


def purge_branch(store: Store, message: int, folder: Path) -> "Future[Written[int]]":
    """Remove a branch that was thrown away, from its root on; the result is how many messages went."""
    marks = _marks(store, store.branches.generations(message))
    return _forgetting(store.branches.purge(message), folder, marks)


def _forgetting(purged: "Future[Written[T]]", folder: Path, marks: list[tuple[int, ...]]) -> "Future[Written[T]]":
    def done(purged: "Future[Written[T]]") -> None:
        if not purged.cancelled() and purged.exception() is None:
            saved.forget(folder, marks)

    purged.add_done_callback(done)
    return purged


def _marks(store: Store, runs: Sequence[int]) -> list[tuple[int, ...]]:
    """The first tokens of each."""
    return [tuple(ids) for id in runs if len(ids := store.generations.tokens(id).ids[: saved.MARK]) == saved.MARK]
