"""Paints a drawn formula: in one ink, at any size, sharp on any screen. Knows no text around it and no MathJax."""

from functools import cached_property, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTransform

from app.text.formulas.values import Clip, Drawing, Item, Letters, Outline, Path, Rect

UNITS = 1000.0
"""Of an outline to an em."""
EM = 1.13
"""A formula's em for each em of the text around it: Latin letters of both then look equally large (MathJax matches the
height of an x likewise), and Chinese ones are."""
THIN = 4.0
"""Pixels of the screen below which a line is laid onto whole ones."""
GROUND = 0.2
"""em from which on a coloured rectangle is a ground and no line."""
LEAST_CONTRAST = 3.0
"""Of a colour the source asks for to the page; below, it is drawn in ink."""
FACES = {"monospace": QFont.StyleHint.Monospace, "sans-serif": QFont.StyleHint.SansSerif}

Colours = dict[str, QPainterPath]


class Picture:
    """A drawing as Qt paints it: all glyphs of one colour are one path. Made when it is painted first."""

    def __init__(self, drawing: Drawing) -> None:
        self.width, self.height, self.depth = drawing.width, drawing.height, drawing.depth
        self._drawing = drawing

    @cached_property
    def _whole(self) -> "_Layer":
        return _Layer(self._drawing.items, self._drawing)

    @property
    def bounds(self) -> QRectF:
        """What is painted, in em: a little more than the room it takes, or much more where the source says so."""
        box = QRectF(0, -self.height, self.width, self.height + self.depth)
        return box.united(self._whole.bounds)

    def paint(self, painter: QPainter, at: QPointF, em: float, ink: QColor, ground: QColor, face: QFont) -> None:
        """Paint it with its baseline's left end `at` this point and with an em of so many pixels. `face` writes what is
        no mathematics, `ground` is the page's colour."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(at)
        self._whole.paint(painter, _Look(em, ink, ground, face))
        painter.restore()


class _Look:
    """How a picture is painted this time."""

    def __init__(self, em: float, ink: QColor, ground: QColor, face: QFont) -> None:
        self.em, self.ink, self.ground, self.face = em, ink, ground, face

    def colour(self, name: str) -> QColor:
        if not name:
            return self.ink
        asked = QColor.fromString(name)
        return asked if asked.isValid() and contrast(asked, self.ground) >= LEAST_CONTRAST else self.ink


class _Layer:
    """Items that are clipped alike. Lengths are in em, paths in outlines' units."""

    def __init__(self, items: tuple[Item, ...], drawing: Drawing) -> None:
        self._paths: Colours = {}
        self._rects: list[Rect] = []
        self._letters: list[Letters] = []
        self._clips: list[tuple[QRectF, _Layer]] = []
        for item in items:
            match item:
                case Path():
                    path = self._paths.get(item.colour)
                    if path is None:
                        path = self._paths[item.colour] = _path()
                    a, b, c, d, e, f = item.matrix
                    matrix = QTransform(a * UNITS, b * UNITS, c * UNITS, d * UNITS, e * UNITS, f * UNITS)
                    path.addPath(matrix.map(glyph(drawing.outlines[item.outline])))
                case Rect():
                    self._rects.append(item)
                case Letters():
                    self._letters.append(item)
                case Clip():
                    self._clips.append((QRectF(*item.box), _Layer(item.items, drawing)))

    @property
    def bounds(self) -> QRectF:
        bounds = QRectF()
        for path in self._paths.values():
            bounds |= _scaled(path.controlPointRect(), 1 / UNITS)
        for rect in self._rects:
            bounds |= QRectF(*rect.box)
        for letters in self._letters:
            bounds |= QRectF(letters.at[0], letters.at[1] - letters.size, letters.width, 1.5 * letters.size)
        for box, _ in self._clips:
            bounds |= box
        return bounds

    def paint(self, painter: QPainter, look: _Look) -> None:
        for rect in self._rects:
            _paint_rect(painter, rect, look)
        painter.save()
        painter.scale(look.em / UNITS, look.em / UNITS)
        for colour, path in self._paths.items():
            painter.fillPath(path, look.colour(colour))
        painter.restore()
        for letters in self._letters:
            _paint_letters(painter, letters, look)
        for box, layer in self._clips:
            painter.save()
            painter.setClipRect(_scaled(box, look.em), Qt.ClipOperation.IntersectClip)
            layer.paint(painter, look)
            painter.restore()


def _path() -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    return made


@lru_cache(maxsize=2000)
def glyph(outline: Outline) -> QPainterPath:
    """The path of an outline, in its own units. Kept: there are some hundred of them in all formulas together."""
    path, n, at = _path(), outline.numbers, 0
    for letter in outline.letters:
        match letter:
            case "M":
                path.moveTo(n[at], n[at + 1])
                at += 2
            case "L":
                path.lineTo(n[at], n[at + 1])
                at += 2
            case "Q":
                path.quadTo(n[at], n[at + 1], n[at + 2], n[at + 3])
                at += 4
            case "C":
                path.cubicTo(n[at], n[at + 1], n[at + 2], n[at + 3], n[at + 4], n[at + 5])
                at += 6
            case "Z":
                path.closeSubpath()
    return path


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2's ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _scaled(box: QRectF, em: float) -> QRectF:
    return QRectF(box.x() * em, box.y() * em, box.width() * em, box.height() * em)


def _paint_rect(painter: QPainter, rect: Rect, look: _Look) -> None:
    box = QRectF(*rect.box)
    if rect.colour and min(box.width(), box.height()) > GROUND:
        ground = QColor.fromString(rect.colour)
        if ground.isValid():
            # What is written on it is written in the page's ink, so it must stay near the page's colour.
            ground.setAlphaF(0.25)
            painter.fillRect(_scaled(box, look.em), ground)
        return
    painter.fillRect(_on_pixels(painter, _scaled(box, look.em)), look.colour(rect.colour))


def _on_pixels(painter: QPainter, box: QRectF) -> QRectF:
    """A thin line between two rows of pixels would be grey in both."""
    to_device = painter.deviceTransform()
    if to_device.type().value > QTransform.TransformationType.TxScale.value:
        return box
    device = to_device.mapRect(box)
    if 0 < device.height() < THIN:
        thick = max(1.0, round(device.height()))
        device = QRectF(device.x(), round(device.center().y() - thick / 2), device.width(), thick)
    if 0 < device.width() < THIN:
        thick = max(1.0, round(device.width()))
        device = QRectF(round(device.center().x() - thick / 2), device.y(), thick, device.height())
    from_device, possible = to_device.inverted()
    return from_device.mapRect(device) if possible else box


def _paint_letters(painter: QPainter, letters: Letters, look: _Look) -> None:
    font = QFont(look.face)
    if letters.family in FACES:
        font.setStyleHint(FACES[letters.family])
        font.setFamilies([letters.family])
    font.setPixelSize(max(1, round(letters.size * look.em)))
    font.setBold("b" in letters.style)
    font.setItalic("i" in letters.style)
    painter.save()
    painter.translate(letters.at[0] * look.em, letters.at[1] * look.em)
    room, needed = letters.width * look.em, QFontMetricsF(font).horizontalAdvance(letters.text)
    if needed > room > 0:
        painter.scale(room / needed, 1)
    painter.setFont(font)
    painter.setPen(look.colour(letters.colour))
    painter.drawText(QPointF(), letters.text)
    painter.restore()
