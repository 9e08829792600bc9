"""`sibian template`: list, show and fill in the prompt templates."""

import argparse
import dataclasses
import locale
from typing import Any

from app import prompts
from app.cli import start
from app.cli.fill import every, fill, find
from app.cli.screen import as_json, shown
from app.store.reading import ReadingStore
from app.store.records import PromptTemplate, Variable
from app.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    with start.open_to_read(options) as store:
        match options.action:
            case "list":
                _list(options, store)
            case "show":
                _show(options, find(store, options.name))
            case "render":
                print(shown(fill(store, options.name, options.set)[1]))
    return 0


def _list(options: argparse.Namespace, store: Store | ReadingStore) -> None:
    templates = every(store)
    if options.json:
        print(as_json([_as_dict(each) for each in templates]))
        return
    width = max((len(each.slug) for each in templates), default=0)
    for each in templates:
        print(shown(f"{each.slug.ljust(width)}  {prompts.said(each.title, _language())}"))


def _show(options: argparse.Namespace, template: PromptTemplate) -> None:
    if options.json:
        print(as_json(_as_dict(template)))
        return
    language = _language()
    lines = [
        prompts.said(template.title, language),
        prompts.said(template.description, language),
        "",
        template.body,
        "",
    ]
    lines += [f"  --set {each.name}=…  {_facts(each, language)}" for each in template.variables]
    lines += [f"  --{name.replace('_', '-')} {value} is recommended" for name, value in template.sampling.items()]
    print(shown("\n".join(lines)))


def _facts(variable: Variable, language: str) -> str:
    facts = f"{prompts.said(variable.label, language)} (default: {prompts.as_typed(variable.default)}"
    if variable.choices:
        facts += "; one of: " + ", ".join(variable.choices)
    if variable.minimum is not None or variable.maximum is not None:
        facts += f"; {_bound(variable.minimum)} to {_bound(variable.maximum)}"
    return facts + ")"


def _bound(value: float | None) -> str:
    return "…" if value is None else str(prompts.as_typed(value))


def _as_dict(template: PromptTemplate) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(template).items() if name != "id"}


def _language() -> str:
    """The language of the terminal, as the templates name it."""
    return locale.getlocale()[0] or "en"
