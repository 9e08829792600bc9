"""LM Studio's conversations: one file each, messages in a row, each in versions of which one is chosen."""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, count, mapping, number, objects, seconds, text
from app.exchange.format import Format, one_by_one
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "lmstudio"
_ENDINGS = {"maxPredictedTokensReached": "length", "contextLengthReached": "context_full", "userStopped": "cancelled"}


def recognises(value: Any) -> bool:
    first = next(objects(mapping(value).get("messages")), None)
    return first is not None and isinstance(first.get("versions"), list)


def convert(record: Found) -> Iterator[Item]:
    title = text(record.get("name"))
    left: list[LeftOut] = []
    nodes: list[Node] = []
    above: str | None = None
    for place, message in enumerate(objects(record.get("messages"))):
        versions = [_version(each, title, left) for each in objects(message.get("versions"))]
        for number_, node in enumerate(versions):
            node.key, node.parent = f"{place}.{number_}", above
            nodes.append(node)
        chosen = min(max(0, count(message.get("currentlySelected"))), max(0, len(versions) - 1))
        above = f"{place}.{chosen}" if versions else above
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=f"{text(record.get('createdAt'))} {title}" if record.get("createdAt") else "",
            title=title,
            messages=(),
            created=seconds(record.get("createdAt")),
            system=text(record.get("systemPrompt")) or _set_system(record),
            head=above,
            pinned=record.get("pinned") is True,
            left_out=tuple(left),
        ),
        nodes,
    )


def _set_system(record: Found) -> str:
    fields = objects(mapping(record.get("perChatPredictionConfig")).get("fields"))
    return next((text(each.get("value")) for each in fields if each.get("key") == "llm.prediction.systemPrompt"), "")


def _version(found: Found, title: str, left: list[LeftOut]) -> Node:
    if text(found.get("role")) == "user":
        said = _words(found, title, left)
        return Node("", None, "user", (ImportedPart("text", said),))
    if text(found.get("role")) == "system":
        return Node("", None, "system", (ImportedPart("text", _words(found, title, left)),))
    parts: list[ImportedPart] = []
    generation = ImportedGeneration()
    for step in [found] if "content" in found else list(objects(found.get("steps"))):
        if step.get("type") not in ("contentBlock", "singleStep"):
            left.append(LeftOut("tool", title)) if step.get("type") == "toolStatus" else None
            continue
        thinking = mapping(step.get("style")).get("type") == "thinking"
        parts.append(ImportedPart("thinking" if thinking else "answer", _words(step, title, left)))
        if info := mapping(step.get("genInfo")):
            generation = _generation(info)
    return Node("", None, "assistant", tuple(parts), None, generation)


def _words(step: Found, title: str, left: list[LeftOut]) -> str:
    said = []
    for each in objects(step.get("content")):
        if each.get("type") == "text":
            if each.get("isStructural") is not True:  # the marks themselves
                said.append(text(each.get("text")))
        else:
            left.append(LeftOut("attachment" if each.get("type") == "file" else "unknown_part", title))
    return "".join(said)


def _generation(info: Found) -> ImportedGeneration:
    stats, config = mapping(info.get("stats")), objects(mapping(info.get("predictionConfig")).get("fields"))
    sampling = {
        ours: each.get("value")
        for each in config
        for theirs, ours in (("llm.prediction.temperature", "temperature"), ("llm.prediction.topPSampling", "top_p"))
        if each.get("key") == theirs and number(each.get("value")) is not None
    }
    first = number(stats.get("timeToFirstTokenSec"))
    return ImportedGeneration(
        model=text(info.get("identifier")),
        sampling=sampling,
        ending=_ENDINGS.get(text(stats.get("stopReason")), "stop"),
        prompt_tokens=count(stats.get("promptTokensCount")),
        answer_tokens=count(stats.get("predictedTokensCount")),
        timings={} if first is None else {"first_token_s": first},
    )


FORMAT = Format(NAME, "LM Studio", recognises, one_by_one(convert))
