"""Telling the thinking in a text from the answer where a program keeps both as one. Pure."""

import re
from html import unescape

from app.exchange.values import ImportedPart

_MARKED = re.compile(
    r"\s*(?P<open><(?P<name>think|thinking|thought|reasoning)>)\n?(?P<thought>.*?)(?:\n?</(?P=name)>(?:\n\n)?|\Z)",
    re.DOTALL,
)
_DETAILS = re.compile(
    r"<details\s+type=\"reasoning\"(?P<facts>[^>]{0,400})>\s*(?:<summary>.{0,200}?</summary>)?(?P<thought>.*?)</details>\s*",
    re.DOTALL,
)
_DURATION = re.compile(r'duration="(\d{1,9}(?:\.\d{1,6})?)"')


def apart(said: str) -> tuple[ImportedPart, ...]:
    """Thinking and answer of a text that begins with `<think>`; all of another is the answer."""
    found = _MARKED.match(said)
    if found is None:
        return parts("", said)
    return parts(found["thought"], said[found.end() :])


def parts(thinking: str, answer: str) -> tuple[ImportedPart, ...]:
    """The parts of an answer; what says nothing is no part."""
    thought = (ImportedPart("thinking", thinking),) if thinking.strip() else ()
    return (*thought, ImportedPart("answer", answer)) if answer else thought


def folded(said: str) -> tuple[tuple[ImportedPart, ...], float | None]:
    """As `apart` for Open WebUI, which folds thinking into `<details>`; and for how many seconds it was thought."""
    thoughts, duration = [], None
    for found in _DETAILS.finditer(said):
        thoughts.append(_unquoted(unescape(found["thought"])))
        if length := _DURATION.search(found["facts"]):
            duration = (duration or 0.0) + float(length[1])
    if not thoughts:
        return apart(said), None
    return parts("\n\n".join(thoughts), _DETAILS.sub("", said).lstrip("\n")), duration


def _unquoted(said: str) -> str:
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in said.strip("\n").split("\n"))
