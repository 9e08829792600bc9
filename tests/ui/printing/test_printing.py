"""An exchange on paper: every line of it, none cut in two, formulas drawn, and the window alive meanwhile."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.text.formulas.desk import Formulas
from app.text.read import read
from app.ui.conversation.menu import menu_at
from app.ui.conversation.states import ExchangeState, RunFigures
from app.ui.printing.cuts import cut, spans
from app.ui.printing.exchange import parts
from app.ui.printing.job import PrintJob
from app.ui.printing.opener import Printing
from app.ui.printing.paper import Paper, a4
from app.ui.reader.page import Marked, Page
from app.ui.theme import theme_named
from app.ui.widgets import formula_desk
from app.ui.widgets.setting import Setting
from tests.text.samples import DOCUMENTS
from tests.ui.person import Person

LIGHT = theme_named("light")
STATE = ExchangeState(
    question_id=1,
    question="What is it?\n\nSay it in **plain** words.",
    answer_id=2,
    thinking="\n\n".join([*DOCUMENTS.values()] * 3),
    answer=r"It is \(\frac{1}{2}\)." + "\n\n```python\n" + "x = 1\n" * 150 + "```\n\n# The end\n\nDone.",
    model="Model",
    figures=RunFigures(thinking_tokens=10, thinking_s=1.0, answer_tokens=5, answer_s=1.0),
)


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Page, float, float]]:
    """Of which page of the text what was painted, in order."""
    seen: list[tuple[Page, float, float]] = []
    paint = Page.paint

    def watched(self: Page, painter: QPainter, clip: QRectF, marked: Sequence[Marked]) -> None:
        seen.append((self, clip.top(), clip.bottom()))
        paint(self, painter, clip, marked)

    monkeypatch.setattr(Page, "paint", watched)
    return seen


@pytest.fixture
def writer(qapp: QApplication, tmp_path: Path) -> QPdfWriter:
    made = QPdfWriter(str(tmp_path / "out.pdf"))
    made.setResolution(300)
    a4(made)
    return made


@pytest.fixture
def formulas(qapp: QApplication) -> Iterator[formula_desk.FormulaDesk]:
    desk = formula_desk.FormulaDesk(Formulas())
    formula_desk.install(desk)
    yield desk
    formula_desk.install(None)
    desk.close()


def printed(writer: QPdfWriter, qtbot: QtBot, state: ExchangeState = STATE) -> int:
    job = PrintJob(Paper(LIGHT, "A title", parts(state, 16)), writer)
    with qtbot.waitSignal(job.ended, timeout=60_000) as ended:
        pass
    assert ended.args is not None
    return int(ended.args[0])


def test_every_part_of_the_text_is_painted_once_and_no_line_is_cut(
    writer: QPdfWriter, qtbot: QtBot, slices: list[tuple[Page, float, float]]
) -> None:
    assert printed(writer, qtbot) > 3
    pages = list(dict.fromkeys(page for page, _, _ in slices))
    for page in pages:
        its = [(top, bottom) for which, top, bottom in slices if which is page]
        assert its[0][0] == 0
        assert [top for top, _ in its[1:]] == [bottom for _, bottom in its[:-1]]
        held = spans(page.document)
        for _, bottom in its[:-1]:
            assert not [span for span in held if span[0] < bottom - 0.01 and bottom + 0.01 < span[1]]
    text = "\n".join(page.text(0, page.end) for page in pages)
    for words in ("Say it in **plain** words.", "仿李白", "x = 1", "The end", "Done."):
        assert words in text


def test_formulas_are_drawn_before_they_are_printed(
    writer: QPdfWriter, qtbot: QtBot, formulas: formula_desk.FormulaDesk, slices: list[tuple[Page, float, float]]
) -> None:
    printed(writer, qtbot)
    assert slices
    assert not any(page.waiting_formulas() for page, _, _ in slices)


def test_a_file_of_pdf_comes_out(writer: QPdfWriter, qtbot: QtBot, tmp_path: Path) -> None:
    pages = printed(writer, qtbot, ExchangeState(question_id=1, question="Short?", answer_id=2, answer="Yes."))
    assert pages == 1
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("wanted", "at"), [(100.0, 100.0), (15.0, 10.0), (25.0, 20.0), (20.0, 20.0), (5.0, 5.0), (45.0, 45.0)]
)
def test_a_cut_falls_before_the_line_that_would_be_cut(wanted: float, at: float) -> None:
    lines = [(10.0, 20.0), (20.0, 30.0), (12.0, 18.0), (40.0, 60.0)]
    assert cut(lines, 0.0 if wanted != 45.0 else 40.0, wanted) == at


def test_a_heading_stays_with_what_follows(qapp: QApplication) -> None:
    page = Page(Setting(LIGHT, 16))
    page.show(read("Before.\n\n## A heading\n\nAfter it."))
    page.set_width(500)
    heading = page.line_top(len("Before.\n"))
    after = page.line_top(len("Before.\nA heading\n"))
    assert cut(spans(page.document), 0, after + 2) <= heading


def test_a_person_saves_the_exchange_as_pdf(person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    person.ask_and_wait("Which is larger?")
    window = person.program.desk.window
    view = window.transcript.current()
    assert view is not None
    assert view.state is not None
    (printing,) = window.findChildren(Printing)
    path = tmp_path / "exchange.pdf"
    with qtbot.waitSignal(printing.done, timeout=60_000):
        printing.write_pdf(path, view.state)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_told(person: Person, tmp_path: Path) -> None:
    window = person.program.desk.window
    (printing,) = window.findChildren(Printing)
    assert printing.write_pdf(tmp_path / "no" / "such" / "folder.pdf", STATE) is None
    assert "cannot be written" in " ".join(window.notices.texts())


def test_the_menu_of_a_text_offers_paper_and_the_keys_do(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.ask_and_wait("Which is larger?")
    window = person.program.desk.window
    view = window.transcript.current()
    assert view is not None
    wished: list[str] = []
    monkeypatch.setattr(Printing, "_print_out", lambda self, state: wished.append(f"print {state.question}"))
    monkeypatch.setattr(Printing, "_save_pdf", lambda self, state: wished.append(f"pdf {state.question}"))
    for action in menu_at(view, view.answer, QPoint(5, 5)).actions():
        if action.text() in ("Print this exchange…", "Save this exchange as PDF…"):
            action.trigger()
    window.actions_.print_out.trigger()
    assert wished == ["print Which is larger?", "pdf Which is larger?", "print Which is larger?"]
