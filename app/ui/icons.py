"""Icons: one family of strokes (Lucide, ISC licence), in the theme's colours. Knows no widget."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import assets

if TYPE_CHECKING:
    from app.ui.theme import Theme

EDGES = (16, 18, 24, 36, 48)
"""Pixels: what buttons ask for, on screens of one and of two pixels to a point."""


def icon(name: str, theme: "Theme", role: str = "muted") -> QIcon:
    """The icon `name` (a file of assets/icons) in the theme's colour `role`. An unknown name raises OSError."""
    return _drawn(name, getattr(theme.colours, role), theme.colours.disabled)


def app_icon() -> QIcon:
    """The program's own mark, in its own colours in every theme."""
    return QIcon(str(assets() / "icons" / "sibian.svg"))


def tinted(name: str, colour: str) -> bytes:
    """The file of the icon with `colour` (#RRGGBB) in its strokes."""
    return (assets() / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode("ascii"))


@cache
def _drawn(name: str, colour: str, disabled: str) -> QIcon:
    made = QIcon()
    for mode, its in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(tinted(name, its)))
        for edge in EDGES:
            picture = QPixmap(QSize(edge, edge))
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            renderer.render(painter)
            painter.end()
            made.addPixmap(picture, mode)
    return made
