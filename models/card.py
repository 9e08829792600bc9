"""What a person wants to know of a set of weights before loading it, and whether all of it is there.

Knows what the values of a header mean and how weights are split into shards; the format itself is `gguf`'s business.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from models.gguf import BadGguf, Header, Tensor, read_header
from models.quants import FILE_TYPES, TENSOR_TYPES

MAX_LAYERS = 512
"""llama.cpp keeps tables of this size (LLAMA_MAX_LAYERS) and has written past their end."""

_SHARD_NAME = re.compile(r"(?P<prefix>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """A usable set of weights. `path` is its first shard; `size` is bytes of all shards together."""

    path: Path
    name: str
    architecture: str
    context_length: int
    """Tokens the weights were trained for; 0 where the file does not say."""
    template: str | None
    """The chat template, a Jinja program from a stranger; None where there is none to talk to it with."""
    size: int
    shards: tuple[Path, ...]
    quantization: str
    parameters: int | None
    layers: int = 0
    """0 where the file does not say."""
    experts: int = 0
    """In each layer that has them; 0 for weights that are no mixture of experts."""
    experts_used: int = 0
    """Of them for one token."""
    licence: str = ""
    """As the file names it, mostly an SPDX name."""
    languages: tuple[str, ...] = ()
    maker: str = ""


def read_card(path: Path) -> Card:
    """Describe the weights at `path`, after checking that every shard is there and long enough.

    Any shard may be named; the card is that of the whole. Raises `BadGguf`.
    """
    shards, headers = shards_of(path)
    first = headers[0]
    _check_meaning(first)
    architecture = _text(first, "general.architecture")
    return Card(
        path=shards[0],
        name=_text(first, "general.name") or _stem(path),
        architecture=architecture,
        context_length=_number(first, f"{architecture}.context_length"),
        template=_text(first, "tokenizer.chat_template") or None,
        size=sum(each.file_size for each in headers),
        shards=shards,
        quantization=_quantization(headers),
        parameters=sum(tensor.elements for each in headers for tensor in each.tensors) or None,
        layers=_number(first, f"{architecture}.block_count"),
        experts=_number(first, f"{architecture}.expert_count"),
        experts_used=_number(first, f"{architecture}.expert_used_count"),
        licence=_text(first, "general.license"),
        languages=_texts(first, "general.languages"),
        maker=_text(first, "general.organization") or _text(first, "general.author"),
    )


def headers_of(path: Path) -> list[Header]:
    """The headers of all shards, in their order, checked as far as needs no meaning. Raises BadGguf."""
    return shards_of(path)[1]


def shards_of(path: Path) -> tuple[tuple[Path, ...], list[Header]]:
    """The same with the shards' files."""
    header = read_header(path)
    shards = _shards(path, header)
    headers = [header if shard == path else read_header(shard) for shard in shards]
    for shard, each in zip(shards, headers, strict=True):
        _check_complete(shard, each)
    _check_shards_fit(headers)
    return shards, headers


# ---- is all of it there? --------------------------------------------------------------------------------------------


def _shards(path: Path, header: Header) -> tuple[Path, ...]:
    count = _number(header, "split.count")
    if count <= 1:
        return (path,)
    named = _SHARD_NAME.fullmatch(path.name)
    if named is None or int(named["count"]) != count:
        # Its siblings cannot be found by name, and llama.cpp looks for them in no other way.
        missing = 1 if _number(header, "split.no") else 2
        raise BadGguf("missing_shard", "renamed", shard=missing, shards=count)
    shards = tuple(path.with_name(f"{named['prefix']}-{n:05}-of-{count:05}.gguf") for n in range(1, count + 1))
    for number, shard in enumerate(shards, 1):
        if not shard.is_file():
            raise BadGguf("missing_shard", shard.name, shard=number, shards=count)
    return shards


def _check_complete(path: Path, header: Header) -> None:
    expected = max((header.data_offset + tensor.offset + tensor_bytes(tensor) for tensor in header.tensors), default=0)
    if expected > header.file_size:
        raise BadGguf("truncated", path.name, expected=expected, found=header.file_size)


def tensor_bytes(tensor: Tensor) -> int:
    """Bytes of a tensor's data; at least one where its type is unknown here, so that its start must be inside."""
    known = TENSOR_TYPES.get(tensor.type)
    if known is None:
        return 1
    if (tensor.dimensions[0] if tensor.dimensions else 1) % known.block:
        raise BadGguf("broken_weights", f"rows of {tensor.name!r} are no whole blocks of {known.name}")
    return tensor.elements // known.block * known.size


def _check_shards_fit(headers: list[Header]) -> None:
    if len(headers) == 1:
        return
    for number, header in enumerate(headers):
        if (_number(header, "split.no"), _number(header, "split.count")) != (number, len(headers)):
            raise BadGguf("broken_weights", f"shard {number + 1} belongs to other weights")
    claimed = _number(headers[0], "split.tensors.count")
    if claimed and claimed != sum(len(header.tensors) for header in headers):
        raise BadGguf("broken_weights", "the shards' tensors do not add up")


def _check_meaning(header: Header) -> None:
    kind = _text(header, "general.type")
    if kind not in ("", "model"):
        raise BadGguf("unsupported", f"an {kind!r} and not a model")
    architecture = _text(header, "general.architecture")
    if not architecture:
        raise BadGguf("broken_weights", "no architecture")
    if _number(header, f"{architecture}.block_count") > MAX_LAYERS:
        raise BadGguf("broken_weights", "too many layers")


# ---- what is it? ----------------------------------------------------------------------------------------------------


def _quantization(headers: list[Header]) -> str:
    named = headers[0].metadata.get("general.file_type")
    if isinstance(named, int) and named in FILE_TYPES:
        return FILE_TYPES[named]
    elements: Counter[int] = Counter()
    for header in headers:
        for tensor in header.tensors:
            elements[tensor.type] += tensor.elements
    if not elements:
        return ""
    known = TENSOR_TYPES.get(elements.most_common(1)[0][0])
    return known.name if known is not None else ""


def _text(header: Header, key: str) -> str:
    value = header.metadata.get(key)
    return value if isinstance(value, str) else ""


def _texts(header: Header, key: str) -> tuple[str, ...]:
    value = header.metadata.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()


def _number(header: Header, key: str) -> int:
    value = header.metadata.get(key)
    return value if isinstance(value, int) and value > 0 else 0


def _stem(path: Path) -> str:
    named = _SHARD_NAME.fullmatch(path.name)
    return named["prefix"] if named is not None else path.stem
