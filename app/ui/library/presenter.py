"""Decides what the library's page shows, and carries out what is wished there. Knows no widget."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.errors import UserError, WeightsError
from app.library import Filters, Row
from app.ui.library import judging, present, wording
from app.ui.library.choosing import (
    build_called,
    build_lines,
    found_called,
    get_label,
    shape_for,
    usual_key,
    wanted_of,
)
from app.ui.library.states import Builds, Detail, DownloadState, FilterState, ListState, Nothing, PlanState, Wish
from app.ui.library.stock import Stock
from app.ui.model.wording import memory
from app.ui.widgets.callout import Tone
from models.catalog import Build
from models.download import Failed, InUse, Progress
from models.library import Found, NotRemoved
from models.plan import Plan, Wishes
from models.shape import Shape

Planned = tuple[tuple[Build, Plan], ...]


class View(Protocol):
    """What is needed of `LibraryPage`."""

    filters_changed: SignalInstance
    select_wished: SignalInstance
    nothing_pressed: SignalInstance
    build_chosen: SignalInstance
    plan_wished: SignalInstance
    plan_reset_wished: SignalInstance
    get_wished: SignalInstance
    load_wished: SignalInstance
    remove_wished: SignalInstance
    remove_confirmed: SignalInstance
    pause_wished: SignalInstance
    resume_wished: SignalInstance
    cancel_wished: SignalInstance
    look_again_wished: SignalInstance

    def show_list(self, state: ListState) -> None: ...
    def show_detail(self, detail: Detail | None) -> None: ...
    def show_download(self, download: DownloadState | None) -> None: ...
    def show_plan(self, plan: PlanState) -> None: ...
    def show_remark(self, tone: Tone, text: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def ask_removal(self, name: str, size: str, path: str) -> None: ...


@dataclass
class Kept:
    """What a person has chosen on the page; the next window's page goes on with it."""

    filters: Filters = field(default_factory=Filters)
    selected: str = ""
    builds: dict[str, str] = field(default_factory=dict)
    """By key of a row: the build that was chosen."""
    wishes: dict[tuple[str, str], Wishes] = field(default_factory=dict)
    """By keys of a row and of a build: what was moved in the plan."""


class LibraryPresenter(QObject):
    """Between what is gathered beside the window and the page."""

    load_wished = Signal(str, object)
    """Path of weights, and fields of `LoadOptions`."""

    def __init__(self, stock: Stock, view: View, kept: Kept | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stock, self._view = stock, view
        self.kept = kept or Kept()
        self._rows: tuple[Row, ...] = ()
        self._known = False
        """Whether it is known what there is."""
        self._planned: Planned = ()
        self._shape: Shape | None = None
        self._plan: Plan | None = None
        self._removing: Found | None = None
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        view, stock = self._view, self._stock
        view.filters_changed.connect(self._on_filters)
        view.select_wished.connect(self._select)
        view.nothing_pressed.connect(self._clear_filters)
        view.build_chosen.connect(self._choose_build)
        view.plan_wished.connect(self._on_wish)
        view.plan_reset_wished.connect(self._reset_plan)
        view.get_wished.connect(self._get)
        view.load_wished.connect(self._load)
        view.remove_wished.connect(self._ask_removal)
        view.remove_confirmed.connect(self._remove)
        view.pause_wished.connect(stock.pause)
        view.resume_wished.connect(stock.resume)
        view.cancel_wished.connect(stock.cancel)
        view.look_again_wished.connect(stock.look_again)
        stock.changed.connect(self._refresh)
        stock.progressed.connect(self._on_progress)
        stock.failed.connect(self._on_failed)

    # ---- the list -----------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Something may be there that was not."""
        self._show_list()
        filters = self.kept.filters
        self._stock.ask_rows(filters, lambda rows: self._take(filters, rows))

    def _take(self, filters: Filters, rows: tuple[Row, ...]) -> None:
        if filters != self.kept.filters:
            return  # another question is on its way
        before = self._row
        self._rows, self._known = rows, True
        if self._row is None:
            self._choose_first()
        self._show_list()
        if self._row != before or before is None:
            self._open()

    def _choose_first(self) -> None:
        """Something should be open; but what was not judged yet may move away from the top."""
        lines = present.lines(self._rows)
        settled = self._stock.judged or self.kept.filters != Filters()
        self._forget_plan()
        self.kept.selected = lines[0].key if lines and (settled or lines[0].here) else ""

    def _on_filters(self, state: FilterState) -> None:
        self.kept.filters = present.filters_of(state)
        self._refresh()

    def _clear_filters(self) -> None:
        self.kept.filters = Filters()
        self._refresh()

    def _show_list(self) -> None:
        hardware, parts = self._stock.hardware, self._stock.parts
        self._view.show_list(
            ListState(
                lines=present.lines(self._rows),
                selected=self.kept.selected,
                filters=present.filter_state(self.kept.filters, parts.catalog if parts is not None else None),
                nothing=self._nothing(),
                machine=present.machine(hardware) if hardware is not None else "",
                busy=self._busy(),
            )
        )

    def _busy(self) -> str:
        if self._stock.stage == "surveying":
            return self.tr("Looking at this computer…")
        if self._stock.stage == "scanning":
            return self.tr("Looking through folders for weights…")
        return "" if self._stock.judged else self.tr("Reckoning what runs here…")

    def _nothing(self) -> Nothing | None:
        if self._rows or not self._known or (self.kept.filters.fits and not self._stock.judged):
            return None
        filters = self.kept.filters
        clear = self.tr("Show all")
        if filters.here and filters == Filters(here=True):
            hint = self.tr(
                "Weights of other programs are found by themselves; other folders are named in the settings."
            )
            return Nothing(self.tr("No weights on this computer yet"), hint, clear, "hard-drive")
        if filters.fits and filters == Filters(fits=True):
            hint = self.tr("Even the smallest weights need more memory than there is.")
            return Nothing(self.tr("Nothing runs here"), hint, clear, "gauge")
        hint = self.tr("Try other words, or leave out fewer.")
        return Nothing(self.tr("Nothing matches"), hint, clear)

    # ---- the chosen weights -------------------------------------------------------------------------------------

    @property
    def _row(self) -> Row | None:
        return next((row for row in self._rows if row.key == self.kept.selected), None)

    def _select(self, key: str) -> None:
        if key != self.kept.selected:
            self.kept.selected = key
            self._forget_plan()
            self._show_list()
            self._open()

    def _forget_plan(self) -> None:
        self._planned, self._shape, self._plan = (), None, None

    def _open(self) -> None:
        """Show the chosen row, and reckon what is not known of it yet."""
        row = self._row
        self._show_detail()
        if row is None:
            return
        if row.entry is not None and row.entry.runs:
            self._stock.ask_builds(row.entry, lambda planned: self._take_builds(row.key, planned))
        else:
            self._ask_plan()

    def _take_builds(self, key: str, planned: Planned) -> None:
        if key == self.kept.selected:
            self._planned = planned
            self._ask_plan()
            self._show_detail()

    def _choose_build(self, key: str) -> None:
        if self.kept.selected:
            self.kept.builds[self.kept.selected] = key
            self._shape = self._plan = None
            self._show_detail()
            self._ask_plan()

    @property
    def _key(self) -> str:
        """What of the row is meant: a build, or a file that is none."""
        row = self._row
        return self.kept.builds.get(row.key) or usual_key(row) if row is not None else ""

    def _build(self) -> Build | None:
        row = self._row
        return build_called(self._key, row) if row is not None else None

    def _found(self) -> Found | None:
        """What is here of what is meant."""
        row = self._row
        return found_called(self._key, row) if row is not None else None

    def _show_detail(self) -> None:
        row = self._row
        self._view.show_detail(self._detail(row) if row is not None else None)

    def _detail(self, row: Row) -> Detail:
        build, found = self._build(), self._found()
        state = present.download(row.download)
        fit = present.fit_of(row)
        if self._plan is not None and self._shape is not None:
            fit = judging.fit_of(self._plan, len(self._shape.layers))
        lines, devices = build_lines(self._planned, row)
        removable = found is not None and found.owned
        return Detail(
            key=row.key,
            name=row.name,
            subtitle=present.subtitle(row),
            fit=fit,
            about=self._about(row, fit.kind == "too_large"),
            facts=present.facts(row),
            builds=Builds(lines, self._key, devices),
            plan=self._plan_state(),
            download=state,
            places=present.places(row),
            get=get_label(build) if build is not None and found is None and state is None else "",
            load=self.tr("Load") if found is not None and found.card is not None else "",
            removable=removable,
        )

    def _about(self, row: Row, too_large: bool) -> str:
        """What the catalog remarks, and what would run where this does not: the maker's own first."""
        notes = [row.entry.note] if row.entry is not None and row.entry.runs and row.entry.note else []
        fitting = [each for each in self._rows if each.fits and each.entry is not None and each.entry.thinks != "no"]
        if too_large and row.entry is not None and fitting:
            own = (each for each in fitting if each.entry is not None and each.entry.maker == row.entry.maker)
            notes.append(self.tr("What would run here: {name}.").format(name=next(own, fitting[0]).name))
        return " ".join(notes)

    # ---- the plan -----------------------------------------------------------------------------------------------

    @property
    def _place(self) -> tuple[str, str]:
        return self.kept.selected, self._key

    @property
    def _wishes(self) -> Wishes:
        return self.kept.wishes.get(self._place, Wishes())

    def _ask_plan(self) -> None:
        row = self._row
        shape = shape_for(row, self._build(), self._found()) if row is not None else None
        if shape is None:
            return
        place, wishes = self._place, self._wishes
        self._stock.ask_plan(shape, wishes, lambda found: self._take_plan(place, wishes, *found))

    def _take_plan(self, place: tuple[str, str], wishes: Wishes, shape: Shape, plan: Plan) -> None:
        if place != self._place or wishes != self._wishes:
            return  # something was moved meanwhile
        first = self._plan is None
        self._shape, self._plan = shape, plan
        state = self._plan_state()
        if first or state is None:
            self._show_detail()
        else:
            self._view.show_plan(state)

    def _plan_state(self) -> PlanState | None:
        hardware = self._stock.hardware
        if self._plan is None or self._shape is None or hardware is None:
            return None
        return judging.plan_state(self._shape, hardware, self._wishes, self._plan)

    def _on_wish(self, wish: Wish) -> None:
        self.kept.wishes[self._place] = judging.with_wish(self._wishes, wish.name, wish.value)
        self._ask_plan()

    def _reset_plan(self) -> None:
        self.kept.wishes[self._place] = Wishes(aim=self._wishes.aim)
        self._ask_plan()

    # ---- what is done -------------------------------------------------------------------------------------------

    def _get(self) -> None:
        row, build, parts = self._row, self._build(), self._stock.parts
        if row is None or row.entry is None or build is None or parts is None:
            return
        wanted = wanted_of(row.entry, build, parts.hub)
        if wanted is not None:
            self._stock.get(wanted)
            return
        text = self.tr("{name} is not on ModelScope as {quantization}. Choose another, or another hub in the settings.")
        self._view.show_remark("warn", text.format(name=row.name, quantization=build.quantization))

    def _load(self) -> None:
        found = self._found()
        if found is not None:
            placed = judging.load_values(self._plan.placement) if self._plan is not None else {}
            self.load_wished.emit(str(found.path), placed)

    def _ask_removal(self) -> None:
        found = self._removing = self._found()
        if found is not None and found.owned:
            self._view.ask_removal(found.name, memory(found.size), str(found.path))

    def _remove(self) -> None:
        found, self._removing = self._removing, None
        if found is not None and found.owned:
            text = self.tr("{name} was deleted; {size} are free again.")
            self._stock.remove(found, lambda freed: self._say(text.format(name=found.name, size=memory(freed))))

    def _say(self, text: str) -> None:
        self._view.show_remark("good", text)

    def _on_progress(self, found: tuple[Progress, ...]) -> None:
        """Only figures have changed: neither rows nor details are made anew."""
        now = {each.id: each for each in found}
        if not any(row.download is not None and row.download.id in now for row in self._rows):
            return
        self._rows = tuple(
            replace(row, download=now.get(row.download.id)) if row.download is not None else row for row in self._rows
        )
        self._show_list()
        row = self._row
        if row is not None:
            self._view.show_download(present.download(row.download))

    def _on_failed(self, error: Any) -> None:
        if isinstance(error, UserError):
            self._view.show_error(error)
        elif isinstance(error, InUse):
            self._view.show_error(WeightsError("downloads_in_use", str(error)))
        elif isinstance(error, Failed):
            self._view.show_remark("error", wording.fault(error.fault.kind, error.fault.file, error.fault.numbers))
        elif isinstance(error, NotRemoved):
            self._view.show_remark("error", self._not_removed(error))
        else:
            self._view.show_remark("error", self.tr("This could not be done: {fault}").format(fault=error))

    def _not_removed(self, error: NotRemoved) -> str:
        if error.kind == "not_ours":
            text = self.tr("{path} was not downloaded by Sibian and stays where it is.")
        else:
            text = self.tr("The system does not let {path} be deleted.")
        return text.format(path=error.path)
