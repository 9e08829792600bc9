"""The options of a question: what is done to the thinking, what is kept of it, and from where a branch goes on."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from app.cli import start
from app.cli.numbers import number
from app.engine import branch, samples
from app.engine.values import Ask, LoopPolicy, Origin, Overflow, Speculation, Steering, Thoughts
from app.errors import WrongUse
from app.store.records import Begun, Generation
from app.store.store import Store

MOST_SAMPLES = 64


def add(to: argparse.ArgumentParser) -> None:
    """What every question takes."""
    thinking = to.add_argument_group("thinking")
    thinking.add_argument("--think-budget", type=number(int, 0), default=0, metavar="N", help="most tokens of thinking")
    thinking.add_argument(
        "--think-longer", type=number(int, 0), default=0, metavar="N", help="hold back its end so many times"
    )
    thinking.add_argument(
        "--phrase", action="append", default=[], metavar="TEXT", help="say this instead of the end, one each time"
    )
    thinking.add_argument("--on-loop", choices=get_args(LoopPolicy), default="notice", help="when it repeats itself")
    thinking.add_argument("--gauge", action="store_true", help="measure after each paragraph how settled it is (EAT)")
    thinking.add_argument("--thoughts", choices=get_args(Thoughts), help="what is sent of earlier thinking")
    tokens = to.add_argument_group("tokens")
    tokens.add_argument("--no-figures", dest="figures", action="store_false", help="keep no probabilities of tokens")
    tokens.add_argument(
        "--alternatives", type=number(int, 0, 20), default=5, metavar="K", help="kept for each token, 0 to 20"
    )
    tokens.add_argument("--overflow", choices=get_args(Overflow), default="stop", help="when the context is full")
    tokens.add_argument("--speculation", choices=get_args(Speculation), default="off", help="guess tokens ahead")


def add_branches(to: argparse.ArgumentParser) -> None:
    """What one question alone takes: samples, and older generations to go on from."""
    group = to.add_argument_group("samples")
    group.add_argument(
        "--samples", type=number(int, 1, MOST_SAMPLES), default=1, metavar="G", help="so many answers, side by side"
    )
    group.add_argument(
        "--stop-when-agreed", type=number(int, 2), default=0, metavar="N",
        help="stop the rest when N are finished and all agree",
    )  # fmt: skip
    branches = to.add_argument_group("branches of an older generation (its number is in the JSON of ask)")
    one = branches.add_mutually_exclusive_group()
    one.add_argument("--continue", dest="carry_on", type=number(int, 1), metavar="GENERATION", help="go on with it")
    one.add_argument("--reroll", type=number(int, 1), metavar="GENERATION", help="same thinking, another answer")
    one.add_argument("--fork", type=_place, metavar="GENERATION:TOKEN", help="keep the tokens before this one")
    branches.add_argument("--with", dest="text", metavar="TEXT", help="with --fork: what stands there instead")


def settle(options: argparse.Namespace, ask: Ask) -> Ask:
    """`ask` with everything that was said about thinking and tokens."""
    steering = Steering(
        budget=options.think_budget,
        extensions=options.think_longer,
        phrases=tuple(options.phrase),
        on_loop=options.on_loop,
        gauge=options.gauge,
    )
    return replace(
        ask,
        steering=steering,
        thoughts=options.thoughts,
        figures=options.figures,
        alternatives=options.alternatives,
        overflow=options.overflow,
        speculation=options.speculation,
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """An older generation, where it stands, and how it is gone on from."""

    generation: Generation
    begun: Begun
    origin: Origin

    @property
    def ask(self) -> Ask:
        """With the sampling it had, but for the seed: the same one would only say the same again."""
        sampling = {name: value for name, value in self.generation.sampling.items() if name != "seed"}
        return Ask(self.begun.conversation, self.begun.question, None, sampling, origin=self.origin)

    def weights(self, options: argparse.Namespace) -> Path | None:
        """Its own, where no others are named and they are still there."""
        there = options.model is None and options.scripted is None and Path(self.generation.weights).is_file()
        return Path(self.generation.weights) if there else None


def branch_of(options: argparse.Namespace, store: Store) -> Branch | None:
    """What --continue, --reroll or --fork name; None where none of them was said. Raises WrongUse."""
    number = options.carry_on or options.reroll or (options.fork[0] if options.fork else None)
    if options.text is not None and not options.fork:
        raise WrongUse("wrong_use", what="--with says what stands at the token of --fork.")
    if number is None:
        return None
    if options.question or options.template or options.conversation is not None or options.system:
        raise WrongUse("wrong_use", what="A branch answers the question that was asked; it takes no other.")
    generation, begun = start.generation(store, number), store.generations.begun(number)
    assert begun is not None
    return Branch(generation, begun, _origin(options, generation, store))


def _origin(options: argparse.Namespace, generation: Generation, store: Store) -> Origin:
    tokens = store.generations.tokens(generation.id)
    if options.fork:
        return branch.fork_at(generation, tokens, options.fork[1], text=options.text or "")
    if options.reroll is None:
        return branch.carry_on(generation, tokens)
    origin = branch.reroll_answer(generation, tokens)
    if origin is None:
        raise WrongUse("no_thinking")
    return origin


def _place(text: str) -> tuple[int, int]:
    generation, colon, token = text.partition(":")
    if not (colon and generation.isdecimal() and token.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not GENERATION:TOKEN")
    return int(generation), int(token)


def several(options: argparse.Namespace, ask: Ask) -> list[Ask]:
    """One ask for each sample."""
    return samples.several(ask, int(options.samples))
