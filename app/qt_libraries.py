"""Which of the system's libraries Qt needs and does not find, and the package that brings each. Imports no Qt.

Qt's own packages bring everything but these. Where one is missing, importing Qt fails with the loader's message, or the
window's plugin ends the process; both happen too late and too deep for a clear sentence.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError


@dataclass(frozen=True, slots=True)
class MissingLibrary:
    """A library the loader does not find, and the package that brings it on this system."""

    library: str
    package: str


@dataclass(frozen=True, slots=True)
class _Library:
    name: str
    debian: str
    fedora: str


ALWAYS = (
    _Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    _Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    _Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    _Library("libfreetype.so.6", "libfreetype6", "freetype"),
    _Library("libX11.so.6", "libx11-6", "libX11"),
    _Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    _Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    _Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    _Library("libz.so.1", "zlib1g", "zlib"),
    _Library("libzstd.so.1", "libzstd1", "libzstd"),
)
"""For any window, and for importing QtWidgets at all."""

XCB = (
    _Library("libxcb.so.1", "libxcb1", "libxcb"),
    _Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    _Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    _Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    _Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    _Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    _Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    _Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    _Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    _Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    _Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    _Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    _Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    _Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    _Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    _Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
"""For a window under X."""

WAYLAND = (
    _Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    _Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)
"""For a window under Wayland."""


def missing(environment: Mapping[str, str] = os.environ) -> list[MissingLibrary]:
    """The libraries that Qt needs for the display of `environment` and does not find; none outside Linux."""
    if sys.platform != "linux":
        return []
    wanted = [*ALWAYS, *_for_display(environment)]
    red_hat = _is_red_hat()
    return [
        MissingLibrary(each.name, each.fedora if red_hat else each.debian) for each in wanted if not _loads(each.name)
    ]


def fault(lacking: list[MissingLibrary]) -> UserError:
    """One sentence about all of `lacking`, which is not empty."""
    packages = dict.fromkeys(each.package for each in lacking)
    return UserError("no_qt_library", library=", ".join(each.library for each in lacking), package=" ".join(packages))


def install_command(lacking: list[MissingLibrary]) -> str:
    """What to type on this system to get all of `lacking`."""
    packages = " ".join(dict.fromkeys(each.package for each in lacking))
    return install_words(packages, packages)


def install_words(debian: str, fedora: str) -> str:
    """What to type on this system to install a package that is called so on each family of them."""
    return f"dnf install {fedora}" if _is_red_hat() else f"apt install {debian}"


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is something to open a window on. Only Linux can be without."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _for_display(environment: Mapping[str, str]) -> tuple[_Library, ...]:
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform:
        return {"xcb": XCB, "wayland": WAYLAND}.get(platform, ())
    if environment.get("WAYLAND_DISPLAY"):
        return WAYLAND
    return XCB if environment.get("DISPLAY") else ()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _is_red_hat() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    words = " ".join(line.partition("=")[2] for line in lines if line.startswith(("ID=", "ID_LIKE=")))
    return any(each in words for each in ("fedora", "rhel", "centos"))
