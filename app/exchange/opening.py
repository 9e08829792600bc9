"""Files that somebody wants to bring in: what is in each of them is found out, and read one conversation at a time."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import WrongUse
from app.exchange import formats
from app.exchange.documents import Document, Refused, documents
from app.exchange.format import Format
from app.exchange.reading import first, shape_of
from app.exchange.values import Item, LeftOut

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was read, and what it was."""

    name: str
    format: str


class Reading:
    """Iterate over it once. Progress is in bytes of the files, as they lie on the disk."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Raises WrongUse where there is nothing at one of `paths`."""
        for path in paths:
            if not path.exists():
                raise WrongUse("no_such_file", path=str(path))
        self._paths = tuple(paths)
        self.total = sum(_size(path) for path in paths)
        self.read: list[Read] = []
        """What was found to be of a format that is known, so far."""
        self._done = 0
        self._now: Document | None = None

    @property
    def done(self) -> int:
        return min(self.total, self._done + (self._now.seen if self._now is not None else 0))

    def __iter__(self) -> Iterator[Item]:
        for path in self._paths:
            before, begun = len(self.read), self._done
            try:
                for document in documents(path):
                    yield from self._of(document)
            except Refused as refused:
                log.info("%s was refused: %s", path.name, refused)
                yield LeftOut("unsafe", path.name)
                continue
            finally:
                self._done = begun + _size(path)
            if len(self.read) == before:
                yield LeftOut("unknown_format", path.name)

    def _of(self, document: Document) -> Iterator[Item]:
        """Everything in a document; of one that is of no known format, nothing."""
        self._now = document
        try:
            shape = shape_of(document)
            value = first(document, shape) if shape is not None else None
            found: Format | None = formats.known_by(value)
            if shape is not None and found is not None:
                self.read.append(Read(document.name, found.name))
                yield from found.read(document, shape)
        except OSError as error:
            log.info("%s cannot be read: %s", document.name, error)
            yield LeftOut("unreadable", document.name)
        finally:
            self._done += document.size
            self._now = None


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    return path.stat().st_size
