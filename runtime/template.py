"""From a conversation to the exact prompt, by the chat template that the weights carry.

The template is a program from a stranger. It runs in a process of its own (`runtime.sandbox`), which is started when
first needed, kept, and killed at the deadline: a loop that never ends cannot be stopped within a process, and the one
that holds the weights must not die of it. Measured: 0.1 s to start, 0.5 ms a rendering, 4 ms for 200,000 characters.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from runtime.markers import family_named
from runtime.protocol import Thoughts, Turn
from runtime.thoughts import Message, bare, with_thoughts

DEADLINE_S: Final = 2.0
"""How long one rendering may take, compiling included."""
START_S: Final = 30.0
"""How long the sandbox's process may take to start on a machine that is busy with other things."""
INHERITED: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")

TemplateFault = Literal["template_failed", "template_too_slow"]


class TemplateError(Exception):
    """The template could not be rendered. `detail` says why, for the log."""

    def __init__(self, kind: TemplateFault, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: TemplateFault = kind
        self.detail = detail


class ChatTemplate:
    """A chat template with the weights' own `bos` and `eos` texts.

    `default_system`: leave the template its habit of adding a system turn of the makers' where the conversation has
    none. Without it the prompt has no system turn but the conversation's own (see `render`).
    `thinking` answers the switches `enable_thinking` and `thinking` that templates of hybrid models ask; None leaves
    them undefined, which some take for yes (Qwen3) and some for no (Gemma 4).
    """

    def __init__(
        self, source: str, bos: str = "", eos: str = "", *, default_system: bool = True, thinking: bool | None = True
    ) -> None:
        self._source = source
        self._default_system = default_system
        self._variables: dict[str, object] = {"bos_token": bos, "eos_token": eos, "tools": None, "documents": None}
        if thinking is not None:
            self._variables |= {"enable_thinking": thinking, "thinking": thinking}
        self._bos = bos

    def render(
        self,
        turns: Sequence[Turn],
        thoughts: Thoughts = "drop",
        family: str = "none",
        add_generation_prompt: bool = True,
    ) -> str:
        """The prompt for `turns`, with the thinking of earlier ones that `thoughts` asks for, marked as in `family`.

        A template that refuses a system turn gets it as the beginning of the first question. To leave out a default
        system turn, the conversation is rendered with a system turn in its place and the text that this turn makes by
        itself is taken off the front; where a template does not let itself be taken apart so, its default stays.

        Raises `TemplateError`, and `KeyError` for an unknown family.
        """

        def rendered(messages: list[Message]) -> str | None:
            try:
                return self._conversation(messages, add_generation_prompt)
            except TemplateError as refused:
                if refused.kind == "template_too_slow":
                    raise
                return None

        prompt = with_thoughts(turns, thoughts, family, self._source, rendered)
        return self._conversation(bare(turns), add_generation_prompt) if prompt is None else prompt

    def _conversation(self, messages: list[Message], add_generation_prompt: bool) -> str:
        own_system = bool(messages) and messages[0]["role"] == "system"
        if not self._default_system and not own_system:
            without = self._without_system(messages, add_generation_prompt)
            if without is not None:
                return without
        try:
            return self._run(messages, add_generation_prompt)
        except TemplateError as refused:
            foldable = own_system and len(messages) > 1 and messages[1]["role"] == "user"
            if refused.kind == "template_too_slow" or not foldable:
                raise
            question = f"{messages[0]['content']}\n\n{messages[1]['content']}"
            try:
                return self._run([{"role": "user", "content": question}, *messages[2:]], add_generation_prompt)
            except TemplateError:
                raise refused from None

    def _without_system(self, messages: list[Message], add_generation_prompt: bool) -> str | None:
        stand_in: Message = {"role": "system", "content": "stand-in"}
        try:
            alone = self._run([stand_in], add_generation_prompt=False)
            whole = self._run([stand_in, *messages], add_generation_prompt)
        except TemplateError as refused:
            if refused.kind == "template_too_slow":
                raise
            return None
        if "stand-in" not in alone or not whole.startswith(alone):
            return None
        rest = whole[len(alone) :]
        # The text's beginning went with the system turn; but some begin every turn with it (SmolLM2's is <|im_start|>).
        lost = alone.startswith(self._bos) and not rest.startswith(self._bos)
        return self._bos + rest if lost else rest

    def _run(self, messages: list[Message], add_generation_prompt: bool) -> str:
        given = {**self._variables, "messages": messages, "add_generation_prompt": add_generation_prompt}
        return _sandbox.render(self._source, given)


def warm_up() -> None:
    """Start the sandbox's process now, so that the first prompt need not wait for it. Returns at once."""
    _sandbox.start()


class _Process:
    """The sandbox's process, seen from the one that holds the weights. One rendering at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._greeted = False

    def start(self) -> None:
        with self._lock:
            self._running()

    def render(self, source: str, variables: Mapping[str, object]) -> str:
        request = json.dumps({"source": source, "variables": variables}).encode() + b"\n"
        with self._lock:
            answer = self._ask(request)
        if "text" in answer:
            return str(answer["text"])
        raise TemplateError("template_failed", str(answer.get("error", "no answer")))

    def stop(self) -> None:
        """End the process; the next rendering starts another."""
        process, self._process, self._greeted = self._process, None, False
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                pass  # closing writes out what the dead process no longer reads

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.stop()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-B", "-X", "utf8", str(Path(__file__).with_name("sandbox.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # or Windows flashes a console
                env={name: os.environ[name] for name in INHERITED if name in os.environ},
            )
        return self._process

    def _ask(self, request: bytes) -> dict[str, Any]:
        try:
            process = self._running()
        except OSError as error:
            raise TemplateError("template_failed", f"the sandbox does not start: {error}") from error
        if not self._greeted:
            self._exchange(process, b"", START_S)
            self._greeted = True
        return self._exchange(process, request, DEADLINE_S)

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes, seconds: float) -> dict[str, Any]:
        """Send one line and wait for one. A timer kills the process at the deadline, which ends the wait."""
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        finally:
            timer.cancel()
            timer.join()
        if line.endswith(b"\n") and not late.is_set():
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.stop()
        if late.is_set():
            raise TemplateError("template_too_slow", f"no end after {seconds:.0f} s")
        raise TemplateError("template_failed", "the sandbox died of it")


_sandbox: Final = _Process()
atexit.register(_sandbox.stop)


# ---- what a prompt did to the thinking ------------------------------------------------------------------------------


def opened_by(prompt: str, family: str) -> bool:
    """Whether the prompt's end has opened the thinking, so that the model's text starts inside it."""
    row, end = family_named(family), prompt.rstrip()
    if row.header and end.endswith(row.header.end):
        return row.header.channel(end.removesuffix(row.header.end)) == "thinking"
    return bool(row.opens) and end.endswith(row.opens)


def closed_by(prompt: str, family: str) -> bool:
    """Whether the prompt's end has closed the thinking (opened before or not): it is switched off for this run."""
    row, end = family_named(family), prompt.rstrip()
    if row.header:
        return end.endswith(row.header.end) and row.header.channel(end.removesuffix(row.header.end)) == "answer"
    closes = tuple(mark for mark in row.closes if mark not in row.never_alone)
    return bool(closes) and end.endswith((*closes, *row.answers))
