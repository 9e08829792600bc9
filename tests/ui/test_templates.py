"""The templates' dialog over a real store: what a person sees, types and gets."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.errors import StoreError
from app.prompts import parse_values, render, shipped
from app.store.records import Part, PromptTemplate
from app.store.store import Store
from app.ui.templates import TemplatesDialog, TemplatesPresenter, TemplateUse
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme, theme_named


def type_in(edit: QWidget, text: str) -> None:
    """Type as through an input method, which is how Chinese comes in."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(edit, event)


MINE = "My templates  ·  Code"
SLUGS = [template.slug for template in shipped()]


class Bench:
    """A dialog, its presenter and everything they said."""

    def __init__(self, store: Store, theme: Theme, bot: QtBot, typed: dict[str, dict[str, str]] | None = None) -> None:
        self.store, self.bot = store, bot
        self.dialog = TemplatesDialog(theme)
        bot.addWidget(self.dialog)
        self.presenter = TemplatesPresenter(store.templates, self.dialog, "en", self.dialog, typed)
        self.uses: list[TemplateUse] = []
        self.failures: list[Any] = []
        self.presenter.used.connect(self.uses.append)
        self.presenter.failed.connect(self.failures.append)
        self.dialog.show()
        bot.waitActive(self.dialog)

    def open(self, slug: str) -> None:
        self.dialog.select_wished.emit(slug)

    def titles(self) -> list[str]:
        rows = self.dialog.list.list
        return [rows.item(at).text() for at in range(rows.count())]

    def edit(self, name: str, kind: type[QWidget]) -> Any:
        edit = self.dialog.page.form.field(name).edit
        assert isinstance(edit, kind)
        return edit

    def press(self, text: str) -> None:
        """Click the visible button with this text."""
        buttons = [each for each in self.dialog.findChildren(QPushButton) if each.text() == text and each.isVisible()]
        assert len(buttons) == 1, text
        self.bot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def copy(self, slug: str) -> str:
        """Copy a template by its button; the slug of the copy."""
        before = {template.slug for template in self.store.templates.list()}
        self.open(slug)
        self.press("Copy to edit")
        self.bot.waitUntil(lambda: self.dialog.page.editor.isVisible())
        (made,) = {template.slug for template in self.store.templates.list()} - before
        return made

    def wait_for(self, slug: str, body: str | None) -> None:
        """Until the store holds this body under the slug; None waits until it holds nothing."""

        def holds() -> bool:
            found = self.store.templates.get(slug)
            return (found.body if found else None) == body

        self.bot.waitUntil(holds)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "templates.db", lambda raw, family, opened: [Part("answer", raw)])
    made.templates.sync_shipped(shipped()).result()
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return theme_named("light")


@pytest.fixture
def bench(store: Store, theme: Theme, qtbot: QtBot) -> Bench:
    return Bench(store, theme, qtbot)


def test_the_list_shows_every_shipped_template_under_its_heading(bench: Bench) -> None:
    titles = bench.titles()
    headings = ["Verse", "Prose", "Operations", "Mathematics", "Code", "Texts"]
    assert [title for title in titles if title in headings] == headings
    assert titles[:2] == ["Verse", "Two quatrains on a solar term"]
    assert titles[titles.index("Prose") + 1] == "Parallel prose on climbing a place"
    assert len(titles) == len(SLUGS) + len(headings)


def test_a_form_is_filled_in_and_used_with_the_keyboard_alone(bench: Bench, store: Store) -> None:
    bot, dialog = bench.bot, bench.dialog
    bot.keyClicks(dialog.list.search, "solar")
    assert bench.titles() == ["Verse", "Two quatrains on a solar term"]
    bot.keyClick(dialog.list.search, Qt.Key.Key_Return)
    term = bench.edit("term", QComboBox)
    assert dialog.focusWidget() is term
    bot.keyClick(term, Qt.Key.Key_Down)
    bot.keyClick(term, Qt.Key.Key_Tab)
    poet = bench.edit("poet_1", QLineEdit)
    assert dialog.focusWidget() is poet
    type_in(poet, "王维")
    bot.keyClick(poet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (use,) = bench.uses
    template = store.templates.get("jueju-two-poets")
    assert template is not None
    assert use.slug == "jueju-two-poets"
    assert use.sampling == {"temperature": 0.6, "top_p": 0.95}
    assert use.text == render(template, parse_values(template, {"term": "雨水", "poet_1": "王维"}))
    assert not dialog.isVisible()


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_previewed_is_what_is_sent(bench: Bench, slug: str) -> None:
    bench.open(slug)
    for field in bench.dialog.page.form._fields.values():
        match field.edit:
            case QLineEdit() if field.blank.kind == "choices":
                field.set_value(" | ".join(field.blank.choices[:3]))
            case QLineEdit() | LongText() as edit:
                edit.setFocus()
                edit.selectAll()
                type_in(edit, "{{ 7*7 }} 立春 \\boxed{}")
            case QSpinBox() as edit:
                edit.stepUp()
            case QComboBox() as edit:
                edit.setCurrentIndex(edit.count() - 1)
    shown = bench.dialog.page.preview.text()
    assert "{{ 7*7 }} 立春 \\boxed{}" in shown
    bench.press("Use")
    assert bench.uses[0].text == shown


def test_code_is_taken_to_the_letter(bench: Bench) -> None:
    bench.open("code-review")
    code = "a\u00a0=\u20031\n\tb = '```'\n\nc\n"
    bench.edit("code", LongText).setPlainText(code)
    bench.press("Use")
    assert f"````Python\n{code}````" in bench.uses[0].text


def test_a_number_stays_within_its_bounds(bench: Bench) -> None:
    bench.open("code-review")
    most = bench.edit("most", QSpinBox)
    assert (most.minimum(), most.maximum(), most.value()) == (1, 30, 8)
    most.selectAll()
    bench.bot.keyClicks(most, "99")
    assert most.value() == 9
    assert "at most 9." in bench.dialog.page.preview.text()


def test_a_value_that_does_not_fit_is_said_at_its_field_and_cannot_be_used(store: Store, bench: Bench) -> None:
    slug = bench.copy("jueju-two-poets")
    kept = bench.presenter._typed.setdefault(slug, {})
    kept["rhyme_book"] = "说文"
    bench.open("code-review")
    bench.open(slug)
    field = bench.dialog.page.form.field("rhyme_book")
    assert field.problem() == "choose one of: 平水韵, 中华新韵, 中华通韵"
    assert field.edit.accessibleDescription() == field.problem()
    assert bench.dialog.page.form.field("term").problem() == ""
    assert "Correct what is marked" in bench.dialog.page.preview.fault()
    bench.dialog.use_wished.emit()
    assert bench.uses == []


def test_a_search_that_finds_nothing_says_what_to_do(bench: Bench) -> None:
    search = bench.dialog.list.search
    bench.bot.keyClicks(search, "sonnet")
    assert bench.dialog.list.message() == "Nothing matches “sonnet”. Try another word, or clear the search."
    bench.bot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert bench.dialog.list.message() == ""
    assert bench.dialog.isVisible()


def test_search_finds_chinese_words_in_an_english_window(bench: Bench) -> None:
    type_in(bench.dialog.list.search, "骈文")
    assert bench.titles() == ["Prose", "Parallel prose on climbing a place"]


def test_arrows_in_the_search_field_walk_over_headings(bench: Bench) -> None:
    verse = bench.titles().index("Prose") - 1
    for _ in range(verse):
        bench.bot.keyClick(bench.dialog.list.search, Qt.Key.Key_Down)
    assert bench.dialog.list.list.currentItem().text() == "Parallel prose on climbing a place"
    assert bench.edit("place", QLineEdit).text() == "广州白云山"
    for _ in range(verse):
        bench.bot.keyClick(bench.dialog.list.search, Qt.Key.Key_Up)
    assert bench.dialog.list.list.currentItem().text() == "Two quatrains on a solar term"


def test_a_click_in_the_list_opens_that_template_and_enter_goes_to_its_form(bench: Bench) -> None:
    rows = bench.dialog.list.list
    item = rows.findItems("Careful code review", Qt.MatchFlag.MatchExactly)[0]
    bench.bot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())
    assert bench.edit("language", QLineEdit).text() == "Python"
    bench.bot.keyClick(rows, Qt.Key.Key_Return)
    assert bench.dialog.focusWidget() is bench.edit("language", QLineEdit)


def test_what_was_typed_is_there_again_after_another_template_and_after_closing(
    store: Store, theme: Theme, qtbot: QtBot
) -> None:
    typed: dict[str, dict[str, str]] = {}
    first = Bench(store, theme, qtbot, typed)
    first.open("pianwen-tengwang")
    first.edit("place", QLineEdit).setText("黄山")
    first.open("code-review")
    first.open("pianwen-tengwang")
    assert first.edit("place", QLineEdit).text() == "黄山"
    first.dialog.reject()
    second = Bench(store, theme, qtbot, typed)
    second.open("pianwen-tengwang")
    assert second.edit("place", QLineEdit).text() == "黄山"
    assert "黄山" in second.dialog.page.preview.text()
    second.press("Reset")
    assert second.edit("place", QLineEdit).text() == "广州白云山"


def test_copying_to_edit_leaves_the_shipped_one_as_it_was(store: Store, bench: Bench) -> None:
    before = store.templates.get("code-review")
    assert before is not None
    slug = bench.copy("code-review")
    assert bench.titles()[:2] == [MINE, "Careful code review"]
    editor = bench.dialog.page.editor
    assert bench.dialog.focusWidget() is editor.title
    bench.bot.keyClicks(editor.title, "My review")
    editor.body.setPlainText("Look at {{ code | fence(language) }}")
    bench.press("Save")
    bench.wait_for(slug, "Look at {{ code | fence(language) }}")
    kept = store.templates.get(slug)
    assert kept is not None
    assert kept.title == {"en": "My review", "zh_CN": "My review"}
    assert kept.description == before.description
    assert kept.variables == before.variables
    assert store.templates.get("code-review") == before
    bench.bot.waitUntil(lambda: "My review" in bench.titles())


def test_shipped_templates_have_no_editor(bench: Bench) -> None:
    bench.open("code-review")
    assert not bench.dialog.page.editor.isVisible()
    assert not bench.dialog.page._tabs.isVisible()


def test_a_fault_in_the_body_is_marked_at_its_line_and_cannot_be_used_but_is_never_lost(
    store: Store, bench: Bench
) -> None:
    slug = bench.copy("code-review")
    editor = bench.dialog.page.editor
    broken = "one\n\n{{ cood }}\n{{ code }}"
    editor.body.setPlainText(broken)
    assert editor.fault.text() == "Line 3: there is no variable named cood"
    (mark,) = editor.body.extraSelections()
    assert mark.cursor.blockNumber() == 2  # type: ignore[attr-defined]
    editor.fault.click()
    assert editor.body.textCursor().blockNumber() == 2
    bench.dialog.use_wished.emit()
    assert bench.uses == []
    bench.dialog.reject()
    bench.wait_for(slug, broken)


def test_variables_are_added_changed_and_removed(store: Store, bench: Bench) -> None:
    slug = bench.copy("mathematics-boxed")
    editor = bench.dialog.page.editor
    for card in list(editor.blanks.cards)[1:]:
        card.remove_wished.emit()
    bench.press("Add a variable")
    card = editor.blanks.cards[-1]
    card._name.setText("digits")
    card._label.setText("Digits")
    card._kind.setCurrentIndex(3)
    card._default.setText("many")
    assert card.problem() == "this is not a number"
    card._default.setText("4")
    card._extent.setText("1 to")
    assert card.problem() == ""
    card._extent.setText("a lot")
    assert card.problem() == "write the range as two numbers: 1 – 9"
    card._extent.setText("1 – 12")
    assert card.problem() == ""
    card.raise_wished.emit()
    editor.body.setPlainText("{{ problem }} to {{ digits }} digits")
    bench.press("Save")
    bench.wait_for(slug, "{{ problem }} to {{ digits }} digits")
    kept = store.templates.get(slug)
    assert kept is not None
    assert [variable.name for variable in kept.variables] == ["digits", "problem"]
    digits = kept.variables[0]
    assert (digits.type, digits.default, digits.minimum, digits.maximum) == ("number", 4, 1, 12)
    assert bench.edit("digits", QSpinBox).maximum() == 12


def test_changes_can_be_taken_back_before_they_are_saved(bench: Bench) -> None:
    bench.copy("code-review")
    editor = bench.dialog.page.editor
    body = editor.body.exact()
    editor.body.setPlainText("else")
    bench.press("Undo changes")
    assert editor.body.exact() == body
    assert not editor._save.isEnabled()


def test_a_deleted_template_comes_back_with_what_was_not_saved_yet(store: Store, bench: Bench) -> None:
    slug = bench.copy("code-review")
    bench.dialog.page.editor.body.setPlainText("Look: {{ code }}")
    bench.press("Delete")
    bench.wait_for(slug, None)
    bench.bot.waitUntil(lambda: "was deleted" in bench.dialog.remarks.text())
    assert MINE not in bench.titles()
    bench.press("Undo")
    bench.wait_for(slug, "Look: {{ code }}")
    bench.bot.waitUntil(lambda: MINE in bench.titles())
    assert bench.dialog.remarks.text() == ""


def test_a_write_that_fails_is_told_and_the_dialog_stays_with_the_draft(
    store: Store, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = bench.copy("code-review")
    bench.dialog.page.editor.body.setPlainText("kept")

    def full(template: PromptTemplate) -> "Future[Any]":
        refused: Future[Any] = Future()
        refused.set_exception(StoreError("store_full"))
        return refused

    with monkeypatch.context() as patch:
        patch.setattr(store.templates, "save", full)
        bench.press("Save")
        bench.bot.waitUntil(lambda: "disk is full" in bench.dialog.remarks.text())
        bench.dialog.remarks.clear()
        bench.dialog.close()
        assert "disk is full" in bench.dialog.remarks.text()
        assert bench.dialog.isVisible()
    assert [error.kind for error in bench.failures] == ["store_full", "store_full"]
    assert bench.dialog.page.editor.body.exact() == "kept"
    bench.dialog.close()
    assert not bench.dialog.isVisible()
    bench.wait_for(slug, "kept")


def test_without_any_template_the_dialog_says_so(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    empty = Store.open(tmp_path / "empty.db", lambda raw, family, opened: [])
    bench = Bench(empty, theme, qtbot)
    assert bench.dialog.list.message() == "There are no templates yet."
    assert not bench.dialog.page.isVisible()
    bench.dialog.use_wished.emit()
    bench.dialog.copy_wished.emit()
    bench.dialog.reject()
    empty.close()


def test_every_control_has_a_name_for_those_who_cannot_see_it(bench: Bench) -> None:
    bench.copy("code-review")
    for kind in (QLineEdit, QComboBox, QSpinBox, LongText):
        for widget in bench.dialog.findChildren(kind):
            inner = isinstance(widget.parent(), QSpinBox)
            assert inner or widget.accessibleName(), widget
