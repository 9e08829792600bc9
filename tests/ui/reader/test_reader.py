"""The widget in which text is read: pieces make the same page as the whole, and nothing in a text reaches out of it."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolTip
from pytestqt.qtbot import QtBot

from app.text.clean import clean
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import apply, theme_named
from app.ui.widgets.external import LinkDialog, open_external
from tests.text.payloads import PAYLOADS, TARGETS
from tests.text.samples import DOCUMENTS
from tests.text.test_render import MARKDOWN

TRACES = Path(__file__).resolve().parents[4] / "shared" / "data" / "traces"
LIGHT = theme_named("light")
TABS = QTextFormat.Property.TabPositions.value


@pytest.fixture
def view(qtbot: QtBot) -> Reader:
    made = Reader(LIGHT, name="Answer")
    qtbot.addWidget(made)
    made.resize(500, 400)
    return made


def page(document: QTextDocument) -> list[Any]:
    """Everything that decides how a document looks: formats of blocks, tables, and letters with their formats."""
    seen: list[Any] = []
    block = document.begin()
    while block.isValid():
        properties = {
            key: [tab.position for tab in value] if key == TABS else str(value)
            for key, value in block.blockFormat().properties().items()
        }
        letters: list[tuple[str, Any]] = []
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            look = (form.foreground().color().name(), form.fontWeight(), form.fontItalic(), form.anchorHref())
            if letters and letters[-1][1] == look:
                letters[-1] = (letters[-1][0] + at.fragment().text(), look)
            else:
                letters.append((at.fragment().text(), look))
            at += 1
        table = QTextCursor(block).currentTable()
        seen.append((properties, letters, (table.rows(), table.columns()) if table else None))
        block = block.next()
    return seen


def pages(view: Reader) -> list[Any]:
    """The same of all sheets of a view."""
    return [block for index in range(len(view.sheets)) for block in page(view.sheets.page(index).document)]


def in_pieces(text: str, sizes: list[int]) -> Reader:
    """A view that drew `text` after every one of these pieces."""
    view, at, turn = Reader(LIGHT), 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        view.append_markdown(text[at : at + size])
        view._draw()
        at, turn = at + size, turn + 1
    view.finish()
    return view


def at_once(text: str) -> Reader:
    view = Reader(LIGHT)
    view.set_markdown(text)
    return view


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("sizes", [[1], [3, 1, 20]])
def test_a_document_in_pieces_looks_like_the_whole(qapp: QApplication, name: str, sizes: list[int]) -> None:
    text = DOCUMENTS[name]
    grown, whole = in_pieces(text, sizes), at_once(text)
    assert pages(grown) == pages(whole)
    assert grown.plain_text() == whole.plain_text()
    assert grown.markdown() == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKDOWN, st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_any_markdown_in_any_pieces_looks_like_the_whole(qapp: QApplication, text: str, sizes: list[int]) -> None:
    assert pages(in_pieces(text, sizes)) == pages(at_once(text))


@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded traces are not here")
@pytest.mark.parametrize("name", ["planbench_r1_en.jsonl", "liarsbar_r1_zh.jsonl"])
def test_real_traces_that_stream_end_in_what_opening_them_gives(qapp: QApplication, name: str) -> None:
    cuts = random.Random(1)
    for line in (TRACES / name).read_text("utf-8").splitlines()[:80:10]:
        text = json.loads(line)["thinking"][:20_000]
        grown, whole = in_pieces(text, [cuts.randint(1, 400) for _ in range(50)]), at_once(text)
        assert pages(grown) == pages(whole)
        assert grown.plain_text() == whole.plain_text()
        grown.chooser.choose_all()
        assert grown.chooser.markdown() == clean(text).strip("\n")


def test_a_flood_is_drawn_in_a_few_goes_and_whole_at_the_end(view: Reader) -> None:
    draws = []
    original = view._draw
    view._draw = lambda: (draws.append(1), original())[1]  # type: ignore[method-assign, func-returns-value]
    for number in range(500):
        view.append_markdown(f"word{number} ")
    view.finish()
    assert len(draws) < 100
    assert "word0 " in view.plain_text()
    assert view.plain_text().endswith("word499")


def test_what_is_waiting_is_drawn_soon_without_finish(view: Reader, qtbot: QtBot) -> None:
    view.append_markdown("one")
    view.append_markdown(" two")
    qtbot.waitUntil(lambda: view.plain_text() == "one two", timeout=2000)


def test_finishing_again_changes_nothing(view: Reader) -> None:
    view.append_markdown("- a\n- b")
    view.finish()
    changes = []
    view.sheets.page(0).document.contentsChanged.connect(lambda: changes.append(1))
    view.finish()
    view.set_markdown("- a\n- b")
    assert changes == []


def test_a_finished_part_is_not_set_again(view: Reader) -> None:
    view.append_markdown("First.\n\nSecond.\n\nThird")
    view._draw()
    touched: list[int] = []
    view.sheets.page(0).document.contentsChange.connect(lambda position, *_: touched.append(position))
    view.append_markdown(" grows")
    view._draw()
    assert min(touched) >= len("First.\nSecond.\n") - 1


def test_it_takes_the_height_its_text_needs(view: Reader) -> None:
    said: list[int] = []
    view.content_changed.connect(lambda: said.append(view.content_height()))
    view.show()
    view.set_markdown("line\n\n" * 3)
    small = view.content_height()
    view.append_markdown("line\n\n" * 10)
    view.finish()
    assert view.content_height() > small
    assert said
    view.resize(500, view.content_height())
    assert view.verticalScrollBar().maximum() == 0


def test_lines_are_no_wider_than_the_measure(view: Reader) -> None:
    view.resize(2000, 400)
    view.show()
    view.set_markdown("字" * 200)
    view.set_text_size(20)
    assert view.text_width() <= LIGHT.sizes.measure * 20
    view.resize(300, 400)
    assert view.text_width() > 250


def test_text_size_face_and_theme_reach_what_is_already_there(qapp: QApplication, view: Reader) -> None:
    view.set_markdown("text `code` [link](https://a.example)")
    before = view.content_height()
    view.set_text_size(28)
    assert view.sheets.page(0).document.defaultFont().pixelSize() == 28
    assert view.content_height() > before
    view.set_face("verse")
    assert view.sheets.page(0).document.defaultFont().families() == theme_named("light").font("verse").families()
    dark = theme_named("dark")
    view.set_theme(dark)
    look = next(letters for _, letters, _ in pages(view) if letters)
    assert any(colour == dark.colours.link.lower() for _, (colour, *_) in look)
    assert view.plain_text() == "text code link"


def test_a_theme_put_on_the_application_reaches_a_view(qapp: QApplication, view: Reader) -> None:
    view.set_markdown("[link](https://a.example)")
    apply(qapp, theme_named("dark"))
    assert theme_named("dark").colours.link.lower() in str(pages(view))
    apply(qapp, LIGHT)
    assert LIGHT.colours.link.lower() in str(pages(view))
    qapp.setStyleSheet("")


def test_copying_takes_the_text_with_its_markers(view: Reader) -> None:
    view.set_markdown("**Bold**\n\n1. one\n2. two\n\n```python\nx = 1\n\ny = 2\n```")
    view.chooser.choose_all()
    view.copy()
    assert QGuiApplication.clipboard().text() == "Bold\n1.\tone\n2.\ttwo\nx = 1\n\ny = 2"


# ---- nothing gets out, nothing gets in ------------------------------------------------------------------------------


class Outside(QObject):
    """Stands where the browser would be."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def outside(qapp: QApplication) -> Any:
    """Every way out that Qt has, watched."""
    spy = Outside()
    schemes = ["http", "https", "mailto", "file", "ftp", "smb", "data", "javascript", "ms-msdt", "tel"]
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, spy, "take")
    yield spy
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_drawn_without_pictures_and_without_foreign_links(view: Reader, payload: str) -> None:
    view.set_markdown(payload)
    assert "￼" not in view.plain_text()
    block = view.sheets.page(0).document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            target = at.fragment().charFormat().anchorHref()
            assert target == "" or QUrl(target).scheme() in ("http", "https", "mailto")
            assert not at.fragment().charFormat().isImageFormat()
            assert at.fragment().charFormat().toolTip() == ""
            at += 1
        block = block.next()


def test_a_picture_is_not_loaded_even_where_html_gets_in(view: Reader, tmp_path: Path) -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FF00FF"))
    path = tmp_path / "secret.png"
    assert picture.save(str(path))
    view.set_markdown("x")
    html = f'<img src="{path}" width=40 height=40><img src="file://{path}" width=40 height=40>'
    view.sheets.page(0).document.setHtml(html)
    view.show()
    shot = view.grab().toImage()
    colours = {shot.pixelColor(x, y).name() for x in range(0, 100, 4) for y in range(0, 60, 4)}
    assert "#ff00ff" not in colours


def test_a_click_on_a_link_asks_first_and_opens_what_was_shown(
    view: Reader, outside: Outside, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def answer(dialog: LinkDialog) -> int:
        shown.append(dialog.address.text())
        return QDialog.DialogCode.Accepted if len(shown) > 1 else QDialog.DialogCode.Rejected

    monkeypatch.setattr(LinkDialog, "exec", answer)
    view.set_markdown("[click here](https://a.example/x?y=1)")
    view.show()
    QApplication.processEvents()
    spot = (view.point_of(Place(0, 1)) + QPointF(4, 8)).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shown == ["https://a.example/x?y=1"]
    assert outside.opened == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert outside.opened == ["https://a.example/x?y=1"]


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_but_the_web_and_mail_is_ever_opened(outside: Outside, target: str) -> None:
    assert not open_external(target, confirm=lambda *_: True)
    assert outside.opened == []


def test_the_question_shows_the_host_in_letters_that_cannot_lie(qtbot: QtBot) -> None:
    dialog = LinkDialog(QUrl("https://аpple.example/путь"))  # a Cyrillic а
    qtbot.addWidget(dialog)
    assert dialog.address.text().startswith("https://xn--pple-43d.example/%D0")


def test_a_tool_tip_over_a_link_is_plain(view: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda position, text, *_: told.append(text))
    view.set_markdown("[click here](https://a.example/<img>)")
    view.show()
    QApplication.processEvents()
    spot = (view.point_of(Place(0, 1)) + QPointF(4, 8)).toPoint()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot)))
    assert len(told) == 1
    assert "https://a.example/" in told[0]
    assert "<img" not in told[0]
