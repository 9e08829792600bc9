"""The application's style sheet: assets/style.qss with the theme's tokens filled in. Knows no widget of ours."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from string import Template

from msgspec.structs import asdict

from app.paths import assets
from app.ui.icons import tinted
from app.ui.tokens import Colours, Sizes, Spacing

MARKS = {
    "down": ("chevron-down", "muted"),
    "up": ("chevron-up", "muted"),
    "right": ("chevron-right", "muted"),
    "check": ("check", "on_ink"),
    "some": ("minus", "on_ink"),
    "tick": ("check", "text"),
}
"""Name in the style sheet -> icon and its colour: the small pictures inside Qt's own controls."""


def stylesheet(colours: Colours, sizes: Sizes, spacing: Spacing) -> str:
    values: dict[str, str] = dict(asdict(colours))
    values |= {f"size_{name}": f"{value}px" for name, value in asdict(sizes).items()}
    values |= {f"space_{name}": f"{value}px" for name, value in asdict(spacing).items()}
    values |= {f"mark_{name}": _file(icon, values[colour]) for name, (icon, colour) in MARKS.items()}
    template = (assets() / "style.qss").read_text(encoding="utf-8")
    return Template(template).substitute(values)


def _file(icon: str, colour: str) -> str:
    """A style sheet takes pictures from files only, and ours have no colour until now."""
    path = _folder() / f"{icon}-{colour[1:]}.svg"
    if not path.exists():
        path.write_bytes(tinted(icon, colour))
    return path.as_posix()


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="sibian-marks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
