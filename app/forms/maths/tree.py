"""An expression as a tree, and its value. Bounded: no power or factorial takes longer than the blink of an eye."""

import cmath
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

WIDEST = 8192
"""Bits of an exact number; beyond them only the floating point one is known."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or an operator: + * / ^ neg sqrt sin …"""

    name: str
    args: tuple["Node", ...]


Node: TypeAlias = Number | Symbol | Apply

CONSTANTS: dict[str, complex] = {"pi": math.pi, "e": math.e, "i": 1j}
FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "sqrt": cmath.sqrt,
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "arcsin": cmath.asin,
    "arccos": cmath.acos,
    "arctan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "exp": cmath.exp,
    "ln": cmath.log,
    "log": cmath.log10,
    "abs": lambda z: complex(abs(z)),
    "cot": lambda z: 1 / cmath.tan(z),
    "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
}


class NoValueError(ArithmeticError):
    """The expression has no value here that can be reckoned."""


def exact(node: Node) -> Fraction | None:
    """The value as a fraction, where it is one that is found by the four operations, whole powers and factorials."""
    match node:
        case Number():
            return node.value
        case Symbol():
            return None
    args = [exact(arg) for arg in node.args]
    if any(arg is None for arg in args):
        return None
    known = [arg for arg in args if arg is not None]
    try:
        value = _exact(node.name, known)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    fits = value is not None and max(value.numerator.bit_length(), value.denominator.bit_length()) <= WIDEST
    return value if fits else None


def _exact(name: str, args: list[Fraction]) -> Fraction | None:
    match name, args:
        case "+", [a, b]:
            return a + b
        case "*", [a, b]:
            return a * b
        case "/", [a, b]:
            return a / b
        case "neg", [a]:
            return -a
        case "abs", [a]:
            return abs(a)
        case "^", [a, b]:
            small = b.denominator == 1 and abs(b) <= 4096
            wide = max(a.numerator.bit_length(), a.denominator.bit_length()) * abs(b) > WIDEST * 2 if small else True
            return Fraction(a ** int(b)) if small and not wide else None
        case "!", [a]:
            return Fraction(math.factorial(int(a))) if a.denominator == 1 and 0 <= a <= 800 else None
        case "binom", [a, b]:
            whole = a.denominator == b.denominator == 1 and 0 <= b <= a <= 2000
            return Fraction(math.comb(int(a), int(b))) if whole else None
        case "sqrt", [a] if a >= 0:
            top, bottom = math.isqrt(a.numerator), math.isqrt(a.denominator)
            square = top * top == a.numerator and bottom * bottom == a.denominator
            return Fraction(top, bottom) if square else None
    return None


def number(node: Node, symbols: Mapping[str, complex]) -> complex:
    """The value in floating point. Raises NoValueError."""
    try:
        value = _number(node, symbols)
    except (ArithmeticError, ValueError) as error:
        raise NoValueError(str(error)) from error
    if not (math.isfinite(value.real) and math.isfinite(value.imag)):
        raise NoValueError("not finite")
    return value


def _number(node: Node, symbols: Mapping[str, complex]) -> complex:
    match node:
        case Number():
            return complex(float(node.value))
        case Symbol():
            if node.name in CONSTANTS:
                return CONSTANTS[node.name]
            return symbols[node.name]
    args = [_number(arg, symbols) for arg in node.args]
    match node.name, args:
        case "+", [a, b]:
            return a + b
        case "*", [a, b]:
            return a * b
        case "/", [a, b]:
            return a / b
        case "neg", [a]:
            return -a
        case "^", [a, b]:
            return _power(a, b)
        case "root", [degree, a]:
            return _root(degree, a)
        case "logb", [base, a]:
            return cmath.log(a) / cmath.log(base)
        case "!", [a] if a.imag == 0:
            return complex(math.gamma(a.real + 1))
        case "binom", [a, b] if a.imag == b.imag == 0:
            return complex(math.gamma(a.real + 1) / math.gamma(b.real + 1) / math.gamma(a.real - b.real + 1))
        case name, [a] if name in FUNCTIONS:
            return FUNCTIONS[name](a)
    raise NoValueError(node.name)


def _power(a: complex, b: complex) -> complex:
    """Real where it can be, so that (-8)^(1/3) is not told apart from a root by a principal value alone."""
    if a == 0 and b.real > 0:
        return 0j
    return complex(a**b)


def _root(degree: complex, a: complex) -> complex:
    odd = degree.imag == 0 and degree.real % 2 == 1
    if odd and a.imag == 0 and a.real < 0:
        return complex(-((-a.real) ** (1 / degree.real)))
    return complex(a ** (1 / degree))


def free(node: Node) -> frozenset[str]:
    """The names of its unknowns."""
    match node:
        case Number():
            return frozenset()
        case Symbol():
            return frozenset() if node.name in CONSTANTS else frozenset({node.name})
    return frozenset(name for arg in node.args for name in free(arg))
