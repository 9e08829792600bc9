"""Ground rules for every test: no unexpected log line, nothing left running, nothing of the person's own touched."""

import gc
import logging
import os
import shutil
import tempfile
import threading
import time
import traceback
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Both must be set before Qt is imported, and pytest-qt imports it right after this file.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("SIBIAN_TEST_PLATFORM", "offscreen")
os.environ["SIBIAN_HOME"] = tempfile.mkdtemp(prefix="sibian-tests-")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, QThread, QThreadPool, QTimer
from shiboken6 import isValid

from models.library import starter

SPARE_HOME = os.environ["SIBIAN_HOME"]
"""For what runs outside of any test; each test has a home of its own."""


@pytest.fixture(scope="session")
def starter_weights() -> Path:
    """The starter model. Where CI runs, its absence is a fault and not an excuse."""
    found = starter()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("the starter weights are not installed: make setup")
        pytest.skip("the starter weights are not installed: make setup")
    return found


@pytest.fixture(autouse=True)
def sibian_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, which does not exist yet."""
    home = tmp_path / "home"
    monkeypatch.setenv("SIBIAN_HOME", str(home))
    return home


# ---- log lines ------------------------------------------------------------------------------------------------------


class _Unexpected(logging.Handler):
    """Collects records of WARNING and above that the test did not announce."""

    def __init__(self, announced: logging.Handler) -> None:
        super().__init__(logging.WARNING)
        self.announced = announced
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        # caplog.at_level(X) sets this level, and thereby announces records of exactly that level.
        if self.announced.level != record.levelno:
            self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a warning in the log, unless inside `caplog.at_level(logging.WARNING)` or marked `logs_warnings`."""
    if request.node.get_closest_marker("logs_warnings"):
        yield
        return
    handler = _Unexpected(caplog.handler)
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.records:
        lines = [f"{each.levelname} {each.name}: {each.getMessage()}" for each in handler.records]
        pytest.fail("unexpected in the log (announce with caplog.at_level):\n" + "\n".join(lines), pytrace=False)


# ---- things left running --------------------------------------------------------------------------------------------

_births: weakref.WeakKeyDictionary[Any, traceback.StackSummary] = weakref.WeakKeyDictionary()
PATIENCE_S = 2.0
"""How long something that is already stopping may take."""


def _here() -> traceback.StackSummary:
    """Where the caller of a patched `start` is. Source lines are looked up only when they are reported."""
    frames = (each for each in traceback.walk_stack(None) if each[0].f_code.co_filename != __file__)
    return traceback.StackSummary.extract(frames, limit=4, lookup_lines=False)


def _watch(owner: type, name: str) -> None:
    """Make `owner.name` note where it was called from."""
    original = getattr(owner, name)

    def watched(self: Any, *arguments: Any, **named: Any) -> Any:
        _births[self] = _here()
        return original(self, *arguments, **named)

    setattr(owner, name, watched)


_start_timer = QTimer.start


def _watched_timer_start(self: QTimer, *arguments: Any) -> None:
    _births[self] = _here()
    # `line.textChanged.connect(timer.start)` fits the C++ slot without arguments; a Python one is handed the text.
    _start_timer(self, *(each for each in arguments if not isinstance(each, str | bool)))


def pytest_configure() -> None:
    QTimer.start = _watched_timer_start  # type: ignore[method-assign,assignment]
    _watch(QThread, "start")
    _watch(QProcess, "start")
    _watch(QThreadPool, "start")
    _watch(threading.Thread, "start")


def pytest_unconfigure() -> None:
    shutil.rmtree(SPARE_HOME, ignore_errors=True)


def _running() -> list[Any]:
    """Everything that was started, still lives and still runs."""
    living = [reference() for reference in _births.keyrefs()]  # one step, so a thread may start another meanwhile
    return [each for each in living if each is not None and _runs(each)]


def _runs(thing: Any) -> bool:
    if isinstance(thing, QObject) and not isValid(thing):
        return False
    match thing:
        case QTimer():
            return thing.isActive()
        case QThread():
            return thing.isRunning()
        case QProcess():
            return thing.state() != QProcess.ProcessState.NotRunning
        case QThreadPool():
            return thing.activeThreadCount() > 0
        case threading.Thread():
            return thing.is_alive() and not thing.daemon
    return False


def _settle() -> list[Any]:
    """Let what is already ending end; the rest dangles."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = _running()
    if left:
        gc.collect()  # an owner that is garbage in a cycle has let go
        left = _running()
    until = time.monotonic() + PATIENCE_S
    while left and not all(isinstance(each, QTimer) for each in left) and time.monotonic() < until:
        time.sleep(0.01)
        if QCoreApplication.instance() is not None:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = _running()
    return left


def _end(thing: Any) -> None:
    """Keep one test's leftovers out of the next one."""
    match thing:
        case QTimer():
            thing.stop()
        case QThread():
            thing.quit()
            thing.wait(1000)
        case QProcess():
            thing.kill()
            thing.waitForFinished(1000)
    _births.pop(thing, None)


@pytest.fixture(autouse=True)
def _nothing_left_running(sibian_home: Path) -> Iterator[None]:
    """Fail where a QTimer, QThread, QProcess, QThreadPool or non-daemon thread outlives the test."""
    before = set(map(id, _running()))
    yield
    left = [each for each in _settle() if id(each) not in before]
    if left:
        report = "\n".join(f"{each!r} was started here:\n{''.join(_births[each].format())}" for each in left)
        for each in left:
            _end(each)
        pytest.fail(f"left running:\n{report}", pytrace=False)
