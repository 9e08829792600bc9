"""Painted formulas kept as small images, for screens: a page is painted again with every word that comes.

Whoever prints gets the outlines themselves. Knows no documents.
"""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintEngine, QPainter, QTransform

from app.ui.widgets.formula import Picture

MOST_BYTES = 12 * 2**20
LARGEST = 2_000_000
"""Pixels; a larger formula is painted anew each time."""

RASTER = QPaintEngine.Type.Raster

Key = tuple[int, float, float, int, int, int]
"""The picture, its em, the screen's pixels to one of the painter's, ink, ground, and the face of its letters."""


@dataclass(slots=True)
class _Stamp:
    picture: Picture
    face: QFont
    """Both are kept because the key only names them by their identity."""
    image: QImage
    left: float
    top: float
    """From the baseline's left end to the image's corner, in the screen's pixels."""


class Stamps:
    """Those that were not used the longest go first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[Key, _Stamp] = OrderedDict()
        self._bytes, self._most = 0, most

    def paint(
        self, painter: QPainter, picture: Picture, at: QPointF, em: float, ink: QColor, ground: QColor, face: QFont
    ) -> None:
        """The same as `Picture.paint`, on whole pixels of the screen. `face` is always the same object."""
        to_screen = painter.deviceTransform()
        scale = to_screen.m11()
        key = id(picture), em, scale, ink.rgba(), ground.rgba(), id(face)
        stamp = self._kept.get(key)
        if stamp is None:
            box = _pixels(picture.bounds, em * scale)
            if not _is_screen(painter, to_screen) or box.width() * box.height() > LARGEST:
                picture.paint(painter, at, em, ink, ground, face)
                return
            image = _image(picture, box, em * scale, ink, ground, face)
            image.setDevicePixelRatio(scale)
            stamp = _Stamp(picture, face, image, box.left(), box.top())
            self._keep(key, stamp)
        elif not _is_screen(painter, to_screen):
            picture.paint(painter, at, em, ink, ground, face)
            return
        else:
            self._kept.move_to_end(key)
        dx, dy = to_screen.dx(), to_screen.dy()
        left = round(at.x() * scale + dx) + stamp.left
        top = round(at.y() * scale + dy) + stamp.top
        painter.drawImage(QPointF((left - dx) / scale, (top - dy) / scale), stamp.image)

    def _keep(self, key: Key, stamp: _Stamp) -> None:
        self._kept[key] = stamp
        self._bytes += stamp.image.sizeInBytes()
        while self._bytes > self._most and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.image.sizeInBytes()


def _is_screen(painter: QPainter, to_screen: QTransform) -> bool:
    engine = painter.paintEngine()
    return (
        not to_screen.isRotating()
        and to_screen.m11() == to_screen.m22() > 0
        and engine is not None
        and engine.type() == RASTER
    )


def _pixels(bounds: QRectF, em: float) -> QRectF:
    """All pixels that are touched, and one more on each side."""
    left, top = floor(bounds.left() * em) - 1, floor(bounds.top() * em) - 1
    return QRectF(left, top, ceil(bounds.right() * em) + 1 - left, ceil(bounds.bottom() * em) + 1 - top)


def _image(picture: Picture, box: QRectF, em: float, ink: QColor, ground: QColor, face: QFont) -> QImage:
    image = QImage(box.size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    picture.paint(painter, -box.topLeft(), em, ink, ground, face)
    painter.end()
    return image
