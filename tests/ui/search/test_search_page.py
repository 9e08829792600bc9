"""Searching in the window: while typing, with filters, and on to the place."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.store.annotations import Marking
from app.store.search.finder import FIRST_S
from app.store.search.records import Filter, Found
from app.ui.search.page import SearchPage
from app.ui.search.rows import HitRole
from tests.ui.person import Person


@pytest.fixture
def said(person: Person) -> Person:
    person.ask_and_wait("Write a poem")
    person.window.sidebar.new_wished.emit()
    person.ask_and_wait("Which is larger?")
    person.window.actions_.search.trigger()
    return person


def page(person: Person) -> SearchPage:
    shown = person.window.page
    assert isinstance(shown, SearchPage)
    return shown


def look(person: Person, words: str) -> None:
    here = page(person)
    here.field.setFocus()
    here.field.selectAll()
    if words.isascii():
        person.qtbot.keyClicks(here.field, words)
    else:  # Qt's tests cannot type what needs an input method
        here.field.setText(words)
        here.field.textEdited.emit(words)


def hits(person: Person) -> list[tuple[str, str]]:
    rows = page(person).list.model()
    return [(hit.kind, hit.title) for hit in (rows.index(at, 0).data(HitRole) for at in range(rows.rowCount()))]


def test_what_was_said_is_found_while_typing_and_opens_at_its_place(said: Person) -> None:
    look(said, "sprin")
    said.wait(lambda: hits(said) == [("thinking", "Write a poem")])
    said.wait(lambda: page(said).foot() == "1 text")
    said.qtbot.keyClick(page(said).field, Qt.Key.Key_Return)
    said.wait(lambda: said.window.page is None)
    conversation = said.program.store.conversations.get(said.desk.conversation.conversation)
    assert conversation.title == "Write a poem"
    (view,) = [said.window.transcript.view_at(state.question_id) for state in said.window.transcript.states()]
    assert view.thinking.view.finder.count == 1
    assert said.desk.finding._bar.field.text() == "spring" or said.desk.finding._bar.field.text() == "sprin"


def test_filters_narrow_what_is_found(said: Person) -> None:
    look(said, "larger")
    said.wait(lambda: {kind for kind, _ in hits(said)} == {"question", "answer"})  # the title says the same
    box = page(said).findChild(QComboBox, "where")
    box.setCurrentIndex(box.findData("answer"))
    said.wait(lambda: hits(said) == [("answer", "Which is larger?")])
    box.setCurrentIndex(box.findData("thinking_only"))
    said.wait(lambda: hits(said) == [])
    said.wait(lambda: "Nothing was found" in page(said).message())
    assert "other filters" in page(said).message()


def test_a_hit_on_another_branch_is_shown_on_its_branch(said: Person) -> None:
    conversation = said.desk.conversation.conversation
    branch = said.program.store.conversations.branch(conversation)
    said.desk.pages.leave()
    said.desk.conversation.edit(branch[0].question.id, "Write a poem instead")
    said.wait(lambda: len(said.program.store.conversations.branch(conversation)[0].questions) == 2)
    said.wait_ready()
    said.wait(lambda: said.program.store.conversations.branch(conversation)[0].answer.text("answer") != "")
    said.window.actions_.search.trigger()
    look(said, "0.90")
    said.wait(lambda: [kind for kind, _ in hits(said)] == ["thinking"])
    said.qtbot.keyClick(page(said).field, Qt.Key.Key_Return)
    said.wait(lambda: said.window.page is None)
    said.wait(lambda: said.program.store.conversations.branch(conversation)[0].question.id == branch[0].question.id)


def test_what_is_asked_is_kept_when_the_window_is_built_anew(said: Person) -> None:
    look(said, "春風")
    said.wait(lambda: hits(said) == [("answer", "Write a poem")])
    said.program.settings.replace(language="zh_CN")
    said.wait(lambda: hits(said) == [("answer", "Write a poem")])
    assert page(said).field.text() == "春風"


def test_with_nothing_typed_the_page_says_what_can_be(said: Person) -> None:
    assert "What are you looking for?" in page(said).message()
    look(said, "no such word anywhere")
    said.wait(lambda: "Nothing was found" in page(said).message())


def test_escape_leaves_the_page(said: Person) -> None:
    said.window.actions_.stop.trigger()
    assert said.window.page is None


def test_an_empty_database_is_searched_too(start: Callable[..., Person]) -> None:
    person = start()
    person.window.actions_.search.trigger()
    look(person, "立春")
    person.wait(lambda: "Nothing" in page(person).message())


def test_a_note_is_found_and_opens_at_what_it_is_on(said: Person) -> None:
    store = said.program.store
    conversation = next(each for each in store.conversations.list() if each.title == "Write a poem")
    generation = store.conversations.branch(conversation.id)[0].generation
    wrote = store.annotations.put(generation.id, 2, 6, Marking(note="here it turns", rating=4)).result(20)
    said.program.session.changed.emit(wrote.changes)
    assert store.search.settled(20)
    look(said, "turns")
    said.wait(lambda: hits(said) == [("note", "Write a poem")])
    said.qtbot.keyClick(page(said).field, Qt.Key.Key_Return)
    said.wait(lambda: said.window.page is None)
    assert said.desk.conversation.conversation == conversation.id
    assert said.desk.finding._bar.field.text() == "poem"


def test_ratings_and_checks_are_offered_where_there_are_any(said: Person) -> None:
    box = page(said).findChild(QComboBox, "worth")
    assert not box.isVisible()
    store = said.program.store
    generation = store.conversations.branch(said.desk.conversation.conversation)[0].generation
    store.annotations.put(generation.id, 0, 4, Marking(rating=4)).result(20)
    said.desk.pages.leave()
    said.window.actions_.search.trigger()
    assert [box.itemText(at) for at in range(1, box.count())] == ["★★★ and more", "★★★★ and more", "★★★★★"]
    look(said, "larger")
    said.wait(lambda: {kind for kind, _ in hits(said)} == {"question", "answer"})
    box.setCurrentIndex(box.findData("4"))
    said.wait(lambda: hits(said) == [("answer", "Which is larger?")])
    box.setCurrentIndex(box.findData("5"))
    said.wait(lambda: hits(said) == [])


def test_where_looking_takes_long_what_was_found_first_is_shown_and_then_the_rest(said: Person, monkeypatch) -> None:
    store, within = said.program.store, []
    search = store.search.search

    def slow(words: str, filter: Filter, limit: int, seconds: float | None) -> Found:
        within.append(seconds)
        return replace(search(words, filter, limit), unfinished=seconds is not None)

    monkeypatch.setattr(store.search, "search", slow)
    shown: list[str] = []
    monkeypatch.setattr(page(said)._foot, "setText", shown.append)
    look(said, "spring")
    said.wait(lambda: shown[-1:] == ["1 text"])
    assert within[-2:] == [FIRST_S, None]
    assert "still looking…" in shown
