"""`sibian doctor`: what is here, what is missing, and the command that mends it.

Changes nothing. Every check is made alone, so that one that fails does not hide the others; what a check needs is
imported by that check, so that this runs where the rest cannot.
"""

import argparse
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from app import __version__, paths, qt_libraries
from app.cli import start
from app.cli.screen import as_json, shown
from app.engine.survey import ComputeDevice, survey
from app.engine.weights import STARTER, named, preflight, usual
from app.errors import EngineError, StoreError, UserError, WeightsError

PROBE_S = 60
SERVER_S = 2
_ASK_VERSIONS = """
import json, sqlite3
said = {"sqlite": sqlite3.sqlite_version}
try:
    from PySide6 import QtCore, QtWidgets
    said["qt"] = QtCore.qVersion()
except ImportError as error:
    said["qt_fault"] = str(error)
print(json.dumps(said))
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong and what to do about it. `exit_code` 0: Sibian can be used all the same."""

    what: str
    mend: str
    exit_code: int = 0
    detail: str = ""


@dataclass(slots=True)
class Report:
    """Everything that was found."""

    versions: dict[str, str] = field(default_factory=dict)
    devices: list[ComputeDevice] = field(default_factory=list)
    rpc: bool = False
    """Whether this build of the engine can use RPC servers."""
    servers: dict[str, bool] = field(default_factory=dict)
    """Those asked about, and whether anything listens there."""
    paths: dict[str, str] = field(default_factory=dict)
    starter: str | None = None
    adapter: str | None = None
    """What has the starter think."""
    display: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """That of the first problem that keeps Sibian from being used; 0 where there is none."""
        return next((each.exit_code for each in self.problems if each.exit_code), 0)


def run(options: argparse.Namespace) -> int:
    """Print the report. Returns 0 where Sibian can be used, else the exit code that a command would end with."""
    report = examine(options)
    print(as_json(_as_dict(report)) if options.json else shown("\n".join(_lines(report))))
    return report.exit_code


def examine(options: argparse.Namespace) -> Report:
    """Make every check."""
    report = Report(display=qt_libraries.has_display())
    _engine(options, report)
    _servers(options, report)
    _starter(report)
    _places(options, report)
    _window(report)
    _fonts(report)
    return report


# ---- checks ---------------------------------------------------------------------------------------------------------


def _engine(options: argparse.Namespace, report: Report) -> None:
    report.versions |= {"sibian": __version__, "python": platform.python_version(), "system": platform.platform()}
    report.versions["llama-cpp-python"] = _installed("llama-cpp-python")
    try:
        found = survey(replace(start.launch(options), rpc=_reachable(options)))
    except EngineError as error:
        report.problems.append(_problem(error, "make setup"))
        return
    report.versions["engine"] = f"{found.backend} {found.version}"
    report.devices += found.devices
    report.rpc = found.rpc


def _servers(options: argparse.Namespace, report: Report) -> None:
    asked = getattr(options, "rpc", [])
    report.servers = {address: _listens(address) for address in asked}
    for address, listens in report.servers.items():
        if not listens:
            report.problems.append(Problem(f"Nothing answers at {address}.", "Start llama.cpp's rpc-server there."))
    if asked and not report.rpc:
        mend = "Build llama-cpp-python anew with CMAKE_ARGS=-DGGML_RPC=ON."
        report.problems.append(Problem("This build of the engine cannot use RPC servers.", mend))


def _reachable(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(address for address in getattr(options, "rpc", []) if _listens(address))


def _listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal() and int(port) < 2**16):
        return False
    try:
        socket.create_connection((host.strip("[]"), int(port)), SERVER_S).close()
    except OSError:
        return False
    return True


def _starter(report: Report) -> None:
    try:
        path = named(STARTER)
        preflight(path)
        report.starter = str(path)
        report.adapter = next((adapter for adapter, _ in usual(path).adapters), None)
    except WeightsError as error:
        report.problems.append(_problem(error, "make setup"))


def _places(options: argparse.Namespace, report: Report) -> None:
    from app.store.faults import told
    from app.store.peek import refuse_foreign

    database: Path = (options.db or paths.database()).absolute()
    report.paths = {"database": str(database), "log": str(paths.log_dir()), "assets": str(paths.assets())}
    try:
        with told(database):
            refuse_foreign(database)
    except StoreError as error:
        report.problems.append(_problem(error))
    for place in (database.parent, paths.log_dir()):
        if not _writable(place):
            # A log that cannot be written is a pity; a database that cannot be is the end.
            exit_code = StoreError.exit_code if place == database.parent else 0
            fault = StoreError("store_unwritable", path=str(place))
            report.problems.append(Problem(fault.sentence, fault.next_step, exit_code))
    if database.exists() and not os.access(database, os.W_OK):
        report.problems.append(_problem(StoreError("store_unwritable", path=str(database))))


def _window(report: Report) -> None:
    report.versions["PySide6"] = _installed("PySide6-Essentials")
    lacking = qt_libraries.missing()
    # Where there is no display the terminal is all that can be used, and it needs none of this.
    code = UserError.exit_code if report.display else 0
    if lacking:
        report.problems.append(
            Problem(qt_libraries.fault(lacking).sentence, qt_libraries.install_command(lacking), code)
        )
    said = _probe()
    report.versions |= {name: said[name] for name in ("qt", "sqlite") if name in said}
    if "qt_fault" in said and not lacking:
        report.problems.append(Problem("Qt cannot be loaded.", "make setup", code, said["qt_fault"]))
    if not report.display:
        fault = UserError("no_display")
        report.problems.append(Problem(fault.sentence, fault.next_step))


def _fonts(report: Report) -> None:
    lister = shutil.which("fc-list")
    if sys.platform != "linux" or lister is None:
        return
    found = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=PROBE_S)
    if found.returncode == 0 and not found.stdout.strip():
        mend = qt_libraries.install_words("fonts-noto-cjk", "google-noto-sans-cjk-fonts")
        report.problems.append(Problem("There is no font with Chinese characters.", mend))


def _probe() -> dict[str, str]:
    """Versions that can be had only by loading what they belong to, which is done in another process."""
    done = subprocess.run([sys.executable, "-P", "-c", _ASK_VERSIONS], capture_output=True, text=True, timeout=PROBE_S)
    if done.returncode:
        return {"qt_fault": f"exit code {done.returncode}: {done.stderr[-500:]}"}
    said: dict[str, str] = json.loads(done.stdout)
    return said


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"


def _writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, or it in the nearest folder above that exists."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _problem(error: UserError, mend: str | None = None) -> Problem:
    return Problem(error.sentence, mend or error.next_step, error.exit_code, error.detail)


# ---- showing --------------------------------------------------------------------------------------------------------


def _as_dict(report: Report) -> dict[str, Any]:
    return {"usable": report.exit_code == 0, **asdict(report)}


def _lines(report: Report) -> Iterator[str]:
    yield from _table("Versions", report.versions)
    yield from _table("Devices", {each.name: _device(each) for each in report.devices} or {"none": "see below"})
    servers = {address: "answers" if there else "does not answer" for address, there in report.servers.items()}
    yield from _table("RPC servers", {"this build": "can use them" if report.rpc else "cannot use them", **servers})
    ours = {"starter model": report.starter or "missing", "its adapter": report.adapter or "none, so it does not think"}
    yield from _table("Places", {**report.paths, **ours})
    if not report.problems:
        yield "Nothing is missing."
    for problem in report.problems:
        yield f"{'Missing' if problem.exit_code else 'Note'}: {problem.what}"
        yield f"  → {problem.mend}"
        yield from (f"    {line}" for line in problem.detail.splitlines())


def _table(title: str, rows: dict[str, str]) -> Iterator[str]:
    width = max(map(len, rows))
    yield title
    yield from (f"  {name.ljust(width)}  {value}" for name, value in rows.items())
    yield ""


def _device(device: ComputeDevice) -> str:
    if not device.memory_total:
        return f"{device.description} ({device.kind})"
    free, total = device.memory_free / 2**30, device.memory_total / 2**30
    return f"{device.description} ({device.kind}), {free:.1f} of {total:.1f} GiB free"
