"""Filling in a prompt template from NAME=VALUE pairs."""

from app import prompts
from app.errors import WrongUse
from app.store.reading import ReadingStore
from app.store.records import PromptTemplate
from app.store.store import Store


def bring_up_to_date(store: Store | ReadingStore) -> None:
    """Wait until the shipped templates are in the store. Who only reads cannot put them there (see `every`)."""
    if isinstance(store, Store):
        store.templates.sync_shipped(prompts.shipped()).result()


def every(store: Store | ReadingStore) -> list[PromptTemplate]:
    """All templates, the shipped ones too where the program that writes has not put them into the store yet."""
    bring_up_to_date(store)
    kept = store.templates.list()
    known = {template.slug for template in kept}
    return [*kept, *(template for template in prompts.shipped() if template.slug not in known)]


def find(store: Store | ReadingStore, slug: str) -> PromptTemplate:
    """The template of that name, the shipped ones up to date. Raises WrongUse("unknown_template"), StoreError."""
    found = next((template for template in every(store) if template.slug == slug), None)
    if found is None:
        raise WrongUse("unknown_template", name=slug)
    return found


def fill(store: Store | ReadingStore, slug: str, pairs: list[tuple[str, str]]) -> tuple[PromptTemplate, str]:
    """The template and the exact text it becomes. Raises WrongUse: unknown name, bad value, bad template."""
    template = find(store, slug)
    return template, prompts.render(template, prompts.parse_values(template, dict(pairs)))
