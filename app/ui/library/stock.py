"""What the page shows, gathered beside the window: catalog, this machine, files on the disk, downloads.

Everything that takes time runs on two threads of its own, one for looking through disks and one for reckoning; results
come back through timers on the GUI thread (PYSIDE-3124). Lives longer than a window.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.futures import FutureWatcher
from app.engine.session import Session
from app.engine.survey import ComputeDevice
from app.errors import UserError
from app.library import Filters, Row
from app.settings import Settings, SettingsKeeper
from app.ui.library.assemble import Parts, assemble, seen_as
from models.catalog import Build, Entry
from models.download import Failed, InUse, Progress, Wanted
from models.hardware import Hardware
from models.library import Found, NotRemoved, remove
from models.plan import Plan, Wishes, plan
from models.shape import Shape

T = TypeVar("T")
Maker = Callable[[Settings, Sequence[ComputeDevice], Parts | None], Parts]

POLL_MS = 250
"""How often downloads under way are asked how far they are."""
WATCH_MS = 10_000
"""How often folders are looked at for changes while the page is open."""
TELL_S = 1.0
"""How often it is told that more was judged: a list that moves all the time cannot be read."""
BUSY = ("waiting", "running", "checking")
OF_HUB = ("hub", "hub_address", "hub_proxy", "hub_token", "weights_folder", "weights_folders")
"""Settings after which everything is put together anew."""


class Stock(QObject):
    """Call everything from the GUI thread; whatever was asked for is handed to `done` there."""

    changed = Signal()
    """Other rows may be there than before."""
    progressed = Signal(object)
    """tuple[Progress, ...]: how far downloads are, while any is under way."""
    failed = Signal(object)
    """UserError, or a fault in words."""

    def __init__(
        self, session: Session, settings: SettingsKeeper, parent: QObject | None = None, make: Maker = assemble
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._make = session, settings, make
        self.parts: Parts | None = None
        self.stage = ""
        """What goes on just now: "surveying", "scanning", or nothing."""
        self._looking = ThreadPoolExecutor(1, "library-looking")
        self._reckoning = ThreadPoolExecutor(1, "library-reckoning")
        self._watcher, self._at_work = FutureWatcher(self), 0
        self._closed = self._opening = False
        self._stopped = False
        self.judged = False
        """Whether every entry of the catalog was planned for this machine."""
        self._told = 0.0
        self._states: dict[int, str] = {}
        self._poll, self._watch = QTimer(self), QTimer(self)
        for timer, interval, slot in (
            (self._poll, POLL_MS, self.look_at_downloads),
            (self._watch, WATCH_MS, self._peek),
        ):
            timer.setInterval(interval)
            timer.timeout.connect(slot)
        settings.changed.connect(self._on_settings)
        session.status_changed.connect(self._on_status)

    @property
    def idle(self) -> bool:
        """Whether nobody works on anything that was asked for."""
        return not self._at_work

    # ---- opening ------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The page is on the screen: gather what was not gathered yet, and notice what has changed."""
        if self._closed:
            return
        self._watch.start()
        if self.parts is None:
            self._gather()
        else:
            self._peek()
            self.look_at_downloads()

    def rest(self) -> None:
        """The page is out of sight: downloads go on, looking for changes need not."""
        self._watch.stop()

    def close(self) -> None:
        """Stop everything and wait for it. Nothing calls back afterwards."""
        self._closed = self._stopped = True
        self._poll.stop()
        self._watch.stop()
        self._watcher.forget()
        for pool in (self._looking, self._reckoning):
            pool.shutdown(wait=True, cancel_futures=True)
        if self.parts is not None:
            self.parts.downloads.close()

    def _gather(self) -> None:
        if self._opening:
            return
        self._opening = True
        old = self.parts
        settings, devices = self._settings.now, self._session.devices
        self._say("surveying")

        def make() -> Parts:
            return self._make(settings, devices, old)

        self._later(self._looking, make, self._gathered, self._not_gathered)

    def _gathered(self, parts: Parts) -> None:
        self.parts, self._opening = parts, False
        self._say("")
        self.look_at_downloads()
        self.look_again()
        self._judge(parts, list(parts.catalog.entries))

    def _judge(self, parts: Parts, left: list[Entry]) -> None:
        """Plan the catalog entry by entry: what a person asks in between need not wait for the whole."""
        if parts is not self.parts:
            return  # of another machine by now
        self.judged = not left
        now = time.monotonic()
        if self.judged or now - self._told > TELL_S:
            self._told = now
            self.changed.emit()
        if left:
            self._later(self._reckoning, lambda: parts.shelf.builds(left[0]), lambda _: self._judge(parts, left[1:]))

    def _not_gathered(self, error: BaseException) -> None:
        self._opening = False
        self._say("")
        self._on_error(error)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if self.parts is not None and any(getattr(old, name) != getattr(new, name) for name in OF_HUB):
            self._gather()

    def _on_status(self, _: object) -> None:
        """An engine that has just started says what it can compute on."""
        if self.parts is not None and not self._opening and seen_as(self._session.devices) != self.parts.seen:
            self._gather()

    def _say(self, stage: str) -> None:
        self.stage = stage
        self.changed.emit()

    # ---- what is here -------------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Look through all folders for weights."""
        parts = self.parts
        if parts is None or self.stage == "scanning":
            return
        self._say("scanning")

        def scan() -> None:
            for _ in parts.library.scan(lambda: self._stopped):
                pass

        self._later(self._looking, scan, lambda _: self._say(""))

    def _peek(self) -> None:
        parts = self.parts
        if parts is not None and not self.stage:
            self._later(self._looking, parts.library.changed, lambda changed: self.look_again() if changed else None)

    @property
    def hardware(self) -> Hardware | None:
        return self.parts.hardware if self.parts is not None else None

    # ---- reckoning ----------------------------------------------------------------------------------------------

    def ask_rows(self, filters: Filters, done: Callable[[tuple[Row, ...]], None]) -> None:
        """What there is now; what was not judged yet (`judged`) comes without a plan."""
        parts = self.parts
        if parts is not None:
            self._later(self._reckoning, lambda: parts.shelf.rows(filters, known=True), done)

    def ask_builds(self, entry: Entry, done: Callable[[tuple[tuple[Build, Plan], ...]], None]) -> None:
        """Each build with its plan."""
        parts = self.parts
        if parts is not None:
            self._later(self._reckoning, lambda: parts.shelf.builds(entry), done)

    def ask_plan(self, shape: Callable[[], Shape], wishes: Wishes, done: Callable[[tuple[Shape, Plan]], None]) -> None:
        """A plan with its shape, which `shape` may have to read from a file."""
        parts = self.parts
        if parts is None:
            return

        def reckon() -> tuple[Shape, Plan]:
            known = shape()
            return known, plan(known, parts.hardware, wishes)

        self._later(self._reckoning, reckon, done)

    # ---- downloads ----------------------------------------------------------------------------------------------

    def downloads(self) -> tuple[Progress, ...]:
        return self.parts.downloads.all() if self.parts is not None else ()

    def get(self, wanted: Wanted) -> None:
        self._act(lambda parts: parts.downloads.add(wanted))

    def pause(self, download: int) -> None:
        self._act(lambda parts: parts.downloads.pause(download))

    def resume(self, download: int) -> None:
        """Go on, or try again after a fault."""
        self._act(lambda parts: parts.downloads.resume(download))

    def cancel(self, download: int) -> None:
        """Give up and remove what has arrived."""
        self._act(lambda parts: parts.downloads.cancel(download))

    def look_at_downloads(self) -> None:
        """Ask how far everything is; tell rows apart that have begun or ended since."""
        found = self.downloads()
        states = {each.id: each.state for each in found}
        ended = any(state == "done" and self._states.get(key) not in ("done", None) for key, state in states.items())
        if states != self._states:
            self._states = dict(states)
            self.changed.emit()
        self.progressed.emit(found)
        if ended:
            self.look_again()
        busy = any(state in BUSY for state in states.values())
        if busy and not self._closed:
            self._poll.start()
        elif not busy:
            self._poll.stop()

    def remove(self, found: Found, done: Callable[[int], None]) -> None:
        """Delete what Sibian downloaded; `done` gets the bytes that were freed."""
        parts = self.parts
        if parts is None:
            return

        def gone(freed: int) -> None:
            done(freed)
            self.look_again()

        self._later(self._looking, lambda: remove(found, parts.downloads), gone)

    # ---- elsewhere ----------------------------------------------------------------------------------------------

    def _act(self, do: Callable[[Parts], object]) -> None:
        """Tell the downloads something, and look at what it did."""
        parts = self.parts
        if parts is not None:
            self._later(self._looking_free, lambda: do(parts), lambda _: self.look_at_downloads())

    @property
    def _looking_free(self) -> ThreadPoolExecutor:
        """A scan of large disks takes a while, and a wish must not wait for it."""
        return self._reckoning

    def _later(
        self,
        pool: ThreadPoolExecutor,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        if self._closed:
            return
        future: Future[T] = pool.submit(do)
        self._at_work += 1

        def succeeded(result: T) -> None:
            self._at_work -= 1
            done(result)

        def broke(error: BaseException) -> None:
            self._at_work -= 1
            (failed or self._on_error)(error)

        self._watcher.watch(future, succeeded, broke)

    def _on_error(self, error: BaseException) -> None:
        if not isinstance(error, UserError | NotRemoved | InUse | Failed | OSError):
            raise error
        self.failed.emit(error)
