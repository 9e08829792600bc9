"""The training: steps over short samples of every kind, with checkpoints, a resumable order and an ending by steps.

It owns the loop and what it writes: checkpoints and a log. The rate of learning rises, stays, and falls only when asked
to (`decay` steps), so that a run may be stopped, gone on with in another session, and ended whenever there is no more
time. Nothing depends on the clock but how often a checkpoint is written.
"""

import json
import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from tests.starter.base import FIRST, Starter, take_up

RANK, ALPHA = 16, 32.0
RATE_A, RATE_B = 1e-3, 2e-3
WARMUP = 30
EXTRA = 1024
"""So many other words of the vocabulary are compared with, each step anew, besides all that occur in the data."""
EVERY_S = 120.0


@dataclass(slots=True)
class State:
    """How far a run has come. `at` counts batches within the data whose name is `data`."""

    step: int = 0
    tokens: int = 0
    at: int = 0
    data: str = ""
    seconds: float = 0.0
    decay_left: int = 0
    decay: int = 0
    log: list[dict[str, Any]] = field(default_factory=list)

    def rate(self) -> float:
        """What the rates are multiplied with now."""
        rising = min(1.0, (self.step + 1) / WARMUP)
        return rising * (self.decay_left / self.decay if self.decay else 1.0)


class Data:
    """Tokenized samples and the order of their batches, which depends on the file alone."""

    def __init__(self, path: Path, budget: int) -> None:
        self.name = path.name
        with np.load(path) as file:
            self.ids, self.starts, self.asked = file["ids"], file["starts"], file["asked"]
            self.family, self.names = file["family"], [str(name) for name in file["names"]]
            self.weights = Path(str(file["weights"]))
        self.lengths = np.diff(self.starts)
        self.batches = list(self._batches(budget))
        self.vocabulary = torch.from_numpy(np.unique(self.ids).astype(np.int64))

    def _batches(self, budget: int) -> Iterator[list[int]]:
        batch: list[int] = []
        for one in range(len(self.lengths)):
            if batch and sum(self.lengths[batch]) + self.lengths[one] > budget:
                yield batch
                batch = []
            batch.append(one)

    def rows(self, batch: list[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Tokens (rows, length), which of them are to be learned, and which are no padding."""
        length = max(self.lengths[batch])
        tokens = torch.zeros(len(batch), length, dtype=torch.long)
        learned, real = torch.zeros_like(tokens, dtype=torch.bool), torch.zeros_like(tokens, dtype=torch.bool)
        for row, one in enumerate(batch):
            ids = self.ids[self.starts[one] : self.starts[one + 1]]
            tokens[row, : len(ids)] = torch.from_numpy(ids.astype(np.int64))
            learned[row, self.asked[one] : len(ids)] = True
            real[row, : len(ids)] = True
        return tokens, learned, real


def losses(model: Starter, data: Data, tokens: Tensor, learned: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
    """The mean loss, and for every learned token whether it would have been the greedy choice.

    Compared with the words that occur in the data and some others drawn at random, not with all 49,152: the rest are
    the base's own business, and a fifth of the work.
    """
    others = torch.randint(0, model.embedding.shape[0], (EXTRA,))
    words = torch.unique(torch.cat((data.vocabulary, others)))
    places = real.flatten().nonzero().flatten()
    # A sample's first learned token is foretold by its last asked one, so every learned one has a place before it.
    before = torch.searchsorted(places, learned.flatten().nonzero().flatten()) - 1
    hidden = model(tokens, places)[before]
    scores = (hidden @ model.embedding[words].t()).float()
    targets = torch.searchsorted(words, tokens[learned])
    return functional.cross_entropy(scores, targets), scores.detach().argmax(1) == targets


class Trainer:
    """A model, its optimizer and how far it has come, kept in `folder`."""

    def __init__(self, data: Data, folder: Path, rate: float, adapter: Path | None) -> None:
        self.data, self.folder = data, folder
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(0)
        self.model = Starter(data.weights, RANK, ALPHA)
        self.state = State()
        named = list(self.model.named_parameters())
        groups = [
            {"params": [p for name, p in named if name.endswith(".a")], "lr": RATE_A},
            {"params": [p for name, p in named if not name.endswith(".a")], "lr": RATE_B},
        ]
        self.rates = [RATE_A * rate, RATE_B * rate]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
        if (folder / "last.pt").exists():
            self._resume()
        elif adapter is not None:
            take_up(self.model, adapter)
        self.model.merge()

    def _resume(self) -> None:
        saved = torch.load(self.folder / "last.pt", weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["random"])
        self.state = State(**saved["state"])
        if self.state.data != self.data.name:
            self.state.at = 0

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        saved = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "state": asdict(self.state),
        }
        torch.save(saved, self.folder / "new.pt")
        os.replace(self.folder / "new.pt", self.folder / "last.pt")
        run = {
            "rank": RANK,
            "alpha": ALPHA,
            "first_layer": FIRST,
            "rates": self.rates,
            "seed": 0,
            "threads": torch.get_num_threads(),
            "versions": {"torch": torch.__version__, "numpy": np.__version__, "gguf": version("gguf")},
            **asdict(self.state),
        }
        (self.folder / "run.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")

    def step(self) -> tuple[float, list[tuple[str, bool]]]:
        """One step. Returns its loss, and for every sample its family and whether all its tokens were right."""
        state, started = self.state, time.monotonic()
        batch = self.data.batches[state.at % len(self.data.batches)]
        tokens, learned, real = self.data.rows(batch)
        loss, right = losses(self.model, self.data, tokens, learned, real)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * state.rate()
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.model.merge()
        state.step, state.at, state.data = state.step + 1, state.at + 1, self.data.name
        state.tokens += int(sum(self.data.lengths[batch]))
        state.decay_left -= 1 if state.decay else 0
        state.seconds += time.monotonic() - started
        each = right.split(learned.sum(1).tolist())
        families = [self.data.names[self.data.family[one]] for one in batch]
        return float(loss.detach()), [(name, bool(part.all())) for name, part in zip(families, each, strict=True)]


def train(path: Path, folder: Path, budget: int, decay: int, most: int, rate: float, adapter: Path | None) -> None:
    """Go on until told to stop (SIGTERM), after `decay` steps of a falling rate, or at step `most`.

    Without a checkpoint in `folder` it begins from `adapter`, or from nothing. `rate` is a factor for both rates.
    """
    trainer = Trainer(Data(path, budget), folder, rate, adapter)
    state = trainer.state
    if decay and not state.decay:
        state.decay = state.decay_left = decay
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    saved, shown = time.monotonic(), state.seconds
    recent: list[float] = []
    families: dict[str, list[bool]] = defaultdict(list)
    before = state.tokens
    while not stopping and state.step < most and (not state.decay or state.decay_left > 0):
        loss, right = trainer.step()
        recent.append(loss)
        for name, good in right:
            families[name] = [*families[name][-59:], good]
        if state.step % 20 == 0:
            row = {
                "step": state.step,
                "tokens": state.tokens,
                "loss": round(sum(recent) / len(recent), 4),
                "speed": round((state.tokens - before) / (state.seconds - shown)),
                "right": {name: round(sum(good) / len(good), 2) for name, good in sorted(families.items())},
            }
            state.log.append(row)
            print(json.dumps(row), flush=True)
            recent, before, shown = [], state.tokens, state.seconds
        if time.monotonic() - saved > EVERY_S:
            trainer.save()
            saved = time.monotonic()
    trainer.save()
    print(json.dumps({"ended": state.step, "tokens": state.tokens, "seconds": round(state.seconds)}), flush=True)
