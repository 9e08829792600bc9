"""Puts together what the catalog offers, what was found on this machine, what is being fetched, and what would run."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from app.library.naming import entry_of
from app.library.rows import Filters, Row, ordered, passes
from models.catalog import Build, Catalog, Entry
from models.gguf import BadGguf, read_header
from models.hardware import Hardware
from models.library import Found
from models.plan import Plan, Wishes, best_of, builds_planned, plan, rank
from models.shape import Shape, shape_of_entry, shape_of_headers

if TYPE_CHECKING:
    from models.download import Progress

OVER = ("done", "cancelled")
"""States of a download that nobody needs to see any more."""


class Findings(Protocol):
    """What was found on this machine; `models.library.Library` is one."""

    @property
    def found(self) -> tuple[Found, ...]: ...


class Fetching(Protocol):
    """What is being fetched; `models.download.Downloads` is one."""

    def all(self) -> "tuple[Progress, ...]": ...


class Shelf:
    """Rows over what is known at the moment. Plans are made once for each machine, so asking again is cheap.

    What is here and in the catalog is planned by the catalog's figures, which takes no look into the file; what is
    here alone, by its header.
    """

    def __init__(
        self,
        catalog: Catalog,
        hardware: Hardware,
        library: Findings,
        downloads: Fetching | None = None,
        wishes: Wishes = Wishes(),  # noqa: B008 - a frozen value
    ) -> None:
        self.catalog, self.hardware, self.wishes = catalog, hardware, wishes
        self._library, self._downloads = library, downloads
        self._built: dict[str, tuple[tuple[Build, Plan], ...]] = {}
        self._plans: dict[tuple[str, int, float], Plan | None] = {}

    def rows(self, filters: Filters = Filters(), *, known: bool = False) -> tuple[Row, ...]:  # noqa: B008 - a frozen value
        """What passes `filters`, in the order of `rows.ordered`. known: without planning what was not planned yet,
        which takes a while for a whole catalog; what is not here then has no plan."""
        return tuple(each for each in ordered(self._rows(filters.most_bytes, known)) if passes(each, filters))

    def look_in(self, library: Findings) -> None:
        """Take what is here from another library from now on; plans stay."""
        self._library = library

    def planned(self, entry: Entry) -> bool:
        """Whether the builds of an entry were planned, so that they are at hand."""
        return entry.id in self._built

    def row(self, key: str) -> Row | None:
        """The row of this key; None where it is gone."""
        return next((each for each in self._rows(None, known=False) if each.key == key), None)

    def builds(self, entry: Entry) -> tuple[tuple[Build, Plan], ...]:
        """All builds of an entry with their plans, to compare them."""
        if entry.id not in self._built:
            self._built[entry.id] = builds_planned(entry, self.hardware, self.wishes)
        return self._built[entry.id]

    def plan_of(self, found: Found) -> Plan | None:
        """How weights that are here would run; None where they cannot."""
        key = (str(found.path), found.size, found.modified)
        if key not in self._plans:
            shape = self._shape(found)
            self._plans[key] = plan(shape, self.hardware, self.wishes) if shape is not None else None
        return self._plans[key]

    def _rows(self, most_bytes: int | None, known: bool) -> Iterator[Row]:
        here: dict[str, list[Found]] = {}
        strangers: list[Found] = []
        for found in self._library.found:
            entry = entry_of(found, self.catalog)
            (strangers if entry is None else here.setdefault(entry.id, [])).append(found)
        running = [] if self._downloads is None else [each for each in self._downloads.all() if each.state not in OVER]
        for entry in self.catalog.entries:
            mine = next((each for each in reversed(running) if fetches(each, entry)), None)
            offer = self._offer(entry, most_bytes) if not known or self.planned(entry) else None
            yield self._of_entry(entry, here.get(entry.id, ()), mine, offer)
        for found in strangers:
            mine = next((each for each in running if found.path.is_relative_to(each.folder)), None)
            yield self._of_file(found, mine)
        for progress in running:
            listed = any(fetches(progress, entry) for entry in self.catalog.entries)
            if not listed and not any(found.path.is_relative_to(progress.folder) for found in strangers):
                name = progress.wanted.name or progress.wanted.repo
                yield Row(f"download:{progress.id}", name, progress.total, download=progress)

    def _of_entry(
        self,
        entry: Entry,
        here: Sequence[Found],
        progress: "Progress | None",
        offer: tuple[Build, Plan] | None,
    ) -> Row:
        found = tuple(sorted(here, key=self._worth))
        build, its_plan = offer if offer is not None else (None, None)
        size = build.size if build is not None else min((each.size for each in entry.builds), default=0)
        if found and found[0].card is not None:
            its_plan, size = self.plan_of(found[0]), found[0].size
        return Row(
            key=f"entry:{entry.id}",
            name=entry.name,
            size=size,
            entry=entry,
            found=found,
            build=build,
            plan=its_plan if entry.runs else None,
            download=progress,
        )

    def _of_file(self, found: Found, progress: "Progress | None") -> Row:
        name = found.card.name if found.card is not None else found.name
        return Row(f"file:{found.path}", name, found.size, None, (found,), None, self.plan_of(found), progress)

    def _worth(self, found: Found) -> tuple[bool, int, int]:
        """What can be opened first, then what runs best, then the finest quantization."""
        its_plan = self.plan_of(found)
        return found.card is None, rank(its_plan.fit) if its_plan else 0, -found.size

    def _offer(self, entry: Entry, most_bytes: int | None) -> tuple[Build, Plan] | None:
        """The build to fetch, of those up to so many bytes where one is that small; None where there is none at all."""
        planned = self.builds(entry)
        small = [pair for pair in planned if most_bytes is None or pair[0].size <= most_bytes] or planned
        return best_of(entry, small, self.wishes) or min(small, key=lambda pair: pair[1].missing, default=None)

    def _shape(self, found: Found) -> Shape | None:
        card = found.card
        if card is None:
            return None
        entry = entry_of(found, self.catalog)
        if entry is not None:
            return shape_of_entry(
                entry.hyper,
                found.size,
                card.quantization,
                architecture=card.architecture,
                context=card.context_length or entry.context,
            )
        try:
            return shape_of_headers([read_header(each) for each in card.shards])
        except BadGguf:
            return None  # it changed since it was found


def fetches(progress: "Progress", entry: Entry) -> bool:
    """Whether a download is one of the builds of an entry."""
    return any(progress.wanted.repo in (build.repo, build.modelscope) for build in entry.builds)
