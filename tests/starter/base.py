"""The starter's weights as a frozen network in torch, with LoRA adapters beside every linear.

It owns the forward pass of llama.cpp's "llama" architecture as far as training needs it. Nothing is known here of
data, schedules or files but the GGUF of the base. Queries and keys stay in the order of rows that the GGUF has them
in, with llama.cpp's own rotation of neighbouring pairs, so an adapter needs no permutation.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from gguf import GGUFReader, dequantize
from torch import Tensor, nn
from torch.nn import functional

DTYPE = torch.bfloat16 if torch.backends.cpu.get_cpu_capability().startswith(("AVX512", "AMX")) else torch.float32
"""What is multiplied in. A CPU without bfloat16 products of its own takes a hundred times as long for them."""
FIRST = 10
"""The first layer with adapters. Below it nothing is learned, so nothing goes backwards there: a fifth of the work."""

# What is multiplied at once: linears that read the same input are one matrix, each with an adapter of its own.
GROUPS = {
    "qkv": ("attn_q", "attn_k", "attn_v"),
    "output": ("attn_output",),
    "up": ("ffn_gate", "ffn_up"),
    "down": ("ffn_down",),
}


class _Adapted(torch.autograd.Function):
    """`x @ (W + scale * B @ A).T` with W frozen: the merged matrix is used both ways, gradients go to A and B only.

    Cheaper than two more products in the forward pass, and exact: the gradients are those of the unmerged form.
    """

    @staticmethod
    def forward(context: Any, x: Tensor, merged: Tensor, scale: float, a: Tensor, *bs: Tensor) -> Tensor:
        context.save_for_backward(x, merged, a, *bs)
        context.scale = scale
        return x @ merged.t()

    @staticmethod
    def backward(context: Any, dy: Tensor) -> tuple[Tensor | None, ...]:
        x, merged, a, *bs = context.saved_tensors
        rank, scale = a.shape[0] // len(bs), context.scale
        seen = x @ a.t().to(x.dtype)
        dbs, inner, row = [], [], 0
        for at, b in enumerate(bs):
            part = dy[:, row : row + b.shape[0]]
            row += b.shape[0]
            dbs.append((part.t() @ seen[:, at * rank : (at + 1) * rank]).float() * scale)
            inner.append(part @ b.to(dy.dtype))
        da = (torch.cat(inner, 1).t() @ x).float() * scale
        return dy @ merged, None, None, da, *dbs


class _Laid(torch.autograd.Function):
    """Rows of `x` laid at `places` of a larger table of zeros. No place is given twice."""

    @staticmethod
    def forward(context: Any, x: Tensor, places: Tensor, size: int) -> Tensor:
        context.save_for_backward(places)
        table = x.new_zeros(size, *x.shape[1:])
        table[places] = x
        return table

    @staticmethod
    def backward(context: Any, dy: Tensor) -> tuple[Tensor | None, ...]:
        (places,) = context.saved_tensors
        return dy[places], None, None


class _Taken(torch.autograd.Function):
    """Rows of `x` at `places`: the other way round."""

    @staticmethod
    def forward(context: Any, x: Tensor, places: Tensor) -> Tensor:
        context.save_for_backward(places)
        context.size = x.shape[0]
        return x[places]

    @staticmethod
    def backward(context: Any, dy: Tensor) -> tuple[Tensor | None, ...]:
        (places,) = context.saved_tensors
        dx = dy.new_zeros(context.size, *dy.shape[1:])
        dx[places] = dy
        return dx, None


class Frozen(nn.Module):
    """Linears that share an input, one under the other, as they are in the base."""

    frozen: Tensor

    def __init__(self, weights: list[Tensor]) -> None:
        super().__init__()
        self.register_buffer("frozen", torch.cat(weights).to(DTYPE), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.frozen.t()


class Group(Frozen):
    """Such linears with rank-`rank` adapters A (together) and B (each)."""

    merged: Tensor

    def __init__(self, weights: list[Tensor], rank: int, scale: float) -> None:
        super().__init__(weights)
        self.scale = scale
        self.register_buffer("merged", self.frozen.clone(), persistent=False)
        width = weights[0].shape[1]
        self.a = nn.Parameter(torch.empty(rank * len(weights), width).uniform_(-1, 1) / math.sqrt(width))
        self.b = nn.ParameterList(nn.Parameter(torch.zeros(weight.shape[0], rank)) for weight in weights)

    @torch.no_grad()
    def merge(self) -> None:
        """Take up what the adapters have learned. To be called after every step of the optimizer."""
        row, rank = 0, self.b[0].shape[1]
        for at, b in enumerate(self.b):
            rows = slice(row, row + b.shape[0])
            a = self.a[at * rank : (at + 1) * rank].to(DTYPE)
            torch.addmm(self.frozen[rows], b.to(DTYPE), a, alpha=self.scale, out=self.merged[rows])
            row += b.shape[0]

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = _Adapted.apply(x, self.merged, self.scale, self.a, *self.b)
        return result


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the base, as its GGUF gives them."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    rope_base: float
    epsilon: float


class Starter(nn.Module):
    """The whole network. Frozen parts in `DTYPE`, adapters and the residual stream in float32."""

    def __init__(self, path: Path, rank: int, alpha: float) -> None:
        super().__init__()
        reader = GGUFReader(str(path))
        self.sizes = _sizes(reader)
        table = {t.name: torch.from_numpy(dequantize(t.data, t.tensor_type).copy()).float() for t in reader.tensors}
        self.embedding = table["token_embd.weight"].to(DTYPE)
        self.last_norm = table["output_norm.weight"]
        self.norms = [
            (table[f"blk.{n}.attn_norm.weight"], table[f"blk.{n}.ffn_norm.weight"]) for n in range(self.sizes.layers)
        ]
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    group: _linears([table[f"blk.{n}.{name}.weight"] for name in names], n, rank, alpha / rank)
                    for group, names in GROUPS.items()
                }
            )
            for n in range(self.sizes.layers)
        )

    def merge(self) -> None:
        for block in self.blocks[FIRST:]:
            for group in block.values():
                group.merge()

    def forward(self, tokens: Tensor, places: Tensor) -> Tensor:
        """Last hidden states (tokens, width), normed, of `tokens` (rows, length) at `places` of the flattened table.

        The rest of the table is padding at the right. It costs nothing but in the attention, so samples of all lengths
        go together: batches of one length are batches of one family, and what one learns the next forgets.
        """
        size = self.sizes
        turn = _rotation(tokens.shape[1], size.width // size.heads, size.rope_base)
        stream = self.embedding[tokens.flatten()[places]].float()
        for (before, between), block in zip(self.norms, self.blocks, strict=True):
            joined = block["qkv"](_norm(stream, before, size.epsilon))
            stream = stream + block["output"](_attention(joined, places, tokens.shape, turn, size))
            gate, up = block["up"](_norm(stream, between, size.epsilon)).chunk(2, dim=1)
            stream = stream + block["down"](functional.silu(gate) * up)
        return _norm(stream, self.last_norm, size.epsilon)


def adapter_tensors(model: Starter) -> dict[str, Tensor]:
    """The adapters under llama.cpp's names: `blk.N.attn_q.weight.lora_a` (rank, inputs), `….lora_b` (outputs, rank)."""
    tensors = {}
    for n, block in enumerate(model.blocks[FIRST:], FIRST):
        for group, names in GROUPS.items():
            parts = block[group].a.detach().chunk(len(names))
            for name, a, b in zip(names, parts, block[group].b, strict=True):
                tensors[f"blk.{n}.{name}.weight.lora_a"] = a
                tensors[f"blk.{n}.{name}.weight.lora_b"] = b.detach()
    return tensors


@torch.no_grad()
def take_up(model: Starter, adapter: Path) -> None:
    """Give the network the adapters of a GGUF that was made from it: a later training goes on from there."""
    theirs = {
        tensor.name: torch.from_numpy(tensor.data.astype("float32")) for tensor in GGUFReader(str(adapter)).tensors
    }
    own = adapter_tensors(model)
    if theirs.keys() != own.keys():
        raise SystemExit(f"{adapter} has other layers than these.")
    for name, tensor in own.items():
        tensor.copy_(theirs[name])
    model.merge()


def _linears(weights: list[Tensor], layer: int, rank: int, scale: float) -> Frozen:
    return Group(weights, rank, scale) if layer >= FIRST else Frozen(weights)


def _sizes(reader: GGUFReader) -> Sizes:
    def value(key: str) -> Any:
        return reader.fields[f"llama.{key}"].contents()

    return Sizes(
        value("block_count"),
        value("embedding_length"),
        value("attention.head_count"),
        value("attention.head_count_kv"),
        value("rope.freq_base"),
        value("attention.layer_norm_rms_epsilon"),
    )


def _norm(stream: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return functional.rms_norm(stream, (stream.shape[-1],), weight, epsilon).to(DTYPE)


def _rotation(length: int, head: int, base: float) -> Tensor:
    angles = torch.arange(length)[:, None] * base ** (-torch.arange(0, head, 2) / head)
    return torch.polar(torch.ones_like(angles), angles)[:, None, :]


def _attention(flat: Tensor, places: Tensor, shape: torch.Size, turn: Tensor, size: Sizes) -> Tensor:
    heads, kv, head = size.heads, size.kv_heads, size.width // size.heads
    joined = _Laid.apply(flat, places, shape.numel()).view(*shape, heads + 2 * kv, head)
    pairs = torch.view_as_complex(joined[:, :, : heads + kv].float().unflatten(-1, (-1, 2)))
    turned = torch.view_as_real(pairs * turn).flatten(-2).to(DTYPE)
    query, key = turned.split((heads, kv), dim=2)
    value = joined[:, :, heads + kv :]
    key, value = (part.repeat_interleave(heads // kv, dim=2).transpose(1, 2) for part in (key, value))
    # Written out: torch's own attention takes six times as long backwards on a CPU for sequences this short.
    later = torch.ones(joined.shape[1], joined.shape[1], dtype=torch.bool).triu(1)
    scores = (query.transpose(1, 2) @ key.transpose(-1, -2)).float() / math.sqrt(head)
    out = scores.masked_fill(later, -torch.inf).softmax(-1).to(DTYPE) @ value
    result: Tensor = _Taken.apply(out.transpose(1, 2).reshape(-1, size.width), places)
    return result
