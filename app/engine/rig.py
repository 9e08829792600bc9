"""An engine process driven for its speed: prompts of an exact length, runs whose times are the engine's own.

Sets up and times single runs; which of them are worth comparing is for others (`app.engine.bench`, tests/bench). No Qt.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from app.engine import convert
from app.engine.launch import Launch
from app.engine.pipe import Pipe
from app.engine.values import EngineDeath, LoadOptions, ModelInfo
from app.errors import EngineError
from runtime import protocol

TICK_S = 0.05
"""How often is looked whether to stop, while the engine is silent."""
TRIES = 4
"""Seeds that are tried for a run that does not end before it should."""

TEXT = (
    "and then he wrote down the wind, the tide, the light and the name of every ship that went by, and when none went "
    "by he wrote down that the sea was empty, "
)
"""What prompts are made of: weights that read this over and over go on with it. Without a full stop, after which they
might end their turn."""


class Stopped(Exception):
    """A person has had enough."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run, by the engine's own clock. `at` are seconds since the run began, one for each token it produced."""

    prompt_tokens: int
    cached_tokens: int
    at: tuple[float, ...]
    ending: str
    told: tuple[int, ...] = ()
    """How many tokens each delta brought."""

    @property
    def first_s(self) -> float:
        """Until the first token."""
        return self.at[0]

    @property
    def prefill_per_s(self) -> float:
        """Prompt tokens computed per second; sampling the first token is in it, and rendering the prompt."""
        return (self.prompt_tokens - self.cached_tokens) / self.first_s

    @property
    def decode_per_s(self) -> float:
        """Tokens per second from the first to the last; 0 where there is but one."""
        return (len(self.at) - 1) / (self.at[-1] - self.at[0]) if len(self.at) > 1 else 0.0


@dataclass(slots=True)
class _Run:
    """What has come of one run so far."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    at: list[float] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    ending: str | None = None


class Rig:
    """One engine and the weights it has open. A context manager: leaving it ends the process."""

    def __init__(self, launch: Launch, stopped: Callable[[], bool] = lambda: False) -> None:
        """stopped: asked all the time; once it is true, everything raises Stopped. Raises EngineError."""
        self._stopped, self._scripted = stopped, launch.scripted
        self._pipe = Pipe(launch)
        self._number = 0
        self._header: list[int] = []
        self._words: list[int] = []
        self.model: ModelInfo

    @property
    def pid(self) -> int:
        return self._pipe.pid

    def __enter__(self) -> "Rig":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.close()

    # ---- weights ------------------------------------------------------------------------------------------------

    def load(self, path: Path, options: LoadOptions) -> ModelInfo:
        """Open weights in place of those now open. Raises WeightsError, EngineError, Stopped."""
        command = convert.load(self._next(), path, options)
        self._pipe.send(command)
        while True:
            match self._event():
                case protocol.Loaded() as loaded:
                    self.model = convert.model_info(loaded)
                    break
                case protocol.Failed() as failed:
                    raise convert.failure(failed, path)
        self._header = self._spelled("")
        self._words = self._running_text()
        return self.model

    def _spelled(self, text: str) -> list[int]:
        """The tokens of a conversation that asks `text`."""
        turns = [protocol.Turn(role="user", content=text)]
        self._pipe.send(protocol.Measure(id=self._next(), turns=turns, spelled=True))
        while True:
            match self._event():
                case protocol.Measured(ids=ids):
                    return ids
                case protocol.Failed() as failed:
                    raise convert.failure(failed, None)

    def _running_text(self) -> list[int]:
        """The tokens of `TEXT` from the midst of much of it, a whole number of times, without what a template adds."""
        once, twice = self._spelled(TEXT * 3), self._spelled(TEXT * 4)
        period = len(twice) - len(once)
        start = next((i for i, (a, b) in enumerate(zip(once, self._header, strict=False)) if a != b), 0) + period
        words = twice[start : start + period]
        if not words:
            raise EngineError("engine", "the vocabulary has no tokens for plain text")
        return words

    # ---- prompts ------------------------------------------------------------------------------------------------

    @property
    def least(self) -> int:
        """Tokens of the shortest prompt there is: an empty question in the template's clothes."""
        return len(self._header)

    def text(self, tokens: int, turn: int = 0) -> list[int]:
        """So many tokens of running text. `turn`: another place to begin, for a text that is not known yet."""
        words = self._words
        at = turn * 7 % len(words)
        words = words[at:] + words[:at]
        return (words * (tokens // len(words) + 1))[:tokens]

    def prefix(self, depth: int) -> list[int]:
        """What makes the whole prompt `depth` tokens long; nothing where the shortest is longer."""
        return self.text(max(0, depth - self.least))

    # ---- runs ---------------------------------------------------------------------------------------------------

    def run(self, prefix: Sequence[int], tokens: int, *, figures: bool = True, seed: int = 1) -> Timed:
        """One run that goes on from `prefix` for `tokens` tokens. Raises EngineError, Stopped."""
        return self.together(prefix, tokens, 1, figures=figures, seed=seed)[0][0]

    def whole(self, prefix: Sequence[int], tokens: int, *, figures: bool = True) -> Timed:
        """As `run`, with the first of some seeds that lets it come to its last token; else the longest there was.

        A seed says the same every time, so what is found once holds for all further runs.
        """
        found: list[Timed] = []
        for seed in range(1, TRIES + 1):
            found.append(self.run(prefix, tokens, figures=figures, seed=seed))
            if found[-1].ending == "length":
                return found[-1]
        return max(found, key=lambda each: len(each.at))

    def together(
        self, prefix: Sequence[int], tokens: int, count: int, *, figures: bool = True, seed: int = 1
    ) -> tuple[list[Timed], float]:
        """`count` runs of one prompt at once, with seeds from `seed` on, and their span: seconds from the first
        token of any to the end of all, as they are seen here."""
        runs: dict[int, _Run] = {}
        for place in range(count):
            number = self._next()
            runs[number] = _Run()
            self._pipe.send(
                protocol.Generate(
                    id=number,
                    turns=[protocol.Turn(role="user", content="")],
                    sampling=protocol.Sampling(seed=seed + place),
                    max_tokens=tokens,
                    prefix=list(prefix),
                    figures=figures,
                )
            )
        began = ended = 0.0
        while any(run.ending is None for run in runs.values()):
            event = self._event()
            if isinstance(event, protocol.Delta) and not began:
                began = time.monotonic()
            self._note(event, runs)
            ended = time.monotonic()
        return [
            Timed(run.prompt_tokens, run.cached_tokens, tuple(run.at), run.ending or "", tuple(run.told))
            for run in runs.values()
        ], ended - began

    def _note(self, event: protocol.Event, runs: dict[int, _Run]) -> None:
        match event:
            case protocol.Prepared():
                run = runs[event.id]
                run.prompt_tokens, run.cached_tokens = event.prompt_tokens, event.cached_tokens
            case protocol.Delta():
                runs[event.id].at += event.at
                runs[event.id].told.append(len(event.at))
            case protocol.Finished():
                runs[event.id].ending = event.ending
                if not runs[event.id].at:
                    raise EngineError("engine", "a run ended without a token")
            case protocol.Failed():
                raise convert.failure(event, self.model.path)

    def wait(self, until: Callable[[], bool], within_s: float) -> bool:
        """Leave the engine alone until something has happened; False where that took longer than `within_s`."""
        end = time.monotonic() + within_s
        while not until():
            if time.monotonic() > end:
                return False
            if self._stopped():
                raise Stopped
            time.sleep(TICK_S)
        return True

    # ---- the wire -----------------------------------------------------------------------------------------------

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _event(self) -> protocol.Event:
        while True:
            if self._stopped():
                raise Stopped
            event = self._pipe.receive(TICK_S)
            if isinstance(event, EngineDeath):
                raise EngineError("engine_died", "\n".join(event.stderr))
            if event is not None:
                return event
