"""A button that is only an icon, and says in words what it does."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.icons import icon
from app.ui.theme import Theme, applied
from app.ui.widgets.tips import set_tip


class IconButton(QToolButton):
    """`role` "primary" is the one thing to press in a place; "danger" shows its icon in the accent."""

    def __init__(
        self, icon_name: str, label: str, theme: Theme, parent: QWidget | None = None, *, role: str = ""
    ) -> None:
        super().__init__(parent)
        self._name, self._theme, self._role = icon_name, theme, role
        self.setProperty("role", role)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(theme.sizes.icon, theme.sizes.icon))
        self.set_label(label)
        self._tint()

    def set_label(self, label: str) -> None:
        """What it does: its tool tip and its name for a screen reader."""
        self.setAccessibleName(label)
        set_tip(self, label)

    def set_icon(self, icon_name: str) -> None:
        self._name = icon_name
        self._tint()

    def set_role(self, role: str) -> None:
        self._role = role
        self.setProperty("role", role)
        self.style().polish(self)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        worn = applied()
        if event.type() == QEvent.Type.StyleChange and worn is not None and worn is not self._theme:
            self._theme = worn
            self._tint()

    def _tint(self) -> None:
        role = {"primary": "on_ink", "danger": "accent"}.get(self._role, "muted")
        self.setIcon(icon(self._name, self._theme, role))
