"""`sibian model scan`: the weights on this machine, whoever put them there."""

import argparse
import sys
from typing import Any

from app.cli.model_stock import Stock
from app.cli.screen import as_json, shown
from app.errors import WrongUse
from app.library import wording
from models.library import Found


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse where a folder is none, StoreError."""
    for folder in options.folders:
        if not folder.expanduser().is_dir():
            raise WrongUse("wrong_use", what=f"There is no folder at {folder}.")
    stock = Stock(options)
    found = stock.library(*(folder.expanduser() for folder in options.folders)).found
    if options.json:
        print(as_json([as_dict(each) for each in found]))
        return 0
    print("\n\n".join(shown(_said(each)) for each in found))
    if not found:
        print("No weights were found. Try: sibian model list", file=sys.stderr)
    return 0


def as_dict(found: Found) -> dict[str, Any]:
    """Weights for programs. Bytes; seconds since 1970; the card is null where there is a fault."""
    card, fault = found.card, found.fault
    return {
        "path": str(found.path),
        "name": found.name,
        "size": found.size,
        "modified": found.modified,
        "owned": found.owned,
        "files": [str(each) for each in found.files],
        "places": [{"program": each.program, "name": each.name, "path": str(each.path)} for each in found.places],
        "card": None
        if card is None
        else {
            "name": card.name,
            "architecture": card.architecture,
            "quantization": card.quantization,
            "parameters": card.parameters,
            "context_length": card.context_length,
            "chat_template": card.template is not None,
        },
        "fault": None if fault is None else {"kind": fault.kind, "sentence": wording.broken(fault, found).sentence},
    }


def _said(found: Found) -> str:
    """Name, what it is, and every way to it."""
    return "\n".join([found.name, f"  {_about(found)}", *(f"  {line}" for line in _ways(found))])


def _about(found: Found) -> str:
    if found.fault is not None:
        return f"{wording.size(found.size)}; {wording.broken(found.fault, found).sentence}"
    card = found.card
    if card is None:
        return wording.size(found.size)
    parts = [card.name, wording.parameters(card.parameters or 0), card.quantization, wording.size(found.size)]
    if card.template is None:
        parts.append("no chat template")
    return ", ".join(part for part in parts if part)


def _ways(found: Found) -> list[str]:
    return [f"{each.path}{f'  ({each.program})' if each.program else ''}" for each in found.places]
