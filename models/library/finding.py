"""Finds the weights on this machine, and notices when there are others. Changes nothing, moves nothing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from models.card import Card
from models.gguf import BadGguf
from models.library.cards import Cards
from models.library.gathering import Heap, Way, gather, name_of, shards_of
from models.library.homes import home_of
from models.library.values import OURS, Found, Home, Place
from models.library.walking import MAX_ENTRIES, Marks, Unread, Walk, mark, regular

MAX_TRIES = 8
"""Ways to the same files that are tried before they are called broken."""


def scan(
    homes: Sequence[Home],
    folders: Sequence[Path] = (),
    stopped: Callable[[], bool] = lambda: False,
    cards: Cards | None = None,
    owned: Callable[[Path], bool] = lambda path: False,
) -> Iterator[Found]:
    """Every set of weights in `homes` and in the person's own `folders`, one by one as their headers are read.

    owned: whether Sibian downloaded a file. See `Library` for what else can be known of a scan.
    """
    library = Library(homes, folders, cards, owned)
    yield from library.scan(stopped)


def changed(homes: Sequence[Home], since: Marks) -> bool:
    """Whether a scan of `homes` could find other weights than the one that left the marks `since`.

    Only looks at the times of the folders and files that were seen then: a thousand take some milliseconds.
    """
    return any(home.folder not in since for home in homes) or any(mark(path) != seen for path, seen in since.items())


def found_at(path: Path, cards: Cards | None = None, owned: Callable[[Path], bool] = lambda path: False) -> Found:
    """What lies at a path that somebody named, whatever it is called: any shard stands for the whole set."""
    files = shards_of(path)
    told = (cards or Cards()).get([path, *(each for each in files if each != path)])
    if told is None:
        told = BadGguf("unsupported", "no model by its own words")
    place = Place("", files[0], name_of(path))
    return _told(Way(place, files), [place], told, owned(path))


class Library:
    """The weights on this machine as they were found last.

    A scan may run in another thread than the one that asks: what was found and what was seen change hands at its end,
    at once. Two scans at the same time are the caller's to avoid.
    """

    def __init__(
        self,
        homes: Sequence[Home],
        folders: Sequence[Path] = (),
        cards: Cards | None = None,
        owned: Callable[[Path], bool] = lambda path: False,
        most: int = MAX_ENTRIES,
    ) -> None:
        """homes: in the order in which a path through them is preferred. folders: the person's own. most: names that
        are looked at in each."""
        self.homes = (*homes, *(home_of(folder.absolute()) for folder in folders))
        self.found: tuple[Found, ...] = ()
        self.unread: tuple[Unread, ...] = ()
        """Folders of the last scan that were left out."""
        self._cards = cards or Cards()
        self._owned = owned
        self._most = most
        self._seen: Marks = {}

    def scan(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Found]:
        """Look everywhere again. One that was stopped, or not taken to its end, leaves `found` as it was."""
        walk = Walk(stopped, self._most)
        heaps = gather(self.homes, walk)
        found: list[Found] = []
        for heap in heaps:
            if stopped():
                return
            one = self._found(heap)
            if one is not None:
                found.append(one)
                yield one
        if stopped():
            return
        self.found, self.unread, self._seen = tuple(found), tuple(walk.unread), walk.marks
        self._cards.save()

    def changed(self) -> bool:
        """Whether another scan could find something else. True before the first one."""
        return changed(self.homes, self._seen)

    def _found(self, heap: Heap) -> Found | None:
        ways = sorted(heap.ways, key=self._rank)[:MAX_TRIES]
        best, told = ways[0], self._cards.get(ways[0].files)
        for way in ways[1:]:
            if not isinstance(told, BadGguf):
                break
            # Shards may lack a sibling under one name and have it under another.
            other = self._cards.get(way.files)
            if not isinstance(other, BadGguf):
                best, told = way, other
        if told is None:
            return None
        places = dict.fromkeys((best.place, *(way.place for way in ways), *(way.place for way in heap.ways)))
        return _told(best, list(places), told, self._owned(best.place.path))

    def _rank(self, way: Way) -> tuple[bool, bool]:
        """Ours first: what is deleted with "remove" must be what is shown. Else in the order of the homes."""
        return not self._owned(way.place.path), way.place.program != OURS


def _told(way: Way, places: Sequence[Place], told: Card | BadGguf, owned: bool) -> Found:
    status = [each for each in map(regular, way.files) if each is not None]
    return Found(
        path=way.place.path,
        size=sum(each.st_size for each in status),
        modified=max((each.st_mtime for each in status), default=0.0),
        places=tuple(places),
        card=told if isinstance(told, Card) else None,
        fault=told if isinstance(told, BadGguf) else None,
        owned=owned,
        files=way.files,
    )
