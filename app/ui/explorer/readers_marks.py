"""The reader's marks on the trace that is explored: read from the store, written back, laid over the steps."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.errors import StoreError, UserError
from app.explore.values import TraceView
from app.store.annotations import Annotation, Label, Marking
from app.store.store import Store
from app.ui.explorer.states import Marks

HIGHLIGHT = "accent"
"""The name of the palette that a highlight is kept with: the reader's own colour."""


class ReadersMarks(QObject):
    """Those of one trace at a time."""

    changed = Signal()
    """Other marks than before are on the disk."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._watcher = store, FutureWatcher(self)
        self._view: TraceView | None = None
        self._all: list[Annotation] = []
        self._labels: dict[int, Label] = {}

    def open(self, view: TraceView) -> None:
        """From now on those of this trace."""
        self._view = view
        self._read()

    def _read(self) -> None:
        generation = self._view.source.generation if self._view is not None else 0
        self._all = self._store.annotations.of_generation(generation) if generation else []
        self._labels = {each.id: each for each in self._store.annotations.labels()}

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def possible(self) -> bool:
        """Whether marks can be kept: only of what lies in the store."""
        return self._view is not None and bool(self._view.source.generation)

    def labels(self) -> tuple[str, ...]:
        """All labels of the reader's own."""
        return tuple(each.name for each in self._labels.values())

    def rows(self) -> frozenset[int]:
        """Steps that have a mark, or a part of them."""
        steps = self._view.analysis.steps if self._view is not None else ()
        return frozenset(
            row
            for row, step in enumerate(steps)
            if any(each.first < step.end and each.last > step.start for each in self._all)
        )

    def texts(self) -> dict[int, str]:
        """What the marks say, by row."""
        return {row: said for row in self.rows() if (said := self._said(row))}

    def highlights(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the thinking that are highlighted."""
        return tuple((each.first, each.last) for each in self._all if each.marking.highlight)

    def of(self, row: int) -> Marks:
        """The marks of a step."""
        found = self._on(row)
        if found is None:
            return Marks()
        marking = found.marking
        name = self._labels[marking.label].name if marking.label in self._labels else ""
        return Marks(bool(marking.highlight), name, marking.note, marking.rating or 0)

    def _said(self, row: int) -> str:
        marks = self.of(row)
        return "  ".join(filter(None, (marks.label, f"{marks.rating}/5" if marks.rating else "", marks.note)))

    def _on(self, row: int) -> Annotation | None:
        assert self._view is not None
        step = self._view.analysis.steps[row]
        return next((each for each in self._all if (each.first, each.last) == (step.start, step.end)), None)

    # ---- wishes -------------------------------------------------------------------------------------------------

    def put(self, row: int, marks: Marks) -> None:
        """Give a step these marks. A label that is not there yet is made."""
        if self._view is None or not self.possible:
            return
        step, generation = self._view.analysis.steps[row], self._view.source.generation
        number = next((each.id for each in self._labels.values() if each.name == marks.label), None)
        if marks.label and number is None:
            self._follow(
                self._store.annotations.save_label(marks.label),
                lambda made: self._put(generation, step.start, step.end, marks, made.id),
            )
        else:
            self._put(generation, step.start, step.end, marks, number)

    def highlight(self, first: int, last: int) -> None:
        """Highlight a stretch, or take the highlight off it."""
        if self._view is None or not self.possible:
            return
        found = next((each for each in self._all if (each.first, each.last) == (first, last)), None)
        on = found is None or not found.marking.highlight
        old = found.marking if found is not None else Marking()
        marking = Marking(HIGHLIGHT if on else "", old.label, old.note, old.rating)
        self._follow(self._store.annotations.put(self._view.source.generation, first, last, marking), self._on_put)

    def _put(self, generation: int, first: int, last: int, marks: Marks, label: int | None) -> None:
        marking = Marking(HIGHLIGHT if marks.highlighted else "", label, marks.note, marks.rating or None)
        self._follow(self._store.annotations.put(generation, first, last, marking), self._on_put)

    def _on_put(self, _: object) -> None:
        self._read()
        self.changed.emit()

    def _follow(self, write: "Future[Any]", then: Callable[[Any], None]) -> None:
        self._watcher.watch(write, lambda written: then(written.value), self._on_fault)

    def _on_fault(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self.failed.emit(StoreError("store_failed", repr(error)))
            raise error
        self.failed.emit(error)
