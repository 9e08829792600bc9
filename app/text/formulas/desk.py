"""Where formulas are handed in and drawings are picked up. Owns the thread on which they are drawn, and who is next.

Whoever asks is never kept waiting: the answer is there, or it is not yet. Knows no Qt; a window asks `finished` now and
then, others wait for a future.
"""

import heapq
import logging
import threading
from collections.abc import Collection
from concurrent.futures import Future
from itertools import count

from app.text.formulas.drawn import Drawn, Outcome
from app.text.formulas.values import Formula, FormulaFault

logger = logging.getLogger(__name__)

MOST_WAITING = 5_000
"""Formulas; what is asked for beyond is not remembered, and has to be asked for again."""
CLOSING_S = 5.0


class Formulas:
    """May be used from any thread. Starts its own with the first formula; `close` ends it."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._drawn = Drawn()
        self._waiting: dict[Formula, tuple[int, int]] = {}
        """Each with its place: of the latest turn the first asked for is first."""
        self._line: list[tuple[tuple[int, int], Formula]] = []
        """A heap of the same; what was moved or given up is still in here with its former place."""
        self._futures: dict[Formula, list[Future[Outcome]]] = {}
        self._finished: list[Formula] = []
        self._turn = 0
        self._number = count()
        self._thread: threading.Thread | None = None
        self._closed = False

    # ---- asking -------------------------------------------------------------------------------------------------

    def ask(self, formula: Formula) -> Outcome | None:
        """The drawing, or why there is none. None: not yet; it will be among `finished`."""
        with self._change:
            known = self._drawn.get(formula)
            if known is None:
                self._wait_for(formula)
            return known

    def turn(self) -> None:
        """What is asked for from now on, also once more, is wanted before all else: it is in sight."""
        with self._change:
            self._turn -= 1

    def draw(self, formula: Formula) -> "Future[Outcome]":
        """The same for somebody who can wait. The future holds no exception; it is cancelled where the desk closes."""
        future: Future[Outcome] = Future()
        with self._change:
            known = self._drawn.get(formula)
            if known is not None:
                future.set_result(known)
            elif self._closed:
                future.cancel()
            else:
                self._futures.setdefault(formula, []).append(future)
                self._wait_for(formula)
        return future

    def finished(self) -> list[Formula]:
        """Those that became known since this was last asked."""
        with self._change:
            finished, self._finished = self._finished, []
        return finished

    def keep_only(self, wanted: Collection[Formula]) -> None:
        """Give up whatever else is waiting, unless a future waits for it."""
        with self._change:
            for formula in [each for each in self._waiting if each not in wanted and each not in self._futures]:
                del self._waiting[formula]

    @property
    def waiting(self) -> int:
        """So many are not drawn yet."""
        with self._change:
            return len(self._waiting)

    def close(self) -> None:
        """End the thread, and V8 with it. What waits stays undrawn. Closing again does nothing."""
        with self._change:
            self._closed = True
            self._waiting.clear()
            futures = [each for several in self._futures.values() for each in several]
            self._futures.clear()
            self._change.notify_all()
        for future in futures:
            future.cancel()
        if self._thread is not None:
            self._thread.join(CLOSING_S)

    # ---- waiting ------------------------------------------------------------------------------------------------

    def _wait_for(self, formula: Formula) -> None:
        if self._closed or (len(self._waiting) >= MOST_WAITING and formula not in self._waiting):
            return
        place = self._waiting.get(formula)
        if place is not None and place[0] == self._turn:
            return
        self._waiting[formula] = place = self._turn, next(self._number)
        heapq.heappush(self._line, (place, formula))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="formulas", daemon=True)
            self._thread.start()
        self._change.notify()

    def _next(self) -> Formula | None:
        """Waits for the formula to be drawn next; None at the end."""
        with self._change:
            while not self._closed:
                while self._line:
                    place, formula = heapq.heappop(self._line)
                    if self._waiting.get(formula) == place:
                        return formula
                self._change.wait()
            return None

    # ---- drawing, on a thread of its own ------------------------------------------------------------------------

    def _work(self) -> None:
        # Late: the window has its first formula after its start, and most commands never have one.
        from app.text.formulas.engine import Engine

        engine: Engine | None = None
        try:
            while (formula := self._next()) is not None:
                try:
                    engine = engine or Engine()
                    outcome = engine.draw(formula)
                except Exception:
                    logger.exception("drawing a formula failed")
                    outcome = FormulaFault("unavailable")
                self._hand_out(formula, outcome)
        finally:
            if engine is not None:
                engine.close()

    def _hand_out(self, formula: Formula, outcome: Outcome) -> None:
        with self._change:
            if self._closed:
                return
            self._waiting.pop(formula, None)
            self._drawn.keep(formula, outcome)
            self._finished.append(formula)
            futures = self._futures.pop(formula, [])
        for future in futures:
            if future.set_running_or_notify_cancel():
                future.set_result(outcome)
