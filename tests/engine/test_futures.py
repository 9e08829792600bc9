"""Results of other threads arrive on the GUI thread."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.engine.futures import FutureWatcher


@pytest.fixture
def watcher(qapp: Any) -> FutureWatcher:
    return FutureWatcher()


def test_a_result_arrives_on_the_watchers_own_thread(watcher: FutureWatcher, qtbot: QtBot) -> None:
    got: list[tuple[int, bool]] = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: 7)
        watcher.watch(future, lambda n: got.append((n, threading.current_thread() is threading.main_thread())), _never)
        qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, True)]


def test_a_fault_goes_to_the_second_callback(watcher: FutureWatcher, qtbot: QtBot) -> None:
    future: Future[int] = Future()
    future.set_exception(ValueError("no"))
    got: list[BaseException] = []
    watcher.watch(future, _never, got.append)
    assert got == []  # never from within the call
    qtbot.waitUntil(lambda: bool(got))
    assert str(got[0]) == "no"


def test_a_callback_may_watch_more_and_nothing_runs_when_nothing_is_pending(
    watcher: FutureWatcher, qtbot: QtBot
) -> None:
    first: Future[int] = Future()
    second: Future[int] = Future()
    got: list[int] = []

    def on_first(n: int) -> None:
        got.append(n)
        watcher.watch(second, got.append, _never)

    watcher.watch(first, on_first, _never)
    first.set_result(1)
    second.set_result(2)
    qtbot.waitUntil(lambda: got == [1, 2])
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in watcher.findChildren(QTimer)))


def test_what_is_forgotten_or_cancelled_calls_nobody(watcher: FutureWatcher, qtbot: QtBot) -> None:
    forgotten: Future[int] = Future()
    cancelled: Future[int] = Future()
    last: Future[int] = Future()
    got: list[int] = []
    watcher.watch(forgotten, _never, _never)
    watcher.forget()
    cancelled.cancel()
    watcher.watch(cancelled, _never, _never)
    watcher.watch(last, got.append, _never)
    forgotten.set_result(1)
    last.set_result(2)
    qtbot.waitUntil(lambda: got == [2])


def _never(value: object) -> None:
    raise AssertionError(f"called with {value!r}")
