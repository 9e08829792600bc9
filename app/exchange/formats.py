"""Every format that can be read, in the order in which a file is asked whether it is one."""

from typing import Any

from app.exchange import (
    chatbox,
    chatgpt,
    cherry,
    claude,
    deepseek,
    jan,
    lmstudio,
    openai,
    openwebui,
    own,
    sharegpt,
    sillytavern,
    traces,
)
from app.exchange.format import WRONG, Format

FORMATS: tuple[Format, ...] = (
    own.FORMAT,
    deepseek.FORMAT,
    chatgpt.FORMAT,
    claude.FORMAT,
    openwebui.FORMAT,
    lmstudio.FORMAT,
    chatbox.FORMAT,
    cherry.FORMAT,
    jan.FORMAT,
    sillytavern.FORMAT,
    sharegpt.FORMAT,
    openai.FORMAT,
    traces.FORMAT,
)
TITLES = {each.name: each.title for each in FORMATS}


def known_by(value: Any) -> Format | None:
    """The format whose first value this is."""
    return next((each for each in FORMATS if _recognises(each, value)), None)


def _recognises(format: Format, value: Any) -> bool:
    try:
        return format.recognises(value)
    except WRONG:
        return False
