"""A backend that plays replies from a file: for demonstrations, screenshots, and tests of everything around a model.

It keeps the whole contract of `runtime.backend` (template, tokens, context, cached prefix, stop flag) without
weights, and it can fail, hang, print and die on demand, as llama.cpp can without being asked.
"""

import math
import os
import re
import signal
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NoReturn, assert_never

import msgspec

from runtime.backend import Choice, Chooser, Fault, Guesser, Interrupted, StopFlag, Weights, Work, family_wanted
from runtime.markers import family_named
from runtime.memory import Memory, nothing
from runtime.protocol import Device, FailureKind, Generate, Load, Thoughts, TokenFigures, Turn
from runtime.sampling import recommended, system_prompt_advised
from runtime.template import ChatTemplate, warm_up

DEMO = Path(__file__).resolve().parent.parent / "assets" / "demo" / "demo.jsonl"
"""The script that is played where none is named."""

TICK = 0.01
"""Seconds between two looks at the stop flag while waiting."""

BOS, EOS = "<|begin|>", "<|end|>"
END = -1
"""The token that ends a turn; it has no text."""
_TURNS = "{% for message in messages %}<|{{ message.role }}|>{{ message.content }}{{ eos_token }}{% endfor %}"
_OPENED = frozenset({"deepseek-r1"})
"""Families whose own templates end by opening the thinking; a script of theirs begins inside it."""

# Much like a real vocabulary: markers whole, Latin words with the space before them, Han characters one by one.
_TOKEN = re.compile(r"<\|[^<>|]*\|>|</?think>|[ ]?[A-Za-z]+|[0-9]|[ ]+|\n+|.", re.DOTALL)


class Reply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a script.

    `raw` is cut into tokens here; `tokens` gives the cut itself, a list of numbers being the bytes of a token that
    is no whole character. `fail`, `die` and `hang` happen after `after` tokens, or, with `on` "load", while loading.
    """

    match: str = ""
    """Plays where the last question contains one of these, parted by `|`; empty takes what no other line matches.

    Lines with the same `match` are versions of one reply and play in turn.
    """
    family: str = ""
    """Family of the whole script; the first line that names one decides."""
    name: str = ""
    """Name of the weights, likewise."""
    raw: str = ""
    tokens: list[str | list[int]] = []
    on: Literal["run", "load"] = "run"
    after: int = 0
    fail: FailureKind | None = None
    die: Literal["abort", "segfault", "kill", "exit"] | None = None
    hang: bool = False
    """Stops answering and hears no stop flag, as native code does."""
    say: str = ""
    """Printed to descriptor 1 itself, as native code does."""
    read_s: float = 0.0
    """Seconds for each slice of the prompt, or for the load."""


def read_script(path: Path) -> list[Reply]:
    """The lines of a script. Raises OSError, msgspec.ValidationError."""
    decoder = msgspec.json.Decoder(Reply)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


class TextTokens:
    """A vocabulary that grows as it is used."""

    def __init__(self) -> None:
        self._ids: dict[bytes, int] = {}
        self._pieces: list[bytes] = []

    def id(self, data: bytes) -> int:
        """The number of a token, a new one where it was never seen."""
        if data not in self._ids:
            self._ids[data] = len(self._pieces)
            self._pieces.append(data)
        return self._ids[data]

    def of(self, text: str) -> list[int]:
        return [self.id(piece.encode()) for piece in _TOKEN.findall(text)]

    def piece(self, token: int) -> bytes:
        """A number that was given to nothing spells itself: figures name such tokens."""
        return self._pieces[token] if 0 <= token < len(self._pieces) else f"<{token}>".encode()


class ScriptedCells:
    """A context memory with nothing in it: `runtime.memory` keeps the tokens, and a script needs no more."""

    def copy(self, source: int, target: int) -> None:
        pass

    def cut(self, sequence: int, start: int) -> bool:
        return True

    def drop(self, sequence: int) -> None:
        pass

    def shift(self, sequence: int, start: int, stop: int) -> None:
        pass

    def save(self, sequence: int, most: int) -> bytes | None:
        return None

    def restore(self, sequence: int, state: bytes) -> bool:
        return False


class ScriptedChooser:
    """Plays one reply. Its figures are made up of the tokens' numbers, the same every time, and mean nothing."""

    def __init__(self, backend: "ScriptedBackend", command: Generate, reply: Reply, already: str) -> None:
        self._backend = backend
        self._reply = reply
        self._coming = backend.reply_tokens(reply, already)
        self._place = 0
        self._forced = ""
        self._told = command.figures
        self._k = command.alternatives
        self._notes: list[int | None] = []
        self._last = 0

    def choose(self, row: int) -> Choice:
        self._jump()
        if self._place == self._reply.after:
            self._backend.misbehave(self._reply)
        if self._place == len(self._coming):
            return Choice(END, ends=True)
        self._last = self._coming[self._place]
        self._place += 1
        return Choice(self._last, ends=False)

    def force(self, token: int) -> None:
        self._forced += self._backend.piece(token).decode("utf-8", "replace")

    def _jump(self) -> None:
        """After a thinking that was ended from outside, the reply goes on with its answer."""
        said, self._forced = self._forced, ""
        if "</think>" in said:
            for place in range(self._place, len(self._coming)):
                if self._backend.piece(self._coming[place]) == b"</think>":
                    self._place = place + 1
                    return

    def note(self) -> None:
        self._notes.append(self._last)

    def note_forced(self) -> None:
        self._notes.append(None)

    def forget(self, tokens: int) -> None:
        del self._notes[len(self._notes) - tokens :]
        self._place -= tokens

    def figures(self) -> TokenFigures | None:
        notes, self._notes = self._notes, []
        if not self._told:
            return None
        surprise = [math.nan if token is None else (token * 7 % 29) / 20 for token in notes]
        ids = [-1 if token is None else (token + step) % 97 for token in notes for step in range(self._k)]
        ids[:: max(1, self._k)] = [-1 if token is None else token for token in notes][: len(ids)]
        chances = [-one - step for one in surprise for step in range(self._k)]
        floats, top = array("f", surprise).tobytes(), array("f", chances).tobytes()
        return TokenFigures(
            alternatives=self._k,
            logprob=array("f", [-one for one in surprise]).tobytes(),
            sampled=array("f", [-one / 2 for one in surprise]).tobytes(),
            entropy=floats,
            confidence=array("f", [8 - one for one in surprise]).tobytes(),
            top_ids=array("i", ids).tobytes(),
            top_logprob=top,
            top_sampled=top,
        )

    def close(self) -> None:
        pass


class ScriptedBackend:
    """Plays the part of llama.cpp. `speed` is in tokens per second, 0 without any waiting."""

    name = "scripted"
    version = "1"
    rpc = False

    def __init__(self, stop: StopFlag, script: Path | None = None, speed: float = 0.0) -> None:
        self.weights: Weights | None = None
        self.memory: Memory = nothing()
        self._stop = stop
        self._speed = speed
        self._replies = read_script(script or DEMO)
        self._family = family_named(next((reply.family for reply in self._replies if reply.family), "none")).name
        self._tokens = TextTokens()
        for reply in self._replies:  # before anything else, so that what it says has the same numbers in every process
            with suppress(ValueError):  # a script may be wrong on purpose, and is told so when it plays
                self.reply_tokens(reply, "")
        self._due = 0.0
        self._read_s = 0.0
        self._played: Counter[str] = Counter()

    def on_abort(self, told: Callable[[FailureKind, str], None]) -> None:
        """There is no native code here."""

    def devices(self) -> list[Device]:
        return [Device(name="script", description="plays a file", kind="cpu", memory_free=0, memory_total=0)]

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        """Any path will do."""
        self.weights = None
        self.memory = nothing()
        warm_up()
        progress(0.0)
        for act in (reply for reply in self._replies if reply.on == "load"):
            self._wait(act.read_s)
            self.misbehave(act)
        progress(1.0)
        family = family_wanted(command.family) if command.family else self._family
        name = next((reply.name for reply in self._replies if reply.name), "Scripted")
        self.weights = Weights(
            path=command.path,
            name=name,
            architecture="scripted",
            parameters=0,
            size=0,
            n_ctx=command.n_ctx or 8192,
            n_ctx_train=max(command.n_ctx, 32768),
            n_vocab=0,
            n_batch=command.n_batch,
            gpu_layers=0,
            family=family,
            fingerprint=f"scripted:{name}",
            recommended=recommended(family, name),
            system_prompt_advised=system_prompt_advised(family, name),
            lanes=command.lanes,
            can_shift=True,
        )
        self.memory = Memory(ScriptedCells(), self.weights.n_ctx, command.lanes + 8)
        return self.weights

    def render(self, turns: Sequence[Turn], thoughts: Thoughts) -> str:
        family = self.weights.family if self.weights else "none"
        opener = "<think>\n" if family in _OPENED else ""
        source = "{{ bos_token }}" + _TURNS + "{% if add_generation_prompt %}<|assistant|>" + opener + "{% endif %}"
        return ChatTemplate(source, BOS, EOS).render(turns, thoughts, family)

    def tokenize(self, text: str) -> list[int]:
        return self._tokens.of(text)

    def tokenize_more(self, text: str) -> list[int]:
        return self._tokens.of(text)

    def piece(self, token: int) -> bytes:
        return self._tokens.piece(token)

    def compute(self, works: Sequence[Work]) -> None:
        """Takes as long as the script and the speed say; what is computed is only noted."""
        if self.weights is not None and sum(len(work.tokens) for work in works) > self.weights.n_batch:
            raise ValueError("more tokens than fit into a batch")  # as llama.cpp's buffer would say
        if any(not self.memory.held(work.sequence) or len(work.tokens) > 1 for work in works):
            self._wait(self._read_s)
            self._due = time.monotonic()
        elif self._speed:
            self._due = max(self._due, time.monotonic() - 1.0) + 1 / self._speed
            self._wait(self._due - time.monotonic())
        for work in works:
            self.memory.extend(work.sequence, work.tokens)

    def chooser(self, command: Generate, seed: int, before: Sequence[int]) -> Chooser:
        rendered = self.render(command.turns, command.thoughts)
        already = b"".join(map(self._tokens.piece, before)).decode("utf-8", "replace")[len(rendered) :]
        asked = next((turn.content for turn in reversed(command.turns) if turn.role == "user"), "")
        reply = self._choose(asked, already)
        self._read_s = reply.read_s
        self._due = max(self._due, time.monotonic())  # nothing is owed from before, even if all of the prompt was kept
        return ScriptedChooser(self, command, reply, already)

    def guesser(self, command: Generate, before: Sequence[int]) -> Guesser | None:
        return None

    def entropy(self, row: int) -> float:
        return 0.5

    def idle(self, wanted: Callable[[], bool]) -> bool:
        return False

    def close(self) -> None:
        self.weights = None

    def _choose(self, question: str, already: str) -> Reply:
        replies = [reply for reply in self._replies if reply.on == "run"]
        fitting = [reply for reply in replies if any(word in question for word in reply.match.split("|") if word)]
        rest = [reply for reply in replies if not reply.match]
        first = next(iter(fitting + rest), Reply(raw="The script has no reply to this."))
        versions = [reply for reply in fitting if reply.match == first.match]
        if len(versions) < 2:
            return first
        if already:  # what was begun goes on as it began
            return next((reply for reply in versions if reply.raw.startswith(already)), first)
        self._played[first.match] += 1
        return versions[(self._played[first.match] - 1) % len(versions)]

    def reply_tokens(self, reply: Reply, already: str) -> list[int]:
        """The reply from where `already` ends, where that is its beginning; else its answer, or all of it."""
        if reply.tokens:
            pieces = [piece.encode() if isinstance(piece, str) else bytes(piece) for piece in reply.tokens]
            return [self._tokens.id(piece) for piece in pieces]
        raw = reply.raw
        if raw.startswith(already):
            return self._tokens.of(raw[len(already) :])
        _, mark, answer = raw.partition("</think>")
        return self._tokens.of(answer.lstrip("\n") if mark and "</think>" in already else raw)

    def _wait(self, seconds: float) -> None:
        """Pass the time, but leave at once when told to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stop.is_set():
                raise Interrupted
            time.sleep(min(TICK, left))

    def misbehave(self, act: Reply) -> None:
        """Do what the script says beside talking."""
        if act.say:
            os.write(1, act.say.encode())
        if act.fail is not None:
            raise Fault(act.fail, "the script says so")
        if act.hang:
            time.sleep(3600)
        if act.die is not None:
            sys.stderr.flush()
            die(act.die)


def die(how: Literal["abort", "segfault", "kill", "exit"]) -> NoReturn:
    """End this process the way native code, or the kernel for want of memory, would."""
    match how:
        case "abort":
            os.abort()
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(0)
        case _:
            assert_never(how)
    raise AssertionError("still alive")
