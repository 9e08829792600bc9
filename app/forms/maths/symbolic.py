"""Whether two trees are equal as formulas, by sympy where it is installed: in a process of its own, for a short time.

Run as a module it is that process: two trees as JSON come in, a word goes out. Nothing is evaluated that is not a tree.
"""

import importlib.util
import json
import subprocess
import sys
from typing import Any

from app.forms.maths.tree import Apply, Node, Number, Symbol

LONGEST_S = 15.0
"""Of waiting, where a machine has other things to do."""
PROCESSOR_S = 5
MEMORY = 1 << 30


def installed() -> bool:
    return importlib.util.find_spec("sympy") is not None


def equal(one: Node, two: Node) -> bool:
    """False also where there is no sympy, or where it takes too long to say."""
    if not installed():
        return False
    request = json.dumps([_packed(one), _packed(two)])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.forms.maths.symbolic"],
            input=request,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.stdout.strip() == "equal"


def _packed(node: Node) -> Any:
    match node:
        case Number():
            return ["n", str(node.value)]
        case Symbol():
            return ["s", node.name]
        case Apply():
            return ["a", node.name, *map(_packed, node.args)]


def _unpacked(packed: Any, sympy: Any) -> Any:
    match packed:
        case ["n", value]:
            return sympy.Rational(value)
        case ["s", name]:
            known = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I}
            return known.get(name) or sympy.Symbol(name, positive=True)
        case ["a", name, *args]:
            return _applied(name, [_unpacked(arg, sympy) for arg in args], sympy)
    raise ValueError(packed)


def _applied(name: str, args: list[Any], sympy: Any) -> Any:
    match name, args:
        case "+", [a, b]:
            return a + b
        case "*", [a, b]:
            return a * b
        case "/", [a, b]:
            return a / b
        case "^", [a, b]:
            return a**b
        case "neg", [a]:
            return -a
        case "root", [degree, a]:
            return sympy.real_root(a, degree)
        case "logb", [base, a]:
            return sympy.log(a, base)
        case "log", [a]:
            return sympy.log(a, 10)
        case "!", [a]:
            return sympy.factorial(a)
        case "binom", [a, b]:
            return sympy.binomial(a, b)
        case "abs", [a]:
            return sympy.Abs(a)
    names = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}
    return getattr(sympy, names.get(name, name))(*args)


def main() -> None:
    """The other process."""
    try:
        import resource
    except ImportError:  # there is none on Windows: the time limit remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    import sympy  # type: ignore[import-not-found]  # not installed with the program

    one, two = (_unpacked(each, sympy) for each in json.load(sys.stdin))
    print("equal" if sympy.simplify(one - two) == 0 else "other")


if __name__ == "__main__":
    main()
