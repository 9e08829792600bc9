"""The look: every colour can be read on its ground, every token is used, and a theme can be changed while running."""

import re
from itertools import product

import pytest
from msgspec.structs import asdict
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import assets
from app.ui.icons import app_icon, icon
from app.ui.stylesheet import stylesheet
from app.ui.theme import Theme, ThemeKeeper, applied, apply, theme_named
from app.ui.tokens import Colours, tokens

TEXT, MARK = 4.5, 3.0
"""Least contrast of text, and of marks and edges that carry meaning: WCAG 2.2, criteria 1.4.3 (AA) and 1.4.11."""

SIDES = {name: getattr(tokens(), name) for name in ("light", "dark", "contrast", "contrast_dark")}
STRONGER = 7.0
"""The same where high contrast was asked for: criterion 1.4.6 (AAA)."""


def least(side: str) -> float:
    return STRONGER if side.startswith("contrast") else TEXT


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(kind: str) -> list[tuple[str, str, str]]:
    return [
        (side, front, ground)
        for side, (front, grounds) in product(SIDES, getattr(tokens().pairs, kind).items())
        for ground in grounds
    ]


@pytest.fixture(autouse=True)
def plain_again(qapp: QApplication) -> None:
    """Leave the application as other tests expect it."""
    yield  # type: ignore[misc]
    apply(qapp, theme_named("light"))
    qapp.setStyleSheet("")


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("side", "front", "ground"), pairs("text"))
def test_text_can_be_read_on_its_ground(side: str, front: str, ground: str) -> None:
    colours = SIDES[side].colours
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= least(side)


@pytest.mark.parametrize(("side", "front", "ground"), pairs("marks"))
def test_marks_can_be_seen_on_their_ground(side: str, front: str, ground: str) -> None:
    colours = SIDES[side].colours
    assert contrast(getattr(colours, front), getattr(colours, ground)) >= MARK


@pytest.mark.parametrize("side", SIDES)
def test_code_can_be_read_in_every_colour(side: str) -> None:
    code = asdict(SIDES[side].code)
    ground = code.pop("ground")
    assert {
        name: contrast(colour, ground) for name, colour in code.items() if contrast(colour, ground) < least(side)
    } == {}


@pytest.mark.parametrize("name", tokens().kinds)
def test_the_letter_of_a_kind_can_be_read(name: str) -> None:
    kind = tokens().kinds[name]
    assert contrast(kind.on, kind.ground) >= TEXT


def test_every_colour_of_text_is_in_a_pair() -> None:
    grounds = {
        "page",
        "chrome",
        "raised",
        "thinking",
        "hover",
        "pressed",
        "selection",
        "found",
        "found_here",
        "border",
        "disabled",
    }
    named = set(tokens().pairs.text) | set(tokens().pairs.marks)
    fronts = {name for name in Colours.__struct_fields__ if not name.endswith(("_ground", "_hover"))} - grounds
    assert fronts - named == {"ink"}, "ink is only a ground, with on_ink on it"


def test_spacing_keeps_to_the_grid() -> None:
    assert [value for value in asdict(tokens().spacing).values() if value % 4] == []


@pytest.mark.parametrize("side", SIDES)
def test_the_style_sheet_has_no_hole_and_no_colour_of_its_own(side: str) -> None:
    read = tokens()
    sheet = stylesheet(SIDES[side].colours, read.sizes, read.spacing)
    assert "$" not in sheet
    source = re.sub(r"/\*.*?\*/", "", (assets() / "style.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=\s*[;,)])", source) == []


def test_applying_a_theme_reaches_palette_style_sheet_and_font(qapp: QApplication) -> None:
    dark = theme_named("dark")
    apply(qapp, dark)
    assert applied() is dark
    assert qapp.palette().color(QPalette.ColorRole.Text) == dark.color("text")
    assert dark.colours.page in qapp.styleSheet()
    assert qapp.font().pixelSize() == dark.sizes.body
    qapp.setStyleSheet("")
    assert qapp.style().name().lower() == "fusion"


def test_the_keeper_changes_the_theme_once_and_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    keeper = ThemeKeeper(qapp, "light")
    seen: list[Theme] = []
    keeper.changed.connect(seen.append)
    keeper.set_mode("dark")
    keeper.set_mode("dark")
    assert [theme.name for theme in seen] == ["dark"]
    assert keeper.theme.dark
    keeper.set_mode("light")
    keeper.deleteLater()


def test_high_contrast_can_be_chosen_and_draws_every_edge(qapp: QApplication) -> None:
    keeper = ThemeKeeper(qapp, "contrast")
    assert keeper.theme.name == "contrast"
    assert contrast(keeper.theme.colours.border, keeper.theme.colours.page) > TEXT
    assert keeper.theme.sizes == theme_named("light").sizes
    keeper.set_mode("light")
    keeper.deleteLater()


def test_the_keeper_follows_the_system_only_when_asked(qapp: QApplication) -> None:
    keeper = ThemeKeeper(qapp, "system")
    hints = qapp.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    if hints.colorScheme() != Qt.ColorScheme.Dark:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)  # this platform has no scheme: at least nothing breaks
    else:
        assert keeper.theme.dark
        keeper.set_mode("light")
        assert not keeper.theme.dark
    keeper.set_mode("light")
    hints.setColorScheme(Qt.ColorScheme.Unknown)
    keeper.deleteLater()


def test_an_unknown_mode_is_the_systems(qapp: QApplication) -> None:
    keeper = ThemeKeeper(qapp, "sepia")
    assert keeper.mode == "system"
    keeper.deleteLater()


def test_every_icon_that_ships_can_be_drawn_in_the_themes_colour(qapp: QApplication) -> None:
    light = theme_named("light")
    for path in (assets() / "icons").glob("*.svg"):
        if path.stem != "sibian":
            assert b"currentColor" in path.read_bytes(), path
            picture = icon(path.stem, light).pixmap(QSize(18, 18)).toImage()
            seen = {picture.pixelColor(x, y).alpha() for x in range(18) for y in range(18)}
            assert max(seen) > 100, f"{path} draws nothing"
    assert not app_icon().pixmap(QSize(32, 32)).isNull()


def test_the_licence_of_the_icons_ships_with_them() -> None:
    text = (assets() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in text
    assert "Lucide" in text
