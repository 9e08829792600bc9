"""The form of one template, made from its blanks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ui.templates.fields import Field, field_for
from app.ui.templates.more_fields import more_field
from app.ui.templates.states import Form
from app.ui.theme import Theme


class FormPane(QScrollArea):
    """Fields below each other. Built anew only where the blanks are others, so that typing keeps its cursor."""

    value_typed = Signal(str, str)
    """Name of the blank, and its value as typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Fill in"))
        # The fields take the focus, the area around them is no stop on the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._form: Form | None = None
        self._fields: dict[str, Field] = {}

    def show_form(self, form: Form) -> None:
        if self._form is None or (form.slug, form.blanks) != (self._form.slug, self._form.blanks):
            self._build(form)
        self._form = form
        for name, field in self._fields.items():
            field.set_value(form.values[name])

    def show_problems(self, wrong: dict[str, str]) -> None:
        for name, field in self._fields.items():
            field.show_problem(wrong.get(name, ""))

    def field(self, name: str) -> Field:
        return self._fields[name]

    def enter(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(first)

    def _build(self, form: Form) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(16)
        self._fields = {
            blank.name: more_field(blank, self._theme) or field_for(blank, self._theme) for blank in form.blanks
        }
        for field in self._fields.values():
            column.addWidget(field)
            field.typed.connect(self.value_typed)
        if not self._fields:
            nothing = QLabel(self.tr("There is nothing to fill in; the text is used as it is."))
            nothing.setTextFormat(Qt.TextFormat.PlainText)
            nothing.setWordWrap(True)
            nothing.setProperty("role", "hint")
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(inner)
