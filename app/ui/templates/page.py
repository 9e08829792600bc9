"""One open template: its heading, its form beside the exact text, its editor, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.templates.editor import EditorPane
from app.ui.templates.form import FormPane
from app.ui.templates.preview import PreviewPane
from app.ui.templates.states import EditFields, Form, Preview
from app.ui.theme import Theme
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

USUAL_SAMPLES = 8
"""Where a template recommends none."""
ONE_ROW = 560
"""From this width on, all buttons stand in a row."""
EDITING = (3, 2)
"""Of the width, for the editor and for the text it makes."""
SIDE_BY_SIDE = 640
"""From this width on, form and text lie beside each other."""


class TemplatePage(QWidget):
    """Shows one template, or nothing."""

    value_typed = Signal(str, str)
    reset_wished = Signal()
    use_wished = Signal()
    copy_wished = Signal()
    sample_wished = Signal(int)
    """Several answers at once are wished for: so many."""
    export_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.preview, self.editor = FormPane(theme), PreviewPane(theme), EditorPane(theme)
        self.form.value_typed.connect(self.value_typed)
        self._title, self._description, self._recommended = QLabel(), QLabel(), QLabel()
        self._origin = QLabel(
            self.tr("From a file: somebody else wrote it. It runs closed in, with little time and memory.")
        )
        self._samples = USUAL_SAMPLES
        for label, role in (
            (self._title, "heading"),
            (self._description, "hint"),
            (self._recommended, "hint"),
            (self._origin, "hint"),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("role", role)
        self._tabs = Segmented([("fill", self.tr("Fill in")), ("edit", self.tr("Edit"))], theme)
        self._tabs.setAccessibleName(self.tr("What to do with the template"))
        self._tabs.chosen.connect(self._show_tab)

        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setChildrenCollapsible(False)
        self._halves.setHandleWidth(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.editor)
        self._halves.addWidget(self._pages)
        self._halves.addWidget(self.preview)

        top = QHBoxLayout()
        top.setSpacing(16)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._title)
        texts.addWidget(self._description)
        texts.addWidget(self._recommended)
        texts.addWidget(self._origin)
        top.addLayout(texts, 1)
        top.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._halves, 1)
        column.addWidget(self._foot())

    def show_form(self, form: Form | None) -> None:
        self.setVisible(form is not None)
        if form is None:
            return
        self._title.setText(form.title)
        self._description.setText(form.description)
        self._description.setVisible(bool(form.description))
        self._origin.setVisible(form.imported)
        judged = self.tr("Answers are judged by rule.") if form.judged else ""
        self._recommended.setText("  ·  ".join(filter(None, (form.recommended, judged))))
        self._recommended.setVisible(bool(self._recommended.text()))
        self._samples = form.samples if form.samples > 1 else USUAL_SAMPLES
        self.sample.setText(self.tr("Sample {count}…").format(count=self._samples))
        self.form.show_form(form)

    def show_preview(self, preview: Preview) -> None:
        self.preview.show_preview(preview)
        self.form.show_problems(preview.wrong)
        self.use.setEnabled(preview.usable)
        self.sample.setEnabled(preview.usable)

    def show_editor(self, fields: EditFields | None) -> None:
        self._tabs.setVisible(fields is not None)
        if fields is None:
            self._show_tab("fill")
        else:
            self.editor.show_fields(fields)

    def start_editing(self) -> None:
        self._show_tab("edit")
        self.editor.enter()

    def enter(self) -> None:
        """Put the cursor where one types next."""
        if self._pages.currentWidget() is self.editor:
            self.editor.enter()
        else:
            self.form.enter()

    def _show_tab(self, name: str) -> None:
        self._tabs.set_value(name)
        editing = name == "edit"
        self._pages.setCurrentIndex(1 if editing else 0)
        self._bar.setVisible(not editing)
        whole = sum(self._halves.sizes())
        left = whole * EDITING[0] // sum(EDITING) if editing else whole // 2
        self._halves.setSizes([left, whole - left])

    def _foot(self) -> QWidget:
        self.use = QPushButton(self.tr("Use"))
        self.use.setProperty("role", "primary")
        set_tip(self.use, self.tr("Put this text into the composer (Ctrl+Enter)"))
        self.use.clicked.connect(self.use_wished)
        self.sample = QPushButton()
        set_tip(self.sample, self.tr("Have it answered several times, side by side, and judged"))
        self.sample.clicked.connect(lambda: self.sample_wished.emit(self._samples))
        export = QPushButton(self.tr("Export…"))
        export.setProperty("role", "quiet")
        set_tip(export, self.tr("Save this template as a file, to pass it on"))
        export.clicked.connect(self.export_wished)
        copy = QPushButton(self.tr("Copy to edit"))
        set_tip(copy, self.tr("Make a template of your own from this one"))
        copy.clicked.connect(self.copy_wished)
        reset = QPushButton(self.tr("Reset"))
        reset.setProperty("role", "quiet")
        set_tip(reset, self.tr("Put the defaults back into the form"))
        reset.clicked.connect(self.reset_wished)
        self._bar = QWidget()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for buttons in ((reset, export), (copy, self.sample, self.use)):
            row = QHBoxLayout()
            row.setSpacing(8)
            if self.use in buttons:
                row.addStretch(1)
            for button in buttons:
                button.setAutoDefault(False)
                row.addWidget(button)
            if self.use not in buttons:
                row.addStretch(1)
            self._rows.addLayout(row)
        return self._bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE
        self._halves.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.preview.lie(below=not wide)
        narrow = event.size().width() < ONE_ROW
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
