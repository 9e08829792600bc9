"""Reads `catalog.toml` and checks every value of it. What the keys mean is said at the head of that file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

from models.catalog.catalog import Catalog
from models.catalog.fields import Table
from models.catalog.values import BadCatalog, Build, Checked, Entry, Sampling, SystemPrompt, Thinks
from models.shape import Hyper

_NAME = r"[a-z0-9][a-z0-9._-]*"
_REPO = r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*"
_HTTPS = r"https://[\w.-]+(/[\w./%#?=&:~+-]*)?"
_LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_SHA256 = r"[0-9a-f]{64}"
_QUANTIZATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FEWEST_BITS, _MOST_BITS = 1.0, 34.0
"""For each weight: between what is finer than any quantization and F32 with its names and tables."""
_LARGEST = 10**7
MOST_LAYERS = 512
MOST_SHARDS = 500


def load_catalog(path: Path) -> Catalog:
    """The catalog in a file. Raises `BadCatalog` where it cannot be read or anything in it is wrong."""
    try:
        whole = Table(tomllib.loads(path.read_text(encoding="utf-8")), "")
    except (OSError, ValueError) as error:  # ValueError: no TOML, no UTF-8
        raise BadCatalog(path.name, str(error)) from error
    architectures = whole.table("architectures")
    known = {name: _architecture(architectures.table(name)) for name in architectures.values}
    entries: dict[str, Entry] = {}
    for table in whole.tables("entries"):
        id = table.text("id", _NAME)
        table.where = f"entries.{id}"
        if id in entries:
            raise table.fault("id", "is there twice")
        entries[id] = _entry(id, table, known)
    whole.done()
    return Catalog(tuple(entries.values()))


# ---- architectures --------------------------------------------------------------------------------------------------


def _architecture(table: Table) -> tuple[str, Hyper]:
    name = table.text("llama", _NAME)
    sizes: dict[str, Any] = {
        each.name: table.take("tied", bool, False) if each.name == "tied" else _size_of(table, each.name)
        for each in fields(Hyper)
    }
    table.done()
    hyper = Hyper(**sizes)
    if hyper.layers > MOST_LAYERS:
        raise table.fault("layers", f"is {hyper.layers}, more than llama.cpp takes")
    if hyper.dense_layers > hyper.layers:
        raise table.fault("dense_layers", "is more than all layers")
    if hyper.experts_used > hyper.experts:
        raise table.fault("experts_used", "is more than all experts")
    if hyper.mixture and not hyper.expert_feed_forward:
        raise table.fault("expert_feed_forward", "is missing")
    return name, hyper


def _size_of(table: Table, name: str) -> int:
    needed = name in ("layers", "width", "heads", "kv_heads", "key_length", "value_length", "vocabulary")
    value: int = table.number(name, 1, _LARGEST) if needed else table.number(name, 0, _LARGEST, 0)
    return value


# ---- entries --------------------------------------------------------------------------------------------------------


def _entry(id: str, table: Table, known: Mapping[str, tuple[str, Hyper]]) -> Entry:
    architecture, hyper = known[table.choice("architecture", tuple(known))]
    parameters = table.count("parameters")
    entry = Entry(
        id=id,
        name=table.text("name"),
        maker=table.text("maker"),
        released=_day(table, "released"),
        architecture=architecture,
        parameters=parameters,
        active=table.count("active", parameters),
        hyper=hyper,
        context=table.number("context", 512, _LARGEST),
        licence=table.text("licence"),
        licence_url=table.text("licence_url", _HTTPS),
        family=table.text("family", _NAME),
        sampling=_sampling(table.table("sampling", {})),
        languages=table.texts("languages", _LANGUAGE),
        system_prompt=table.choice("system_prompt", get_args(SystemPrompt), "fine"),
        thinks=table.choice("thinks", get_args(Thinks)),
        page=table.text("page", _HTTPS),
        base=table.text("base", default="") or None,
        runs=table.take("runs", bool, True),
        note=table.text("note", default=""),
        builds=tuple(build for source in table.tables("sources", []) for build in _builds(source, parameters)),
        checked=table.choice("checked", get_args(Checked)),
        also=table.texts("also", r"\S.*", ()),
    )
    table.done()
    if entry.active > parameters:
        raise table.fault("active", "is more than all parameters")
    if entry.runs and not entry.builds:
        raise table.fault("sources", "is missing")
    return entry


def _day(table: Table, key: str) -> str:
    value = table.text(key, r"\d{4}-\d\d-\d\d")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise table.fault(key, f"is no day: {value}") from None
    return value


def _sampling(table: Table) -> Sampling:
    sampling = Sampling(
        temperature=table.number("temperature", 0.0, 2.0, None),
        top_p=table.number("top_p", 0.0, 1.0, None),
        top_k=table.number("top_k", 0, 1000, None),
        min_p=table.number("min_p", 0.0, 1.0, None),
    )
    table.done()
    return sampling


# ---- builds ---------------------------------------------------------------------------------------------------------


def _builds(table: Table, parameters: int) -> Iterator[Build]:
    """The builds of one repository, whose files are all named after one fashion."""
    repo = table.text("repo", _REPO)
    modelscope = table.text("modelscope", _REPO, "") or None
    file = _path(table, "file")
    sizes, shards, sums = table.table("sizes"), table.table("shards", {}), table.table("sha256", {})
    table.done()
    for quantization in sizes.values:
        if not _QUANTIZATION.fullmatch(quantization):
            raise sizes.fault(quantization, "cannot be a quantization")
        size, estimated = sizes.size(quantization)
        if not _FEWEST_BITS <= size * 8 / parameters <= _MOST_BITS:
            raise sizes.fault(quantization, f"makes {size * 8 / parameters:.1f} bits for each of {parameters} weights")
        count = shards.number(quantization, 1, MOST_SHARDS, 1)
        files = tuple(_shards(file.replace("{quantization}", quantization), count))
        checks = sums.texts(quantization, _SHA256, ())
        if checks and len(checks) != len(files):
            raise sums.fault(quantization, f"has {len(checks)} sums for {len(files)} files")
        yield Build(quantization, repo, files, size, modelscope, checks, estimated)
    shards.done()
    sums.done()


def _path(table: Table, key: str) -> str:
    value = table.text(key, r"[\w./*{}+-]+\.gguf")
    if value.startswith("/") or any(part in ("", ".", "..") for part in value.split("/")):
        raise table.fault(key, f"leads out of the repository: {value!r}")
    return value


def _shards(file: str, count: int) -> Iterator[str]:
    """The names that llama.cpp gives to `count` shards of a file (llama_split_path)."""
    if count == 1:
        yield file
    else:
        stem = file.removesuffix(".gguf")
        yield from (f"{stem}-{number:05}-of-{count:05}.gguf" for number in range(1, count + 1))
