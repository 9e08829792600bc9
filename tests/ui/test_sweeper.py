"""What is garbage goes on the GUI thread, whatever other threads are doing."""

import gc
import threading

from pytestqt.qtbot import QtBot

from app.ui.sweeper import Sweeper


class Cycle:
    """Refers to itself, so that only a collection takes it away; notes on which thread that is."""

    def __init__(self, gone: list[int]) -> None:
        self.itself, self._gone = self, gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def allocate() -> None:
    kept = [[number] for number in range(20_000)]
    assert kept


def on_a_thread() -> None:
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_no_other_thread_takes_garbage_away(sweeper: Sweeper, qtbot: QtBot) -> None:
    gone: list[int] = []
    many = 2 * gc.get_threshold()[0]
    for _ in range(many):
        Cycle(gone)
    on_a_thread()
    assert not gone
    qtbot.waitUntil(lambda: len(gone) == many)
    assert set(gone) == {threading.get_ident()}


def test_the_interpreter_does_it_again_once_the_last_one_is_closed(sweeper: Sweeper) -> None:
    other = Sweeper()
    sweeper.close()
    assert not gc.isenabled()
    other.close()
    other.close()
    assert gc.isenabled()
    gone: list[int] = []
    Cycle(gone)
    on_a_thread()
    assert gone
    assert threading.get_ident() not in gone
