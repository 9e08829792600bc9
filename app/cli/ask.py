"""`sibian ask`: one question, its thinking, its answer."""

import argparse
import sys
from typing import Any

from app.cli import start
from app.cli.fill import fill
from app.cli.interrupts import Interrupts
from app.cli.screen import Answer, Progress, as_json
from app.engine.run import Run
from app.engine.talk import Interrupted, Talk
from app.engine.values import Ask
from app.errors import WrongUse
from app.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Ask, print, and say by the exit code how it went. Raises UserError."""
    question = read_question(options)
    launch = start.launch(options)
    with Interrupts() as interrupts, start.open_store(options) as store:
        ask = _ask(options, store, question)
        try:
            with Talk(store, launch, interrupts) as talk:
                done = _talk(options, store, talk, ask)
        except Interrupted:
            return interrupts.exit_code
        if done.error is not None:
            raise done.error
        return interrupts.exit_code if done.ending == "cancelled" and interrupts.count else 0


def _talk(options: argparse.Namespace, store: Store, talk: Talk, ask: Ask) -> Run:
    """Load, ask and print; the run, whatever became of it."""
    progress = Progress(not options.json)
    try:
        model = talk.load(
            start.weights(options, store), start.loading(options), lambda done: progress.show(f"Loading {done:.0%}")
        )
    finally:
        progress.clear()
    if options.json:
        run = talk.ask(ask, _nothing)
        if run.error is None or run.recorder.raw:
            print(as_json(report(run, model.load_s)))
        return run
    answer = Answer(sys.stdout)
    try:
        return talk.ask(ask, answer.write)
    finally:
        answer.end()


def read_question(options: argparse.Namespace) -> str:
    """The question as it was typed; "" where a template speaks for itself. Raises WrongUse."""
    question: str = options.question or ""
    if question == "-":
        question = sys.stdin.read().removeprefix("\ufeff").rstrip("\n")
    try:
        question.encode()
    except UnicodeEncodeError as error:
        raise WrongUse("wrong_use", str(error), what="The question is not UTF-8 text.") from error
    if not question.strip() and not options.template:
        raise WrongUse("wrong_use", what='There is no question. Try: sibian ask "Why is the sky blue?"')
    if options.set and not options.template:
        raise WrongUse("wrong_use", what="--set fills in a template; name it with --template.")
    return question


def report(run: Run, load_s: float) -> dict[str, Any]:
    """What `--json` prints. Times are seconds; one that never came is null."""
    figures = run.figures
    return {
        "thinking": run.recorder.text("thinking"),
        "answer": run.recorder.text("answer"),
        "raw": run.recorder.raw,
        "ending": run.ending,
        "model": run.model.name,
        "usage": {
            "prompt_tokens": run.prompt_tokens,
            "cached_tokens": run.cached_tokens,
            "thinking_tokens": figures.thinking_tokens,
            "answer_tokens": figures.answer_tokens,
        },
        "timings": {"load_s": load_s, **figures.timings, "tokens_per_s": figures.tokens_per_s},
        "conversation": run.begun.conversation,
    }


def _ask(options: argparse.Namespace, store: Store, question: str) -> Ask:
    sampling = start.sampling(options)
    parent = None
    if options.conversation is not None:
        parent = start.conversation(store, options.conversation).head
    if options.template:
        template, text = fill(store, options.template, options.set)
        question = f"{text}\n\n{question}" if question.strip() else text
        sampling = {**template.sampling, **sampling}
    return Ask(
        conversation=options.conversation,
        parent=parent,
        question=question,
        sampling=sampling,
        max_tokens=options.max_tokens,
        system=options.system,
        template=options.template,
    )


def _nothing(kind: str, text: str) -> None:
    """With --json everything is printed at the end."""
