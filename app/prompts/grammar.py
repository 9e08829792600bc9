"""Which parts of Jinja2 a prompt may be written in, and the changes that keep those parts within limits.

A prompt needs blanks, conditions, loops and a few filters. Everything else (calls, attributes, macros, files) is
refused while reading, by a list of what is allowed: the sandbox below it is the second wall, not the first.
Of calls, only `range` and the helpers about verse are let through.
"""

from collections.abc import Collection, Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from app.prompts.filters import FILTERS
from app.prompts.helpers import HELPERS
from app.prompts.problems import Problem

ALLOWED: frozenset[type[nodes.Node]] = frozenset(
    {
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name),
        *(nodes.For, nodes.If, nodes.Assign, nodes.With, nodes.CondExpr),
        *(nodes.Tuple, nodes.List, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword),
        *(nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
        *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.Concat),
    }
)

TESTS = frozenset(
    {
        *("defined", "undefined", "none", "number", "string", "in", "odd", "even", "divisibleby"),
        *("eq", "equalto", "ne", "lt", "gt", "le", "ge"),
    }
)

LOOP_FACTS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})

NAMES_FOR_PEOPLE: dict[type[nodes.Node], str] = {
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from … import %}",
    nodes.Extends: "{% extends %}",
    nodes.Block: "{% block %}",
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.AssignBlock: "{% set %} … {% endset %}",
    nodes.Pow: "**",
    nodes.Dict: "{…: …}",
}

CALLABLE = frozenset({"range", *HELPERS})
RESERVED = CALLABLE | {"loop", "true", "false", "none", "True", "False", "None"}


def usable_name(name: str) -> bool:
    """Whether a blank may be called `name` (Chinese names may)."""
    return name.isidentifier() and not name.startswith("_") and name not in RESERVED


def problems(tree: nodes.Template, known: Collection[str]) -> list[Problem]:
    """Everything in the body that is not allowed, and every name that is neither known nor set, in order of lines."""
    made = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    found = list(_walk(tree, {*known, *made}))
    return sorted(found, key=lambda problem: problem.line or 0)


def _walk(node: nodes.Node, names: Collection[str], in_call: bool = False) -> Iterator[Problem]:
    problem = _fault(node, names, in_call)
    if problem is not None:
        yield problem
        return
    facts_of_loop = isinstance(node, nodes.Getattr)
    for child in node.iter_child_nodes():
        # The checked parts of `range(…)` and `loop.index` are not names of blanks.
        if facts_of_loop:
            continue
        yield from _walk(child, names, in_call=isinstance(node, nodes.Call) and child is node.node)


def _fault(node: nodes.Node, names: Collection[str], in_call: bool) -> Problem | None:
    line = node.lineno
    if type(node) not in ALLOWED:
        what = NAMES_FOR_PEOPLE.get(type(node), type(node).__name__)
        return Problem("not_allowed", line, fields={"what": what})
    match node:
        case nodes.Name() if node.ctx == "store" and not usable_name(node.name):
            return Problem("bad_name", line, fields={"name": node.name})
        case nodes.Name() if node.ctx == "load" and not in_call and (node.name not in names or node.name[0] == "_"):
            return Problem("unknown_name", line, fields={"name": node.name})
        case nodes.Call() if not (isinstance(node.node, nodes.Name) and node.node.name in CALLABLE):
            return Problem("not_allowed", line, fields={"what": "(…)"})
        case nodes.Call() if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return Problem("not_allowed", line, fields={"what": "(…=…)"})
        case nodes.Getattr() if not _fact_of_loop(node):
            return Problem("not_allowed", line, fields={"what": f".{node.attr}"})
        case nodes.For() if node.recursive:
            return Problem("not_allowed", line, fields={"what": "recursive"})
        case nodes.Filter() if node.name not in FILTERS:
            return Problem("unknown_filter", line, fields={"name": node.name})
        case nodes.Test() if node.name not in TESTS:
            return Problem("unknown_filter", line, fields={"name": node.name})
    return None


def _fact_of_loop(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in LOOP_FACTS


class _Tamer(NodeTransformer):
    """Routes loops, lists and `~` through the counting filters of `filters.HIDDEN`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _through("_steps", node.iter)  # type: ignore[arg-type]  # jinja2 types it as any node
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return _through("_flat", node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _through("_concat", nodes.List(node.nodes, lineno=node.lineno))


def _through(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def tame(tree: nodes.Template) -> nodes.Template:
    """The same template, its loops counted and its growth checked. Only for a tree without problems."""
    tamed = _Tamer().visit(tree)
    assert isinstance(tamed, nodes.Template)
    return tamed
