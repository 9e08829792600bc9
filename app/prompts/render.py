"""A template and its values, made into the exact text that is sent. Values are data, never template."""

import re
import traceback
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from jinja2 import Template, TemplateSyntaxError, nodes

from app.prompts import grammar
from app.prompts.limits import LONGEST_BODY, LONGEST_TEXT, LimitError, Steps, budget
from app.prompts.problems import BadTemplate, Problem
from app.prompts.sandbox import COUNTER, environment
from app.prompts.values import Value, defaults
from app.store.records import PromptTemplate

ENVIRONMENT = environment()
BODY = "<body>"
"""What Python's tracebacks call a template's body."""


def render(template: PromptTemplate, values: Mapping[str, Value]) -> str:
    """The exact text of the prompt, the defaults where `values` is silent. Raises BadTemplate with the line."""
    known = frozenset(variable.name for variable in template.variables)
    compiled = _compiled(template.body, known)
    held = {name: value for name, value in {**defaults(template), **values}.items() if name in known}
    pieces: list[str] = []
    length = 0
    try:
        with budget():
            for piece in compiled.generate({**held, COUNTER: Steps()}):
                length += len(piece)
                if length > LONGEST_TEXT:
                    raise LimitError(Problem("text_too_long", fields={"limit": LONGEST_TEXT}))
                pieces.append(piece)
    except LimitError as limit:
        raise BadTemplate(_at(limit.problem, limit)) from limit
    except Exception as error:
        # A template can make any expression fail in any way; all of them are faults of the template.
        raise BadTemplate(_at(Problem("failed", fields={"said": str(error)}), error)) from error
    return "".join(pieces)


def read(body: str, known: frozenset[str]) -> tuple[nodes.Template | None, list[Problem]]:
    """The body as a tree, with everything in it that may not be; no tree where it cannot be read at all."""
    if len(body) > LONGEST_BODY:
        return None, [Problem("body_too_long", fields={"limit": LONGEST_BODY})]
    try:
        tree = ENVIRONMENT.parse(body)
        return tree, [placed(problem, body) for problem in grammar.problems(tree, known)]
    except TemplateSyntaxError as error:
        return None, [_syntax(error)]
    except RecursionError:
        return None, [Problem("too_deep")]


def placed(problem: Problem, body: str) -> Problem:
    """`problem` with the column where its name stands in its line, if it has one there."""
    lines = body.splitlines()
    named = str(problem.fields.get("name") or problem.fields.get("what") or "")
    if problem.line is None or not named or problem.line > len(lines):
        return problem
    at = re.search(rf"(?<!\w){re.escape(named)}(?!\w)", lines[problem.line - 1])
    return replace(problem, column=at.start() + 1) if at else problem


def places(body: str, name: str) -> tuple[tuple[int, int], ...]:
    """Line and column, from 1, of every use of a blank in a body that can be read: there it is missing."""
    try:
        tree = ENVIRONMENT.parse(body)
    except (TemplateSyntaxError, RecursionError):
        return ()
    lines = {node.lineno for node in tree.find_all(nodes.Name) if node.name == name and node.ctx == "load"}
    return tuple(
        (number, found.start() + 1)
        for number, line in enumerate(body.splitlines(), 1)
        if number in lines
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", line)
    )


@lru_cache(maxsize=64)
def _compiled(body: str, known: frozenset[str]) -> Template:
    tree, problems = read(body, known)
    if problems or tree is None:
        raise BadTemplate(problems[0])
    try:
        code = ENVIRONMENT.compile(grammar.tame(tree), filename=BODY)
    except TemplateSyntaxError as error:
        raise BadTemplate(_syntax(error)) from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        # Python refuses more than twenty blocks inside each other, and expressions as deep as its own stack.
        raise BadTemplate(Problem("too_deep")) from error
    return Template.from_code(ENVIRONMENT, code, dict(ENVIRONMENT.globals))


def _syntax(error: TemplateSyntaxError) -> Problem:
    return Problem("syntax", error.lineno, fields={"said": error.message or ""})


def _at(problem: Problem, error: BaseException) -> Problem:
    """`problem` with the line of the body it happened on: Jinja2 rewrites tracebacks so that they name it."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == BODY]
    return Problem(problem.kind, lines[-1] if lines else problem.line, problem.variable, problem.fields)
