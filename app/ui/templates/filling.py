"""A template's form and the text it makes. Pure; the window, the preview and what is sent all come through here."""

from collections.abc import Mapping

from app.groups.grading import key_of_spec
from app.prompts import (
    BadTemplate,
    Problem,
    Value,
    as_typed,
    check,
    checker_of,
    is_whole,
    read_value,
    render,
    said,
)
from app.store.records import PromptTemplate
from app.ui.templates.drafts import kind_of
from app.ui.templates.states import Blank, Form, Preview, TemplateUse
from app.ui.templates.wording import fault, recommended, why


def values_of(template: PromptTemplate, typed: Mapping[str, str]) -> dict[str, str]:
    """What stands in each blank: what was typed there, else its default."""
    return {variable.name: typed.get(variable.name, as_typed(variable.default)) for variable in template.variables}


def form_of(template: PromptTemplate, language: str, values: dict[str, str]) -> Form:
    return Form(
        slug=template.slug,
        title=said(template.title, language) or template.slug,
        description=said(template.description, language),
        shipped=template.shipped,
        blanks=tuple(
            Blank(
                name=variable.name,
                label=said(variable.label, language) or variable.name,
                kind=kind_of(variable),
                choices=("yes", "no") if variable.type == "yes_no" else variable.choices,
                minimum=variable.minimum,
                maximum=variable.maximum,
                whole=is_whole(variable),
            )
            for variable in template.variables
        ),
        values=values,
        recommended=recommended(template.sampling),
        samples=template.samples,
        judged=bool(template.checker),
        imported=template.imported,
    )


def preview_of(template: PromptTemplate, typed: Mapping[str, str]) -> Preview:
    """The exact text for what was typed, or everything that is in its way."""
    texts = values_of(template, typed)
    read = {variable.name: read_value(variable, texts[variable.name]) for variable in template.variables}
    wrong = {name: why(value) for name, value in read.items() if isinstance(value, Problem)}
    faults = [problem for problem in check(template) if problem.variable not in wrong]
    if faults:
        return Preview("", fault(faults[0]), wrong)
    if wrong:
        return Preview(_with_gaps(template, read), "", wrong)
    try:
        return Preview(render(template, {n: v for n, v in read.items() if not isinstance(v, Problem)}))
    except BadTemplate as bad:
        return Preview("", fault(bad.problem))


def _with_gaps(template: PromptTemplate, read: Mapping[str, Value | Problem]) -> str:
    """The text with the name of what is missing where it would stand; empty where it takes more than names."""
    held = {name: f"⟦{name}⟧" if isinstance(value, Problem) else value for name, value in read.items()}
    try:
        return render(template, held)
    except BadTemplate:
        return ""


def use_of(template: PromptTemplate, typed: Mapping[str, str], samples: int = 1) -> TemplateUse | None:
    """What is to be asked, and how its answers are to be judged; None where something is in its way."""
    preview = preview_of(template, typed)
    if not preview.usable:
        return None
    texts = values_of(template, typed)
    read = {variable.name: read_value(variable, texts[variable.name]) for variable in template.variables}
    held = {name: value for name, value in read.items() if not isinstance(value, Problem)}
    try:
        checker = key_of_spec(checker_of(template, held))
    except BadTemplate:
        checker = ""  # a value that the check cannot be told; the question is none the worse for it
    return TemplateUse(template.slug, preview.text, dict(template.sampling), checker, samples)
