"""The theme in use: light, dark or high contrast, put on the application, changed while it runs. Knows no widgets."""

from functools import cache
from typing import Literal, get_args

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.text.code import CodePalette
from app.ui.stylesheet import stylesheet
from app.ui.tokens import Colours, Fonts, Kind, Side, Sizes, Spacing, ThemeName, tokens

Mode = Literal["system", "light", "dark", "contrast"]
Face = Literal["sans", "serif", "verse", "mono"]


class Theme(Struct, frozen=True):
    """One side of the tokens, with everything a widget may ask of its look."""

    name: ThemeName
    colours: Colours
    code: CodePalette
    sizes: Sizes
    spacing: Spacing
    fonts: Fonts
    kinds: dict[str, Kind]
    line_height: float

    @property
    def dark(self) -> bool:
        return self.name in ("dark", "contrast_dark")

    @property
    def edged(self) -> bool:
        """Whether grounds are all one, so that what stands on one of its own needs an edge (high contrast)."""
        return self.colours.thinking == self.colours.page

    def color(self, name: str) -> QColor:
        """The colour called `name` in assets/tokens.toml; AttributeError where there is none."""
        return QColor(getattr(self.colours, name))

    def font(self, face: Face = "sans", size: int = 0, *, bold: bool = False) -> QFont:
        """A face at `size` pixels (0: that of the interface), with Chinese from the same list of families."""
        font = QFont()
        font.setFamilies(list(_there(getattr(self.fonts, face))))
        font.setPixelSize(size or self.sizes.body)
        font.setBold(bold)
        if face == "mono":
            font.setStyleHint(QFont.StyleHint.Monospace)
        return font


@cache
def theme_named(name: ThemeName) -> Theme:
    read = tokens()
    side: Side = getattr(read, name)
    return Theme(name, side.colours, side.code, read.sizes, read.spacing, read.fonts, read.kinds, read.type.line_height)


_applied: list[Theme] = []


def applied() -> Theme | None:
    """The theme the application wears. Like its palette and its style sheet, that is the application's own.

    For widgets of ours that tint an icon or paint, when Qt tells them that the style has changed.
    """
    return _applied[0] if _applied else None


def apply(app: QApplication, theme: Theme) -> None:
    """Put `theme` on every widget there is and will be."""
    _applied[:] = [theme]
    if not app.styleSheet() and app.style().name().lower() != "fusion":  # under a style sheet it has no name
        app.setStyle("Fusion")
    app.setFont(theme.font())
    app.setPalette(palette(theme.colours))
    app.setStyleSheet(stylesheet(theme.colours, theme.sizes, theme.spacing))


def palette(colours: Colours) -> QPalette:
    """What Qt's own drawing uses: views, menus, selections, whatever the style sheet leaves alone."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, colour in (
        (roles.Window, colours.chrome),
        (roles.WindowText, colours.text),
        (roles.Base, colours.raised),
        (roles.AlternateBase, colours.page),
        (roles.Text, colours.text),
        (roles.PlaceholderText, colours.faint),
        (roles.Button, colours.raised),
        (roles.ButtonText, colours.text),
        (roles.BrightText, colours.accent),
        (roles.ToolTipBase, colours.ink),
        (roles.ToolTipText, colours.on_ink),
        (roles.Highlight, colours.selection),
        (roles.HighlightedText, colours.on_selection),
        (roles.Accent, colours.ink),
        (roles.Link, colours.link),
        (roles.LinkVisited, colours.link),
        (roles.Light, colours.raised),
        (roles.Midlight, colours.hover),
        (roles.Mid, colours.border),
        (roles.Dark, colours.edge),
        (roles.Shadow, colours.border),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made


@cache
def _there(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are installed. macOS spends a third of a second on every name that is not, and warns of it."""
    return tuple(name for name in families if QFontDatabase.hasFamily(name)) or families[-1:]


class ThemeKeeper(QObject):
    """Keeps the application in the theme that was chosen, or in the system's as that changes."""

    changed = Signal(object)
    """The Theme that has just been put on."""

    def __init__(self, app: QApplication, mode: str = "system", parent: QObject | None = None) -> None:
        """Puts the theme on at once. An unknown `mode` (a setting of another version) is the system's."""
        super().__init__(parent or app)
        self._app = app
        self._mode = _known(mode)
        self.theme = self._wanted()
        self._tell_system()
        apply(app, self.theme)
        app.styleHints().colorSchemeChanged.connect(self._follow)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: str) -> None:
        self._mode = _known(mode)
        self._tell_system()
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != self.theme:
            self.theme = wanted
            apply(self._app, wanted)
            self.changed.emit(wanted)

    def _wanted(self) -> Theme:
        if self._mode == "light" or self._mode == "dark":
            return theme_named(self._mode)
        hints = self._app.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        asked = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if self._mode == "contrast" or asked:
            return theme_named("contrast_dark" if dark else "contrast")
        return theme_named("dark" if dark else "light")

    def _tell_system(self) -> None:
        """Title bars and native dialogs are the system's to draw; they should agree with the window."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))


def _known(mode: str) -> Mode:
    return mode if mode in get_args(Mode) else "system"  # type: ignore[return-value]
