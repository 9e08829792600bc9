"""Turns a run's events into rows, so that nothing older than a quarter of a second is only in memory. No Qt.

One write is on its way at a time. While it is, what comes is gathered; if it fails, it is put back in front and tried
again. So a slow disk makes larger chunks, a full one loses no order, and the chunks of a run are never out of turn.
"""

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from app.engine import convert
from app.engine.values import Figures
from app.errors import StoreError
from app.store.changes import Changes, Written
from app.store.records import Begun, Chunk, Happening, Outcome, Part, PartKind, StoredEnding
from app.store.store import Store
from app.store.tokens import Tokens, concat
from runtime import protocol

FLUSH_S = 0.1
"""Age at which text is written. The promise is 250 ms; the rest is for a slow disk and a busy thread."""
RETRY_S = 0.5
"""Pause after a write that failed."""
LAST_TRIES = 3
"""How often the last writes of a run are tried before it is given up."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Gathered:
    """What came and is not yet handed to the store."""

    raw: list[str] = field(default_factory=list)
    tokens: list[Tokens] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    since: float = 0.0

    @property
    def anything(self) -> bool:
        return bool(self.raw or self.tokens or self.happenings)

    def chunk(self) -> Chunk:
        return Chunk("".join(self.raw), concat(self.tokens), tuple(self.happenings))


class Recorder:
    """Keeps one run. Fed by `prepared`, `add` and `end`; `tick` moves the writing on and is called every 50 ms or so.

    Must be used from one thread. `settled` turns true when the run's ending is in the store or was given up.
    """

    def __init__(
        self,
        store: Store,
        begun: Begun,
        family: str,
        prefix: str = "",
        prefix_opened: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._begun, self._clock = store, begun, clock
        self._family, self._opened, self._prefix = family, prefix_opened, prefix
        self._raw: list[str] = []
        self._pieces: list[tuple[PartKind, str]] = []
        self._texts: dict[PartKind, list[str]] = {"thinking": [], "answer": []}
        self._carry_prefix()
        self._gathered = _Gathered()
        self._prompt: protocol.Prepared | None = None
        self._outcome: Outcome | None = None
        self._busy: Future[Written[Any]] | None = None
        self._sent: protocol.Prepared | Chunk | Outcome | None = None
        self._wait_until = 0.0
        self._failures = 0
        self.happenings: list[Happening] = []
        self.fault: StoreError | None = None
        """The last fault of a write. Cleared when a later try puts the same text on disk."""
        self.settled = False
        self.changes: list[Changes] = []
        """What the writes touched, for the owner to announce and to empty."""

    # ---- what came ----------------------------------------------------------------------------------------------

    def prepared(self, event: protocol.Prepared) -> None:
        """The run's exact prompt is known."""
        self._family, self._opened, self._prompt = event.family, event.opened, event
        self._carry_prefix()
        self.tick()

    def add(self, delta: protocol.Delta) -> Tokens:
        """The run produced something: these tokens."""
        tokens = convert.tokens(delta)
        self._gather()
        self._raw.append(delta.raw)
        self._gathered.raw.append(delta.raw)
        self._gathered.tokens.append(tokens)
        self._take(convert.pieces(delta))
        self.tick()
        return tokens

    def note(self, happening: Happening) -> None:
        """Something happened to the run beside its text."""
        self._gather()
        self.happenings.append(happening)
        self._gathered.happenings.append(happening)
        self.tick()

    def end(self, ending: StoredEnding, figures: Figures, error: str | None = None) -> None:
        """The run is over. `error` is the kind of fault where it failed."""
        self._outcome = Outcome(
            ending=ending,
            parts=tuple(self._all_parts(ending)),
            error=error,
            thinking_tokens=figures.thinking_tokens,
            answer_tokens=figures.answer_tokens,
            timings=figures.timings,
            happenings=tuple(self.happenings),
        )
        self._failures, self._wait_until = 0, 0.0
        self.tick()

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def raw(self) -> str:
        """Everything produced so far, markers included, with what was carried over in front."""
        return self._prefix + "".join(self._raw)

    def text(self, kind: PartKind) -> str:
        """One channel so far; after the end, with what had been held back."""
        if self._outcome is not None:
            return "".join(part.text for part in self._outcome.parts if part.kind == kind)
        texts = self._texts[kind]
        # Joined where it lies: a view that asks thirty times a second must not join ten thousand pieces each time.
        texts[:] = ["".join(texts)]
        return texts[0]

    # ---- writing ------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Take notice of the write on its way, and send the next one when it is due."""
        if self._busy is not None and self._busy.done():
            self._collect(self._busy)
        if self._busy is None and not self.settled and self._clock() >= self._wait_until:
            self._send_next()

    def settle(self, timeout: float) -> bool:
        """Wait until the ending is in the store, at most `timeout` seconds. Only for a terminal or a closing window."""
        until = self._clock() + timeout
        while not self.settled and self._clock() < until:
            self.tick()
            time.sleep(0.002)
        return self.settled

    def _send_next(self) -> None:
        generations, number = self._store.generations, self._begun.generation
        if self._prompt is not None:
            p, self._prompt = self._prompt, None
            self._follow(
                p,
                lambda: generations.prepared(
                    number, p.prompt, p.prompt_tokens, p.cached_tokens, p.opened, p.family, p.seed
                ),
            )
        elif self._due():
            chunk, self._gathered = self._gathered.chunk(), _Gathered()
            self._follow(chunk, lambda: generations.append(number, chunk))
        elif self._outcome is not None:
            outcome = self._outcome
            self._follow(outcome, lambda: generations.finish(number, outcome))

    def _gather(self) -> None:
        if not self._gathered.anything:
            self._gathered.since = self._clock()

    def _due(self) -> bool:
        gathered = self._gathered
        if not gathered.anything:
            return False
        return self._outcome is not None or self._clock() - gathered.since >= FLUSH_S

    def _follow(self, what: "protocol.Prepared | Chunk | Outcome", write: Callable[[], "Future[Written[Any]]"]) -> None:
        self._sent = what
        try:
            self._busy = write()
        except StoreError as error:
            self._failed(error)

    def _collect(self, future: "Future[Written[Any]]") -> None:
        self._busy = None
        error = future.exception()
        if error is not None:
            self._failed(error)
            return
        self.fault, self._failures = None, 0
        self.changes.append(future.result().changes)
        self.settled = isinstance(self._sent, Outcome)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, StoreError):
            log.error("a write of generation %d failed", self._begun.generation, exc_info=error)
            error = StoreError("store_failed", repr(error))
        self.fault = error
        self._failures += 1
        self._wait_until = self._clock() + RETRY_S
        hopeless = self._outcome is not None and self._failures >= LAST_TRIES
        if isinstance(self._sent, Outcome):
            self.settled = hopeless
        elif hopeless:
            # The ending carries the whole text; it may still fit where the raw chunk did not.
            self._failures = LAST_TRIES - 1
        else:
            self._put_back(self._sent)

    def _put_back(self, what: "protocol.Prepared | Chunk | None") -> None:
        if isinstance(what, protocol.Prepared):
            self._prompt = what
        elif what is not None:
            later = self._gathered
            self._gathered = _Gathered(
                [what.raw, *later.raw], [what.tokens, *later.tokens], [*what.happenings, *later.happenings]
            )

    # ---- channels -----------------------------------------------------------------------------------------------

    def _carry_prefix(self) -> None:
        """Begin with the channels of the text that is carried over; the engine sends only what comes after it."""
        if self._prefix:
            self._pieces, self._texts = [], {"thinking": [], "answer": []}
            self._take((part.kind, part.text) for part in self._split(self._prefix))

    def _take(self, pieces: Iterable[tuple[PartKind, str]]) -> None:
        for kind, text in pieces:
            self._pieces.append((kind, text))
            self._texts[kind].append(text)

    def _all_parts(self, ending: StoredEnding) -> tuple[Part, ...]:
        broken_off = ending in ("failed", "interrupted", "cancelled")
        if broken_off or self._prefix:
            # The engine may have held back what could have become a marker, or what was carried over may have ended
            # within one. The raw text has it all.
            return tuple(self._split(self.raw))
        return convert.parts(self._pieces)

    def _split(self, raw: str) -> list[Part]:
        return convert.split_for_store(raw, self._family, self._opened)
