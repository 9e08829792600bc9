"""The Jinja2 environment prompts are rendered in: sandboxed, strict, and counting."""

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.prompts.filters import FILTERS, HIDDEN
from app.prompts.grammar import TESTS
from app.prompts.helpers import HELPERS
from app.prompts.limits import LimitError, Steps, plain, plain_list
from app.prompts.problems import Problem

COUNTER = "_steps"
"""Name of the rendering's `Steps` in its context; no blank can be called so."""

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


def _number(value: object) -> int | float:
    number = plain(value)
    if isinstance(number, str):
        raise LimitError(Problem("not_plain"))
    return number


class PromptEnvironment(ImmutableSandboxedEnvironment):
    """Arithmetic is for numbers alone: `"a" * 10 ** 9` and `"%999999999d" % 1` make a little into very much."""

    intercepted_binops = frozenset({*ARITHMETIC, "+", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return plain_list(left + right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return plain(left + right)
        if operator == "+":
            return plain(_number(left) + _number(right))
        return plain(ARITHMETIC[operator](_number(left), _number(right)))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(obj, LoopContext) and super().is_safe_attribute(obj, attr, value)


@pass_context
def _steps(context: Context, items: Iterable[Any]) -> Iterator[Any]:
    counter = context[COUNTER]
    assert isinstance(counter, Steps)
    return counter.over(items)


def _printable(value: object) -> object:
    """What may stand between `{{ }}`. An undefined value passes, to complain of itself with its name."""
    return value if isinstance(value, Undefined) else plain(value)


def environment() -> PromptEnvironment:
    """A fresh environment. Not optimised: Jinja2 would compute constants while compiling, before anything counts."""
    made = PromptEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,
        finalize=_printable,
    )
    only_range = made.globals["range"]
    made.globals.clear()
    made.globals.update({"range": only_range, **HELPERS})
    made.filters.clear()
    made.filters.update({**FILTERS, **HIDDEN, "_steps": _steps})
    made.tests = {name: test for name, test in made.tests.items() if name in TESTS}
    return made
