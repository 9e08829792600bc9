"""Decides which versions of an answer are compared. Knows store and traces, and of the page only its states."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.explore.comparing import MOST, Comparison, compare
from app.explore.values import TraceView
from app.store.records import Generation
from app.store.store import Store
from app.ui.compare import present
from app.ui.compare.page import ComparePage
from app.ui.compare.states import Version
from app.ui.explorer import wording
from app.ui.explorer.traces import Traces


@dataclass(frozen=True, slots=True)
class Kept:
    """What is compared, to be found again in a window that is built anew."""

    answer: int = 0
    chosen: tuple[int, ...] = ()
    only: bool = False


class ComparePresenter(QObject):
    """Versions of one answer, two to four of them side by side."""

    step_wished = Signal(int, int)
    """An answer, and the row of its thinking that is to be explored."""

    def __init__(self, store: Store, traces: Traces, page: ComparePage, kept: Kept | None = None) -> None:
        super().__init__(page)
        self._store, self._traces, self._page = store, traces, page
        self.kept = kept or Kept()
        self._versions: tuple[int, ...] = ()
        self._views: dict[int, TraceView] = {}
        self.comparison: Comparison | None = None
        page.chosen.connect(self._choose)
        page.only_wished.connect(self._show_only)
        page.step_wished.connect(self._on_step)
        if self.kept.answer:
            self.open(self.kept.answer, self.kept.chosen)

    def open(self, answer: int, chosen: tuple[int, ...] = ()) -> None:
        """Compare an answer with other versions of it: with the one it came from, else with the last of the others."""
        self._versions = tuple(each for each in self._store.conversations.versions(answer) if self._over(each))
        self.kept = Kept(answer, chosen or self._first_choice(answer), self.kept.only)
        self._views = {}
        self._show_versions()
        self._gather()

    def _first_choice(self, answer: int) -> tuple[int, ...]:
        others = [each for each in self._versions if each != answer]
        generation = self._store.generations.of_message(answer)
        origin = self._store.generations.get(generation.origin) if generation and generation.origin else None
        beside = origin.message if origin is not None and origin.message in others else (others[-1] if others else None)
        return tuple(sorted(each for each in (answer, beside) if each is not None))

    def _over(self, answer: int) -> bool:
        generation = self._store.generations.of_message(answer)
        return generation is not None and generation.ending is not None

    def _choose(self, answer: int, on: bool) -> None:
        chosen = {*self.kept.chosen, answer} if on else {*self.kept.chosen} - {answer}
        if len(chosen) <= MOST:
            self.kept = replace(self.kept, chosen=tuple(sorted(chosen)))
        self._show_versions()
        self._gather()

    def _gather(self) -> None:
        """Have all traces that are chosen, then set them side by side."""
        wanted = self.kept.chosen
        if len(wanted) < 2:
            hint = (
                self.tr("Choose two to four versions above.")
                if len(self._versions) > 1
                else self.tr("There is only one version of this answer. Regenerate it, or fork it in the explorer.")
            )
            self._page.show_nothing(self.tr("Nothing to compare yet"), hint)
            return
        missing = [each for each in wanted if each not in self._views]
        if missing:
            self._traces.of_answer(missing[0], lambda view: self._arrived(missing[0], view))
            return
        views = [self._views[each] for each in wanted]
        self._traces.work(lambda: compare(views), lambda found: self._compared(wanted, found))

    def _arrived(self, answer: int, view: TraceView | None) -> None:
        if view is None:
            self.kept = replace(self.kept, chosen=tuple(each for each in self.kept.chosen if each != answer))
        else:
            self._views[answer] = view
        self._gather()

    def _compared(self, wanted: tuple[int, ...], comparison: Comparison) -> None:
        if wanted == self.kept.chosen:
            self.comparison = comparison
            self._page.show_question(" ".join(comparison.views[0].source.question.split()))
            self._show()

    def _show(self) -> None:
        if self.comparison is None:
            return
        names = tuple(self._name(view.source.answer_id) for view in self.comparison.views)
        state = present.compared(self.comparison, names)
        if self.kept.only:
            state = replace(state, lines=tuple(line for line in state.lines if line.only is not None))
        self._page.show_compared(state)

    def _show_only(self, only: bool) -> None:
        self.kept = replace(self.kept, only=only)
        self._show()

    def _on_step(self, column: int, row: int) -> None:
        if self.comparison is not None:
            self.step_wished.emit(self.comparison.views[column].source.answer_id, row)

    # ---- names --------------------------------------------------------------------------------------------------

    def _show_versions(self) -> None:
        self._page.show_versions(
            [Version(each, self._name(each), self._facts(each), each in self.kept.chosen) for each in self._versions]
        )

    def _name(self, answer: int) -> str:
        number = self._versions.index(answer) + 1 if answer in self._versions else 0
        return self.tr("Version {number}").format(number=number)

    def _facts(self, answer: int) -> str:
        generation = self._store.generations.of_message(answer)
        if generation is None:
            return ""
        facts = [generation.model, self._origin(generation)]
        if generation.seed is not None:
            facts.append(self.tr("seed {seed}").format(seed=generation.seed))
        tokens = generation.thinking_tokens + generation.answer_tokens
        facts.append(self.tr("{count} tokens").format(count=wording.number(tokens)))
        return "\n".join(filter(None, facts))

    def _origin(self, generation: Generation) -> str:
        words = {
            "continue": self.tr("continued"),
            "reroll": self.tr("same thinking, answered again"),
            "fork": self.tr("forked after token {token}").format(token=wording.number(generation.origin_tokens or 0)),
            "edit": self.tr("from an edited thinking"),
        }
        return words.get(generation.origin_kind or "", "")
