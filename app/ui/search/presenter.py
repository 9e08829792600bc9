"""Asks the store what is looked for, on a thread of its own, and shows what comes of the latest question."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.futures import FutureWatcher
from app.errors import UserError
from app.store.search.finder import FIRST_S, LIMIT
from app.store.search.query import parse
from app.store.search.records import Count, Filter, Found
from app.store.store import Store
from app.ui.i18n import explain
from app.ui.search.page import SearchPage
from app.ui.search.states import Age, Asked, Choice, Length, Offered, Results
from app.ui.search.wording import Wording

AGAIN_MS = 1000
"""How often is looked again while the index is being made."""
MOST = 800
_DAYS: dict[Age, int] = {"week": 7, "month": 31, "year": 366}
_LENGTHS: dict[Length, tuple[int | None, int | None]] = {
    "any": (None, None),
    "short": (None, 1000),
    "long": (10_000, None),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Of one question, as far as it has come."""

    asked: Asked
    found: Found
    count: Count | None = None


class SearchPresenter(QObject):
    open_wished = Signal(object)
    """Hit."""

    def __init__(
        self, store: Store, page: SearchPage, asked: Asked | None = None, parent: QObject | None = None
    ) -> None:
        """asked: what was looked for in an earlier window."""
        super().__init__(parent)
        self._store, self._page = store, page
        self.asked = asked or Asked()
        self._limit, self._wording = LIMIT, Wording(self)
        self._watcher = FutureWatcher(self)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._ask)
        page.asked.connect(self._on_asked)
        page.more_wished.connect(self._show_more)
        page.open_wished.connect(self.open_wished)
        page.show_asked(self.asked)

    def enter(self) -> None:
        """The page is on the screen now."""
        self._store.search.start()
        self._page.show_offered(self._offered())
        self._page.enter()
        self._ask()

    def close(self) -> None:
        self._again.stop()
        self._watcher.forget()
        self._store.search.interrupt()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _on_asked(self, asked: Asked) -> None:
        if asked != self.asked:
            self.asked, self._limit = asked, LIMIT
            self._ask()

    def _show_more(self) -> None:
        self._limit = min(MOST, self._limit * 4)
        self._ask()

    def _ask(self) -> None:
        self._again.stop()
        self._watcher.forget()
        self._store.search.interrupt()  # what is looked for now is not wanted any more
        asked, limit = self.asked, self._limit
        if parse(asked.words).empty:
            self._show_nothing_asked()
            return
        self._search(asked, limit, FIRST_S)

    def _search(self, asked: Asked, limit: int, within: float | None) -> None:
        filter = filter_of(asked, time.time())
        found = self._worker.submit(self._store.search.search, asked.words, filter, limit, within)
        self._watcher.watch(found, lambda found: self._on_found(_Answer(asked, found), limit), self._on_failed)

    def _on_found(self, answer: _Answer, limit: int) -> None:
        self._show(answer)
        if answer.found.unfinished:  # something to look at is there; now for all of it
            self._search(answer.asked, limit, None)
            return
        counted = self._worker.submit(
            self._store.search.count, answer.asked.words, filter_of(answer.asked, time.time())
        )
        self._watcher.watch(
            counted, lambda count: self._show(_Answer(answer.asked, answer.found, count)), self._on_failed
        )

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._page.show_results(Results(nothing=explain(error)))

    def _show(self, answer: _Answer) -> None:
        found, count = answer.found, answer.count or Count(0)
        said = self._wording.foot(len(found.hits), count, self._store.search.left, found.complete, found.unfinished)
        nothing = None
        if not found.hits:
            nothing = self._nothing(found)
        more = len(found.hits) < count.number and len(found.hits) >= self._limit and self._limit < MOST
        self._page.show_results(Results(found.hits, said, more, nothing))
        if not found.complete and self._page.isVisible():
            self._again.start()

    def _nothing(self, found: Found) -> tuple[str, str]:
        if found.unfinished:
            return self.tr("Nothing so far"), self.tr("Every text with these words is being looked into.")
        if not found.complete:
            hint = self.tr("What is not in the index yet is found in a moment.")
            return self.tr("Nothing so far"), hint
        narrowed = filter_of(self.asked, 0.0) != Filter()
        hint = self.tr("Fewer words or other filters may find more.") if narrowed else self.tr("Try fewer words.")
        return self.tr("Nothing was found"), hint

    def _show_nothing_asked(self) -> None:
        hint = self.tr(
            "Words find what begins with them, Chinese finds itself anywhere, quotes find exact words in a row, "
            "and a minus leaves a word out."
        )
        self._page.show_results(Results(nothing=(self.tr("What are you looking for?"), hint)))

    def _offered(self) -> Offered:
        order = self._store.order
        places = [Choice(f"folder:{each.id}", each.name) for each in order.folders()]
        places += [Choice(f"tag:{each.id}", f"# {each.name}") for each in order.tags()]
        return Offered(
            tuple(Choice(name, name) for name in self._store.generations.models()),
            tuple(places),
            tuple(Choice(slug, slug) for slug in self._store.templates.asked_with()),
            self._worths(),
        )

    def _worths(self) -> tuple[Choice, ...]:
        """Only what anything is told apart by."""
        worths: list[Choice] = []
        if self._store.annotations.any_rated():
            for least in (3, 4, 5):
                stars = "★" * least
                name = stars if least == 5 else self.tr("{stars} and more").format(stars=stars)
                worths.append(Choice(str(least), name))
        if self._store.groups.any_judged():
            worths += [Choice("passed", self.tr("Passed its check")), Choice("failed", self.tr("Failed its check"))]
        return tuple(worths)


def filter_of(asked: Asked, now: float) -> Filter:
    """What the store is asked for."""
    kind, _, number = asked.place.partition(":")
    shortest, longest = _LENGTHS[asked.length]
    return Filter(
        where=asked.where,
        model=asked.model,
        since=now - _DAYS[asked.age] * 86_400 if asked.age in _DAYS else None,
        tag=int(number) if kind == "tag" else None,
        folder=int(number) if kind == "folder" else None,
        template=asked.template,
        rating=int(asked.worth) if asked.worth.isdecimal() else None,
        passed={"passed": True, "failed": False}.get(asked.worth),
        shortest=shortest,
        longest=longest,
    )
