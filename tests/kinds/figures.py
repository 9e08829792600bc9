"""Accuracy, and precision, recall and F1 of each kind."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace.kind_names import KINDS

Guesses = NDArray[np.int64]


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
