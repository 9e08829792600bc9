"""How good the classifier is on problems it never saw, beside the table of cue words."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from app.trace import cues
from app.trace.kind_names import KINDS
from app.trace.tagger import Tagger
from tests.kinds.data import Labelled
from tests.kinds.figures import Guesses, figures
from tests.kinds.training import train


def leave_one_out(traces: Sequence[Labelled], said: Callable[[str], None]) -> dict[str, Any]:
    """Each problem is guessed by weights that were trained, features chosen and all, on the other problems alone."""
    guessed: list[Guesses] = []
    right: list[Guesses] = []
    by_cues: list[Guesses] = []
    problems = sorted({trace.problem for trace in traces})
    others = [[trace for trace in traces if trace.problem != problem] for problem in problems]
    with ProcessPoolExecutor(2) as pool:
        taggers = [Tagger(weights) for weights in pool.map(train, others)]
    for problem, tagger in zip(problems, taggers, strict=True):
        for trace in traces:
            if trace.problem == problem:
                guessed.append(tagger.probabilities(trace.steps).argmax(axis=1))
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
