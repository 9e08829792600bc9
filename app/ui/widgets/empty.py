"""What stands where nothing is yet, and says what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.icons import app_icon, icon
from app.ui.theme import applied, theme_named

PICTURE = 48


class EmptyState(QWidget):
    """A picture, a title, a hint, and where it helps a button."""

    button_wished = Signal()

    def __init__(
        self, title: str, hint: str, parent: QWidget | None = None, *, icon_name: str = "", button: str = ""
    ) -> None:
        """Without `icon_name` it shows the program's own mark."""
        super().__init__(parent)
        theme = applied() or theme_named("light")
        picture = QLabel()
        shown = icon(icon_name, theme, "faint") if icon_name else app_icon()
        picture.setPixmap(shown.pixmap(QSize(PICTURE, PICTURE)))
        self._title = self._label(title, "title")
        self._hint = self._label(hint, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (picture, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter if label is picture else Qt.AlignmentFlag(0))
        if button:
            pressed = QPushButton(button)
            pressed.setProperty("role", "primary")
            pressed.clicked.connect(self.button_wished)
            column.addSpacing(8)
            column.addWidget(pressed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def text(self) -> str:
        return f"{self._title.text()}\n{self._hint.text()}"

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        return label
