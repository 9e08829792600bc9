"""Formulas that were drawn, kept as long as there is room. Knows no threads: whoever uses it holds a lock."""

from collections import OrderedDict
from collections.abc import Sequence

from app.text.formulas.values import Clip, Drawing, Formula, FormulaFault, Item

Outcome = Drawing | FormulaFault

MOST_ITEMS = 40_000
"""Parts of all drawings that are kept: about 15 MB, more than a thousand formulas as people write them."""


class Drawn:
    """Those that were not asked for the longest go first."""

    def __init__(self, most: int = MOST_ITEMS) -> None:
        self._kept: OrderedDict[Formula, tuple[Outcome, int]] = OrderedDict()
        self._items, self._most = 0, most

    def get(self, formula: Formula) -> Outcome | None:
        found = self._kept.get(formula)
        if found is None:
            return None
        self._kept.move_to_end(formula)
        return found[0]

    def keep(self, formula: Formula, outcome: Outcome) -> None:
        self._forget(formula)
        size = 1 + (_count(outcome.items) if isinstance(outcome, Drawing) else 0)
        self._kept[formula] = outcome, size
        self._items += size
        while self._items > self._most and len(self._kept) > 1:
            self._forget(next(iter(self._kept)))

    def _forget(self, formula: Formula) -> None:
        _, size = self._kept.pop(formula, (None, 0))
        self._items -= size

    def __len__(self) -> int:
        return len(self._kept)


def _count(items: Sequence[Item]) -> int:
    return sum(1 + (_count(item.items) if isinstance(item, Clip) else 0) for item in items)
