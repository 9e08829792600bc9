"""What can be typed after `sibian import` and `sibian export`."""

import argparse
from pathlib import Path

from app.exchange.choices import FORMS, THINKINGS


def add_import(to: argparse.ArgumentParser) -> None:
    to.description = (
        "Bring in conversations from DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio, Jan, SillyTavern, Cherry "
        "Studio, Chatbox, ShareGPT and OpenAI-messages data, collections of reasoning traces, and Sibian itself: "
        "files, zips or folders, known by what is in them. All or nothing is written; what is there already is not "
        "written again."
    )
    to.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file, a zip or a folder")
    to.add_argument("--json", action="store_true", help="print the report as JSON, for programs")


def add_export(to: argparse.ArgumentParser) -> None:
    to.description = "Take conversations out, to standard output or into a file."
    to.add_argument("ids", nargs="*", metavar="ID", help="conversations; none with --all")
    to.add_argument("--all", action="store_true", help="every conversation that was not thrown away")
    to.add_argument("--as", dest="form", choices=FORMS, default="markdown", help="the form (default: markdown)")
    to.add_argument(
        "--thinking", choices=THINKINGS, default="with", help="what becomes of the thinking (default: with)"
    )
    to.add_argument("--branches", action="store_true", help="every branch, not just the one that is shown")
    to.add_argument("-o", "--output", type=Path, metavar="FILE", help="write a file, whole or not at all")
