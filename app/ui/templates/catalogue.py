"""The list of templates: what a search finds, in which order, under which heading. Pure."""

from collections.abc import Collection, Iterable

from app.prompts import said
from app.store.records import PromptTemplate
from app.ui.templates.states import Row
from app.ui.templates.wording import CATEGORY_ORDER, heading


def rows(
    templates: Iterable[PromptTemplate], language: str, mine: str, query: str, unsaved: Collection[str]
) -> tuple[Row, ...]:
    """A person's own under headings that begin with `mine`, then the shipped ones, each by category; all that match
    `query`."""
    found = [template for template in templates if _matches(template, query)]
    found.sort(key=_place)
    return tuple(
        Row(
            slug=template.slug,
            title=said(template.title, language) or template.slug,
            description=said(template.description, language),
            heading=_heading(template, mine),
            shipped=template.shipped,
            unsaved=template.slug in unsaved,
            imported=template.imported,
        )
        for template in found
    )


def _heading(template: PromptTemplate, mine: str) -> str:
    if template.shipped:
        return heading(template.category)
    return "  ·  ".join(filter(None, (mine, heading(template.category))))


def _place(template: PromptTemplate) -> tuple[bool, int, str, int]:
    known = template.category in CATEGORY_ORDER
    place = CATEGORY_ORDER.index(template.category) if known else len(CATEGORY_ORDER)
    return (template.shipped, place, template.category, template.id or 0)


def _matches(template: PromptTemplate, query: str) -> bool:
    """Every word of the query stands somewhere, in whichever language: one may search 诗 in an English window."""
    texts = (*template.title.values(), *template.description.values(), template.slug, heading(template.category))
    everything = "\n".join((*texts, template.body)).casefold()
    return all(word in everything for word in query.casefold().split())
