"""Text on its way into the database: what SQLite can hold, and a title made from a question. Pure."""

import re
import unicodedata

TITLE_LENGTH = 60
"""Characters (code points) at most, the ellipsis included."""

_MARKS = re.compile(r"^(?:#{1,6} +|> +|[-*+] +|`{3,}\w*$|\*\*(?=\S))")
_GREETING = re.compile(
    r"^(?:(?:hello|hi|hey|good (?:morning|evening))(?: there)?[,!. ]+|(?:你好|您好|大家好)[，,！!。 ]+)+"
    r"|^(?:hello|hi|hey|你好|您好)[!！.。]?$",
    re.IGNORECASE,
)
_JOINER = "\u200d"


def storable(text: str) -> str:
    """`text` itself, unless it holds half a surrogate pair, which is no character and cannot be written as UTF-8.

    Halves that belong together are joined; a lone one becomes U+FFFD.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def title_of(question: str) -> str:
    """The question's first line that says anything, cut to `TITLE_LENGTH` between characters as people see them.

    Marks of Markdown before it and a greeting say nothing, as long as something follows that does.
    """
    lines = []
    for line in question.splitlines():
        words = " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in line).split())
        if words:
            lines.append(words)
            if bare := _GREETING.sub("", _MARKS.sub("", words)):
                lines = [bare]
                break
    if not lines:
        return ""
    return lines[0] if len(lines[0]) <= TITLE_LENGTH else _cut(lines[0], TITLE_LENGTH - 1) + "…"


def _cut(text: str, length: int) -> str:
    """At most `length` code points, without taking an accent, a skin tone or a joined emoji off its base."""
    end = length
    while end > 0 and (_continues(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    flags = 0
    while end - flags > 0 and _is_flag_half(text[end - flags - 1]):
        flags += 1
    if flags % 2 and _is_flag_half(text[end]):
        end -= 1
    # A heap of accents longer than the title has no good place to cut.
    return text[: end or length].rstrip()


def _continues(char: str) -> bool:
    modifies = "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"
    return char == _JOINER or modifies or unicodedata.category(char) in ("Mn", "Mc", "Me")


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
