"""The measurements: a text that streams, opens, scrolls and is resized in the real window, drawn offscreen.

Times are CPU seconds of the GUI thread, drawing included, unless said otherwise: the machine may be shared.
"""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

import psutil
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from app.text.render import to_html
from app.ui.conversation.states import ExchangeState, RunPhase
from app.ui.conversation.transcript import Transcript
from app.ui.theme import Theme, theme_named

SIZE = 1280, 800
UPDATE = 27
"""Characters of an update: 200 tokens a second at some four characters, told 30 times a second."""
PERIOD_S = 1 / 30
SAMPLED = 12
"""The naive ways are only measured at every so manieth update: they would take for ever."""


@dataclass(frozen=True)
class Streamed:
    """One text streamed. Milliseconds per update."""

    times: list[float]

    @property
    def mean(self) -> float:
        return sum(self.times) / len(self.times)

    def at(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def growth(self) -> float:
        """The last tenth against the first."""
        tenth = max(1, len(self.times) // 10)
        return sum(self.times[-tenth:]) / sum(self.times[:tenth])

    @property
    def busy(self) -> float:
        """Share of the time that the GUI thread is busy at 30 updates a second."""
        return self.mean / 1000 / PERIOD_S


def transcript(theme: Theme) -> Transcript:
    made = Transcript(theme)
    made.resize(*SIZE)
    made.show()
    settle()
    return made


def state(number: int, thinking: str, answer: str = "So it is.", running: bool = False) -> ExchangeState:
    first = ExchangeState(question_id=2 * number + 1, question="Which is it?", answer_id=2 * number + 2)
    phase: RunPhase = "thinking" if running else "over"
    return replace(first, thinking=thinking, answer=answer, phase=phase)


def stream(theme: Theme, text: str) -> Streamed:
    """The text comes as the thinking of a run."""
    page = transcript(theme)
    page.show_exchanges([state(0, "", "", running=True)])
    view = page.view_of(2)
    assert view is not None
    settle()
    times = []
    for start in range(0, len(text), UPDATE):
        piece = text[start : start + UPDATE]

        def update(piece: str = piece) -> None:
            view.grow("thinking", piece)
            # The reader waits between two drawings; here each update is drawn, which is the worst that can come.
            view.thinking.view.finish()

        times.append(_cpu_ms(update))
    put_away(page)
    return Streamed(times)


def as_markdown(page: QTextBrowser, text: str) -> None:
    page.setMarkdown(text)


def as_html(page: QTextBrowser, text: str) -> None:
    page.setHtml(to_html(text, theme_named("light").code))


def naive(text: str, set_whole: Callable[[QTextBrowser, str], None]) -> Streamed:
    """The whole text set anew at each update."""
    page = QTextBrowser()
    page.resize(SIZE[0] // 2, SIZE[1])
    page.show()
    settle()
    times = []
    for number, start in enumerate(range(0, len(text), UPDATE)):
        if number % SAMPLED == 0:
            until = text[: start + UPDATE]
            times.append(_cpu_ms(lambda until=until: set_whole(page, until)))
    put_away(page)
    return Streamed(times)


@dataclass(frozen=True)
class Opened:
    """A finished text. Milliseconds of wall time, and MB of memory."""

    readable: float
    jump: float
    worst_jump: float
    resize: float
    memory: float


def open_text(theme: Theme, text: str) -> Opened:
    """A click on a conversation with this thinking, until it is drawn."""
    page = transcript(theme)
    gc.collect()
    before = _memory_mb()
    readable = _wall_ms(lambda: page.show_exchanges([state(0, text)]))
    view = page.view_of(2)
    assert view is not None
    bar = view.thinking.view.verticalScrollBar()
    places = random.Random(1)
    jumps = [_wall_ms(lambda: bar.setValue(places.randint(0, bar.maximum()))) for _ in range(30)]
    sizes = [_wall_ms(lambda width=width: page.resize(width, SIZE[1])) for width in range(1270, 1100, -20)]
    found = Opened(readable, median(jumps), max(jumps), max(sizes), _memory_mb() - before)
    put_away(page)
    return found


def open_many(theme: Theme, count: int, characters: int, text: str) -> float:
    """Milliseconds until a conversation of so many exchanges is drawn."""
    each = characters // count
    states = [state(n, text[n % 7 : n % 7 + each]) for n in range(count)]
    page = transcript(theme)
    took = _wall_ms(lambda: page.show_exchanges(states))
    put_away(page)
    return took


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def put_away(page: QWidget) -> None:
    page.hide()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _cpu_ms(do: Callable[[], object]) -> float:
    began = time.thread_time()
    do()
    QApplication.processEvents()
    return (time.thread_time() - began) * 1000


def _wall_ms(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6
