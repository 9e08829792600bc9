"""Conversations on their way out: any number of them as one text, in the form that was chosen, piece by piece."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, assert_never

from app.errors import WrongUse
from app.exchange import branches, html, markdown, openai, own, sharegpt
from app.exchange.choices import Choices, Words
from app.exchange.values import ImportedAnnotation, ImportedConversation, ImportedMessage

log = logging.getLogger(__name__)

_WORDS = Words()


def pieces(
    conversations: Iterable[ImportedConversation], choices: Choices, words: Words = _WORDS, title: str = "Sibian"
) -> Iterator[str]:
    """The whole text. `title`: of a page that holds several conversations."""
    thinking = choices.thinking != "without"
    if choices.form == "html":
        yield html.head(title, words)
    elif choices.form == "sibian":
        yield own.head() + "\n"
    for conversation in conversations:
        match choices.form:
            case "markdown":
                yield from markdown.pieces(conversation, choices, words)
            case "html":
                yield from html.pieces(conversation, choices, words)
            case "sibian":
                yield from (line + "\n" for line in own.lines(conversation))
            case "openai":
                yield from (openai.line(conversation, way, thinking) + "\n" for way in _ways(conversation, choices))
            case "sharegpt":
                yield from (sharegpt.line(conversation, way, thinking) + "\n" for way in _ways(conversation, choices))
            case "training":
                for way in _ways(conversation, choices):
                    yield openai.line(conversation, way, thinking, labels(way)) + "\n"
            case _:
                assert_never(choices.form)
    if choices.form == "html":
        yield html.FOOT


def labels(branch: list[ImportedMessage]) -> dict[str, Any]:
    """Facts about the last answer of a branch, for whoever chooses what to train on."""
    run = branch[-1].generation
    if run is None:
        return {}
    told = {
        "model": run.model,
        "ending": run.ending,
        "thinking_tokens": run.thinking_tokens,
        "answer_tokens": run.answer_tokens,
        "sampling": run.sampling,
        "seed": run.seed,
        "branched": run.origin_kind,
        "steering": run.steering,
        "edited": bool(run.origin_insert),
        "reward": run.judged.get("reward"),
        "passed": run.judged.get("passed"),
        "rules": run.judged.get("rules"),
        "checker": run.checker,
        "annotations": [_annotation(each, branch[-1].text("thinking")) for each in run.annotations],
    }
    kept = ("reward", "passed")  # nought and no are labels too
    return {name: value for name, value in told.items() if value or (name in kept and value is not None)}


def _annotation(told: ImportedAnnotation, thinking: str) -> dict[str, Any]:
    """A reader's mark with the words it is on."""
    facts = {"label": told.label, "highlight": told.highlight, "note": told.note, "rating": told.rating}
    kept = {name: value for name, value in facts.items() if value}
    return {"first": told.first, "last": told.last, "text": thinking[told.first : told.last]} | kept


def _ways(conversation: ImportedConversation, choices: Choices) -> Iterator[list[ImportedMessage]]:
    """Branches in which somebody answers: a question without an answer teaches nothing."""
    ways = branches.every(conversation) if choices.branches else [branches.shown(conversation)]
    for way in ways:
        while way and way[-1].role != "assistant":
            way = way[:-1]
        if way:
            yield way


def write(path: Path, texts: Iterable[str], stopped: Callable[[], bool] = lambda: False) -> bool:
    """Write a file that is there whole or not at all; False where it was stopped. Raises WrongUse."""
    part = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            part = Path(file.name)
            for text in texts:
                if stopped():
                    break
                file.write(text)
            else:
                file.flush()
                os.fsync(file.fileno())
                os.replace(part, path)
                part = None
                return True
        return False
    except OSError as error:
        raise WrongUse("unwritable_file", str(error), path=str(path)) from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
