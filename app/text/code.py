"""Colours for code. Owns which languages are known and which colour a token has; knows nothing of pages or of Qt."""

import importlib
from collections import Counter
from collections.abc import Iterator
from time import monotonic, sleep, thread_time
from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Colour = Annotated[str, Meta(pattern="^#[0-9A-F]{6}$")]
"""`#RRGGBB`, capital letters: what Qt, HTML and the contrast test all read the same way."""

# A lexer is a pile of regular expressions, and the text is a stranger's: 6,000 characters of "a b a b" keep the one for
# Java busy for a second, and the time is quadratic at best. So code is read in pieces, and colours end with patience.
MOST_CODE = 20_000
"""Characters; longer code stays plain."""
PIECE, LONGEST_PIECE = 1_000, 2_000
"""Characters that are read at once: as many as the first, whole lines, and on to the second to end a comment."""
PATIENCE_S = 0.25
"""Code whose colours take longer than this stays plain from there on."""
AT_ONCE = 1_500
"""Characters that `colours_now` gives their colours while somebody waits."""
SLOW_S, SLOW_TIMES = 0.02, 2
"""A language of which so many pieces, one after the other, took longer than this makes nobody wait again. One alone may
have been the machine's."""
KEPT_PIECES = 2_000
PART_LINES = 24
OPENERS = (("/*", "*/"), ("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<?", "?>"), ("--[[", "]]"))
QUOTES = ('"""', "'''", "`")
"""What may reach over several lines, so that no piece should end within it."""


class CodePalette(Struct, frozen=True, forbid_unknown_fields=True):
    """The ground of code and the colour of each kind of token on it."""

    ground: Colour
    text: Colour
    label: Colour
    comment: Colour
    keyword: Colour
    string: Colour
    number: Colour
    function: Colour
    type: Colour
    operator: Colour
    inserted: Colour
    deleted: Colour


class Span(NamedTuple):
    """A stretch of code in one colour."""

    text: str
    colour: str


# Name in a fence -> module and class of Pygments. A list of our own: who writes the fence shall not choose among 500.
LEXERS: dict[str, tuple[str, str]] = {
    "bash": ("shell", "BashLexer"),
    "c": ("c_cpp", "CLexer"),
    "cpp": ("c_cpp", "CppLexer"),
    "csharp": ("dotnet", "CSharpLexer"),
    "css": ("css", "CssLexer"),
    "diff": ("diff", "DiffLexer"),
    "go": ("go", "GoLexer"),
    "html": ("html", "HtmlLexer"),
    "ini": ("configs", "IniLexer"),
    "java": ("jvm", "JavaLexer"),
    "javascript": ("javascript", "JavascriptLexer"),
    "json": ("data", "JsonLexer"),
    "kotlin": ("jvm", "KotlinLexer"),
    "latex": ("markup", "TexLexer"),
    "lean": ("lean", "LeanLexer"),
    "lua": ("scripting", "LuaLexer"),
    "makefile": ("make", "MakefileLexer"),
    "matlab": ("matlab", "MatlabLexer"),
    "php": ("php", "PhpLexer"),
    "python": ("python", "PythonLexer"),
    "r": ("r", "SLexer"),
    "ruby": ("ruby", "RubyLexer"),
    "rust": ("rust", "RustLexer"),
    "sql": ("sql", "SqlLexer"),
    "swift": ("objective", "SwiftLexer"),
    "toml": ("configs", "TOMLLexer"),
    "typescript": ("javascript", "TypeScriptLexer"),
    "xml": ("html", "XmlLexer"),
    "yaml": ("data", "YamlLexer"),
}
ALIASES = {
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "console": "bash",
    "c++": "cpp",
    "cc": "cpp",
    "h": "cpp",
    "hpp": "cpp",
    "cs": "csharp",
    "c#": "csharp",
    "patch": "diff",
    "golang": "go",
    "cfg": "ini",
    "js": "javascript",
    "jsx": "javascript",
    "node": "javascript",
    "ts": "typescript",
    "tsx": "typescript",
    "kt": "kotlin",
    "tex": "latex",
    "lean4": "lean",
    "make": "makefile",
    "octave": "matlab",
    "py": "python",
    "python3": "python",
    "rb": "ruby",
    "rs": "rust",
    "postgresql": "sql",
    "mysql": "sql",
    "sqlite": "sql",
    "svg": "xml",
    "yml": "yaml",
}
_lexers: dict[str, "Lexer"] = {}
_slow: Counter[str] = Counter()
"""How many pieces, the last ones, took too long."""


def highlight(code: str, language: str, palette: CodePalette) -> list[Span]:
    """`code` in coloured stretches whose texts, joined, are `code` again. An unknown language is one plain stretch."""
    lexer = _lexer(language) if len(code) <= MOST_CODE else None
    if lexer is None:
        return [Span(code, palette.text)]
    spans: list[Span] = []
    until = monotonic() + PATIENCE_S
    for piece in _pieces(code):
        late = monotonic() > until and (language, piece, palette) not in _coloured
        spans += [Span(piece, palette.text)] if late else _spans(language, piece, palette)
    return spans


def colours_now(code: str, language: str, palette: CodePalette) -> tuple[list[Span], bool]:
    """As much of `highlight` as is known or quickly found out, and whether that is all of it. Hardly waits."""
    name = _name(language)
    if len(code) > MOST_CODE or name not in LEXERS:
        return [Span(code, palette.text)], True
    spans: list[Span] = []
    # Loading a lexer takes longer than anything else here.
    left, whole = AT_ONCE if name in _lexers and _slow[name] < SLOW_TIMES else 0, True
    for piece in _pieces(code):
        known = _coloured.get((language, piece, palette))
        if known is None and len(piece) <= left:
            left -= len(piece)
            known = _spans(language, piece, palette)
        whole = whole and known is not None
        spans += known or [Span(piece, palette.text)]
    return spans, whole


_coloured: dict[tuple[str, str, CodePalette], tuple[Span, ...]] = {}
"""Pieces that have their colours, oldest first. Written by any thread: each step is one that Python does not divide."""


def _spans(language: str, piece: str, palette: CodePalette) -> tuple[Span, ...]:
    key = language, piece, palette
    known = _coloured.get(key)
    if known is None:
        lexer, began = _lexer(language), thread_time()
        assert lexer is not None
        known = tuple(_merged(lexer, piece, palette))
        # Pygments turns CR into LF and drops a byte order mark; the text as it is matters more than its colours.
        if "".join(span.text for span in known) != piece:
            known = (Span(piece, palette.text),)
        if thread_time() - began > SLOW_S:
            _slow[_name(language)] += 1
        else:
            _slow[_name(language)] = 0
        _coloured[key] = known
        sleep(0)  # whoever waits for the interpreter may have it
        while len(_coloured) > KEPT_PIECES:
            _coloured.pop(next(iter(_coloured)), None)
    return known


def part_ends(code: str) -> list[int]:
    """Where long code is divided, so that not all of it need be set at once: the places of line breaks."""
    ends, at = [], -1
    for number in range(1, code.count("\n") + 1):
        at = code.index("\n", at + 1)
        if number % PART_LINES == 0:
            ends.append(at)
    return ends


def parts(code: str) -> list[str]:
    """The same as texts, without those line breaks."""
    begins = [0, *(end + 1 for end in part_ends(code))]
    return [code[begin:end] for begin, end in zip(begins, [*part_ends(code), len(code)], strict=True)]


def _name(language: str) -> str:
    name = language.lower()
    return ALIASES.get(name, name)


def _lexer(language: str) -> "Lexer | None":
    name = _name(language)
    if name not in LEXERS:
        return None
    if name not in _lexers:
        module, of_class = LEXERS[name]
        # By name and late: all of Pygments costs more than the rest of the window's start.
        found = getattr(importlib.import_module(f"pygments.lexers.{module}"), of_class)
        _lexers[name] = found(stripnl=False, ensurenl=False)
    return _lexers[name]


def _pieces(code: str) -> Iterator[str]:
    """`code` in pieces of whole lines that end outside of comments and long strings, or else where they must."""
    piece = ""
    for line in code.splitlines(keepends=True):
        if len(piece) + len(line) > LONGEST_PIECE or (len(piece) >= PIECE and not _open(piece)):
            yield piece
            piece = ""
        while len(line) > LONGEST_PIECE:
            yield line[:LONGEST_PIECE]
            line = line[LONGEST_PIECE:]
        piece += line
    yield piece


def _open(piece: str) -> bool:
    return any(piece.rfind(opener) > piece.rfind(closer) for opener, closer in OPENERS) or any(
        piece.count(quote) % 2 for quote in QUOTES
    )


def _merged(lexer: "Lexer", code: str, palette: CodePalette) -> Iterator[Span]:
    text, colour = "", palette.text
    for kind, piece in lexer.get_tokens(code):
        its = _colour(str(kind), palette)
        if text and its != colour and not piece.isspace():
            yield Span(text, colour)
            text = ""
        if not text:
            colour = its
        text += piece
    if text:
        yield Span(text, colour)


def _colour(kind: str, palette: CodePalette) -> str:
    """What the first fitting rule of `RULES` says."""
    for prefix, field in RULES:
        if kind.startswith(prefix):
            colour: str = getattr(palette, field)
            return colour
    return palette.text


RULES = (
    ("Token.Comment.Preproc", "keyword"),
    ("Token.Comment", "comment"),
    ("Token.Keyword.Type", "type"),
    ("Token.Keyword.Constant", "number"),
    ("Token.Keyword", "keyword"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Literal", "string"),
    ("Token.Name.Function", "function"),
    ("Token.Name.Class", "type"),
    ("Token.Name.Builtin", "function"),
    ("Token.Name.Exception", "type"),
    ("Token.Name.Decorator", "function"),
    ("Token.Name.Tag", "keyword"),
    ("Token.Name.Attribute", "function"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Operator", "operator"),
    ("Token.Punctuation", "operator"),
    ("Token.Generic.Inserted", "inserted"),
    ("Token.Generic.Deleted", "deleted"),
    ("Token.Generic.Heading", "function"),
    ("Token.Generic.Subheading", "function"),
)
"""Prefix of Pygments' token name -> field of the palette; the first that fits."""
