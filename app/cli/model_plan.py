"""`sibian model plan`: where weights would lie, what that takes, how fast it would be, and the options that do it."""

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.cli.model_stock import Stock, usable
from app.cli.screen import as_json, shown
from app.cli.table import table
from app.engine.options import LoadOptions
from app.errors import WrongUse
from app.library import wording
from app.library.naming import Meant
from models.catalog import Build, Entry
from models.gguf import read_header
from models.library import Found
from models.plan import Placement, Plan, Wishes, best_build, builds_planned, plan
from models.shape import Shape, shape_of_entry, shape_of_headers


@dataclass(frozen=True, slots=True)
class _Planned:
    """Weights, and how they would lie. `path` is empty for what is not here."""

    name: str
    quantization: str
    path: str
    shape: Shape
    plan: Plan


def run(options: argparse.Namespace) -> int:
    """Exit code 0 also where it does not fit: that is what was asked. Raises WrongUse, WeightsError, StoreError."""
    stock = Stock(options)
    wishes = wished(options)
    told = stock.named(options.name)
    planned = _here(told, options.quantization, stock, wishes) or _offered(told, options.quantization, stock, wishes)
    if options.json:
        print(as_json(_as_dict(planned)))
    else:
        print(shown("\n\n".join(_said(planned, told, stock, wishes))))
    return 0


def _said(planned: _Planned, told: Meant, stock: Stock, wishes: Wishes) -> Iterator[str]:
    """Paragraphs: what it is and how it runs, the bill, and what to type."""
    found, shape = planned.plan, planned.shape
    yield "\n".join((f"{planned.name}, {planned.quantization}", *wording.sentences(found, len(shape.layers))))
    yield "\n".join(table(wording.shares(found), right=range(1, 6)))
    if found.missing:
        yield _instead(told, shape, stock, wishes)
        return
    if shape.estimated:
        yield "Sizes are estimated from the catalog; those of a file on the disk are exact."
    flags = shlex.join(load_flags(found.placement))
    if planned.path:
        yield f"sibian ask --model {shlex.quote(planned.path)} {flags} …"
    elif told.entry is not None:
        id = told.entry.id
        yield f"sibian model get {id} --quantization {planned.quantization}\nsibian ask --model {id} {flags} …"


def wished(options: argparse.Namespace) -> Wishes:
    """What was typed of a plan."""
    key, value = options.kv_type or (None, None)
    return Wishes(context=options.context, aim=options.aim, type_k=key, type_v=value)


def load_flags(placement: Placement) -> list[str]:
    """A placement as options of `sibian ask`; what is the default anyway is left out, but for the context."""
    usual, chosen = LoadOptions(), asdict(placement)
    flags = ["--ctx", str(placement.n_ctx)]
    for name, flag in _FLAGS.items():
        if chosen[name] != getattr(usual, name):
            flags += [flag, "all" if name == "experts_on_cpu" and chosen[name] < 0 else str(chosen[name])]
    if (placement.type_k, placement.type_v) != (usual.type_k, usual.type_v):
        flags += ["--kv-type", ",".join(dict.fromkeys((placement.type_k, placement.type_v)))]
    if not placement.kv_on_gpu:
        flags.append("--no-kv-on-gpu")
    if placement.tensor_split:
        flags += ["--tensor-split", ",".join(f"{each:g}" for each in placement.tensor_split)]
    return flags


_FLAGS = {
    "gpu_layers": "--gpu-layers",
    "experts_on_cpu": "--experts-on-cpu",
    "experts_from": "--experts-from",
    "n_batch": "--batch",
    "n_ubatch": "--ubatch",
    "lanes": "--lanes",
    "flash_attention": "--flash-attention",
}
"""Options of `sibian ask` by the field of a placement, where one stands for the other."""


def build_of(entry: Entry, quantization: str) -> Build:
    """The build of this quantization. Raises WrongUse where there is none."""
    found = next((each for each in entry.builds if each.quantization.casefold() == quantization.casefold()), None)
    if found is None:
        known = ", ".join(dict.fromkeys(each.quantization for each in entry.builds)) or "none"
        raise WrongUse("wrong_use", what=f"{entry.name} is not there as {quantization}. Known ones: {known}.")
    return found


def _here(told: Meant, quantization: str | None, stock: Stock, wishes: Wishes) -> _Planned | None:
    """Planned by its header: of what is here the quantization asked for, else the finest that can be opened."""
    fitting = [each for each in told.found if quantization is None or _is(each, quantization)]
    best = max(fitting, key=lambda each: (each.card is not None, each.size), default=None)
    card = usable(best).card if best is not None else None
    if best is None or card is None:
        return None
    shape = shape_of_headers([read_header(each) for each in card.shards])
    found = plan(shape, stock.hardware, wishes)
    return _Planned(card.name, card.quantization, str(best.path), shape, found)


def _is(found: Found, quantization: str) -> bool:
    return found.card is not None and found.card.quantization.casefold() == quantization.casefold()


def _offered(told: Meant, quantization: str | None, stock: Stock, wishes: Wishes) -> _Planned:
    """Planned by the catalog's figures: the build asked for, else the best for this machine, else what lacks least."""
    entry = told.entry
    if entry is None:
        raise WrongUse("wrong_use", what=f"It is not here as {quantization}.")
    if not entry.builds:
        raise WrongUse("wrong_use", what=f"There is nothing to plan. {entry.note}".strip())
    if quantization:
        build = build_of(entry, quantization)
    else:
        best = best_build(entry, stock.hardware, wishes)
        every = builds_planned(entry, stock.hardware, wishes)
        build = best[0] if best is not None else min(every, key=lambda pair: pair[1].missing)[0]
    shape = shape_of_entry(
        entry.hyper, build.size, build.quantization, architecture=entry.architecture, context=entry.context
    )
    return _Planned(entry.name, build.quantization, "", shape, plan(shape, stock.hardware, wishes))


def _instead(told: Meant, shape: Shape, stock: Stock, wishes: Wishes) -> str:
    """What would fit where this does not: less of it, a coarser one, or other weights."""
    shorter = plan(shape, stock.hardware, replace(wishes, context=None, type_k=None, type_v=None))
    if not shorter.missing:
        return f"With a context of {shorter.placement.n_ctx:,} tokens it would fit."
    best = best_build(told.entry, stock.hardware, wishes) if told.entry is not None else None
    if best is not None:
        build, its_plan = best
        return f"As {build.quantization} ({wording.size(build.size)}) it would fit: {wording.badge(its_plan)}."
    fitting = stock.offered(wishes)
    if not fitting:
        return "Nothing that Sibian knows of would fit."
    return f"What would fit: {', '.join(each.entry.id for each in fitting[:3] if each.entry)}."


def _as_dict(planned: _Planned) -> dict[str, Any]:
    """Bytes, tokens a second."""
    found, shape = planned.plan, planned.shape
    return {
        "name": planned.name,
        "quantization": planned.quantization,
        "path": planned.path or None,
        "fit": found.fit,
        "missing": found.missing,
        "crowded": found.crowded,
        "tokens_per_s": round(found.tokens_per_s, 2),
        "prefill_per_s": round(found.prefill_per_s, 2),
        "estimated": shape.estimated,
        "layers": len(shape.layers),
        "placement": {each.name: getattr(found.placement, each.name) for each in fields(found.placement)},
        "shares": [asdict(each) | {"total": each.total} for each in found.shares],
        "flags": load_flags(found.placement),
    }
