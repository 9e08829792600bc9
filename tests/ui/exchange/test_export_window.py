"""Conversations are taken out of the window: chosen, looked at, saved whole or not at all."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from app.exchange.choices import Choices, Words
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.exchange.export_presenter import ExportPresenter, allowed, file_name
from app.ui.exchange.export_states import KINDS, ExportState
from app.ui.exchange.picture import NARROW, TALLEST, WIDTH, Picture
from app.ui.exchange.printing import PdfJob
from app.ui.sidebar.states import Wish
from app.ui.theme import theme_named
from tests.exchange.test_out import TREE, answer, question
from tests.ui.person import Person


@pytest.fixture
def dialog(person: Person) -> ExportDialog:
    """Opened on a conversation with two branches, beside another."""
    other = replace(TREE, created=7.0, messages=(question("1", None, "other"), answer("2", "1", "", "yes")))
    *_, report = person.program.store.imports.take([TREE, other], lambda: False)
    person.desk.conversation.open(report.taken[0])
    return person.desk.exchanging.take_out()


def choose(dialog: ExportDialog, kind: str, **more) -> None:
    dialog._kinds.setCurrentRow(KINDS.index(kind))
    dialog.show_state(replace(dialog.state, **more))
    dialog.changed.emit()


def save(person: Person, dialog: ExportDialog, path: Path) -> None:
    (presenter,) = dialog.findChildren(ExportPresenter)
    presenter.save(str(path))
    person.wait(lambda: bool(dialog.remarks.text()))


def test_what_will_be_written_is_shown_before_it_is(dialog: ExportDialog) -> None:
    assert "> 先想*韵脚*" in dialog._text.toPlainText()
    choose(dialog, "markdown", thinking="without")
    assert "韵脚" not in dialog._text.toPlainText()
    choose(dialog, "openai")
    assert json.loads(dialog._text.toPlainText())["messages"]
    for kind in ("html", "pdf", "picture"):
        choose(dialog, kind)
        assert not dialog._picture.pixmap().isNull()
        assert dialog._preview.currentIndex() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_can_be_saved(person: Person, dialog: ExportDialog, tmp_path: Path, kind: str) -> None:
    choose(dialog, kind)
    path = tmp_path / "out"
    save(person, dialog, path)
    if kind == "picture" and not path.exists():
        assert "cannot be written" in dialog.remarks.text()  # Qt wants an ending
        dialog.remarks.clear()
        path = tmp_path / "out.png"
        save(person, dialog, path)
    assert "Saved as" in dialog.remarks.text()
    assert path.stat().st_size > 50
    begin = path.read_bytes()[:8]
    assert begin.startswith(
        {"pdf": b"%PDF-", "picture": b"\x89PNG", "html": b"<!doc", "markdown": b"# "}.get(kind, b"{")
    )
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".out")] == []


def test_all_of_them_at_once(person: Person, dialog: ExportDialog, tmp_path: Path) -> None:
    choose(dialog, "sibian", scope="all")
    save(person, dialog, tmp_path / "out")
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert sum('"conversation":{' in line for line in lines) == 2


def test_those_chosen_in_the_sidebar_are_taken_out(person: Person, dialog: ExportDialog) -> None:
    dialog.close()
    ids = tuple(each.id for each in person.program.store.conversations.list())
    person.window.sidebar.wished.emit(Wish("take_out", ids))
    (again,) = [each for each in person.window.findChildren(ExportDialog) if each.isVisible()]
    assert again.state.scope == "chosen"
    assert ("chosen", 2) in again.state.scopes


def test_a_text_can_be_copied(dialog: ExportDialog) -> None:
    dialog._copy.click()
    assert QGuiApplication.clipboard().text().startswith("# 立春")


def test_where_nothing_can_be_written_is_told(person: Person, dialog: ExportDialog, tmp_path: Path) -> None:
    for kind in ("markdown", "pdf", "picture"):
        choose(dialog, kind)
        save(person, dialog, tmp_path / "none" / "out.png")
        assert "cannot be written" in dialog.remarks.text()


def test_what_was_chosen_is_there_the_next_time(person: Person, dialog: ExportDialog) -> None:
    choose(dialog, "html", thinking="folded")
    dialog.close()
    again = person.desk.exchanging.take_out()
    assert (again.state.kind, again.state.thinking) == ("html", "folded")


def test_a_pdf_that_is_given_up_leaves_no_file(person: Person, tmp_path: Path) -> None:
    ended: list[bool] = []
    job = PdfJob(tmp_path / "out.pdf", iter([TREE] * 50), Choices(), Words())
    job.ended.connect(ended.append)
    job.progressed.connect(lambda done: job.cancel() if done == 2 else None)
    job.start()
    person.wait(lambda: bool(ended))
    assert ended == [False]
    assert list(tmp_path.iterdir()) == [each for each in tmp_path.iterdir() if "out.pdf" not in each.name]


def test_a_picture_has_both_panes_and_an_end(qapp) -> None:
    light = theme_named("light")
    both = Picture(TREE, Choices(), Words(), light, None).image(1)
    alone = Picture(TREE, Choices(thinking="without"), Words(), light, None).image(1)
    assert (both.width(), alone.width()) == (WIDTH, NARROW)
    endless = replace(TREE, messages=(question("1", None, "q"), answer("2", "1", "想\n\n" * 2000, "a")), head="2")
    assert Picture(endless, Choices(), Words(), light, None).image(1).height() < TALLEST + 300
    assert isinstance(both, QImage)


def test_only_choices_that_mean_something_can_be_made() -> None:
    both = (("this", 1), ("all", 5))
    assert allowed(ExportState(both, kind="openai", thinking="folded")).thinking == "with"
    assert allowed(ExportState(both, kind="sibian", thinking="without")).thinking == "with"
    assert allowed(ExportState(both, kind="picture", scope="all")).scope == "this"
    assert not allowed(ExportState(both, kind="picture")).branching


@pytest.mark.parametrize("title", ["a/b\\c:d", "...", "", "con\x00\x1f", "诗" * 200, " x "])
def test_a_title_becomes_a_name_that_any_disk_takes(title: str) -> None:
    name = file_name(title)
    assert name
    assert len(name) <= 60
    assert not set('/\\:*?"<>|\x00\x1f') & set(name)
    assert name == name.strip(". ")
