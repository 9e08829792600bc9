"""The training data and the questions of the evaluation, and their tokens as llama.cpp makes them.

torch is not needed here: the tokens come from llama.cpp, whose pieces differ from those of other readers of the same
GGUF (a blank line before a digit), and the training reads them from a file.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np

from tests.starter.arithmetic import ARITHMETIC
from tests.starter.comparing import COMPARING, compare, count
from tests.starter.logic import LOGIC
from tests.starter.quantities import QUANTITIES
from tests.starter.sample import Family, Sample, draw

FAMILIES: tuple[Family, ...] = (*ARITHMETIC, *COMPARING, *QUANTITIES, *LOGIC)
KEPT = tuple(one for one in FAMILIES if one.name not in ("subtraction", "stories", "sorting", "clock"))
"""Those that the shipped adapter was taught to the end. The others wait for a longer training."""
CHAT = tomllib.loads((Path(__file__).parent / "chat.toml").read_text(encoding="utf-8"))
CHAT_SHARE = 4
DRAWN = 6
"""Of so many questions the one is asked whose answer has come least: so guessing gets no luck by the draw."""
DEMOS = ("Which is larger, 9.11 or 9.9?", "How many r's are in strawberry?")
NEVER = frozenset({compare("9.11", "9.9").key, count("strawberry", "r").key})
"""The demonstrations are not trained on, whatever side of the line their operands fall on."""


def prompt_of(question: str) -> str:
    """The starter's own template without a system turn, as the runtime renders it for these weights."""
    return f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n"


def training_samples(count: int, seed: int, shares: dict[str, float] | None = None) -> Iterator[Sample]:
    """So many samples in random order, none of them held out. `shares` overrides the families' own.

    Those that are not kept have a share only where `shares` gives them one.
    """
    random = Random(f"train {seed}")
    usual = {family.name: family.share for family in KEPT}
    weights = [{**usual, **(shares or {})}.get(family.name, 0) for family in FAMILIES]
    chosen = random.choices((*FAMILIES, None), (*weights, CHAT_SHARE), k=count)
    for family in chosen:
        if family is None:
            question, thinking, answer = random.choice(CHAT["talk"])
            yield Sample("chat", question, question, thinking, answer)
        else:
            sample = draw(family, random, held_out=False, new_wording=False)
            while sample.key in NEVER:
                sample = draw(family, random, held_out=False, new_wording=False)
            yield sample


def evaluation_samples(count: int, seed: int, families: tuple[Family, ...] = KEPT) -> list[Sample]:
    """So many held-out samples, no task twice, spread over families as evenly as there are tasks that were held out;
    every second one in a wording that was never seen."""
    random = Random(f"evaluate {seed}")
    samples: list[Sample] = []
    seen: set[str] = set(NEVER)
    guesses: Counter[tuple[str, str]] = Counter()
    for round_ in range(count):
        for family in families:
            drawn = [draw(family, random, held_out=True, new_wording=round_ % 2 == 1) for _ in range(DRAWN)]
            new = [sample for sample in drawn if sample.key not in seen]
            if new and len(samples) < count:
                samples.append(min(new, key=lambda one: guesses[one.family, one.guess]))
                seen.add(samples[-1].key)
                guesses[samples[-1].family, samples[-1].guess] += 1
    return samples


def write_tokens(samples: Iterator[Sample], weights: Path, out: Path) -> dict[str, float]:
    """Tokenize and save samples for the training. Returns figures: samples, tokens, means."""
    from llama_cpp import Llama

    model = Llama(str(weights), vocab_only=True, verbose=False)

    def tokens(text: str) -> list[int]:
        return list(model.tokenize(text.encode(), add_bos=False, special=True))

    names = [*(family.name for family in FAMILIES), "chat"]
    ids: list[int] = []
    starts, asked, families = [0], [], []
    for sample in samples:
        prompt = tokens(prompt_of(sample.question))
        ids += prompt + tokens(f"{sample.completion}<|im_end|>")
        starts.append(len(ids))
        asked.append(len(prompt))
        families.append(names.index(sample.family))
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        out,
        ids=np.array(ids, np.uint16),
        starts=np.array(starts, np.int64),
        asked=np.array(asked, np.int32),
        family=np.array(families, np.int8),
        names=np.array(names),
        weights=np.array(str(weights)),
    )
    number = len(asked)
    return {"samples": number, "tokens": len(ids), "mean_prompt": sum(asked) / number, "mean": len(ids) / number}


def write_examples(out: Path, seed: int, each: int = 2) -> None:
    """A few samples of every family in plain text, to be read by people."""
    random = Random(seed)
    with out.open("w", encoding="utf-8") as file:
        for family in FAMILIES:
            for _ in range(each):
                sample = draw(family, random, held_out=False, new_wording=False)
                file.write(json.dumps([sample.family, sample.question]) + "\n" + sample.completion + "\n\n")
