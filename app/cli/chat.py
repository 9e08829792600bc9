"""`sibian chat`: question after question on one conversation, in a terminal or from a pipe."""

import argparse
import signal
import sys
from pathlib import Path

from app.cli import asking, loading, sampling, start
from app.cli.interrupts import Interrupts
from app.cli.screen import Answer, Progress, shown
from app.engine.talk import Interrupted, Talk
from app.engine.values import Ask
from app.errors import UserError
from app.store.store import Store

PROMPT, MORE = "> ", "… "
HELP = """\
/new           begin a new conversation
/model PATH    open other weights, also by a name of `sibian model`; "starter" for those that came with the program
/help          this
/quit          leave (also Ctrl-D, or Ctrl-C at the prompt)
A \\ at the end of a line goes on in the next. Ctrl-C stops an answer; what was said is kept.
Ctrl-\\ stops the thinking and has the answer at once."""


def run(options: argparse.Namespace) -> int:
    """Talk until the input ends. From a pipe, the exit code is that of the last question that failed; else 0."""
    launch = start.launch(options)
    with start.open_store(options) as store:
        interrupts = Interrupts()
        with Talk(store, launch, interrupts) as talk:
            chat = Chat(options, store, talk, interrupts)
            try:
                with interrupts:
                    chat.load(start.weights(options, store))
            except Interrupted:
                return interrupts.exit_code
            return chat.talk()


class Chat:
    """The loop and where it is in the tree."""

    def __init__(self, options: argparse.Namespace, store: Store, talk: Talk, interrupts: Interrupts) -> None:
        self._options, self._store, self._talk, self._interrupts = options, store, talk, interrupts
        self._person = sys.stdin.isatty()
        self._conversation: int | None = None
        self._parent: int | None = None
        self._code = 0
        if options.conversation is not None:
            found = start.conversation(store, options.conversation)
            self._conversation, self._parent = found.id, found.head

    def load(self, path: Path) -> None:
        """Raises WeightsError, EngineError, Interrupted."""
        progress = Progress()
        try:
            model = self._talk.load(
                path, loading.chosen(self._options, path), lambda x: progress.show(f"Loading {x:.0%}")
            )
        finally:
            progress.clear()
        if self._person:
            print(f"{shown(model.name)}, context {model.n_ctx}. /help says what else there is.", file=sys.stderr)

    def talk(self) -> int:
        if self._person:
            _line_editing()
        while (line := self._read()) is not None:
            if line.strip() == "/quit":
                break
            self._interrupts.forget()
            try:
                with self._interrupts:
                    self._do(line)
            except Interrupted:
                pass
            except UserError as error:
                self._code = error.exit_code
                print(f"sibian: {shown(str(error))}", file=sys.stderr)
            if self._interrupts.count and not (self._person and self._interrupts.number == signal.SIGINT):
                return self._interrupts.exit_code
        return 0 if self._person else self._code

    def _do(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        match word:
            case "":
                pass
            case "/help":
                print(HELP, file=sys.stderr)
            case "/new":
                self._conversation = self._parent = None
            case "/model":
                name = rest.strip()
                self.load(start.called(name, self._store) if name else start.weights(self._options, self._store))
            case _:
                self._ask(line)

    def _ask(self, question: str) -> None:
        answer = Answer(sys.stdout)
        ask = Ask(
            conversation=self._conversation,
            parent=self._parent,
            question=question,
            sampling=sampling.chosen(self._options),
            max_tokens=self._options.max_tokens,
            system=self._options.system,
        )
        try:
            run = self._talk.ask(asking.settle(self._options, ask), answer.write)
        finally:
            answer.end()
        self._conversation, self._parent = run.begun.conversation, run.begun.answer
        if run.error is not None:
            raise run.error
        if not self._person:
            print(flush=True)

    def _read(self) -> str | None:
        """The next question, its continued lines joined; None at the end."""
        lines: list[str] = []
        while True:
            line = self._line(MORE if lines else PROMPT)
            if line is None:
                return "\n".join(lines) if lines else None
            if not line.endswith("\\"):
                return "\n".join([*lines, line])
            lines.append(line[:-1])

    def _line(self, prompt: str) -> str | None:
        if not self._person:
            line = sys.stdin.readline()
            return line.rstrip("\r\n") if line else None
        try:
            return input(prompt)
        except (EOFError, KeyboardInterrupt):
            print()
            return None


def _line_editing() -> None:
    """History and editing at the prompt, where the system has them. Nothing is written to disk."""
    try:
        import readline  # noqa: F401 - importing it is what switches it on
    except ImportError:
        return
