"""`sibian conversation`: what is kept, read in the terminal."""

import argparse
import sys
import time
from typing import Any

from app.cli import start
from app.cli.screen import Answer, as_json, shown
from app.store.reading import ReadingStore
from app.store.records import Conversation, Exchange
from app.store.store import Store

ENDINGS = {
    "length": "cut at the limit of tokens",
    "context_full": "the context was full",
    "cancelled": "stopped",
    "failed": "the engine failed",
    "interrupted": "the program was interrupted",
}
"""What is said beneath an answer that did not end by itself."""


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    with start.open_to_read(options) as store:
        if options.action == "list":
            _list(options, store.conversations.list())
        else:
            _show(options, store, start.conversation(store, options.id))
    return 0


def _list(options: argparse.Namespace, found: list[Conversation]) -> None:
    if options.json:
        print(as_json([{"id": c.id, "title": c.title, "created": c.created, "updated": c.updated} for c in found]))
        return
    width = max((len(str(each.id)) for each in found), default=0)
    for each in found:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(each.updated))
        print(f"{each.id:>{width}}  {when}  {shown(each.title)}")
    if not found:
        print('Nothing is kept yet. Try: sibian ask "Why is the sky blue?"', file=sys.stderr)


def _show(options: argparse.Namespace, store: Store | ReadingStore, conversation: Conversation) -> None:
    branch = store.conversations.branch(conversation.id)
    if options.json:
        print(as_json(_as_dict(conversation, branch)))
        return
    print(shown(conversation.title))
    for exchange in branch:
        print("\n> " + shown(exchange.question.text("text")).replace("\n", "\n> ") + "\n")
        _print_answer(exchange)


def _print_answer(exchange: Exchange) -> None:
    if exchange.answer is None:
        return
    answer = Answer(sys.stdout)
    for part in exchange.answer.parts:
        answer.write(part.kind, part.text)
    answer.end()
    ending = exchange.generation.ending if exchange.generation else None
    if ending in ENDINGS:
        print(f"[{ENDINGS[ending]}]")


def _as_dict(conversation: Conversation, branch: list[Exchange]) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "title": conversation.title,
        "system": conversation.system,
        "created": conversation.created,
        "updated": conversation.updated,
        "exchanges": [_exchange(each) for each in branch],
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    answer, generation = exchange.answer, exchange.generation
    found: dict[str, Any] = {"question": exchange.question.text("text"), "answers": len(exchange.answers)}
    if answer is not None:
        found |= {"thinking": answer.text("thinking"), "answer": answer.text("answer")}
    if generation is not None:
        found |= {
            "generation": generation.id,
            "raw": generation.raw,
            "ending": generation.ending,
            "error": generation.error,
            "model": generation.model,
            "sampling": generation.sampling,
            "seed": generation.seed,
            "usage": {
                "prompt_tokens": generation.prompt_tokens,
                "cached_tokens": generation.cached_tokens,
                "thinking_tokens": generation.thinking_tokens,
                "answer_tokens": generation.answer_tokens,
            },
            "timings": generation.timings,
        }
    return found
