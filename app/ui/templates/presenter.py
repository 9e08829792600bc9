"""Decides what the templates' views show, and carries out what is wished there. Knows no widget."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.engine.futures import FutureWatcher
from app.errors import StoreError, UserError, WrongUse
from app.prompts import Surroundings, check, fill, said
from app.prompts.files import write_template
from app.store.changes import Written
from app.store.records import PromptTemplate, TemplateVersion
from app.ui.templates import catalogue
from app.ui.templates.bringing import bring
from app.ui.templates.drafts import edited, fields_of
from app.ui.templates.filling import form_of, preview_of, use_of, values_of
from app.ui.templates.states import EditFields, Fault, Form, Past, Preview, Row
from app.ui.templates.wording import fault, when, why

Typed = dict[str, dict[str, str]]
"""By slug and name of the blank: what was typed there."""


LONGEST_WAIT_S = 5.0
"""For the disk, when the dialog closes."""


class Templates(Protocol):
    """What is needed of `app.store.templates.Templates`."""

    def list(self) -> list[PromptTemplate]: ...
    def save(self, template: PromptTemplate) -> "Future[Written[str]]": ...
    def copy(self, slug: str) -> "Future[Written[str]]": ...
    def delete(self, slug: str) -> "Future[Written[None]]": ...
    def add(self, template: PromptTemplate) -> "Future[Written[str]]": ...
    def versions(self, slug: str) -> Sequence[TemplateVersion]: ...


class View(Protocol):
    """What is needed of `TemplatesDialog`."""

    search_wished: SignalInstance
    select_wished: SignalInstance
    value_typed: SignalInstance
    reset_wished: SignalInstance
    use_wished: SignalInstance
    copy_wished: SignalInstance
    draft_typed: SignalInstance
    save_wished: SignalInstance
    revert_wished: SignalInstance
    delete_wished: SignalInstance
    undo_wished: SignalInstance
    closing: SignalInstance
    sample_wished: SignalInstance
    import_wished: SignalInstance
    export_wished: SignalInstance
    past_wished: SignalInstance

    def show_rows(self, rows: tuple[Row, ...], selected: str, query: str) -> None: ...
    def show_form(self, form: Form | None) -> None: ...
    def show_preview(self, preview: Preview) -> None: ...
    def show_editor(self, fields: EditFields | None) -> None: ...
    def show_faults(self, faults: tuple[Fault, ...], unsaved: bool) -> None: ...
    def show_deleted(self, title: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def show_past(self, past: tuple[Past, ...]) -> None: ...
    def show_brought(self, title: str) -> None: ...
    def start_editing(self) -> None: ...
    def leave(self) -> None: ...
    def stay(self) -> None: ...


class TemplatesPresenter(QObject):
    """Fills, uses, copies, edits and deletes templates.

    typed: what stands in the forms. Give the same one to the next presenter, and closing the dialog loses nothing.
    """

    used = Signal(object)
    """TemplateUse."""
    failed = Signal(object)
    """UserError. The dialog has told it already; whoever keeps a list of faults may add it."""
    changed = Signal(object)
    """Changes."""

    def __init__(
        self,
        templates: Templates,
        view: View,
        language: str,
        parent: QObject | None = None,
        typed: Typed | None = None,
        around: Surroundings | None = None,
        slug: str = "",
    ) -> None:
        """around: what blanks fill themselves with. slug: the template that is open at first."""
        super().__init__(parent)
        self._around = around or Surroundings()
        self._templates, self._view, self._language = templates, view, language
        self._watcher = FutureWatcher(self)
        self._typed: Typed = {} if typed is None else typed
        self._drafts: dict[str, EditFields] = {}
        self._deleted: PromptTemplate | None = None
        self._query = self._slug = ""
        self._all: dict[str, PromptTemplate] = {}
        view.search_wished.connect(self._search)
        view.select_wished.connect(self._select)
        view.value_typed.connect(self._type)
        view.reset_wished.connect(self._reset)
        view.use_wished.connect(lambda: self._use())
        view.copy_wished.connect(self._copy)
        view.draft_typed.connect(self._draft)
        view.save_wished.connect(self._save)
        view.revert_wished.connect(self._revert)
        view.delete_wished.connect(self._delete)
        view.undo_wished.connect(self._undo)
        view.closing.connect(self._close)
        view.sample_wished.connect(self._use)
        view.import_wished.connect(self._import)
        view.export_wished.connect(self._export)
        view.past_wished.connect(self._bring_back)
        self._reload(slug or None)

    # ---- choosing -----------------------------------------------------------------------------------------------

    def _reload(self, slug: str | None = None) -> None:
        """Read the templates again and open `slug`, or what was open, or the first."""
        try:
            self._all = {template.slug: template for template in self._templates.list()}
        except StoreError as error:
            self._fail(error)
        wanted = self._slug if slug is None else slug
        shown = self._rows()
        if wanted not in self._all:
            wanted = shown[0].slug if shown else ""
        self._open(wanted)

    def _search(self, query: str) -> None:
        self._query = query
        rows = self._rows()
        if rows and self._slug not in {row.slug for row in rows}:
            self._open(rows[0].slug)
        else:
            self._view.show_rows(rows, self._slug, query)

    def _select(self, slug: str) -> None:
        if slug in self._all and slug != self._slug:
            self._open(slug)

    def _open(self, slug: str) -> None:
        self._slug = slug
        self._view.show_rows(self._rows(), slug, self._query)
        template = self._all.get(slug)
        if template is None:
            self._view.show_form(None)
            self._view.show_editor(None)
            return
        self._show_form()
        self._view.show_editor(None if template.shipped else self._fields(template))
        self._show_faults()
        versions = [] if template.shipped else self._templates.versions(slug)
        self._view.show_past(tuple(Past(each.id, when(each.replaced)) for each in versions))

    def _rows(self) -> tuple[Row, ...]:
        mine = self.tr("My templates")
        return catalogue.rows(self._all.values(), self._language, mine, self._query, frozenset(self._drafts))

    # ---- filling in ---------------------------------------------------------------------------------------------

    def _show_form(self) -> None:
        template = self._current()
        self._view.show_form(form_of(template, self._language, values_of(template, self._filled(template))))
        self._show_preview()

    def _show_preview(self) -> None:
        template = self._current()
        self._view.show_preview(preview_of(template, self._filled(template)))

    def _filled(self, template: PromptTemplate) -> dict[str, str]:
        """What was typed, and what fills itself."""
        return fill(template, self._typed.get(template.slug, {}), self._around)

    def _type(self, name: str, text: str) -> None:
        self._typed.setdefault(self._slug, {})[name] = text
        self._show_preview()

    def _reset(self) -> None:
        if self._slug in self._all:
            self._typed.pop(self._slug, None)
            self._show_form()

    def _use(self, samples: int = 1) -> None:
        if self._slug not in self._all:
            return
        template = self._current()
        use = use_of(template, self._filled(template), samples)
        if use is not None:
            self._view.leave()
            self.used.emit(use)

    # ---- files and versions -------------------------------------------------------------------------------------

    def _import(self, path: str) -> None:
        def done(written: Written[str]) -> None:
            self._query = ""
            self._stored(written, written.value)
            self._view.show_brought(said(self._all[written.value].title, self._language))

        try:
            template = bring(Path(path))
        except UserError as error:
            self._fail(error)
            return
        self._write(self._templates.add(template), done)

    def _export(self, path: str) -> None:
        if self._slug not in self._all:
            return
        try:
            Path(path).write_text(write_template(self._current()), encoding="utf-8")
        except OSError as error:
            self._fail(WrongUse("wrong_use", str(error), what=f"{Path(path).name}: {error.strerror}."))

    def _bring_back(self, id: int) -> None:
        """An earlier version becomes the draft; saving it makes a version of what is there now."""
        past = next((each for each in self._templates.versions(self._slug) if each.id == id), None)
        if past is not None:
            self._draft(fields_of(past.template, self._language))
            self._view.show_editor(self._drafts.get(self._slug) or fields_of(self._all[self._slug], self._language))

    # ---- editing ------------------------------------------------------------------------------------------------

    def _current(self) -> PromptTemplate:
        """The open template as it would be after saving."""
        template = self._all[self._slug]
        draft = self._drafts.get(self._slug)
        return edited(template, draft, self._language)[0] if draft else template

    def _fields(self, template: PromptTemplate) -> EditFields:
        return self._drafts.get(template.slug) or fields_of(template, self._language)

    def _draft(self, fields: EditFields) -> None:
        template = self._all[self._slug]
        if template.shipped:
            return
        was_unsaved = self._slug in self._drafts
        if fields == fields_of(template, self._language):
            self._drafts.pop(self._slug, None)
        else:
            self._drafts[self._slug] = fields
        if was_unsaved != (self._slug in self._drafts):
            self._view.show_rows(self._rows(), self._slug, self._query)
        self._show_form()
        self._show_faults()

    def _show_faults(self) -> None:
        template, draft = self._all[self._slug], self._drafts.get(self._slug)
        problems = edited(template, draft, self._language)[1] if draft else check(template)
        faults = tuple(
            Fault(fault(problem) if problem.line else why(problem), problem.line, problem.variable)
            for problem in problems
        )
        self._view.show_faults(faults, draft is not None)

    def _copy(self) -> None:
        def done(written: Written[str]) -> None:
            self.changed.emit(written.changes)
            self._typed[written.value] = dict(self._typed.get(self._slug, {}))
            self._query = ""
            self._reload(written.value)
            self._view.start_editing()

        if self._slug in self._all:
            self._write(self._templates.copy(self._slug), done)

    def _save(self) -> None:
        slug = self._slug
        draft = self._drafts.get(slug)
        if draft is None:
            return

        def done(written: Written[str]) -> None:
            # What was typed while the disk was busy is a draft of its own.
            if self._drafts.get(slug) == draft:
                del self._drafts[slug]
            self._stored(written)

        self._write(self._templates.save(self._edited(slug)), done)

    def _revert(self) -> None:
        if self._drafts.pop(self._slug, None) is not None:
            self._open(self._slug)

    def _delete(self) -> None:
        template = self._all.get(self._slug)
        if template is None or template.shipped:
            return
        gone = self._edited(template.slug)

        def done(written: Written[None]) -> None:
            self._drafts.pop(gone.slug, None)
            self._deleted = gone
            self._stored(written)
            self._view.show_deleted(said(gone.title, self._language))

        self._write(self._templates.delete(gone.slug), done)

    def _undo(self) -> None:
        deleted, self._deleted = self._deleted, None
        if deleted is not None:
            self._view.show_deleted("")
            self._write(self._templates.save(deleted), lambda written: self._stored(written, deleted.slug))

    def _close(self) -> None:
        """Closing is no way to lose what was written: drafts are saved, and where that fails the dialog stays."""
        for slug in list(self._drafts):
            try:
                self.changed.emit(self._templates.save(self._edited(slug)).result(timeout=LONGEST_WAIT_S).changes)
                del self._drafts[slug]
            except (StoreError, TimeoutError) as error:
                self._fail(error if isinstance(error, StoreError) else StoreError("store_failed", "timeout"))
                self._view.stay()

    def _edited(self, slug: str) -> PromptTemplate:
        template, draft = self._all[slug], self._drafts.get(slug)
        return edited(template, draft, self._language)[0] if draft else template

    # ---- writing ------------------------------------------------------------------------------------------------

    def _write(self, write: "Future[Any]", done: Callable[[Written[Any]], None]) -> None:
        def broken(error: BaseException) -> None:
            if not isinstance(error, UserError):
                raise error
            self._fail(error)

        self._watcher.watch(write, done, broken)

    def _fail(self, error: UserError) -> None:
        self._view.show_error(error)
        self.failed.emit(error)

    def _stored(self, written: Written[Any], slug: str | None = None) -> None:
        self.changed.emit(written.changes)
        self._reload(slug)
