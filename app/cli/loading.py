"""The options of opening weights: what can be typed, and the `LoadOptions` it makes."""

import argparse
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

from app.cli.numbers import number
from app.engine import options as load_options
from app.engine.convert import known_family
from app.engine.values import LoadOptions
from app.engine.weights import usual

ALL = -1


def add(to: argparse.ArgumentParser) -> None:
    """Every one is silent by default, so that `LoadOptions` alone knows the defaults."""
    context = to.add_argument_group("context and computing")
    _add(context, "--ctx", "--context", dest="n_ctx", type=number(int, 0), metavar="N", help="length in tokens")
    _add(context, "--batch", dest="n_batch", type=number(int, 1), metavar="N", help="tokens of a prompt read at once")
    _add(context, "--ubatch", dest="n_ubatch", type=number(int, 1), metavar="N", help="tokens computed at once")
    _add(context, "--lanes", type=number(int, 1, 64), metavar="N", help="runs at once")
    _add(context, "--threads", type=number(int, 0), metavar="N", help="0: physical cores")
    _add(context, "--threads-batch", type=number(int, 0), metavar="N", help="for prompts; 0: as --threads")
    types = ", ".join(get_args(load_options.CacheType))
    _add(context, "--kv-type", type=kv_types, metavar="K[,V]", help=f"of the KV cache: {types}")
    _add(context, "--flash-attention", choices=get_args(load_options.FlashAttention))
    _add(context, "--no-kv-on-gpu", dest="kv_on_gpu", action="store_false", help="the KV cache in main memory")
    _add(context, "--rope-scaling", choices=get_args(load_options.RopeScaling))
    _add(context, "--rope-freq-base", type=number(float, 0), metavar="X")
    _add(context, "--rope-freq-scale", type=number(float, 0), metavar="X")
    _add(context, "--yarn-original-context", type=number(int, 0), metavar="N")
    placement = to.add_argument_group("placement")
    _add(placement, "--gpu-layers", type=number(int, ALL), metavar="N", help="layers on the accelerators; -1: all")
    _add(placement, "--device", dest="devices", type=_words, action="extend", metavar="NAME[,…]", help="use only these")
    _add(placement, "--split", choices=get_args(load_options.Split), help="how several devices share the weights")
    _add(placement, "--tensor-split", type=_shares, metavar="X,…", help="share of each device")
    _add(placement, "--main-gpu", type=number(int, 0), metavar="N", help="by its place; with --split none")
    _add(placement, "--experts-on-cpu", type=_layers, metavar="N|all", help="experts of so many layers in main memory")
    _add(placement, "--experts-from", choices=get_args(load_options.ExpertsFrom), help="which layers those are")
    _add(
        placement, "--override", dest="overrides", type=_override, action="append", metavar="PATTERN=DEVICE",
        help="place tensors by a regular expression",
    )  # fmt: skip
    _add(placement, "--no-mmap", dest="mmap", action="store_false", help="read the file instead of mapping it")
    _add(placement, "--mlock", action="store_true", help="keep the weights in memory")
    rpc(placement, "use llama.cpp's RPC servers as devices; in a trusted network only")
    extras = to.add_argument_group("with the weights")
    _add(
        extras, "--lora", dest="adapters", type=_adapter, action="append", metavar="PATH[=SCALE]", help="a LoRA adapter"
    )
    _add(extras, "--draft", metavar="PATH", help="small weights that guess ahead, for --speculation draft")
    _add(extras, "--family", metavar="F", help="family of thinking markers, where the weights' own is wrong")


def rpc(to: Any, help: str) -> None:
    """The option that names RPC servers; the doctor has it, too."""
    _add(to, "--rpc", type=_words, action="extend", metavar="HOST:PORT[,…]", help=help)


def chosen(options: argparse.Namespace, path: Path | None = None) -> LoadOptions:
    """What was typed, and for the rest what is usual with the weights at `path`. Raises WrongUse where there is no such
    family."""
    given = {each.name: getattr(options, each.name) for each in fields(LoadOptions) if hasattr(options, each.name)}
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    if hasattr(options, "kv_type"):
        given["type_k"], given["type_v"] = options.kv_type
    if given.get("family"):
        given["family"] = known_family(given["family"])
    own = usual(path) if path is not None and not given.keys() & {"adapters", "family"} else LoadOptions()
    return replace(own, **given)


def _add(to: Any, *names: str, **how: Any) -> None:
    to.add_argument(*names, default=argparse.SUPPRESS, **how)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def kv_types(text: str) -> tuple[str, str]:
    """A reader for argparse: types of keys and of values; one word stands for both."""
    key, _, value = text.partition(",")
    for each in (key, value or key):
        if each not in get_args(load_options.CacheType):
            raise argparse.ArgumentTypeError(f"{each!r} is no type of a KV cache")
    return key, value or key


def _shares(text: str) -> list[float]:
    return [number(float, 0)(word) for word in _words(text)]


def _layers(text: str) -> int:
    return ALL if text == "all" else int(number(int, 0)(text))


def _override(text: str) -> tuple[str, str]:
    pattern, equals, device = text.rpartition("=")
    if not equals or not pattern or not device:
        raise argparse.ArgumentTypeError(f"{text!r} is not PATTERN=DEVICE")
    return pattern, device


def _adapter(text: str) -> tuple[str, float]:
    path, equals, scale = text.rpartition("=")
    try:
        return (path, float(scale)) if equals and path else (text, 1.0)
    except ValueError:
        return text, 1.0  # a path with an equals sign in it
