"""What is asked of the engine beside runs: how long a conversation is, what its prompt is, how settled a thinking was,
what tokens say.

Of each kind only the latest question counts: an older one that was not answered yet is nobody's any more. Questions
wait while something runs, but for the text of tokens, which somebody may be looking at meanwhile.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.engine import convert
from app.engine.values import Measurement, Probing, Thoughts
from app.store.records import Said
from runtime import protocol

Kind = Literal["measure", "inspect", "probe", "spell"]
_Build = Callable[[int], protocol.Measure | protocol.Probe | protocol.Spell]


Answer = protocol.Measured | protocol.Probed | protocol.Spelled | protocol.Failed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Probe:
    """A thinking, and after how many of its tokens (ascending) somebody wants to know how settled it was."""

    generation: int
    turns: tuple[Said, ...]
    ids: tuple[int, ...]
    places: tuple[int, ...]
    thoughts: Thoughts = "drop"


class Questions(QObject):
    """Keeps questions until the engine is free (`ask`), and takes its answers."""

    measured = Signal(object)
    """Measurement."""
    inspected = Signal(object)
    """Inspection."""
    probed = Signal(object)
    """Probing."""
    spelled = Signal(object)
    """dict[int, str]: what tokens say, by id."""
    failed = Signal(object)
    """UserError: the exact prompt that was asked for cannot be shown."""

    def __init__(
        self, send: Callable[[protocol.Command], None], number: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._send, self._number = send, number
        self._waiting: dict[Kind, _Build] = {}
        self._asked: dict[Kind, int] = {}
        """The command that is being answered, by the kind of question."""
        self._probe: Probe | None = None
        self._spelling: tuple[int, ...] = ()

    def measure(self, turns: Sequence[Said], thoughts: Thoughts) -> None:
        self._put("measure", lambda id: protocol.Measure(id=id, turns=convert.turns(turns), thoughts=thoughts))

    def inspect(self, turns: Sequence[Said], thoughts: Thoughts) -> None:
        self._put(
            "inspect",
            lambda id: protocol.Measure(id=id, turns=convert.turns(turns), thoughts=thoughts, spelled=True),
        )

    def probe(self, wanted: Probe | None) -> None:
        """None: nobody wants to know any more, so that what comes next need not wait for it."""
        asked, self._probe = self._asked.pop("probe", None), wanted
        if asked is not None:
            self._send(protocol.Cancel(id=asked))
        if wanted is None:
            self._waiting.pop("probe", None)
            return
        self._put(
            "probe",
            lambda id: protocol.Probe(
                id=id,
                turns=convert.turns(wanted.turns),
                thoughts=wanted.thoughts,
                prefix=list(wanted.ids),
                places=list(wanted.places),
            ),
        )

    def spell(self, ids: Sequence[int]) -> None:
        # Somebody looks at token after token faster than the engine answers: what it owes is asked for again.
        owed = self._spelling if {"spell"} & {*self._asked, *self._waiting} else ()
        self._spelling = wanted = tuple(dict.fromkeys((*owed, *ids)))
        self._put("spell", lambda id: protocol.Spell(id=id, tokens=list(wanted)))

    def ask(self, running: bool) -> None:
        """Send what waits. The weights are open; while runs are under way, only what they do not hold up."""
        for kind in [kind for kind in self._waiting if kind == "spell" or not running]:
            self._asked[kind] = number = self._number()
            self._send(self._waiting.pop(kind)(number))

    def forget(self) -> None:
        """The weights are gone, and with them what was asked of their tokens; a conversation can still be measured."""
        self._asked.clear()
        for kind in ("probe", "spell"):
            self._waiting.pop(kind, None)

    def hears(self, number: int) -> bool:
        """Whether an answer of this id is still wanted."""
        return number in self._asked.values()

    def take(self, event: Answer) -> None:
        kind = next(kind for kind, number in self._asked.items() if number == event.id)
        del self._asked[kind]
        match event:
            case protocol.Failed():
                log.info("%s came to nothing: %s %s", kind, event.kind, event.detail)
                error = convert.failure(event, None)
                if kind == "inspect":
                    self.failed.emit(error)
                elif kind == "probe" and self._probe is not None:
                    self.probed.emit(Probing(self._probe.generation, self._probe.places, (), error))
            case protocol.Spelled():
                self.spelled.emit(dict(zip(self._spelling, event.pieces, strict=True)))
            case protocol.Probed():
                if self._probe is not None:
                    places = self._probe.places
                    self.probed.emit(Probing(self._probe.generation, places, tuple(event.entropies)))
            case protocol.Measured() if kind == "inspect":
                self.inspected.emit(convert.inspection(event))
            case protocol.Measured():
                self.measured.emit(Measurement(event.prompt, event.prompt_tokens, event.n_ctx, event.left_out))

    def _put(self, kind: Kind, build: _Build) -> None:
        self._asked.pop(kind, None)
        self._waiting[kind] = build
