"""Colours for code. Owns which languages are known and which colour a token has; knows nothing of pages or of Qt."""

import importlib
from collections.abc import Iterator
from time import monotonic
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


def highlight(code: str, language: str, palette: CodePalette) -> list[Span]:
    """`code` in coloured stretches whose texts, joined, are `code` again. An unknown language is one plain stretch."""
    lexer = _lexer(language) if len(code) <= MOST_CODE else None
    if lexer is None:
        return [Span(code, palette.text)]
    spans: list[Span] = []
    until = monotonic() + PATIENCE_S
    for piece in _pieces(code):
        spans += _merged(lexer, piece, palette) if monotonic() < until else [Span(piece, palette.text)]
    # Pygments turns CR into LF and drops a byte order mark; the text as it is matters more than its colours.
    return spans if "".join(span.text for span in spans) == code else [Span(code, palette.text)]


def _lexer(language: str) -> "Lexer | None":
    name = language.lower()
    name = ALIASES.get(name, name)
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
