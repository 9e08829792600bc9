"""The starter with its adapter, asked what it never saw, by Sibian's own engine process: greedy, and split as in use.

It owns the asking and the counting. Right and wrong are the families' business (`sample.is_right`), and what becomes of
the figures is that of `report`.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine import convert
from app.engine.launch import Launch
from app.engine.pipe import Pipe
from app.engine.values import EngineDeath, LoadOptions
from runtime import protocol
from tests.starter.data import CHAT, DEMOS, FAMILIES, KEPT, evaluation_samples
from tests.starter.sample import Family, Sample, is_right

MOST_TOKENS = 200
PATTERNS = {family.name: family.pattern for family in FAMILIES}
DEMO_ANSWERS = {DEMOS[0]: ("decimals", ("9.9",)), DEMOS[1]: ("letters", ("3",))}


@dataclass(slots=True)
class Said:
    """What came of one question."""

    raw: str = ""
    thinking: str = ""
    answer: str = ""
    ending: str = ""

    @property
    def well_formed(self) -> bool:
        """Both halves are there, no mark is left in them, and the model ended by itself."""
        marks = any("think>" in half for half in (self.thinking, self.answer))
        return bool(self.thinking.strip() and self.answer.strip()) and not marks and self.ending == "stop"


def ask(weights: Path, adapter: Path | None, questions: Sequence[str], threads: int = 0) -> list[Said]:
    """Every question in a conversation of its own, several at once. Raises RuntimeError where the engine fails."""
    adapters = ((str(adapter), 1.0),) if adapter else ()
    pipe = Pipe(Launch())
    try:
        pipe.send(
            convert.load(1, weights, LoadOptions(n_ctx=2048, adapters=adapters, family="deepseek-r1", threads=threads))
        )
        _until(pipe, protocol.Loaded)
        said = [Said() for _ in questions]
        for number, question in enumerate(questions):
            pipe.send(
                protocol.Generate(
                    id=number + 2,
                    turns=[protocol.Turn(role="user", content=question)],
                    sampling=protocol.Sampling(temperature=0.0, seed=1),
                    max_tokens=MOST_TOKENS,
                    figures=False,
                )
            )
        while not all(one.ending for one in said):
            _note(_event(pipe), said)
        return said
    finally:
        pipe.close()


def _note(event: protocol.Event, said: list[Said]) -> None:
    match event:
        case protocol.Delta():
            one = said[event.id - 2]
            one.raw += event.raw
            one.thinking += "".join(piece.text for piece in event.pieces if piece.channel == "thinking")
            one.answer += "".join(piece.text for piece in event.pieces if piece.channel == "answer")
        case protocol.Finished():
            said[event.id - 2].ending = event.ending
        case protocol.Failed():
            raise RuntimeError(str(event))


def _event(pipe: Pipe) -> protocol.Event:
    while True:
        event = pipe.receive(1.0)
        if isinstance(event, EngineDeath):
            raise RuntimeError("\n".join(event.stderr))
        if event is not None:
            return event


def _until(pipe: Pipe, kind: type) -> None:
    while not isinstance(event := _event(pipe), kind):
        if isinstance(event, protocol.Failed):
            raise RuntimeError(str(event))


def family_figures(samples: Sequence[Sample], said: Sequence[Said]) -> dict[str, Any]:
    """How many of one family are right, and what the best constant guess would have got."""
    right = [is_right(one.answer, PATTERNS[s.family], s.expected) for s, one in zip(samples, said, strict=True)]
    new = [good for good, sample in zip(right, samples, strict=True) if sample.new_wording]
    guess, hits = Counter(sample.guess for sample in samples).most_common(1)[0]
    return {
        "asked": len(samples),
        "right": sum(right),
        "share": round(sum(right) / len(right), 3),
        "best_guess": guess,
        "guess_share": round(hits / len(right), 3),
        "unseen_wordings": f"{sum(new)}/{len(new)}",
        "well_formed": sum(one.well_formed for one in said),
    }


def evaluate(
    weights: Path,
    adapter: Path | None,
    count: int,
    seed: int,
    families: tuple[Family, ...] = KEPT,
    threads: int = 0,
) -> dict[str, Any]:
    """The figures of `count` questions over `families`, of the chat and of the two demonstrations, with samples."""
    samples = evaluation_samples(count, seed, families)
    demos, chat = list(DEMOS), list(CHAT["unseen"])
    started = time.monotonic()
    said = ask(weights, adapter, [*(sample.question for sample in samples), *demos, *chat], threads)
    seconds = time.monotonic() - started
    graded, shown, talked = said[:count], said[count : count + len(demos)], said[count + len(demos) :]
    groups: dict[str, list[int]] = defaultdict(list)
    for at, sample in enumerate(samples):
        groups[sample.family].append(at)
    figures = {
        name: family_figures([samples[at] for at in places], [graded[at] for at in places])
        for name, places in groups.items()
    }
    right = sum(figure["right"] for figure in figures.values())
    return {
        "prompts": count,
        "seed": seed,
        "right": right,
        "right_share": round(right / count, 3),
        "well_formed": sum(one.well_formed for one in graded),
        "well_formed_share": round(sum(one.well_formed for one in graded) / count, 3),
        "families": figures,
        "demonstrations": [_shown(question, one) for question, one in zip(demos, shown, strict=True)],
        "chat_well_formed": f"{sum(one.well_formed for one in talked)}/{len(talked)}",
        "seconds": round(seconds, 1),
        "samples": [
            {"family": sample.family, "question": sample.question, "right": _is_right(sample, one), "said": one.raw}
            for sample, one in zip(samples, graded, strict=True)
        ],
        "chat": [{"question": question, "said": one.raw} for question, one in zip(chat, talked, strict=True)],
    }


def _is_right(sample: Sample, one: Said) -> bool:
    return is_right(one.answer, PATTERNS[sample.family], sample.expected)


def _shown(question: str, one: Said) -> dict[str, Any]:
    family, expected = DEMO_ANSWERS[question]
    return {"question": question, "right": is_right(one.answer, PATTERNS[family], expected), "said": one.raw}
