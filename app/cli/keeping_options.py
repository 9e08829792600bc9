"""What can be typed after `sibian search` and `sibian db`. Knows names and bounds; does nothing."""

import argparse
from collections.abc import Callable
from typing import Any

from app.cli.numbers import number

Command = Callable[[Any, str, str], argparse.ArgumentParser]
WHERE = ("all", "question", "thinking", "answer", "thinking-only", "title", "template", "note")


def search(to: argparse.ArgumentParser) -> None:
    to.description = (
        "Find anything that is kept. A word finds words that begin with it, Chinese finds itself anywhere, "
        '"words in quotes" exactly these in a row; -word leaves out.'
    )
    to.add_argument("words", nargs="+", metavar="WORDS")
    to.add_argument(
        "--in", dest="where", choices=WHERE, default="all", help="thinking-only: in the thinking, not in the answer"
    )
    to.add_argument("--weights", metavar="NAME", default="", help="only what these weights wrote")
    to.add_argument("--since", metavar="DATE", help="only from this day on, such as 2026-11-28")
    to.add_argument("--until", metavar="DATE", help="only before this day")
    to.add_argument("--tag", metavar="NAME", help="only conversations with this tag")
    to.add_argument("--folder", metavar="NAME", help="only conversations in this folder")
    to.add_argument("--by-template", metavar="NAME", default="", help="only what was asked with this template")
    to.add_argument("--min-length", type=number(int, 0), metavar="N", help="only texts of at least N characters")
    to.add_argument("--max-length", type=number(int, 0), metavar="N", help="only texts of at most N characters")
    to.add_argument("--rating", type=number(int, 1, 5), metavar="N", help="only answers rated N or more of 5")
    judged = to.add_mutually_exclusive_group()
    judged.add_argument(
        "--passed", action="store_true", default=None, help="only answers that passed what they are judged by"
    )
    judged.add_argument("--failed", dest="passed", action="store_false", help="only answers that did not")
    to.add_argument("--no-archive", action="store_true", help="leave the archive out")
    to.add_argument("--limit", type=number(int, 1), default=20, metavar="N", help="most hits; 20 without it")
    _json(to)


def db(to: argparse.ArgumentParser, command: Command) -> None:
    """command(actions, name, help) makes an action with the options that every command has."""
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = command(actions, "check", "look whether the database is sound")
    check.add_argument("--quick", action="store_true", help="only its structure")
    restore = command(actions, "restore", "put a backup in place; what was there is moved aside")
    restore.add_argument("name", nargs="?", metavar="BACKUP", help="a name that `backups` shows; the newest without it")
    for made in (
        check,
        command(actions, "backup", "make a backup now"),
        command(actions, "backups", "list the backups"),
        restore,
        command(actions, "salvage", "save what a damaged database still holds; the damaged one is moved aside"),
        command(actions, "vacuum", "make the database as small as it can be"),
        command(actions, "stats", "say what takes the space"),
    ):
        _json(made)


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help="print JSON, for programs")
