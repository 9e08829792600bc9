"""Missing libraries are named with their package, before Qt is touched."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import qt_libraries
from app.qt_libraries import ALWAYS, WAYLAND, XCB, MissingLibrary, _Library

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")
ABSENT = _Library("libsibian-nowhere.so.9", "libsibian-nowhere9", "sibian-nowhere")


@linux_only
def test_a_library_the_loader_does_not_find_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "ALWAYS", (*ALWAYS, ABSENT))
    monkeypatch.setattr(qt_libraries, "_is_red_hat", lambda: False)
    lacking = qt_libraries.missing({})
    assert lacking == [MissingLibrary("libsibian-nowhere.so.9", "libsibian-nowhere9")]
    fault = qt_libraries.fault(lacking)
    assert str(fault) == "Qt lacks a system library: libsibian-nowhere.so.9. Install the package libsibian-nowhere9."
    assert qt_libraries.install_command(lacking) == "apt install libsibian-nowhere9"


@linux_only
def test_other_families_of_systems_get_their_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "ALWAYS", (ABSENT,))
    monkeypatch.setattr(qt_libraries, "_is_red_hat", lambda: True)
    assert qt_libraries.install_command(qt_libraries.missing({})) == "dnf install sibian-nowhere"


@linux_only
@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, ()),
        ({"DISPLAY": ":0"}, XCB),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, WAYLAND),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, ()),
        ({"QT_QPA_PLATFORM": "xcb"}, XCB),
    ],
)
def test_only_what_this_display_needs_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: tuple[_Library, ...]
) -> None:
    monkeypatch.setattr(qt_libraries, "_loads", lambda name: False)
    names = [each.library for each in qt_libraries.missing(environment)]
    assert names == [each.name for each in (*ALWAYS, *wanted)]


@linux_only
def test_the_table_has_every_library_that_qts_window_plugins_ask_for() -> None:
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    needed = set()
    for file in ("plugins/platforms/libqxcb.so", "lib/libQt6XcbQpa.so.6", "lib/libQt6Gui.so.6"):
        said = subprocess.run(["ldd", qt / file], capture_output=True, text=True, check=True).stdout
        names = (line.split()[0] for line in said.splitlines())
        needed |= {name for name in names if name.startswith(("libxcb", "libX11", "libxkb", "libEGL", "libfont"))}
    assert needed <= {each.name for each in (*ALWAYS, *XCB)}


@linux_only
@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "w"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_what_the_environment_names(environment: dict[str, str], there: bool) -> None:
    assert qt_libraries.has_display(environment) is there


def test_looking_imports_no_qt() -> None:
    program = "import sys, app.qt_libraries as q; q.missing(); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False", done.stderr
