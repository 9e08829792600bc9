"""The dialog of the prompt templates: where its panes lie. Shows states, says what is wished, decides nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.i18n import explain
from app.ui.templates.list_pane import ListPane
from app.ui.templates.page import TemplatePage
from app.ui.templates.remarks import Remarks
from app.ui.templates.states import EditFields, Fault, Form, Past, Preview, Row
from app.ui.theme import Theme

FIRST_SIZE = QSize(1080, 720)
SMALLEST = QSize(560, 440)
LIST_WIDTH = 300
NARROW_LIST_WIDTH = 200
NARROW = 860


class TemplatesDialog(QDialog):
    """The list at the left, the open template at the right."""

    search_wished = Signal(str)
    select_wished = Signal(str)
    """Slug of the template to open."""
    value_typed = Signal(str, str)
    """Name of a blank, and its value as typed."""
    reset_wished = Signal()
    use_wished = Signal()
    copy_wished = Signal()
    draft_typed = Signal(object)
    """EditFields."""
    save_wished = Signal()
    revert_wished = Signal()
    delete_wished = Signal()
    undo_wished = Signal()
    closing = Signal()
    sample_wished = Signal(int)
    """The open template is to be answered so many times."""
    import_wished = Signal(str)
    """Path of a file."""
    export_wished = Signal(str)
    past_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Prompt templates"))
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.list = ListPane(theme)
        self.page = TemplatePage(theme)
        self.remarks = Remarks()
        self._staying = False
        self._connect()

        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        side = _padded(self.list)
        side.setObjectName("sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._split.addWidget(side)
        self._split.addWidget(_padded(self.page))
        self._split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.remarks)
        column.addWidget(self._split, 1)
        self.list.search.setFocus()

    # ---- states -------------------------------------------------------------------------------------------------

    def show_rows(self, rows: tuple[Row, ...], selected: str, query: str) -> None:
        self.list.show_rows(rows, selected, query)

    def show_form(self, form: Form | None) -> None:
        self.page.show_form(form)

    def show_preview(self, preview: Preview) -> None:
        self.page.show_preview(preview)

    def show_editor(self, fields: EditFields | None) -> None:
        self.page.show_editor(fields)

    def show_faults(self, faults: tuple[Fault, ...], unsaved: bool) -> None:
        self.page.editor.show_faults(faults, unsaved)

    def show_deleted(self, title: str) -> None:
        """Offer to bring a deleted template back; an empty title takes the offer away."""
        if title:
            self.remarks.show_remark("info", self.tr("“{title}” was deleted.").format(title=title), self.tr("Undo"))
        else:
            self.remarks.clear()

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    def show_past(self, past: tuple[Past, ...]) -> None:
        self.page.editor.show_past(past)

    def show_brought(self, title: str) -> None:
        """Say that a template came in from a file."""
        self.remarks.show_remark("good", self.tr("“{title}” was imported.").format(title=title))

    def start_editing(self) -> None:
        self.page.start_editing()

    def leave(self) -> None:
        self.accept()

    def stay(self) -> None:
        """Said while it is closing: do not."""
        self._staying = True

    # ---- wishes -------------------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        # Every way out passes here: Use, Escape and the window's own close button.
        self._staying = False
        self.closing.emit()
        if not self._staying:
            super().done(result)

    def _connect(self) -> None:
        self.list.search_wished.connect(self.search_wished)
        self.list.select_wished.connect(self.select_wished)
        self.list.enter_wished.connect(self.page.enter)
        self.page.value_typed.connect(self.value_typed)
        self.page.reset_wished.connect(self.reset_wished)
        self.page.use_wished.connect(self.use_wished)
        self.page.copy_wished.connect(self.copy_wished)
        self.page.editor.draft_typed.connect(self.draft_typed)
        self.page.editor.save_wished.connect(self.save_wished)
        self.page.editor.revert_wished.connect(self.revert_wished)
        self.page.editor.delete_wished.connect(self.delete_wished)
        self.page.editor.past_wished.connect(self.past_wished)
        self.page.sample_wished.connect(self.sample_wished)
        self.page.export_wished.connect(self._choose_target)
        self.list.import_wished.connect(self._choose_source)
        self.remarks.action_wished.connect(self.undo_wished)
        for keys, wish in (
            ("Ctrl+Return", self.use_wished),
            ("Ctrl+Enter", self.use_wished),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_wished),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(wish)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _choose_source(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a template"))
        dialog.setNameFilters([self.tr("Templates (*.toml)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_wished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Export this template"))
        dialog.setNameFilters([self.tr("Templates (*.toml)")])
        dialog.setDefaultSuffix("toml")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.export_wished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not event.oldSize().isValid() or (event.oldSize().width() < NARROW) != (self.width() < NARROW):
            width = NARROW_LIST_WIDTH if self.width() < NARROW else LIST_WIDTH
            self._split.setSizes([width, self.width() - width])


def _padded(pane: QWidget) -> QWidget:
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(16, 16, 16, 16)
    row.addWidget(pane)
    return around
