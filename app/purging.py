"""Deleting conversations for good: the rows, and what the engine had computed of them and kept on the disk. No Qt."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from app import saved
from app.store.changes import Written
from app.store.store import Store


def purge(store: Store, conversations: Sequence[int], folder: Path) -> "Future[Written[None]]":
    """Remove them from the store, then their saved KV caches from `folder`.

    A cache is known by the tokens that a run of the conversation wrote, which nothing else would repeat.
    """
    marks = [mark for id in conversations for mark in _marks(store, id)]

    def done(purged: "Future[Written[None]]") -> None:
        if not purged.cancelled() and purged.exception() is None:
            saved.forget(folder, marks)

    purged = store.conversations.purge_all(conversations)
    purged.add_done_callback(done)
    return purged


def _marks(store: Store, conversation: int) -> list[tuple[int, ...]]:
    """The first tokens of every run, of all branches."""
    runs = store.generations.of_conversation(conversation)
    return [tuple(ids) for id in runs if len(ids := store.generations.tokens(id).ids[: saved.MARK]) == saved.MARK]
