"""Renders chat templates, which are programs from strangers, in a small process of its own with limits on everything.

Run as a script by `runtime.template` and by nobody else. It imports nothing of this project, so that it starts fast
and has nothing to give away. One line of JSON comes in, one goes out; in between runs the template, in Jinja's
immutable sandbox, within limits of memory, processor time and output. The deadline is the caller's.

Renders as transformers does (`apply_chat_template`), because that is what templates are written against.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

MEMORY: Final = 512 << 20
"""Address space, in bytes. The bare process needs 44 MiB."""
PROCESSOR_S: Final = 3
"""Processor time one rendering may use if nobody is left to keep the deadline."""
OUTPUT: Final = 16 << 20
"""Characters."""
REPEATED: Final = 1 << 20
"""Most items that `*` may make of a text or list."""


class Generation(Extension):
    """`{% generation %}…{% endgeneration %}` marks the model's words for training; here it is only looked through."""

    tags = {"generation"}  # noqa: RUF012 - jinja2 declares it so

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a bound on the two operators that make much out of little.

    The memory limit would catch them too, but not every system has one.
    """

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and isinstance(right, int | float) and abs(right) > 1024:
            raise SecurityError("the exponent is too large")
        for one, other in ((left, right), (right, left)):
            if isinstance(one, str | list | tuple) and isinstance(other, int) and len(one) * other > REPEATED:
                raise SecurityError("the repetition is too long")
        return super().call_binop(context, operator, left, right)


def environment() -> Sandbox:
    """What a chat template finds around it."""
    sandbox = Sandbox(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    for helper in ("lipsum", "cycler"):  # of no use to a chat template, and where attacks begin
        sandbox.globals.pop(helper, None)
    sandbox.globals["raise_exception"] = _raise_exception
    sandbox.globals["strftime_now"] = lambda pattern: datetime.now().strftime(pattern)
    sandbox.filters["tojson"] = _tojson
    return sandbox


def _raise_exception(message: str) -> NoReturn:
    raise TemplateError(message)


def _tojson(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    # Jinja's own escapes <, > and & for HTML; models were never trained on that.
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def render(source: str, variables: dict[str, Any]) -> str:
    """The rendered text. Raises whatever the template makes Jinja or Python raise."""
    parts, size = [], 0
    for part in _compiled(source).generate(**variables):
        parts.append(part)
        size += len(part)
        if size > OUTPUT:
            raise MemoryError("the output is too long")
    return "".join(parts)


@lru_cache(maxsize=4)
def _compiled(source: str) -> Any:
    return environment().from_string(source)


def limit() -> Callable[[], None]:
    """Set the limits this system knows. Answers a function that grants processor time for one more rendering."""
    try:
        import resource
    except ImportError:  # Windows: the deadline and the bounds above remain
        return lambda: None
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    hardest = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def grant() -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + PROCESSOR_S
        if hardest == resource.RLIM_INFINITY or soft < hardest:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hardest))

    return grant


def serve() -> None:
    """Answer one line with one line until the input ends."""
    grant = limit()
    lines, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    answers.write(b"{}\n")
    answers.flush()
    for line in lines:
        grant()
        answers.write(_answer(line))
        answers.flush()


def _answer(line: bytes) -> bytes:
    try:
        request = json.loads(line)
        answer = {"text": render(request["source"], request["variables"])}
        return json.dumps(answer).encode() + b"\n"
    except MemoryError:
        reason = "out of memory"
    except Exception as error:  # a stranger's program may raise anything; all of it is the answer
        reason = f"{type(error).__name__}: {error}"
    return json.dumps({"error": reason[:2000]}).encode() + b"\n"


if __name__ == "__main__":
    serve()
