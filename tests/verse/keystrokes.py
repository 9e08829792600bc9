"""What a keystroke on the verse page costs the window's thread: poems typed letter by letter into the real page.

    QT_QPA_PLATFORM=offscreen python -m tests.verse.keystrokes [--poems N]

CPU time of the thread, in milliseconds: the key in the text's box until that is painted; then, as after the pause that
follows the last key, the check, what is done with its report, and layout and painting of all that this changed. Every
poem is typed once, so nothing is known of it from before. Ends with 1 where the median is over the target.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.ui.theme import ThemeKeeper
from app.ui.verse import presenter as presenting
from app.ui.verse.page import VersePage
from app.ui.verse.presenter import Kept, VersePresenter
from tests.forms import poems
from tests.verse import corpus

FIRST = (
    poems.XIANYANG,
    f"仿李白\n\n{poems.BAIDI}\n\n仿杜甫\n\n{poems.QINGMING.replace('杏花村', '杏花落')}",
    poems.PHOENIX_TERRACE,
)
"""Typed before anything is measured: the table of tones is read, faces are opened."""
STAGES = ("key", "box painted", "check", "report shown", "laid out and painted", "all together")
TARGET_MS = 1.0


@dataclass
class Times:
    """Milliseconds by stage, one for each keystroke."""

    of: dict[str, list[float]] = field(default_factory=lambda: {stage: [] for stage in STAGES})

    def add(self, *stages: float) -> None:
        for stage, value in zip(STAGES, (*stages, sum(stages)), strict=True):
            self.of[stage].append(value)

    def at(self, stage: str, share: float) -> float:
        ordered = sorted(self.of[stage])
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def table(self) -> str:
        rows = [f"{'ms of CPU':<24}{'median':>8}{'p90':>8}{'p99':>8}{'worst':>8}"]
        for stage in STAGES:
            figures = "".join(f"{self.at(stage, share):>8.2f}" for share in (0.5, 0.9, 0.99, 1.0))
            rows.append(f"{stage:<24}{figures}")
        return "\n".join(rows)


class Typist:
    """Types into the page and waits for nothing: the pause after a key is left out."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.page = VersePage(ThemeKeeper(application, "light").theme)
        self.page.resize(1240, 800)
        self.presenter = VersePresenter(self.page, Kept(), self.page)
        self.page.show()
        self.page.enter()
        self.checked = 0.0
        real = presenting.check

        def timed(*given: object, **named: object) -> object:
            began = time.thread_time()
            try:
                return real(*given, **named)  # type: ignore[arg-type]
            finally:
                self.checked = _ms(began)

        presenting.check = timed  # type: ignore[assignment]
        self._settle()

    def write(self, text: str, times: Times | None) -> None:
        self.page.set_text("")
        self.presenter._check()
        self._settle()
        for char in text:
            self.strike(char, times)

    def strike(self, char: str, times: Times | None = None) -> None:
        key = int(Qt.Key.Key_Return) if char == "\n" else 0
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r" if char == "\n" else char)
        self.checked = 0.0
        typed = _spent(lambda: self._application.sendEvent(self.page.edit, event))
        painted = _spent(self._settle)
        shown = _spent(self.presenter._check)
        laid = _spent(self._settle)
        if times is not None:
            times.add(typed, painted, self.checked, shown - self.checked, laid)

    def _settle(self) -> None:
        for _ in range(3):
            self._application.processEvents()


def _ms(began: float) -> float:
    return (time.thread_time() - began) * 1000


def _spent(do: Callable[[], object]) -> float:
    began = time.thread_time()
    do()
    return _ms(began)


def written(poem: corpus.CorpusPoem) -> str:
    """As a person writes it: a couplet to a line."""
    return "\n".join(f"{one}，{two}。" for one, two in zip(poem.lines[::2], poem.lines[1::2], strict=False))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.verse.keystrokes")
    parser.add_argument("--poems", type=int, default=40)
    count = parser.parse_args().poems
    regulated = [poem for poem in corpus.three_hundred(corpus.folder()) if poem.genre[2:] in ("律詩", "絕句")]
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    typist = Typist(application)
    for text in FIRST:
        typist.write(text, None)
    times = Times()
    gc.collect()
    gc.freeze()
    for poem in regulated[:: max(1, len(regulated) // count)][:count]:
        typist.write(written(poem), times)
    clock = sorted(_spent(lambda: None) for _ in range(1000))[500]
    print(f"{len(times.of['key'])} keystrokes of {count} poems on the verse page, 1240 × 800, drawn offscreen")
    print(times.table())
    print(f"Of each stage, {clock:.3f} ms is the clock's own.")
    return 1 if times.at("all together", 0.5) > TARGET_MS else 0


if __name__ == "__main__":
    sys.exit(main())
