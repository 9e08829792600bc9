"""`sibian ask`: one question, its thinking, its answer."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli import asking, loading, sampling, start
from app.cli.interrupts import Interrupts
from app.cli.screen import Progress, Samples, as_json, happening
from app.engine.run import Run
from app.engine.talk import Interrupted, Talk
from app.engine.values import Ask
from app.errors import WrongUse
from app.store.records import PromptTemplate
from app.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Ask, print, and say by the exit code how it went. Raises UserError."""
    launch = start.launch(options)
    with Interrupts() as interrupts, start.open_store(options) as store:
        branch = asking.branch_of(options, store)
        ask = _go_on(options, branch) if branch else asked(options, store, read_question(options))[0]
        weights = (branch.weights(options) if branch else None) or start.weights(options, store)
        try:
            with Talk(store, launch, interrupts) as talk:
                runs = _talk(options, talk, weights, asking.several(options, asking.settle(options, ask)))
        except Interrupted:
            return interrupts.exit_code
        for done in runs:
            if done.error is not None:
                raise done.error
        stopped = any(done.ending == "cancelled" for done in runs)
        return interrupts.exit_code if stopped and interrupts.count else 0


def _talk(options: argparse.Namespace, talk: Talk, weights: Path, asks: list[Ask]) -> list[Run]:
    """Load, ask and print; the runs, whatever became of them."""
    progress = Progress(not options.json)
    try:
        model = talk.load(weights, loading.chosen(options, weights), lambda done: progress.show(f"Loading {done:.0%}"))
    finally:
        progress.clear()
    if options.json:
        runs = talk.group(asks, _nothing, options.stop_when_agreed)
        reports = [report(run, model.load_s) for run in runs if run.error is None or run.recorder.raw]
        if reports:
            print(as_json(reports if len(runs) > 1 else reports[0]))
        return runs
    samples = Samples(sys.stdout, len(asks))
    try:
        return talk.group(asks, samples.write, options.stop_when_agreed)
    finally:
        samples.end()


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
        "generation": run.begun.generation,
        "happenings": [happening(each) for each in run.recorder.happenings],
    }


def asked(options: argparse.Namespace, store: Store, question: str) -> tuple[Ask, PromptTemplate | None]:
    """What was said, as a question, with the template that it was made with. Raises WrongUse."""
    settings, template = sampling.chosen(options), None
    parent = None
    if options.conversation is not None:
        parent = start.conversation(store, options.conversation).head
    if options.template:
        from app.cli.fill import fill  # Jinja, which a plain question need not wait for

        template, text = fill(store, options.template, options.set)
        question = f"{text}\n\n{question}" if question.strip() else text
        settings = {**template.sampling, **settings}
    ask = Ask(
        conversation=options.conversation,
        parent=parent,
        question=question,
        sampling=settings,
        max_tokens=options.max_tokens,
        system=options.system,
        template=options.template,
    )
    return ask, template


def _go_on(options: argparse.Namespace, branch: asking.Branch) -> Ask:
    """What was said of sampling takes the place of what the older generation had."""
    ask = branch.ask
    return replace(ask, sampling={**ask.sampling, **sampling.chosen(options)}, max_tokens=options.max_tokens)


def _nothing(place: int, kind: str, text: str) -> None:
    """With --json everything is printed at the end."""
