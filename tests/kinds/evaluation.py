"""How good the classifier is on problems it never saw, beside the table of cue words."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace import cues
from app.trace.kind_names import KINDS
from app.trace.tagger import Tagger
from tests.kinds.data import Labelled
from tests.kinds.training import train

Guesses = NDArray[np.int64]


def leave_one_out(traces: Sequence[Labelled], said: Callable[[str], None]) -> dict[str, Any]:
    """Each problem is guessed by weights that were trained, features chosen and all, on the other problems alone."""
    guessed: list[Guesses] = []
    right: list[Guesses] = []
    by_cues: list[Guesses] = []
    for problem in sorted({trace.problem for trace in traces}):
        tagger = Tagger(train([trace for trace in traces if trace.problem != problem]))
        for trace in traces:
            if trace.problem == problem:
                guessed.append(tagger.probabilities(trace.texts).argmax(axis=1))
                right.append(trace.kinds)
                by_cues.append(np.array([KINDS.index(kind) for kind in cues.by_cues(trace.texts)]))
        said(f"{problem}: {float((guessed[-1] == right[-1]).mean()):.3f}")
    report = figures(np.concatenate(guessed), np.concatenate(right))
    table = figures(np.concatenate(by_cues), np.concatenate(right))
    return report | {
        "method": "leave one problem out",
        "problems": len({trace.problem for trace in traces}),
        "traces": len(traces),
        "cue_words": {"accuracy": table["accuracy"], "macro_f1": table["macro_f1"]},
    }


def figures(guessed: Guesses, right: Guesses) -> dict[str, Any]:
    kinds = {}
    for place, kind in enumerate(KINDS):
        both = int(((guessed == place) & (right == place)).sum())
        said, there = int((guessed == place).sum()), int((right == place).sum())
        kinds[kind] = {
            "precision": round(both / said, 4) if said else 0.0,
            "recall": round(both / there, 4) if there else 0.0,
            "f1": round(2 * both / (said + there), 4) if said + there else 0.0,
            "steps": there,
        }
    return {
        "accuracy": round(float((guessed == right).mean()), 4),
        "macro_f1": round(sum(each["f1"] for each in kinds.values()) / len(kinds), 4),
        "steps": len(right),
        "kinds": kinds,
    }
