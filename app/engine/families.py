"""The names of the marker families, for a person to choose from, and the phrases that prolong a thinking. No Qt."""

from runtime.bridges import PHRASES
from runtime.markers import FAMILIES


def families() -> tuple[str, ...]:
    """Names in the order of the table, best known first."""
    return tuple(FAMILIES)


def phrases(language: str) -> tuple[str, ...]:
    """What the engine puts in a thinking to prolong it, where nobody says otherwise; `language` is "en" or "zh_CN".

    The engine itself goes by the language of the thinking.
    """
    return PHRASES["zh" if language.startswith("zh") else "en"]
