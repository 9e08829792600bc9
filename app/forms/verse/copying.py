"""What a text took over from a model: sequences of four characters, whatever the script."""

import re
from collections.abc import Sequence
from functools import cache

from app.forms.verse.markup import HAN
from app.forms.verse.pairing import Clause
from app.forms.verse.tones import table
from app.paths import verse_dir

MODELS = {"滕王阁序": "tengwangge.txt", "滕王閣序": "tengwangge.txt"}
"""Works that come with the program."""
GRAM = 4


@cache
def model_text(title: str) -> str:
    """A work that comes with the program, simplified and without stops; empty for an unknown one."""
    if title not in MODELS:
        return ""
    return "".join(re.findall(f"[{HAN}]", (verse_dir() / MODELS[title]).read_text("utf-8")))


def copying(clauses: Sequence[Clause], model: str) -> tuple[tuple[tuple[int, int], ...], float]:
    """Where the text repeats four characters or more of the model, and the share of all its sequences of four."""
    plain = table().simplified
    source = model_text(model) or plain("".join(re.findall(f"[{HAN}]", model)))
    grams = {source[at : at + GRAM] for at in range(len(source) - GRAM + 1)}
    spans: list[tuple[int, int]] = []
    total = hits = 0
    for clause in clauses:
        text = plain(clause.text)
        for at in range(len(text) - GRAM + 1):
            total += 1
            if text[at : at + GRAM] not in grams:
                continue
            hits += 1
            begin, end = clause.start + at, clause.start + at + GRAM
            if spans and spans[-1][1] >= begin:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((begin, end))
    return tuple(spans), hits / total if total else 0.0
