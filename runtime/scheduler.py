"""Which runs are computed together, and what each waits for. One `step` is one computation over all of them.

Runs with a beginning in common wait until it is computed, once, and then share it in memory. Where the memory cannot
take all of them, the youngest gives its place back and is computed again later, from exactly the tokens it had.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import Final

from runtime.asides import Aside
from runtime.backend import GUESSES, Backend, Fault, Interrupted, NoRoom, Weights, Work
from runtime.failures import failure
from runtime.lane import Clock, Lane
from runtime.memory import WORTH, common
from runtime.protocol import Event, Generate, Prefilling, Queued

ROOM_TO_SPEAK: Final = 64
"""Cells that must be left beside a prompt before a run joins others."""


class Scheduler:
    """Takes runs with `add`; `step` moves them on. All times are those of `clock`."""

    def __init__(
        self,
        backend: Backend,
        stopped: Callable[[int], bool],
        answering: Callable[[int], bool] = lambda _: False,
        wanted: Callable[[], bool] = lambda: False,
        clock: Clock = time.monotonic,
    ) -> None:
        """stopped, answering: whether the run of this number was told to end, or to end its thinking.
        wanted: whether anybody waits for `go_on` to be over."""
        self._backend, self._stopped, self._answering, self._clock = backend, stopped, answering, clock
        self._wanted = wanted
        self._waiting: deque[Lane] = deque()
        self._lanes: list[Lane] = []
        """In the order they were let in."""
        self._asides: list[Aside] = []

    @property
    def busy(self) -> bool:
        return bool(self._waiting or self._lanes)

    def add(self, command: Generate) -> Iterator[Event]:
        """Take a run on. It fails at once where its prompt cannot be made."""
        lane = Lane(command, self._backend, open_weights(self._backend), self._clock)
        if self._stopped(command.id):
            yield from lane.end("cancelled")
            return
        lane.prepare()
        self._waiting.append(lane)

    def step(self) -> Iterator[Event]:
        """Compute once, and tell what came of it."""
        yield from self._attend()
        works, owners = self._plan()
        if not works:
            return
        timed = len(owners) == 1 and isinstance(owners[0], Lane) and owners[0].guesses
        began = self._clock() if timed else 0.0
        if (yield from self._compute(works, owners)):
            yield from self._hand_out(works, owners, self._clock() - began if timed else 0.0)

    def go_on(self) -> Iterator[Event]:
        """Steps of a run that is alone, until it wants more than its next token or anybody wants anything.

        A computation empties the processor's caches, after which all that `step` looks at for several runs costs some
        times what it does otherwise.
        """
        if len(self._lanes) != 1 or self._waiting or self._asides:
            return
        (lane,) = self._lanes
        while True:
            if self._answering(lane.id):
                yield from lane.answer_now()
            if not lane.flows or self._wanted() or self._stopped(lane.id):
                break
            assert lane.sequence is not None
            if not (yield from self._compute([Work(lane.sequence, lane.tokens[-1:], 1)], [lane])):
                return
            yield from self._hear(lane, 0)
        self._sweep()

    def _attend(self) -> Iterator[Event]:
        """See to what was wanted since the last computation."""
        yield from self._end_the_stopped()
        if self._waiting:
            yield from self._let_in()
        for lane in tuple(self._lanes):
            if self._answering(lane.id):
                yield from lane.answer_now()
            if lane.due:
                yield from lane.resume()
            if lane.side:
                yield from self._take_side(lane)

    def _compute(self, works: "list[Work]", owners: "list[Lane | Aside]") -> Generator[Event, None, bool]:
        """Whether that was done; where it was not, what follows from it is seen to."""
        try:
            if not self._backend.memory.make_room(sum([len(work.tokens) for work in works])):
                raise NoRoom
            self._backend.compute(works)
        except Interrupted:
            yield from self._end_the_stopped()
        except NoRoom:
            yield from self._make_room()
        except Exception as error:
            yield from self._fail(owners, error)
        else:
            return True
        return False

    # ---- who runs -----------------------------------------------------------------------------------------------

    def _end_the_stopped(self) -> Iterator[Event]:
        for lane in [*self._lanes, *self._waiting]:
            if self._stopped(lane.id):
                yield from self._close_asides(lane)
                yield from lane.end("cancelled")
        self._sweep()

    def _let_in(self) -> Iterator[Event]:
        for lane in list(self._waiting):
            if self._shares_what_is_being_read(lane):
                continue
            if not self._fits(lane):
                if not lane.queued and not lane.told:
                    lane.queued = True
                    yield Queued(id=lane.id, waiting=self._waiting.index(lane) + len(self._lanes))
                continue
            self._waiting.remove(lane)
            self._lanes.append(lane)
            yield from lane.open()

    def _shares_what_is_being_read(self, lane: Lane) -> bool:
        """Whether a run that still reads its prompt will soon hold more of this one's than anything does now."""
        for other in self._lanes:
            if other.speaking or other.sequence is None:
                continue
            if other.tokens == lane.tokens or common(other.tokens, lane.tokens) >= other.prompt_read + WORTH:
                return True
        return False

    def _fits(self, lane: Lane) -> bool:
        if not self._lanes:
            return True
        if len(self._lanes) >= open_weights(self._backend).lanes:
            return False
        memory = self._backend.memory
        running = [other.sequence for other in self._lanes if other.sequence is not None]
        shared = max((common(memory.held(sequence), lane.tokens) for sequence in running), default=0)
        return memory.make_room(len(lane.tokens) - shared + ROOM_TO_SPEAK * (len(self._lanes) + 1))

    def _make_room(self) -> Iterator[Event]:
        """The memory is full: give up trials, then the youngest run's place; the last one is out of context."""
        if self._asides:
            aside = self._asides.pop()
            yield from aside.end("context_full")
        elif len(self._lanes) > 1:
            lane = self._lanes.pop()
            lane.push_out()
            self._waiting.appendleft(lane)
        else:
            (lane,) = self._lanes
            can_shift = lane.command.overflow == "shift" and open_weights(self._backend).can_shift
            yield from lane.shift() if can_shift and lane.speaking else lane.end("context_full")
        self._sweep()

    def _fail(self, owners: "list[Lane | Aside]", error: Exception) -> Iterator[Event]:
        """What was computed together fails together; what the runs said is sent before why they broke off."""
        for lane in dict.fromkeys(map(self._lane_of, owners)):
            yield from self._break_off(lane, error)

    def _lane_of(self, owner: "Lane | Aside") -> Lane:
        return owner if isinstance(owner, Lane) else next(lane for lane in self._lanes if lane is owner.run)

    def _break_off(self, lane: Lane, error: Exception) -> Iterator[Event]:
        if not lane.ended:
            yield from self._close_asides(lane)
            yield from lane.last_words()
            yield failure(lane.id, error)
        self._sweep()

    def _close_asides(self, lane: Lane) -> Iterator[Event]:
        for aside in self._asides:
            if aside.run is lane:
                yield from aside.end("cancelled")

    def _sweep(self) -> None:
        for strands in (self._lanes, self._waiting, self._asides):
            for strand in strands:
                if strand.ended:
                    self._forget_the_ended()
                    return

    def _forget_the_ended(self) -> None:
        self._lanes = [lane for lane in self._lanes if not lane.ended]
        self._waiting = deque(lane for lane in self._waiting if not lane.ended)
        self._asides = [aside for aside in self._asides if not aside.ended]

    # ---- a computation ------------------------------------------------------------------------------------------

    def _plan(self) -> "tuple[list[Work], list[Lane | Aside]]":
        """Single tokens first, then prompts, as much as one computation takes."""
        room = open_weights(self._backend).n_batch
        works: list[Work] = []
        owners: list[Lane | Aside] = []
        pending: list[tuple[Lane | Aside, list[int]]] = [(strand, strand.pending) for strand in self._lanes]
        pending += [(strand, strand.pending) for strand in self._asides]
        alone = len(pending) == 1
        if not alone:
            pending.sort(key=lambda pair: len(pair[1]))
        for strand, tokens in pending:
            taken = tokens[:room]
            if not taken:
                continue
            rows = 1 if len(taken) == len(tokens) else 0
            if alone and rows and isinstance(strand, Lane) and strand.speaking and strand.guesses:
                guessed = strand.guess(min(GUESSES, room - len(taken)))
                taken, rows = [*taken, *guessed], rows + len(guessed)
            assert strand.sequence is not None
            works.append(Work(strand.sequence, taken, rows))
            owners.append(strand)
            room -= len(taken)
        return works, owners

    def _hand_out(self, works: "list[Work]", owners: "list[Lane | Aside]", took: float) -> Iterator[Event]:
        """`took`: seconds of the computation, where a run that guesses wants to know."""
        row = 0
        for work, owner in zip(works, owners, strict=True):
            if isinstance(owner, Lane) and not owner.speaking:
                yield Prefilling(id=owner.id, done=owner.prompt_read, total=len(owner.prompt.tokens))
            if work.rows and not owner.ended:
                yield from self._hear(owner, row, took)
            row += work.rows
        self._sweep()

    def _hear(self, owner: "Lane | Aside", row: int, took: float = 0.0) -> Iterator[Event]:
        try:
            if isinstance(owner, Aside):
                yield from owner.hear(row)
            elif owner.speaking:
                yield from owner.hear(row, took)
                if owner.side:
                    yield from self._take_side(owner)
            else:
                yield from self._hear_first(owner, row, took)
        except Exception as error:
            yield from self._break_off(self._lane_of(owner), error)

    def _hear_first(self, lane: Lane, row: int, took: float) -> Iterator[Event]:
        """The prompt is computed: what follows is the first token of this run, and of those that waited for it."""
        twins: list[Lane] = []
        for twin in [each for each in self._waiting if not each.told and each.tokens == lane.tokens]:
            if self._fits(twin):
                self._waiting.remove(twin)
                self._lanes.append(twin)
                assert lane.sequence is not None
                yield from twin.join(self._backend.memory.twin(lane.sequence))
                twins.append(twin)
        for each in (lane, *twins):
            yield from each.hear(row, took)
            yield from self._take_side(each)

    def _take_side(self, lane: Lane) -> Iterator[Event]:
        """Open the copies that a run wants something tried on, before it goes on."""
        sides, lane.side = lane.side, []
        for aside in sides:
            if lane.ended or not self._backend.memory.spare:
                yield from aside.end("cancelled")
            else:
                aside.open()
                self._asides.append(aside)


def open_weights(backend: Backend) -> Weights:
    """The weights that are open, or the fault `no_model`."""
    if backend.weights is None:
        raise Fault("no_model")
    return backend.weights
