"""Filling in a prompt template from NAME=VALUE pairs."""

from app import prompts
from app.errors import WrongUse
from app.store.records import PromptTemplate
from app.store.store import Store


def find(store: Store, slug: str) -> PromptTemplate:
    """The template of that name, the shipped ones up to date. Raises WrongUse("unknown_template"), StoreError."""
    # Writes go in turn, so once this one is done the sync that began with the program is too.
    store.templates.sync_shipped(prompts.shipped()).result()
    template = store.templates.get(slug)
    if template is None:
        raise WrongUse("unknown_template", name=slug)
    return template


def fill(store: Store, slug: str, pairs: list[tuple[str, str]]) -> tuple[PromptTemplate, str]:
    """The template and the exact text it becomes. Raises WrongUse: unknown name, bad value, bad template."""
    template = find(store, slug)
    return template, prompts.render(template, prompts.parse_values(template, dict(pairs)))
