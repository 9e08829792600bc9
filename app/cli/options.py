"""What can be typed after `sibian`. Knows names and bounds; does nothing."""

import argparse
from pathlib import Path
from typing import Any

from app import __version__
from app.cli import asking, exchanging, keeping_options, loading, model_options, sampling, trace_options
from app.cli.numbers import number


def parser() -> argparse.ArgumentParser:
    """The whole command line. Options that every command knows may stand before or after its name."""
    root = argparse.ArgumentParser(
        prog="sibian",
        allow_abbrev=False,
        description="See what a local reasoning model thinks beside what it says. Without a command: the window.",
        epilog="Exit codes: 0 done, 2 wrong use, 3 weights, 4 engine, 5 database, 130 stopped with Ctrl-C.",
    )
    root.add_argument("--version", action="version", version=f"sibian {__version__}")
    _common(root, first=True)
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    _command(commands, "window", "open the window")
    _ask(_command(commands, "ask", "ask one question"))
    _group(_command(commands, "group", "ask one question many times, judge the answers, and rank them"))
    _chat(_command(commands, "chat", "talk in the terminal"))
    _conversation(_command(commands, "conversation", "list and show what is kept"))
    _template(_command(commands, "template", "list, show and fill in prompt templates"))
    keeping_options.search(_command(commands, "search", "find anything that is kept"))
    keeping_options.db(_command(commands, "db", "check, back up, restore and measure the database"), _command)
    exchanging.add_import(_command(commands, "import", "bring in what other programs kept"))
    exchanging.add_export(_command(commands, "export", "take conversations out, to read, to keep or to train on"))
    _poem(_command(commands, "poem", "hold verse and parallel prose against their rules"))
    trace_options.add(_command(commands, "trace", "take a model's thinking apart, measure and compare it"), _command)
    model_options.add(_command(commands, "model", "list, plan, download and delete weights"), _command)
    doctor = _command(commands, "doctor", "say what is here, what is missing and what mends it")
    loading.rpc(doctor, "look whether these RPC servers can be reached")
    _json(doctor)
    _bench(_command(commands, "bench", "measure how fast the engine is here"))
    return root


def _common(to: argparse.ArgumentParser, first: bool = False) -> None:
    # The same option is known to the program and to each command; only the first has a default, or the command's
    # would overwrite what was said before its name.
    missing: Any = None if first else argparse.SUPPRESS
    group = to.add_argument_group("options of every command")
    group.add_argument("--db", type=Path, metavar="PATH", default=missing, help="the database")
    group.add_argument("--model", metavar="PATH|starter", default=missing, help="the weights, a .gguf file")
    group.add_argument(
        "--scripted", type=Path, metavar="FILE", default=missing, help="play a script instead of running weights"
    )
    group.add_argument("--speed", type=number(float, 0), default=missing, help=argparse.SUPPRESS)


def _command(commands: Any, name: str, help: str) -> argparse.ArgumentParser:
    sentence = help[0].upper() + help[1:] + "."
    made: argparse.ArgumentParser = commands.add_parser(name, help=help, description=sentence, allow_abbrev=False)
    _common(made)
    return made


def _ask(to: argparse.ArgumentParser) -> None:
    to.add_argument("question", nargs="?", help="the question; - reads it from standard input")
    to.add_argument("--template", metavar="NAME", help="a prompt template; a question is put beneath its text")
    _set(to)
    _json(to)
    _run(to)
    asking.add_branches(to)


def _group(to: argparse.ArgumentParser) -> None:
    to.add_argument("question", nargs="?", help="the question; - reads it from standard input")
    to.add_argument(
        "-n", "--samples", type=number(int, 2, asking.MOST_SAMPLES), metavar="G",
        help="so many answers, side by side; as the template recommends, or 8",
    )  # fmt: skip
    to.add_argument("--template", metavar="NAME", help="a prompt template, with its checker")
    _set(to)
    to.add_argument(
        "--check",
        metavar="KIND|JSON",
        help="what the answers are judged by: a kind (poem, boxed, …) or a whole checker",
    )
    to.add_argument(
        "--spread", choices=("population", "sample"), default="population",
        help="the standard deviation of advantages: over n, or over n - 1",
    )  # fmt: skip
    to.add_argument(
        "--stop-when-agreed", type=number(int, 2), default=0, metavar="N",
        help="stop the rest when N are finished and all agree",
    )  # fmt: skip
    _json(to)
    _run(to)


def _chat(to: argparse.ArgumentParser) -> None:
    to.description = (
        "Talk in the terminal. A \\ at the end of a line goes on in the next; Ctrl-C stops an answer, Ctrl-\\ stops "
        "the thinking and has the answer at once; "
        "/new, /model PATH, /quit and /help are commands. From a pipe, each line is a question."
    )
    _run(to)


def _run(to: argparse.ArgumentParser) -> None:
    to.add_argument("--conversation", type=int, metavar="ID", help="go on with this conversation")
    to.add_argument("--system", metavar="TEXT", default="", help="the system prompt of a new conversation")
    to.add_argument(
        "--max-tokens", type=number(int, 0), default=0, metavar="N", help="most new tokens; 0 as many as fit"
    )
    sampling.add(to)
    asking.add(to)
    loading.add(to)


def _conversation(to: argparse.ArgumentParser) -> None:
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    _json(_command(actions, "list", "all conversations, the one used last first"))
    show = _command(actions, "show", "one conversation, as it is shown in the window")
    show.add_argument("id", metavar="ID")
    _json(show)


def _template(to: argparse.ArgumentParser) -> None:
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    _json(_command(actions, "list", "all prompt templates"))
    show = _command(actions, "show", "the text of a template and what can be set in it")
    show.add_argument("name", metavar="NAME")
    _json(show)
    render = _command(actions, "render", "the exact text that would be asked")
    render.add_argument("name", metavar="NAME")
    _set(render)


def _poem(to: argparse.ArgumentParser) -> None:
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = _command(actions, "check", "tones, joints and rhyme of every poem in a text")
    check.add_argument("file", metavar="FILE", help="a text file; - reads standard input")
    check.add_argument(
        "--form", metavar="F", default="auto", help="七绝, 五律, 古体, 骈文 …; by default what it looks like"
    )
    books = ("平水韵", "中华新韵", "中华通韵")
    check.add_argument("--rhyme-book", metavar="B", choices=books, default=books[0], help="one of " + ", ".join(books))
    _json(check)


def _bench(to: argparse.ArgumentParser) -> None:
    to.description = (
        "Measure how fast the engine is here: opening, reading, generating, groups, figures, memory. Takes some "
        "minutes; Ctrl-C ends it and prints what is known by then. Other busy programs make everything slower."
    )
    to.add_argument("--quick", action="store_true", help="few tokens: to see that it works, not to compare")
    _json(to)
    loading.add(to)


def _set(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--set", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="fill in a blank of the template"
    )


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help="print JSON, for programs")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
