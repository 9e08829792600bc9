"""What can be typed after `sibian model`. Knows names and bounds; does nothing."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli.loading import kv_types
from app.cli.numbers import number

GIB, GIGA = 1 << 30, 10**9

Command = Callable[[Any, str, str], argparse.ArgumentParser]


def add(to: argparse.ArgumentParser, command: Command) -> None:
    """command(actions, name, help) makes an action with the options that every command has."""
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    _list(command(actions, "list", "weights that exist: what runs here, and what is here"))
    _inspect(command(actions, "inspect", "everything that a GGUF file says of itself"))
    _plan(command(actions, "plan", "where weights would lie on this machine, and how fast they would be"))
    _get(command(actions, "get", "download weights"))
    _remove(command(actions, "remove", "delete weights that Sibian downloaded"))
    _scan(command(actions, "scan", "look for weights on this machine"))


def _list(to: argparse.ArgumentParser) -> None:
    to.add_argument("text", nargs="?", default="", metavar="TEXT", help="only what has these words")
    to.add_argument("--all", action="store_true", help="also what is too large for this machine")
    to.add_argument("--here", action="store_true", help="only what is on this machine")
    to.add_argument("--fits", action="store_true", help="only what this machine can run")
    to.add_argument("--language", metavar="L", help="only what speaks it, such as zh")
    to.add_argument("--licence", "--license", metavar="L", help="only what has this licence, such as MIT")
    to.add_argument("--most", type=number(float, 0), metavar="GB", help="only what is no larger")
    _machine(to)
    _json(to)


def _inspect(to: argparse.ArgumentParser) -> None:
    to.add_argument("path", metavar="PATH", help="a .gguf file, or a name that `scan` shows")
    to.add_argument("--tensors", action="store_true", help="also every tensor")
    _json(to)


def _plan(to: argparse.ArgumentParser) -> None:
    to.add_argument("name", metavar="PATH|ID", help="a .gguf file, a name that `scan` shows, or one of `list`")
    to.add_argument("--quantization", metavar="Q", help="of what is not here: which one; without it, the best")
    to.add_argument("--context", type=number(int, 1), metavar="N", help="length in tokens")
    to.add_argument("--kv-type", type=kv_types, metavar="K[,V]", help="of the KV cache, such as q8_0")
    to.add_argument("--aim", choices=("speed", "quality"), default="speed", help="what matters more")
    _machine(to)
    _json(to)


def _get(to: argparse.ArgumentParser) -> None:
    to.add_argument("name", metavar="ID|REPO", help="one of `list`, or a repository such as maker/name-GGUF")
    to.add_argument("--quantization", metavar="Q", help="which one, such as Q4_K_M; without it, the best for here")
    to.add_argument(
        "--file", action="append", default=[], metavar="F", help="this file of a repository; may be repeated"
    )
    to.add_argument("--hub", choices=("huggingface", "modelscope"), help="where from")
    to.add_argument("--endpoint", metavar="URL", help="a mirror of the hub")
    to.add_argument("--folder", type=Path, metavar="DIR", help="where to")
    _machine(to)
    _json(to)


def _remove(to: argparse.ArgumentParser) -> None:
    to.add_argument("name", metavar="PATH|ID", help="a .gguf file, a name that `scan` shows, or one of `list`")
    to.add_argument("--yes", action="store_true", help="do not ask")
    _json(to)


def _scan(to: argparse.ArgumentParser) -> None:
    to.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="look here, too")
    _json(to)


def _machine(to: argparse.ArgumentParser) -> None:
    group = to.add_argument_group("another machine than this one")
    group.add_argument("--ram", type=_gibibytes, metavar="GiB", help="its main memory")
    group.add_argument(
        "--vram", type=_many_gibibytes, metavar="GiB[,GiB]", help="of each graphics card; 0: it has none"
    )


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help="print JSON, for programs")


def _gibibytes(text: str) -> int:
    return int(number(float, 0.25, 1 << 20)(text) * GIB)


def _many_gibibytes(text: str) -> tuple[int, ...]:
    sizes = (int(number(float, 0, 1 << 20)(word) * GIB) for word in text.split(","))
    return tuple(size for size in sizes if size)
