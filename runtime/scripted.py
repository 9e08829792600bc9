"""A backend that plays replies from a file: for demonstrations, screenshots, and tests of everything around a model.

It keeps the whole contract of `runtime.backend` (template, tokens, context, cached prefix, stop flag) without
weights, and it can fail, hang, print and die on demand, as llama.cpp can without being asked.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NoReturn, assert_never

import msgspec

from runtime import prefix
from runtime.backend import Fault, Interrupted, StopFlag, Weights, family_wanted
from runtime.markers import family_named
from runtime.protocol import Device, FailureKind, Load, Sampling, Turn
from runtime.sampling import recommended, system_prompt_advised
from runtime.template import ChatTemplate, warm_up

DEMO = Path(__file__).resolve().parent.parent / "assets" / "demo" / "demo.jsonl"
"""The script that is played where none is named."""

TICK = 0.01
"""Seconds between two looks at the stop flag while waiting."""

BOS, EOS = "<|begin|>", "<|end|>"
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
    """Plays where the last question contains one of these, parted by `|`; empty takes what no other line matches."""
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
        return self._pieces[token]


class ScriptedBackend:
    """Plays the part of llama.cpp. `speed` is in tokens per second, 0 without any waiting."""

    name = "scripted"
    version = "1"

    def __init__(self, stop: StopFlag, script: Path | None = None, speed: float = 0.0) -> None:
        self.weights: Weights | None = None
        self._stop = stop
        self._speed = speed
        self._replies = read_script(script or DEMO)
        self._family = family_named(next((reply.family for reply in self._replies if reply.family), "none")).name
        self._tokens = TextTokens()
        self._held: list[int] = []
        self._question = ""
        self._rendered = ""
        self._reply = Reply()
        self._coming: Iterator[int] = iter(())
        self._played = 0
        self._due = 0.0

    def devices(self) -> list[Device]:
        return [Device(name="script", description="plays a file", kind="cpu", memory_free=0, memory_total=0)]

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        """Any path will do."""
        self.weights = None
        self._held.clear()
        warm_up()
        progress(0.0)
        for act in (reply for reply in self._replies if reply.on == "load"):
            self._wait(act.read_s)
            self._misbehave(act)
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
        )
        return self.weights

    def render(self, turns: Sequence[Turn]) -> str:
        family = self.weights.family if self.weights else "none"
        opener = "<think>\n" if family in _OPENED else ""
        source = "{{ bos_token }}" + _TURNS + "{% if add_generation_prompt %}<|assistant|>" + opener + "{% endif %}"
        self._question = next((turn.content for turn in reversed(turns) if turn.role == "user"), "")
        self._rendered = ChatTemplate(source, BOS, EOS).render(turns)
        return self._rendered

    def tokenize(self, text: str) -> list[int]:
        return self._tokens.of(text)

    def start(self, prompt: Sequence[int], sampling: Sampling, seed: int) -> int:
        cached = prefix.keep(self, self._held, prompt)
        self._reply = self._choose()
        already = b"".join(map(self._tokens.piece, prompt)).decode()[len(self._rendered) :]
        self._coming = self._reply_from(already)
        self._played = 0
        return cached

    def cut(self, position: int) -> bool:
        """Nothing but the list of tokens is held, and `prefix.keep` shortens that itself."""
        return True

    def clear(self) -> None:
        """As `cut`."""

    def read(self, tokens: Sequence[int]) -> None:
        if self.weights is not None and len(tokens) > self.weights.n_batch:
            raise ValueError("more tokens than fit into a batch")  # as llama.cpp's buffer would say
        if not self._played:
            self._wait(self._reply.read_s)
        self._held.extend(tokens)

    def sample(self) -> int | None:
        if self._played == self._reply.after:
            self._misbehave(self._reply)
        if not self._played:
            self._due = time.monotonic()
        elif self._speed:
            self._due += 1 / self._speed
            self._wait(self._due - time.monotonic())
        self._played += 1
        return next(self._coming, None)

    def piece(self, token: int) -> bytes:
        return self._tokens.piece(token)

    def close(self) -> None:
        self.weights = None

    def _choose(self) -> Reply:
        replies = [reply for reply in self._replies if reply.on == "run"]
        fitting = [reply for reply in replies if any(word in self._question for word in reply.match.split("|") if word)]
        rest = [reply for reply in replies if not reply.match]
        return next(iter(fitting + rest), Reply(raw="The script has no reply to this."))

    def _reply_from(self, already: str) -> Iterator[int]:
        """The reply from where `already` ends, where that is its beginning."""
        if self._reply.tokens:
            pieces = [piece.encode() if isinstance(piece, str) else bytes(piece) for piece in self._reply.tokens]
            return (self._tokens.id(piece) for piece in pieces)
        raw = self._reply.raw
        return iter(self._tokens.of(raw[len(already) :] if raw.startswith(already) else raw))

    def _wait(self, seconds: float) -> None:
        """Pass the time, but leave at once when told to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stop.is_set():
                raise Interrupted
            time.sleep(min(TICK, left))

    def _misbehave(self, act: Reply) -> None:
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
