"""How long formulas take, and what a window notices of it meanwhile.

    python -m tests.formulas.measure [COUNT]

Draws COUNT different formulas (600) while a window's thread wakes every millisecond, and streams a text full of them
into a reader; prints milliseconds.
"""

import os
import sys
import time
from collections.abc import Sequence
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.text.formulas.desk import Formulas
from app.text.formulas.engine import Engine
from app.text.formulas.values import Drawing, Formula
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from app.ui.widgets import formula_desk
from app.ui.widgets.formula import Picture
from tests.formulas.examples import EXAMPLES
from tests.formulas.real import real


def distinct(count: int) -> list[Formula]:
    """As many as are wanted: those of real traces first, then the examples with a number of their own."""
    formulas = [*real(), *(Formula(tex, True) for tex in EXAMPLES)][:count]
    number = 0
    while len(formulas) < count:
        formulas.append(Formula(EXAMPLES[number % len(EXAMPLES)] + rf" \quad ({number})", True))
        number += 1
    return formulas


def spread(seconds: Sequence[float]) -> str:
    order = sorted(each * 1000 for each in seconds)
    at = [order[min(len(order) - 1, int(len(order) * share))] for share in (0.95, 0.99)]
    return f"median {median(order):.2f}, p95 {at[0]:.2f}, p99 {at[1]:.2f}, worst {order[-1]:.2f} ms"


def one_by_one(formulas: list[Formula]) -> list[Drawing]:
    engine, took, drawn = Engine(), [], []
    for formula in formulas:
        began = time.perf_counter()
        outcome = engine.draw(formula)
        took.append(time.perf_counter() - began)
        if isinstance(outcome, Drawing):
            drawn.append(outcome)
    engine.close()
    print(f"one by one: {len(formulas)} formulas, {len(drawn)} drawn; {spread(took)}")
    return drawn


def gaps(formulas: list[Formula] | None) -> list[float]:
    """Between two wake-ups of the window's thread, while formulas are drawn, or for a second while none are."""
    desk, loop, seen, timer = Formulas(), QEventLoop(), [], QTimer()
    began = last = time.perf_counter()
    for formula in formulas or ():
        desk.ask(formula)

    def wake() -> None:
        nonlocal last
        now = time.perf_counter()
        seen.append(now - last)
        last = now
        if (formulas and not desk.waiting) or (not formulas and now - began > 1):
            loop.quit()

    timer.timeout.connect(wake)
    timer.start(1)
    loop.exec()
    timer.stop()
    desk.close()
    return seen


def rest(seconds: float) -> None:
    """Let the window's loop wait, as it does between two pieces of a text."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def streamed(formulas: list[Formula]) -> None:
    text = "".join(f"Step {n}: we see \\({f.tex}\\) and so\n\n\\[{f.tex}\\]\n\n" for n, f in enumerate(formulas[:300]))
    desk = formula_desk.FormulaDesk(Formulas())
    formula_desk.install(desk)
    reader = Reader(theme_named("light"), name="Thinking")
    reader.resize(620, 800)
    reader.show()
    took: list[float] = []
    busy: list[float] = []
    for at in range(0, len(text), 67):
        began, thread = time.perf_counter(), time.thread_time()
        reader.append_markdown(text[at : at + 67])
        QApplication.processEvents()
        took.append(time.perf_counter() - began)
        busy.append(time.thread_time() - thread)
        rest(max(0.0, 0.033 - took[-1]))
    tenth = len(took) // 10
    growth = sum(busy[-tenth:]) / sum(busy[:tenth])
    print(f"streamed {len(text)} characters in {len(took)} updates: {spread(took)}")
    print(f"  of which the window's thread computed: {spread(busy)}; last tenth / first tenth {growth:.2f}")
    reader.deleteLater()
    opened(desk, text)
    desk.close()
    formula_desk.install(None)


def opened(desk: formula_desk.FormulaDesk, text: str) -> None:
    """A text of formulas nobody has seen yet, from the click to the last formula in sight."""
    reader = Reader(theme_named("light"), name="Thinking")
    reader.resize(620, 800)
    reader.show()
    QApplication.processEvents()
    fresh = text.replace("we see \\(", "we see \\({}+").replace("\\[", "\\[{}+")
    began = time.perf_counter()
    reader.follower.let_go()
    reader.set_markdown(fresh)
    QApplication.processEvents()
    readable = time.perf_counter() - began
    page = reader.sheets.page(0)
    formulas = page.waiting_formulas()
    while page.waiting_formulas() and time.perf_counter() - began < 10:
        rest(0.002)
    whole = time.perf_counter() - began
    print(
        f"opened {len(fresh)} characters: readable in {readable * 1000:.0f} ms, "
        f"its first {len(formulas)} formulas drawn after {whole * 1000:.0f} ms"
    )
    reader.deleteLater()


def main() -> int:
    application = QApplication(sys.argv[:1])
    formulas = distinct(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
    drawn = one_by_one(formulas)
    began, took = 0.0, []
    for each in drawn:
        began = time.perf_counter()
        Picture(each)
        took.append(time.perf_counter() - began)
    print(f"made ready for painting, in the window's thread: {spread(took)}")
    print(f"wake-up gaps, nothing else to do: {spread(gaps(None))}")
    print(f"wake-up gaps while formulas are drawn: {spread(gaps(formulas))}")
    streamed(formulas)
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
