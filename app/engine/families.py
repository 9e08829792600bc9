"""The names of the marker families, for a person to choose from. No Qt."""

from runtime.markers import FAMILIES


def families() -> tuple[str, ...]:
    """Names in the order of the table, best known first."""
    return tuple(FAMILIES)
