"""`python -m tests.bench_explorer`: how long the explorer takes to open a trace of 16,000 tokens, to go anywhere in it,
and what following a thinking costs the window. Times are CPU milliseconds of the thread, painting included.

Garbage is collected as in the program: what is there after the imports is left alone, and none while a trace
is read on its own thread. How long the longest collection took is told, since it lands on whatever is going on.
"""

import argparse
import gc
import os
import random
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.engine.values import Figures, Growth, Live, Phase
from app.explore import assemble
from app.explore.values import Source
from app.store.records import Begun
from app.store.tokens import Tokens
from app.ui.explorer.following import PAUSE_MS
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.presenter import ExplorerPresenter
from app.ui.explorer.traces import Traces
from app.ui.theme import ThemeKeeper
from tests.explore import traces
from tests.ui.explorer.conftest import NoMarks, StillSession, idle

TOKENS = 16_000
SIZE = 1280, 820
PER_SECOND, CHARACTERS = 30, 27
"""Growths a second, and characters of each: some 200 tokens a second."""


class Pauses:
    """How long collections of garbage took."""

    def __init__(self) -> None:
        self.longest = self._began = 0.0
        gc.callbacks.append(self._hear)

    def _hear(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.thread_time()
        else:
            self.longest = max(self.longest, 1000 * (time.thread_time() - self._began))

    def told(self) -> str:
        """The longest since it was asked last."""
        said, self.longest = f"longest collection {self.longest:.1f} ms", 0.0
        return said


class KeptTraces(Traces):
    """Reads a made-up trace as it would read one of the store: on its own thread, every time anew."""

    def __init__(self, source: Source) -> None:
        QObject.__init__(self)
        self._source = source
        self._real = None

    def of_answer(self, answer: int, done: Callable[..., None]) -> None:
        done(assemble.view(self._source))

    def forget(self, answer: int) -> None:
        pass


class RunningSession(StillSession):
    """A run that can be followed."""

    begun = Signal(object)
    count = 0

    def start(self) -> None:
        begun = Begun(1, 1, 2, 1)
        self.lives = {1: Live(begun, "", "", Figures(), Phase.THINKING, 10, 4096, 1.0)}

    def grow(self, text: str, seconds: float) -> None:
        ends = [*range(4, len(text), 4), len(text)]
        count = len(ends)
        tokens = Tokens(
            [1] * count, [seconds] * count, [4] * (count - 1) + [len(text) - 4 * (count - 1)],
            entropy=[0.5] * count, confidence=[15.0] * count,
        )  # fmt: skip
        self.count += count
        figures = Figures(thinking_tokens=self.count, thinking_s=seconds)
        self.lives[1] = Live(self.lives[1].begun, "", "", figures, Phase.THINKING, 10, 4096, 1.0)
        self.grew.emit(Growth(1, 1, (("thinking", text),), figures, Phase.THINKING, tokens))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_explorer")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=TOKENS)
    options = parser.parse_args()
    gc.collect()
    gc.freeze()
    pauses = Pauses()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = ThemeKeeper(application, "light").theme
    source = long_source(options.tokens)
    print(f"{len(source.tokens)} tokens, {len(source.text('thinking'))} characters of thinking")
    session = RunningSession()
    page = ExplorerPage(theme)
    page.resize(*SIZE)
    presenter = ExplorerPresenter(KeptTraces(source), session, NoMarks(), idle(), page)
    page.show()
    application.processEvents()
    opening(application, source, presenter, page, options.rounds)
    print(pauses.told())
    moving(application, presenter, pauses)
    following(application, session, presenter, source)
    print(pauses.told())
    page.close()
    return 0


def long_source(tokens: int) -> Source:
    """A real trace, or the made-up one again and again, of so many tokens."""
    file = traces.SHARED / "planbench_r1_en.jsonl"
    thinking, answer = traces.real(file.name) if file.exists() else (traces.THINKING * 400, traces.ANSWER)
    source = traces.made(thinking, answer)
    while len(source.tokens) > tokens * 1.02 or len(source.tokens) < tokens * 0.98:
        share = tokens / len(source.tokens)
        thinking = (
            thinking[: int(len(thinking) * share)]
            if share < 1
            else thinking + "\n\n" + thinking[: int(len(thinking) * (share - 1)) + 1]
        )
        source = traces.made(thinking, answer)
    return source


def opening(
    application: QApplication, source: Source, presenter: ExplorerPresenter, page: ExplorerPage, rounds: int
) -> None:
    reading, showing = [], []
    for _ in range(rounds):
        began = time.thread_time()
        gc.disable()
        view = assemble.view(source)
        gc.enable()
        read = time.thread_time()
        presenter.show_view(view)
        application.processEvents()
        page.grab()
        reading.append(1000 * (read - began))
        showing.append(1000 * (time.thread_time() - read))
    print(
        f"opening: reading {median(reading):.0f} ms on its own thread, showing {median(showing):.0f} ms, "
        f"together {median(map(sum, zip(reading, showing, strict=True))):.0f} ms (at most 300)"
    )


def moving(application: QApplication, presenter: ExplorerPresenter, pauses: Pauses) -> None:
    """Each of the slowest is gone to once more: what is slow by itself is slow again, what the machine did is not."""
    chance, page = random.Random(3), presenter._page
    count = len(presenter.rows)
    ways = {"a step": (presenter.go, count), "a token": (presenter.go_to_token, TOKENS // 2)}
    times: dict[str, list[tuple[float, int, int]]] = {what: [] for what in ways}
    for turn in range(60):
        for what, (go, most) in ways.items():
            place = chance.randrange(most)
            times[what].append((cpu(lambda go=go, place=place: go(place), application, page), turn, place))
    for what, (go, _) in ways.items():
        slowest, turn, place = max(times[what])
        presenter.go(count // 2)
        application.processEvents()
        again = cpu(lambda go=go, place=place: go(place), application, page)
        print(
            f"moving to {what}: median {median(each for each, _, _ in times[what]):.1f} ms, worst {slowest:.1f} ms "
            f"(the {turn + 1}. of 60, to {place}; once more {again:.1f} ms; at most 33)"
        )
    print(pauses.told())


def following(application: QApplication, session: RunningSession, presenter: ExplorerPresenter, source: Source) -> None:
    text = source.text("thinking")
    session.start()
    presenter.open(2)
    shares, seconds, spent, drawn = [], 0.0, 0.0, 0.0
    for start in range(0, len(text), CHARACTERS):
        seconds += 1 / PER_SECOND
        spent += cpu_of(lambda start=start, now=seconds: session.grow(text[start : start + CHARACTERS], now))
        if seconds - drawn >= PAUSE_MS / 1000:
            # The clock is ours: what the timer would do is done when it would have been.
            presenter.following._soon.stop()
            spent += cpu_of(lambda: (presenter.following.draw(), application.processEvents()))
            shares.append(spent / (seconds - drawn))
            spent, drawn = 0.0, seconds
    tenth = max(1, len(shares) // 10)
    print(
        f"following: {sum(shares) / len(shares):.1%} of the window's thread, in the last tenth "
        f"{sum(shares[-tenth:]) / tenth:.1%} (at most 3 %)"
    )


def cpu_of(do: Callable[[], object]) -> float:
    began = time.thread_time()
    do()
    return time.thread_time() - began


def cpu(do: Callable[[], object], application: QApplication, page: ExplorerPage) -> float:
    def whole() -> None:
        do()
        application.processEvents()

    return 1000 * cpu_of(whole)


if __name__ == "__main__":
    raise SystemExit(main())
