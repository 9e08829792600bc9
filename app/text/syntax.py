"""Which Markdown we read: CommonMark with tables, strikethrough, task lists, footnotes; where we differ on purpose:

- Raw HTML is text. Links lead to http, https and mailto; any other target leaves the source standing as text.
- Link reference definitions are not read: they would let a line at the end change what stands above it, which is both a
  known way around filters (EchoLeak, CVE-2025-32711) and no way to draw a text that is still growing.
- A line break is a line break: verse keeps its lines, and so does everything else people paste into a chat.
- Emphasis works beside Chinese punctuation, which CommonMark forbids ("**注意：**请看" would keep its stars).
- Formulas are kept letter by letter, backslashes included (see `app.text.formulas.syntax`).
- Nesting deeper than `DEEPEST` is read as plain paragraphs. The parser itself would drop it without a word.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from app.text import notes
from app.text.formulas.syntax import teach

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto"})
DEEPEST = 24
"""Levels of the parser's nesting; a list in a list takes two."""
LONGEST_LINK = 2000
MOST_BRACKETS = 1000
"""In one paragraph. With more opening brackets its links are not looked for, which takes quadratic time."""


def may_open(target: str) -> bool:
    """Whether a link may lead there at all: http, https, or a mail address that attaches no file of this machine."""
    if len(target) > LONGEST_LINK or any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in target):
        return False
    try:
        parts = urlsplit(target)
        scheme, host, _ = parts.scheme.lower(), parts.hostname, parts.port  # reading the port checks it
    except ValueError:
        return False
    if scheme == "mailto":
        return bool(parts.path) and not any(name.lower().startswith("attach") for name in parse_qs(parts.query))
    # "https://bank.example@evil.example" has a user's name, and no other purpose than to be misread.
    return scheme in SCHEMES and bool(host) and parts.username is None


@cache
def parser() -> "MarkdownIt":
    """The one parser. Made on first use: importing markdown-it costs more than the rest of this package."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST * 4})
    made.enable(["table", "strikethrough"])
    made.disable(["reference", "html_block", "html_inline"])
    made.validateLink = may_open  # type: ignore[method-assign,assignment]
    made.block.ruler.before("table", "too_deep", _too_deep, {"alt": []})
    teach(made)
    notes.teach(made)
    made.inline.ruler.before("link", "crowded", _crowded)
    made.inline.ruler.at("emphasis", _emphasis)
    return made


def parse(markdown: str, *, growing: bool = False) -> "list[Token]":
    """The token stream of `markdown`, which must have been cleaned (see `app.text.clean`). `growing`: more may follow
    right behind it, so that a formula at its end may only be half there."""
    return parser().parse(markdown, {"growing": growing})


def starts(markdown: str) -> list[int]:
    """The line numbers at which top-level blocks of `markdown` begin, whatever may follow: nothing begins within a
    formula that is not closed yet. Reads blocks alone, so it is cheap."""
    tokens: list[Token] = []
    parser().block.parse(markdown, parser(), {"growing": True}, tokens)
    return [token.map[0] for token in tokens if token.level == 0 and token.nesting >= 0 and token.map]


def _too_deep(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    if state.level < DEEPEST:
        return False
    if silent:
        return True
    past = start + 1
    while past < end and (state.isEmpty(past) or state.sCount[past] >= state.blkIndent):
        past += 1
    opened = state.push("paragraph_open", "p", 1)
    opened.map = [start, past]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, past, state.blkIndent, False).strip()
    inline.map = [start, past]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = past
    return True


def _crowded(state: "StateInline", silent: bool) -> bool:
    if state.src[state.pos] not in "[!" or state.src.count("[") <= MOST_BRACKETS:
        return False
    end = state.pos + 1
    while end < state.posMax and state.src[end] in "[!":
        end += 1
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _emphasis(state: "StateInline", silent: bool) -> bool:
    """markdown-it's own rule, but with `_flanks` for the places where * may open and close."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    opens, closes = _flanks(state.src, state.pos, end, marker)
    length = end - state.pos
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=length, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _flanks(text: str, start: int, end: int, marker: str) -> tuple[bool, bool]:
    """Whether a run of * or _ can open and can close emphasis. CommonMark 0.31.2, "left-flanking", as amended by
    https://github.com/tats-u/markdown-cjk-friendly for text that has no spaces between its words.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not after.isspace() and (not _points(after) or before.isspace() or _points(before) or _is_cjk(before))
    right = not before.isspace() and (not _points(before) or after.isspace() or _points(after) or _is_cjk(after))
    if marker == "*":
        return left, right
    return left and (not right or _is_sign(before)), right and (not left or _is_sign(after))


def _is_cjk(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _points(character: str) -> bool:
    """Punctuation that is not Chinese: that one stands close to the word it belongs to on both sides."""
    return _is_sign(character) and not _is_cjk(character)
