"""From a checkpoint of the training to the adapter that is shipped."""

from pathlib import Path

import torch

from tests.starter.base import Starter, adapter_tensors
from tests.starter.train import ALPHA, RANK
from tests.starter.write_adapter import write_adapter


def convert(weights: Path, state: Path, out: Path) -> None:
    """Turn the last checkpoint in `state` into an adapter over `weights`.

    The base keeps its queries and keys in llama.cpp's order of rows while it is trained on, so nothing is permuted.
    """
    model = Starter(weights, RANK, ALPHA)
    model.load_state_dict(torch.load(state / "last.pt", weights_only=True)["model"])
    tensors = {name: tensor.float().numpy() for name, tensor in adapter_tensors(model).items()}
    write_adapter(tensors, ALPHA, out)
