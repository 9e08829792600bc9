"""Decides what the dialog for taking out shows, and has files written. Knows the store; draws nothing itself."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog

from app.errors import UserError, WrongUse
from app.exchange import writing
from app.exchange.choices import ENDINGS, READ_BY_PEOPLE, Choices, Words
from app.exchange.values import ImportedConversation
from app.store.exports import Exports
from app.ui.exchange import printing, sheet
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.exchange.export_states import ExportState, Kind, Preview, Scope, Writing
from app.ui.exchange.picture import Picture
from app.ui.exchange.printing import PdfJob, drawn_formulas
from app.ui.exchange.text_job import TextJob
from app.ui.theme import Theme, theme_named
from app.ui.widgets.formula_desk import installed

MOST_PREVIEW = 6_000
"""Characters."""
PAGE = (794, 1123)
"""A4 in pixels at 96 dots to the inch."""
FILE_ENDINGS = {"pdf": ".pdf", "picture": ".png"}
WAIT_MS = 30


class ExportPresenter(QObject):
    """Lives as long as its dialog. `kept` is what was chosen, for the next time."""

    closed = Signal()

    def __init__(
        self,
        exports: Exports,
        dialog: ExportDialog,
        ids: Mapping[Scope, Sequence[int]],
        words: Words,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        """ids: which conversations each scope of the dialog's state means."""
        super().__init__(parent)
        self._exports, self._dialog, self._ids, self._words, self._theme = exports, dialog, ids, words, theme
        self._job: TextJob | PdfJob | None = None
        self._sample: tuple[int, ImportedConversation | None] = (0, None)
        self._drawing: Iterator[None] | None = None
        self._show_drawn: Callable[[], None] = lambda: None
        self._wait = QTimer(self)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._go_on_drawing)
        dialog.changed.connect(self._on_changed)
        dialog.save_wished.connect(self._ask_where)
        dialog.copy_wished.connect(self._copy)
        dialog.cancel_wished.connect(self._cancel)
        dialog.finished.connect(lambda _: self.close())
        self._show(dialog.state)

    @property
    def kept(self) -> ExportState:
        return self._dialog.state

    def close(self) -> None:
        self._wait.stop()
        if self._job is not None:
            self._job.close()
            self._job = None

    # ---- what is chosen -----------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._dialog.remarks.clear()
        self._show(self._dialog.chosen())

    def _show(self, state: ExportState) -> None:
        state = allowed(state)
        self._dialog.show_state(state)
        self._wait.stop()
        told = self._first(state)
        if told is None:
            self._dialog.show_preview(Preview())
        elif state.kind in ("html", "picture"):
            self._draw_picture(state, told)
        elif state.kind == "pdf":
            self._draw_page(state, told)
        else:
            self._dialog.show_preview(self._text(state, told))

    def _first(self, state: ExportState) -> ImportedConversation | None:
        ids = self._ids.get(state.scope) or ()
        if not ids:
            return None
        if self._sample[0] != ids[0]:
            self._sample = ids[0], self._exports.conversation(ids[0])
        return self._sample[1]

    def _text(self, state: ExportState, told: ImportedConversation) -> Preview:
        said = ""
        for piece in writing.pieces([told], choices(state), self._words):
            said += piece[: MOST_PREVIEW + 1]
            if len(said) > MOST_PREVIEW:
                return Preview(said[:MOST_PREVIEW], cut=True)
        return Preview(said, cut=len(self._ids[state.scope]) > 1)

    def _draw_picture(self, state: ExportState, told: ImportedConversation) -> None:
        theme = self._theme if state.kind == "picture" else theme_named("light")
        picture = Picture(told, choices(state), self._words, theme, installed())
        cut = state.kind == "html"
        self._draw(picture.sheets, lambda: self._dialog.show_preview(Preview(image=picture.image(1), cut=cut)))

    def _draw_page(self, state: ExportState, told: ImportedConversation) -> None:
        made = sheet.Sheet(theme_named("light"), printing.SIZE, PAGE[0] - 136, installed())
        sheet.conversation(made, told, choices(state), self._words)

        def show() -> None:
            image = QImage(*PAGE, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill("white")
            painter = QPainter(image)
            painter.translate(68, 68)
            made.paint(painter, QRectF(0, 0, PAGE[0] - 136, PAGE[1] - 136))
            painter.end()
            self._dialog.show_preview(Preview(image=image, cut=made.height > PAGE[1] - 136))

        self._draw([made], show)

    def _draw(self, sheets: list[sheet.Sheet], show: Callable[[], None]) -> None:
        """Show at once what there is, and again when the formulas have come."""
        show()
        self._drawing, self._show_drawn = drawn_formulas(sheets), show
        if next(self._drawing, self) is not self:
            self._wait.start()

    def _go_on_drawing(self) -> None:
        if self._drawing is None or next(self._drawing, self) is self:
            self._wait.stop()
            self._show_drawn()

    # ---- writing ------------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        state = self._dialog.state
        told = self._exports.all(self._ids[state.scope])
        QGuiApplication.clipboard().setText("".join(writing.pieces(told, choices(state), self._words)))
        self._dialog.show_copied()

    def _ask_where(self) -> None:
        state = self._dialog.state
        ending = ending_of(state.kind)
        first = self._first(state)
        name = file_name(first.title if first is not None and len(self._ids[state.scope]) == 1 else "Sibian")
        dialog = QFileDialog(self._dialog, self.tr("Save as"), str(Path.home() / f"{name}{ending}"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, path: str) -> None:
        """Write what is chosen to `path`."""
        state = self._dialog.state
        if state.kind == "picture":
            self._save_picture(Path(path), state)
            return
        told = self._exports.all(self._ids[state.scope])
        kind = PdfJob if state.kind == "pdf" else TextJob
        job = kind(Path(path), told, choices(state), self._words, self)
        total = len(self._ids[state.scope])
        job.progressed.connect(lambda done: self._dialog.show_writing(Writing(done, total)))
        job.ended.connect(lambda there: self._on_ended(path if there else ""))
        job.failed.connect(self._on_failed)
        self._job = job
        self._dialog.show_writing(Writing(0, total))
        job.start()

    def _save_picture(self, path: Path, state: ExportState) -> None:
        told = self._first(state)
        if told is None:
            return
        picture = Picture(told, choices(state), self._words, self._theme, installed())
        for each in picture.sheets:  # what the preview waited for is known by now
            if each.formulas is not None:
                each.formulas.take(each.document, each.formulas.waiting)
        if picture.image().save(str(path)):
            self._dialog.show_saved(str(path))
        else:
            self._dialog.show_error(WrongUse("unwritable_file", path=str(path)))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_ended(self, path: str) -> None:
        self._forget()
        if path:
            self._dialog.show_saved(path)

    def _on_failed(self, error: UserError) -> None:
        self._forget()
        self._dialog.show_error(error)

    def _forget(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self._dialog.show_writing(None)


def allowed(state: ExportState) -> ExportState:
    """`state` with only those choices that mean something in its form."""
    folds = state.kind in READ_BY_PEOPLE
    complete = state.kind == "sibian"
    thinking = state.thinking if folds or state.thinking != "folded" else "with"
    scope = state.scope
    if state.kind == "picture":
        scope = "this" if any(each == "this" for each, _ in state.scopes) else scope
    return replace(
        state,
        scope=scope,
        thinking="with" if complete else thinking,
        thinkings=("with",) if complete else ("with", "folded", "without") if folds else ("with", "without"),
        branching=not complete and state.kind != "picture",
        copyable=state.kind not in ("pdf", "picture"),
    )


def choices(state: ExportState) -> Choices:
    form = "html" if state.kind in ("pdf", "picture") else state.kind
    return Choices(form, state.thinking, state.branches)  # type: ignore[arg-type]


def ending_of(kind: Kind) -> str:
    return FILE_ENDINGS[kind] if kind in FILE_ENDINGS else ENDINGS[kind]  # type: ignore[index]


def file_name(title: str) -> str:
    """A title as every file system takes it."""
    tidy = re.sub(r'[\x00-\x1f<>:"/\\|?*\x7f]+', " ", title)
    return " ".join(tidy.split()).strip(". ")[:60] or "Sibian"
