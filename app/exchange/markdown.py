"""Conversations as Markdown, for people to read. The words of both sides stand in it as they were said."""

import time
from collections.abc import Iterator

from app.exchange import branches
from app.exchange.choices import Choices, Words
from app.exchange.values import ImportedConversation, ImportedMessage


def pieces(conversation: ImportedConversation, choices: Choices, words: Words) -> Iterator[str]:
    """The text of one conversation, in pieces."""
    yield f"# {' '.join(conversation.title.split()) or '—'}\n\n"
    if conversation.created is not None:
        yield f"*{time.strftime('%Y-%m-%d %H:%M', time.localtime(conversation.created))}*\n\n"
    if conversation.system:
        yield f"**{words.system}**\n\n{_quoted(conversation.system)}\n\n"
    ways = branches.every(conversation) if choices.branches else [branches.shown(conversation)]
    for number, way in enumerate(ways, 1):
        if len(ways) > 1:
            yield f"---\n\n*{words.branch.format(number=number, count=len(ways))}*\n\n"
        for question, answer in branches.exchanged(way):
            if question is not None:
                yield f"## {words.question}\n\n{question.text('text')}\n\n"
            if answer is not None:
                yield from _answer(answer, choices, words)


def _answer(answer: ImportedMessage, choices: Choices, words: Words) -> Iterator[str]:
    thinking = answer.text("thinking")
    if thinking and choices.thinking == "with":
        yield f"## {words.thinking}{_spent(answer, words)}\n\n{_quoted(thinking)}\n\n"
    elif thinking and choices.thinking == "folded":
        # A tag in the thinking that would unfold it stays a text.
        inside = thinking.replace("</details", "&lt;/details").replace("</summary", "&lt;/summary")
        yield f"<details>\n<summary>{words.thinking}{_spent(answer, words)}</summary>\n\n{inside}\n\n</details>\n\n"
    model = answer.generation.model if answer.generation is not None else ""
    yield f"## {words.answer}{f' · {model}' if model else ''}\n\n{answer.text('answer')}\n\n"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _spent(answer: ImportedMessage, words: Words) -> str:
    seconds = spent(answer)
    return f" · {words.thought_for.format(seconds=f'{seconds:.0f}')}" if seconds else ""


def spent(answer: ImportedMessage) -> float | None:
    """How many seconds an answer was thought about, where that is known and worth saying."""
    found = answer.generation.timings.get("thinking_s") if answer.generation is not None else None
    return found if found is not None and found >= 1 else None
