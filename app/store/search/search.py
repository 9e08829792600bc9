"""The search of a store that can be written: the finder, and the keeper that keeps its index in step."""

from dataclasses import replace
from pathlib import Path

from app.store.changes import Changes
from app.store.search.finder import LIMIT, Finder
from app.store.search.keeper import Keeper
from app.store.search.records import Filter, Found


class Search(Finder):
    """`start` once the program has time for it; before, and while the index grows, `Found.complete` says so."""

    def __init__(self, database: Path, immutable: bool = False) -> None:
        super().__init__(database, immutable)
        self._immutable = immutable
        self._keeper = Keeper(database, self.renew)
        self._started = False

    def start(self) -> None:
        """Put into the index what is not there yet, in the background."""
        if not self._started and not self._immutable:
            self._started = True
            self._keeper.start()

    def search(
        self,
        words: str,
        filter: Filter = Filter(),  # noqa: B008 - frozen
        limit: int = LIMIT,
        within: float | None = None,
    ) -> Found:
        self.start()
        found = super().search(words, filter, limit, within)
        return found if self._keeper.ready else replace(found, complete=False)

    @property
    def left(self) -> int:
        """How many messages are still to be put into the index."""
        return self._keeper.left

    def settled(self, timeout: float | None = None) -> bool:
        """Wait until all that was written is in the index; False where that took too long."""
        self.start()
        return self._keeper.settled(timeout)

    def touched(self, changes: Changes) -> None:
        if self._started:
            self._keeper.touched(changes)

    def close(self) -> None:
        self._keeper.close()
        super().close()
