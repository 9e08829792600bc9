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
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from app.text.render import to_html
from app.ui.conversation.presenter import FIGURES_S
from app.ui.conversation.states import ExchangeState, RunFigures, RunPhase
from app.ui.conversation.transcript import Transcript
from app.ui.reader.reader import Reader
from app.ui.theme import Theme, theme_named

SIZE = 1280, 800
SPEED, CHARACTERS, UPDATES = 200, 4, 30
"""Tokens a second, characters of a token, and updates a second."""
UPDATE = SPEED * CHARACTERS // UPDATES + 1
PERIOD_S = 1 / UPDATES
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
    def per_thousand(self) -> float:
        """CPU seconds for a thousand tokens."""
        return self.mean / UPDATE * CHARACTERS

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

        tokens = (start + UPDATE) // CHARACTERS

        figures = (start // UPDATE) % round(FIGURES_S / PERIOD_S) == 0

        def update(piece: str = piece, tokens: int = tokens, figures: bool = figures) -> None:
            view.grow("thinking", piece)
            if figures:
                view.show_figures(RunFigures(thinking_tokens=tokens, thinking_s=tokens / SPEED))
            # The reader waits between two drawings; here each update is drawn, which is the worst that can come.
            if view.thinking.view._soon.isActive():
                view.thinking.view._draw()

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
    """A finished text, in milliseconds: `readable` and `formulas` by the clock, all else CPU time of the window."""

    readable: float
    computing: float
    """The same as CPU time of the window's thread."""
    jump: float
    worst_jump: float
    resize: float
    formulas: float
    """Until all formulas in sight are drawn; 0 where there are none."""


def open_text(theme: Theme, text: str) -> Opened:
    """A click on a conversation with this thinking, until it is drawn."""
    page = transcript(theme)
    gc.collect()
    began, thread = time.perf_counter(), time.thread_time()
    page.show_exchanges([state(0, text)])
    QApplication.processEvents()
    readable, computing = (time.perf_counter() - began) * 1000, (time.thread_time() - thread) * 1000
    view = page.view_of(2)
    assert view is not None
    formulas = _until_drawn(view.thinking.view, began)
    bar = view.thinking.view.verticalScrollBar()
    places = random.Random(1)
    # As dragging the bar does it.
    jumps = [_cpu_ms(lambda: bar.setSliderPosition(places.randint(0, bar.maximum()))) for _ in range(30)]
    sizes = [_cpu_ms(lambda width=width: page.resize(width, SIZE[1])) for width in range(1270, 1100, -20)]
    found = Opened(readable, computing, median(jumps), max(jumps), max(sizes), formulas)
    put_away(page)
    return found


def _until_drawn(reader: Reader, began: float) -> float:
    """Milliseconds from `began` until no formula in sight waits for being drawn; 0 where none is there."""
    if not _waits(reader):
        return 0.0
    while _waits(reader) and time.perf_counter() - began < 20:
        QApplication.processEvents()
        time.sleep(0.001)
    return (time.perf_counter() - began) * 1000


def _waits(reader: Reader) -> bool:
    size = reader.viewport().size()
    first = reader.place_at(QPointF(0, 0))
    last = reader.place_at(QPointF(size.width(), size.height() - 1))
    for index in range(first.sheet, last.sheet + 1):
        page = reader.sheets.page(index)
        start = first.position if index == first.sheet else 0
        stop = last.position if index == last.sheet else page.end
        if page.waiting_between(start, stop):
            return True
    return False


def memory_of(theme: Theme, text: str) -> float:
    """MB that opening a text and scrolling through it takes. True only in a process that has opened none before."""
    page = transcript(theme)
    page.show_exchanges([state(0, "A short one.")])
    settle()
    gc.collect()
    before = _memory_mb()
    page.show_exchanges([state(1, text)])
    settle()
    view = page.view_of(4)
    assert view is not None
    bar = view.thinking.view.verticalScrollBar()
    for share in range(0, 101, 2):
        bar.setValue(bar.maximum() * share // 100)
        settle()
    grown = _memory_mb() - before
    put_away(page)
    return grown


def open_many(theme: Theme, count: int, characters: int, text: str) -> float:
    """Milliseconds of CPU until a conversation of so many exchanges is drawn."""
    each = characters // count
    states = [state(n, text[n % 7 : n % 7 + each]) for n in range(count)]
    page = transcript(theme)
    took = _cpu_ms(lambda: page.show_exchanges(states))
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


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def loop_ms() -> float:
    """A known amount of work, to tell how busy the machine is with other things."""
    began, total = time.thread_time(), 0
    for number in range(100_000):
        total += number * number
    return (time.thread_time() - began) * 1000
