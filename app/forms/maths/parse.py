"""From LaTeX or plain writing to a tree. Reads what results of school and contest mathematics are written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.forms.maths.tree import FUNCTIONS, Apply, Node, Number, Symbol

LONGEST = 2000
MOST_TOKENS = 300
"""A sum nests with every term, and so does the reckoning of it."""
DEEPEST = 40

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|\\([A-Za-z]+)|([A-Za-z])|(.))", re.DOTALL)
GREEK = frozenset(
    ["alpha", "beta", "gamma", "delta", "theta", "lambda", "mu", "phi", "psi", "omega", "sigma", "tau", "rho"]
)
NAMES = {
    "times": "*",
    "cdot": "*",
    "div": "/",
    "ast": "*",
    "left": "",
    "right": "",
    "bigl": "",
    "bigr": "",
    "displaystyle": "",
}
NAMES |= {"dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "dbinom": "binom", "tbinom": "binom", "lg": "log"}
WORDS = frozenset(FUNCTIONS) | {"frac", "binom"}
GLUE = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "[": "(", "]": ")"}


class UnreadableError(ValueError):
    """This is not written in a way that is understood."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """number, name or sign."""
    text: str


def parse(text: str) -> Node:
    """The tree of an expression. Raises UnreadableError."""
    if len(text) > LONGEST:
        raise UnreadableError("too long")
    tokens = list(_tokens(text))
    if len(tokens) > MOST_TOKENS:
        raise UnreadableError("too long")
    return _Reader(tokens).whole()


def _tokens(text: str) -> Iterator[_Token]:
    # Names of functions written without a backslash are told from products of letters.
    text = re.sub(r"(?<![A-Za-z\\])(sqrt|sin|cos|tan|ln|log|exp|pi|arctan|arcsin|arccos)(?![A-Za-z])", r"\\\1", text)
    for digits, command, letter, sign in TOKEN.findall(text):
        if digits:
            yield _Token("number", digits)
        elif command:
            name = NAMES.get(command, command)
            if name in ("*", "/"):
                yield _Token("sign", name)
            elif name:
                yield _Token("name", name)
        elif letter:
            yield _Token("name", letter)
        elif (sign and not sign.isspace() and sign not in ("\\", "!", ",", ";", ":")) or sign == "!":
            yield _Token("sign", GLUE.get(sign, sign))


class _Reader:
    """Recursive descent; each level of nesting counts."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at, self._depth = tokens, 0, 0

    def whole(self) -> Node:
        node = self._sum()
        if self._at < len(self._tokens):
            raise UnreadableError(self._tokens[self._at].text)
        return node

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _take(self, wanted: str = "") -> _Token:
        if self._at >= len(self._tokens) or (wanted and self._peek() != wanted):
            raise UnreadableError(f"{wanted or 'more'} expected")
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableError("nested too deeply")
        node = self._product()
        while self._peek() in ("+", "-"):
            sign = self._take().text
            term = self._product()
            node = Apply("+", (node, term if sign == "+" else Apply("neg", (term,))))
        self._depth -= 1
        return node

    def _product(self) -> Node:
        node = self._signed()
        while True:
            ahead = self._peek()
            if ahead in ("*", "/"):
                sign = self._take().text
                node = Apply(sign, (node, self._signed()))
            elif ahead and ahead not in ("+", "-", ")", "}", "|", "^", "_", "=", "<", ">"):
                node = Apply("*", (node, self._power()))
            else:
                return node

    def _signed(self) -> Node:
        if self._peek() in ("+", "-"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise UnreadableError("nested too deeply")
            sign = self._take().text
            node = self._signed()
            self._depth -= 1
            return node if sign == "+" else Apply("neg", (node,))
        return self._power()

    def _power(self) -> Node:
        node = self._atom()
        while self._peek() == "!":
            self._take()
            node = Apply("!", (node,))
        if self._peek() == "^":
            self._take()
            node = Apply("^", (node, self._argument()))
        return node

    def _atom(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return Number(Fraction(token.text))
        if token.kind == "name":
            return self._named(token.text)
        if token.text in ("(", "{"):
            node = self._sum()
            self._take(")" if token.text == "(" else "}")
            return node
        if token.text == "|":
            node = self._sum()
            self._take("|")
            return Apply("abs", (node,))
        if token.text == "√":
            return Apply("sqrt", (self._argument(),))
        if token.text == "π":
            return Symbol("pi")
        raise UnreadableError(token.text)

    def _named(self, name: str) -> Node:
        if name in ("frac", "binom"):
            one, two = self._argument(), self._argument()
            return Apply("/" if name == "frac" else "binom", (one, two))
        if name == "sqrt" and self._peek() == "(" and self._is_degree():
            self._take("(")
            degree = self._sum()
            self._take(")")
            return Apply("root", (degree, self._argument()))
        if name == "log" and self._peek() == "_":
            self._take("_")
            base = self._argument()
            return Apply("logb", (base, self._operand()))
        if name in FUNCTIONS:
            return self._function(name)
        if name == "pi" or name in GREEK or len(name) == 1:
            return Symbol(name + self._index())
        raise UnreadableError(name)

    def _function(self, name: str) -> Node:
        if self._peek() == "^":
            self._take("^")
            power = self._argument()
            return Apply("^", (Apply(name, (self._operand(),)), power))
        return Apply(name, (self._argument() if name == "sqrt" else self._operand(),))

    def _operand(self) -> Node:
        """What a function without brackets takes: one power, and what is multiplied to a number (sin 2x)."""
        node = self._power()
        while (
            isinstance(node, Number) and self._tokens[self._at : self._at + 1] and self._tokens[self._at].kind == "name"
        ):
            node = Apply("*", (node, self._power()))
        return node

    def _argument(self) -> Node:
        r"""A group in braces, or the next single thing: of \frac12 a digit each."""
        if self._peek() == "{":
            self._take("{")
            node = self._sum()
            self._take("}")
            return node
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "number":
            token = self._take()
            if len(token.text) > 1 and token.text.isdigit() and self._previous_is_command(2):
                self._at -= 1
                self._tokens[self._at : self._at + 1] = [_Token("number", digit) for digit in token.text]
                return Number(Fraction(self._take().text))
            return Number(Fraction(token.text))
        if self._peek() in ("+", "-"):
            return self._signed()
        return self._atom()

    def _previous_is_command(self, back: int) -> bool:
        return self._at >= back and self._tokens[self._at - back].text in ("frac", "binom")

    def _is_degree(self) -> bool:
        """Whether a bracket after a root is its degree: \\sqrt[3]{…}, whose brackets were made round."""
        end = self._at + 1
        while end < len(self._tokens) and self._tokens[end].text != ")":
            end += 1
        return end + 1 < len(self._tokens) and self._tokens[end + 1].text == "{"

    def _index(self) -> str:
        """A subscript belongs to the name."""
        if self._peek() != "_":
            return ""
        self._take("_")
        if self._peek() != "{":
            return "_" + self._take().text
        parts = []
        self._take("{")
        while self._peek() not in ("}", ""):
            parts.append(self._take().text)
        self._take("}")
        return "_" + "".join(parts)
