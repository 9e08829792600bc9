"""The window's way to drawn formulas: asks for drawings without waiting, and tells when some have come.

One for the whole application, like the theme; whoever shows formulas asks for it. Knows no documents.
"""

from collections import OrderedDict
from weakref import WeakSet, ref

from PySide6.QtCore import QObject, QTimer, Signal

from app.text.formulas.desk import Formulas
from app.text.formulas.values import Drawing, Formula, FormulaFault
from app.ui.widgets.formula import Picture
from app.ui.widgets.formula_stamps import Stamps

INTERVAL_MS = 12
"""Between two looks at what has come; each look may set a page anew."""
MOST_PICTURES = 1500


class Wanter:
    """Somebody who waits for formulas: what it still wants. Nothing is drawn for those that are gone."""

    __slots__ = ("__weakref__", "asked", "wanted")

    def __init__(self) -> None:
        self.wanted: dict[Formula, None] = {}
        """In the order in which they are read."""
        self.asked: frozenset[Formula] = frozenset()
        """What it wanted when it was last in sight."""


class FormulaDesk(QObject):
    """Keeps what was drawn as Qt paints it."""

    arrived = Signal(object)
    """Formulas, as a frozenset, that are known now and were not before."""

    def __init__(self, formulas: Formulas, parent: QObject | None = None) -> None:
        """`formulas` is closed by whoever made it, or by `close`."""
        super().__init__(parent)
        self._formulas = formulas
        self._known: OrderedDict[Formula, Picture | FormulaFault] = OrderedDict()
        self._wanters: WeakSet[Wanter] = WeakSet()
        self._front: ref[Wanter] | None = None
        """The last to be in sight."""
        self._sighted: dict[Formula, None] = {}
        self.stamps = Stamps()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def known(self, formula: Formula) -> Picture | FormulaFault | None:
        """What is there of it. Asks for nothing."""
        found = self._known.get(formula)
        if found is not None:
            self._known.move_to_end(formula)
        return found

    def want(self, wanter: Wanter) -> None:
        """What `wanter` wants is in sight: have it drawn before all else."""
        if not wanter.wanted:
            return
        if self._front is not None and self._front() is wanter and wanter.wanted.keys() <= wanter.asked:
            return
        self._front, wanter.asked = ref(wanter), frozenset(wanter.wanted)
        self._wanters.add(wanter)
        self._formulas.turn()
        came = frozenset(formula for formula in wanter.wanted if self._ask(formula))
        if came:
            # Known to the drawer and forgotten here. Whoever asked is in the middle of something.
            QTimer.singleShot(0, self, lambda: self.arrived.emit(came))
        if not self._timer.isActive():
            self._timer.start()

    def in_sight(self, formula: Formula) -> None:
        """It has just been painted as its source: of all that is wanted, draw those first, in this order."""
        if not self._sighted:
            QTimer.singleShot(0, self, self._ask_sighted)
        self._sighted[formula] = None

    def _ask_sighted(self) -> None:
        self._formulas.turn()
        came = frozenset(formula for formula in self._sighted if self._ask(formula))
        self._sighted.clear()
        if came:
            self.arrived.emit(came)
        if self._formulas.waiting and not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        self._formulas.close()

    def _ask(self, formula: Formula) -> bool:
        outcome = self._formulas.ask(formula)
        if outcome is None:
            return False
        self._keep(formula, outcome)
        return True

    def _keep(self, formula: Formula, outcome: Drawing | FormulaFault) -> None:
        self._known[formula] = Picture(outcome) if isinstance(outcome, Drawing) else outcome
        self._known.move_to_end(formula)
        while len(self._known) > MOST_PICTURES:
            self._known.popitem(last=False)

    def _look(self) -> None:
        came = frozenset(self._formulas.finished())
        for formula in came:
            self._ask(formula)
        if came:
            self.arrived.emit(came)
        wanted = set().union(*(wanter.wanted for wanter in self._wanters))
        self._formulas.keep_only(wanted)
        if not self._formulas.waiting:
            self._timer.stop()


_installed: list[FormulaDesk] = []


def install(desk: FormulaDesk | None) -> None:
    """Make `desk` the application's own; None where there is none any more."""
    _installed[:] = [desk] if desk is not None else []


def installed() -> FormulaDesk | None:
    """The application's own. Without one, formulas stand as they were written."""
    return _installed[0] if _installed else None
