"""The store of a database that another program holds: everything can be read, nothing written."""

from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

from app.errors import StoreError
from app.store import schema
from app.store.annotations import Annotations
from app.store.branches import Branches
from app.store.changes import Written
from app.store.connections import Readers
from app.store.conversations import Conversations
from app.store.copies import Copies
from app.store.exports import Exports
from app.store.faults import told
from app.store.generations import Generations
from app.store.order import Order
from app.store.peek import refuse_foreign
from app.store.search.finder import Finder
from app.store.settings import SettingsTable
from app.store.templates import Templates
from app.store.traces import Traces
from app.store.writer import T, Work


class Elsewhere:
    """Stands where the writer would: the lock on writing is another program's, so every write fails as locked."""

    def submit(self, work: Work[T], *, needs_room: bool = False) -> "Future[Written[T]]":
        refused: Future[Written[T]] = Future()
        refused.set_exception(StoreError("store_locked"))
        return refused


class ReadingStore:
    """What `Store` offers, for reading. Safe beside a program that writes: in WAL neither waits for the other."""

    def __init__(self, path: Path) -> None:
        """Raises `StoreError`: store_newer, store_older, store_foreign, store_unwritable, store_broken."""
        self.path = Path(path).resolve()
        with told(self.path):
            refuse_foreign(self.path)
        self._readers = Readers(self.path)
        self._refuse_older()
        self.search = Finder(self.path)
        writer = Elsewhere()
        self.conversations = Conversations(writer, self._readers)
        self.generations = Generations(writer, self._readers)
        self.order = Order(writer, self._readers)
        self.copies = Copies(writer, self._readers)
        self.templates = Templates(writer, self._readers)
        self.settings = SettingsTable(writer, self._readers)
        self.annotations = Annotations(writer, self._readers)
        self.exports = Exports(self._readers)
        self.branches = Branches(writer, self._readers)
        self.traces = Traces(self._readers)

    def close(self) -> None:
        self.search.close()
        self._readers.close()

    def _refuse_older(self) -> None:
        """Only whoever holds the database could bring it up to date, and that is an older program."""
        with self._readers.reading() as conn:
            (version,) = conn.execute("PRAGMA user_version").fetchone()
        if version < schema.VERSION:
            self._readers.close()
            raise StoreError("store_older", f"schema {version}, needed {schema.VERSION}")

    def __enter__(self) -> "ReadingStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
