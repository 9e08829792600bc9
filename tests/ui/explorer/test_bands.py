"""What the strip of the timeline sets off: what is low or high beside the rest, and nothing where all is the same."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.ui.explorer import bands
from app.ui.explorer.scale import Scale
from app.ui.explorer.states import Block, Reading, Timeline, Weight
from app.ui.theme import ThemeKeeper

WIDTH, HEIGHT = 120, 40


@pytest.fixture
def strip(qapp: QApplication):
    theme = ThemeKeeper(qapp, "light").theme

    def paint(timeline: Timeline, how: str = "confidence") -> QImage:
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter, scale, band = QPainter(image), Scale(timeline, "tokens", WIDTH), QRectF(0, 0, WIDTH, HEIGHT)
        if how == "weights":
            bands.paint_weights(painter, theme, timeline, scale, band)
        elif how == "readings":
            bands.paint_readings(painter, theme, timeline, scale, band, "")
        else:
            bands.paint_measure(painter, theme, timeline, scale, band, "confidence")
        painter.end()
        return image

    paint.theme = theme  # type: ignore[attr-defined]
    return paint


def columns(image: QImage, colour: str) -> list[int]:
    """Pixels of a colour in each column."""
    wanted = QColor(colour).rgb()
    return [sum(image.pixel(x, y) == wanted for y in range(HEIGHT)) for x in range(WIDTH)]


def measured(values: Sequence[float]) -> Timeline:
    return Timeline(len(values), series={"confidence": values})


def test_what_is_low_is_set_off(strip) -> None:
    found = columns(strip(measured([15.0] * 50 + [5.0] * 10 + [15.0] * 60)), strip.theme.kinds["vermilion"].ground)
    assert [x for x, count in enumerate(found) if count] == list(range(50, 60))


def test_where_all_is_the_same_nothing_is_set_off(strip) -> None:
    image = strip(measured([15.0] * 120))
    assert not any(columns(image, strip.theme.kinds["vermilion"].ground))
    assert all(columns(image, strip.theme.kinds["sky"].ground))


def test_a_weighed_step_s_bar_is_as_high_as_it_mattered(strip) -> None:
    blocks = tuple(Block(start, start + 30, None) for start in range(0, 120, 30))
    timeline = Timeline(120, blocks, weights=(Weight(0, 1.0, "", ""), Weight(2, 0.5, "", "")))
    found = columns(strip(timeline, "weights"), strip.theme.kinds["purple"].ground)
    assert (found[10], found[40], found[70], found[100]) == (HEIGHT, 0, HEIGHT // 2, 0)


def test_the_line_of_readings_ends_where_nobody_has_looked(strip) -> None:
    timeline = Timeline(120, readings=(Reading(10, 0, 2.0, ""), Reading(30, 1, 1.0, ""), Reading(60, 2, 0.2, "")))
    image = strip(timeline, "readings")
    ground = strip.theme.color("thinking").rgb()
    drawn = [x for x in range(80) if any(image.pixel(x, y) != ground for y in range(HEIGHT))]
    assert 8 <= drawn[0] <= 10
    assert 60 <= drawn[-1] <= 63
