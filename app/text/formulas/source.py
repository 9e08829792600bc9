"""A formula as it was written, with its delimiters, and what is asked for to draw it."""

from app.text.formulas.values import Formula

_DELIMITERS = ("$$", "\\[", "\\(", "$")


def formula_of(source: str, display: bool) -> Formula:
    """What `source`, a formula's text in a run, is drawn from; an environment and a `\\boxed` have no delimiters."""
    for opener in _DELIMITERS:
        if source.startswith(opener) and len(source) > 2 * len(opener):
            return Formula(source[len(opener) : -len(opener)].strip(), display)
    return Formula(source.strip(), display)
