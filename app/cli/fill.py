"""Filling in a prompt template from NAME=VALUE pairs."""

from app import prompts
from app.errors import WrongUse
from app.store.reading import ReadingStore
from app.store.records import PromptTemplate
from app.store.store import Store


def bring_up_to_date(store: Store | ReadingStore) -> None:
    """Wait until the shipped templates are in the store. Who only reads finds those that the writing program knows."""
    if isinstance(store, Store):
        # Writes go in turn, so once this one is done the sync that began with the program is too.
        store.templates.sync_shipped(prompts.shipped()).result()


def find(store: Store | ReadingStore, slug: str) -> PromptTemplate:
    """The template of that name, the shipped ones up to date. Raises WrongUse("unknown_template"), StoreError."""
    bring_up_to_date(store)
    template = store.templates.get(slug)
    if template is None:
        raise WrongUse("unknown_template", name=slug)
    return template


def fill(store: Store | ReadingStore, slug: str, pairs: list[tuple[str, str]]) -> tuple[PromptTemplate, str]:
    """The template and the exact text it becomes. Raises WrongUse: unknown name, bad value, bad template."""
    template = find(store, slug)
    return template, prompts.render(template, prompts.parse_values(template, dict(pairs)))
