"""The ground rules of conftest.py hold: each kind of leftover fails its test and says where it came from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
ROOT = CONFTEST.parent.parent

OFFENDERS = """
import logging, threading, time
import pytest
from PySide6.QtCore import QProcess, QRunnable, QThread, QThreadPool, QTimer

kept = []

def test_timer(qapp):
    kept.append(QTimer()); kept[-1].start(10)

def test_single_shot_timer(qapp):
    kept.append(QTimer(singleShot=True)); kept[-1].start(60_000)

def test_process(qapp):
    kept.append(QProcess()); kept[-1].start("sleep", ["60"])

def test_qthread(qapp):
    class Sleeper(QThread):
        def run(self): time.sleep(1)
    kept.append(Sleeper()); kept[-1].start()

def test_pool(qapp):
    class Nap(QRunnable):
        def run(self): time.sleep(1)
    kept.append(QThreadPool()); kept[-1].start(Nap())

def test_thread():
    threading.Thread(target=time.sleep, args=[1]).start()

def test_warning_in_the_log():
    logging.getLogger("somewhere").warning("a surprise")

def test_error_where_a_warning_was_announced(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("somewhere").error("a worse surprise")

def test_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("a surprise from Qt")
"""

INNOCENTS = """
import logging, threading, time
import pytest
from PySide6.QtCore import QTimer, QObject
from PySide6.QtWidgets import QLineEdit

def test_announced_warning(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("somewhere").warning("expected")

@pytest.mark.logs_warnings
def test_marked_warning():
    logging.getLogger("somewhere").error("expected")

def test_thread_that_is_about_to_end():
    threading.Thread(target=time.sleep, args=[0.1]).start()

def test_timer_of_a_widget_that_is_closed(qtbot):
    line = QLineEdit(); qtbot.addWidget(line)
    QTimer(line).start(10)

def test_timer_whose_owner_is_garbage(qapp):
    owner = QObject(); timer = QTimer(); timer.owner = owner; owner.timer = timer
    timer.start(10)

def test_timer_started_by_a_signal_that_carries_text(qtbot):
    line = QLineEdit(); qtbot.addWidget(line)
    timer = QTimer(line, singleShot=True, interval=1)
    line.textChanged.connect(timer.start)
    with qtbot.waitSignal(timer.timeout):
        line.setText("typed")

def test_home_is_the_tests_own(sibian_home, tmp_path):
    from app import paths
    assert paths.data_dir() == tmp_path / "home"
"""


def run_tests(folder: Path, source: str) -> str:
    """What pytest says of `source` under this project's conftest and settings."""
    rules = CONFTEST.read_text(encoding="utf-8").replace("PATIENCE_S = 2.0", "PATIENCE_S = 0.3")
    (folder / "conftest.py").write_text(rules, encoding="utf-8")
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(folder),
        str(folder),
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("CI", None)  # where it is set, pytest repeats every message in its summary
    # A folder of its own, because pytest clears away what other runs beside it have left.
    options = ["-p", "no:cacheprovider", "-rA", "--tb=short", "--basetemp", str(folder / "temporary")]
    done = subprocess.run(
        [*command, *options], capture_output=True, text=True, env=environment, cwd=folder, timeout=120
    )
    return done.stdout + done.stderr


@pytest.mark.slow
def test_every_kind_of_leftover_fails_its_test_and_says_where_it_was_started(tmp_path: Path) -> None:
    said = run_tests(tmp_path, OFFENDERS)
    faults = {
        line.split("::")[1].split(" ")[0]
        for line in said.splitlines()
        if line.startswith(("ERROR test", "FAILED test"))
    }
    assert faults == {line.split("(")[0][4:] for line in OFFENDERS.splitlines() if line.startswith("def ")}, said
    assert said.count("was started here") == 6
    assert "threading.Thread(target=time.sleep, args=[1]).start()" in said
    assert "WARNING somewhere: a surprise" in said


@pytest.mark.slow
def test_what_is_announced_or_ends_by_itself_is_let_pass(tmp_path: Path) -> None:
    said = run_tests(tmp_path, INNOCENTS)
    assert f"{INNOCENTS.count('def test_')} passed" in said, said
