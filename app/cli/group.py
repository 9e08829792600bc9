"""`sibian group`: one question many times; the answers judged by rule, ranked, and voted on."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import prompts
from app.cli import ask as asking_once
from app.cli import asking, loading, start
from app.cli.interrupts import Interrupts
from app.cli.screen import Progress, as_json, shown
from app.cli.table import cut, table
from app.engine.run import Run
from app.engine.samples import several
from app.engine.talk import Interrupted, Talk
from app.engine.values import Ask, ModelInfo
from app.errors import WrongUse
from app.forms.sentences import SENTENCES
from app.forms.spec import read_spec
from app.groups import reckoning
from app.groups.grading import JUDGED, grade, key_of, key_of_spec
from app.groups.traces import Trace, trace
from app.groups.values import Votes
from app.store.records import Judged, PromptTemplate, Sample
from app.store.store import Store

USUAL = 8
MOST_CELLS = 48
"""Of a finding in the table."""


def run(options: argparse.Namespace) -> int:
    """Ask, judge, rank, print. Raises UserError."""
    launch = start.launch(options)
    with Interrupts() as interrupts, start.open_store(options) as store:
        ask, template = asking_once.asked(options, store, asking_once.read_question(options))
        checker = _checker(options, template)
        count = options.samples or (template.samples if template is not None and template.samples > 1 else USUAL)
        weights = start.weights(options, store)
        asks = several(replace(asking.settle(options, ask), checker=checker), count)
        try:
            with Talk(store, launch, interrupts) as talk:
                runs, model = _talk(options, talk, weights, asks)
        except Interrupted:
            return interrupts.exit_code
        failed = next((each.error for each in runs if each.error is not None), None)
        if failed is not None and all(each.error is not None for each in runs):
            raise failed
        _print(options, Outcome(store, runs, checker, options.spread), model)
        stopped = any(each.ending == "cancelled" for each in runs)
        return interrupts.exit_code if stopped and interrupts.count else 0


class Outcome:
    """A group that has ended: judged, kept, and reckoned."""

    def __init__(self, store: Store, runs: list[Run], checker: str, spread: Any) -> None:
        group = runs[0].begun.group
        assert group is not None
        self.group, self.checker, self.spread, self.runs = group, checker, spread, runs
        self.samples = store.groups.samples(group)
        ended = [each for each in self.samples if each.generation.ending in JUDGED]
        judged = grade(checker, ended, {}) if checker else []
        store.groups.judge(group, checker, judged).result()
        self.judged = {each.generation: each for each in judged}
        self.gains = reckoning.gains({each.generation: each.reward for each in judged}, spread)
        self.traces = {each.generation.id: _trace(store, each) for each in self.samples}
        self.votes = reckoning.votes(self._voters())

    def ranked(self) -> list[tuple[int, Sample, Judged | None]]:
        """Number and sample, the best first; those that were not judged in the order they were begun."""
        numbered = [(place + 1, each, self.judged.get(each.generation.id)) for place, each in enumerate(self.samples)]
        return sorted(numbered, key=lambda each: (-each[2].reward if each[2] else 1.0, each[0]))

    def _voters(self) -> list[reckoning.Voter]:
        return [
            reckoning.Voter(
                place + 1, each.answer, self.traces[each.generation.id].confidence, self.judged.get(each.generation.id)
            )
            for place, each in enumerate(self.samples)
            if each.generation.ending in JUDGED and each.answer.strip()
        ]


def _trace(store: Store, sample: Sample) -> Trace:
    return trace(store.generations.tokens(sample.generation.id), sample.generation.thinking_tokens)


def _checker(options: argparse.Namespace, template: PromptTemplate | None) -> str:
    """The key of what the answers are judged by; empty for nothing. Raises WrongUse, BadChecker."""
    said: str | None = options.check
    if said is None:
        if template is None:
            return ""
        return key_of_spec(prompts.checker_of(template, prompts.parse_values(template, dict(options.set))))
    if not said.lstrip().startswith("{"):
        raw: Any = {"kind": said}
    else:
        try:
            raw = json.loads(said)
        except ValueError as error:
            raise WrongUse("wrong_use", str(error), what="--check is no JSON.") from error
    read_spec(raw)
    return key_of(raw)


def _talk(options: argparse.Namespace, talk: Talk, weights: Path, asks: list[Ask]) -> tuple[list[Run], ModelInfo]:
    progress = Progress(not options.json)
    said = dict.fromkeys(range(len(asks)), 0)

    def hear(place: int, _kind: str, text: str) -> None:
        said[place] += len(text)
        progress.show("  ".join(f"{number + 1}: {length}" for number, length in said.items()))

    try:
        model = talk.load(weights, loading.chosen(options, weights), lambda done: progress.show(f"Loading {done:.0%}"))
        return talk.group(asks, hear, options.stop_when_agreed), model
    finally:
        progress.clear()


def _print(options: argparse.Namespace, outcome: Outcome, model: ModelInfo) -> None:
    if options.json:
        print(as_json(report(outcome, model.load_s)))
        return
    ranked = outcome.ranked()
    rows: list[tuple[str, ...]] = [("", "reward", "advantage", "tokens", "confidence", "found")]
    rows += [_row(number, sample, judged, outcome) for number, sample, judged in ranked]
    print("\n".join(shown(line) for line in table(rows, right=(1, 2, 3, 4))))
    print()
    if outcome.checker and len(outcome.judged) > 1 and not any(outcome.gains.values()):
        print("No signal: all rewards are equal.\n")
    print(shown(_said(outcome.votes)))
    number, best, judged = ranked[0]
    print(f"═ sample {number}{', the best' if judged else ''} ═")
    print(shown(best.answer.strip()))


def _row(number: int, sample: Sample, judged: Judged | None, outcome: Outcome) -> tuple[str, ...]:
    generation, gain = sample.generation, outcome.gains.get(sample.generation.id)
    confidence = outcome.traces[generation.id].confidence
    found = [sentence(each) for each in judged.findings if each.get("severity") == "error"] if judged else []
    return (
        f"sample {number}",
        f"{judged.reward:.3f}" if judged else "",
        f"{gain:+.2f}" if gain is not None else "",
        str(generation.thinking_tokens + generation.answer_tokens),
        f"{confidence:.2f}" if confidence is not None else "",
        cut(found[0], MOST_CELLS) if found else "" if generation.ending == "stop" else str(generation.ending),
    )


def _said(votes: Votes) -> str:
    """The outcome of the vote, as a line."""
    if not any(len(each.numbers) > 1 for each in votes.clusters):
        return "No two answers are the same.\n" if len(votes.clusters) > 1 else ""
    if votes.majority is None:
        return "The vote is a draw.\n"
    most = votes.clusters[votes.majority]
    line = f"Majority: {most.answer} ({len(most.numbers)} of {sum(len(each.numbers) for each in votes.clusters)})"
    if votes.weighted is not None and votes.weighted != votes.majority:
        line += f"; weighted by confidence: {votes.clusters[votes.weighted].answer}"
    return line + "\n"


def sentence(finding: dict[str, Any]) -> str:
    """A finding as the store keeps it, in English."""
    return SENTENCES.get(str(finding["kind"]), str(finding["kind"])).format(**finding["fields"])


def report(outcome: Outcome, load_s: float) -> dict[str, Any]:
    """What `--json` prints."""
    by_generation = {each.begun.generation: each for each in outcome.runs}
    rewards = [each.reward for each in outcome.judged.values()]
    return {
        "group": outcome.group,
        "conversation": outcome.runs[0].begun.conversation,
        "checker": json.loads(outcome.checker) if outcome.checker else None,
        "mean": sum(rewards) / len(rewards) if rewards else None,
        "std": outcome.spread,
        "signal": any(gain is not None for gain in outcome.gains.values()),
        "votes": _votes(outcome.votes),
        "samples": [
            {
                "number": number,
                **asking_once.report(by_generation[sample.generation.id], load_s),
                "reward": judged.reward if judged else None,
                "advantage": outcome.gains.get(sample.generation.id),
                "passed": judged.passed if judged else None,
                "rules": judged.rules if judged else {},
                "confidence": outcome.traces[sample.generation.id].confidence,
                "findings": [{**each, "sentence": sentence(each)} for each in judged.findings] if judged else [],
            }
            for number, sample, judged in outcome.ranked()
        ],
    }


def _votes(votes: Votes) -> dict[str, Any]:
    def answer(place: int | None) -> str | None:
        return None if place is None else votes.clusters[place].answer

    return {
        "majority": answer(votes.majority),
        "weighted": answer(votes.weighted),
        "clusters": [
            {"answer": each.answer, "samples": list(each.numbers), "share": each.share, "weighted": each.weight}
            for each in votes.clusters
        ],
    }
