"""The list of conversations as somebody uses it: places, many at once, the trash, copies."""

import datetime
import sqlite3
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QListView, QMenu, QMessageBox, QPushButton

from app.store.changes import Changes, Written
from app.store.conversations import Conversations
from app.store.records import NewExchange, Outcome, Part
from app.ui.sidebar.rows import HeadingRole
from app.ui.sidebar.states import Place, Wish
from tests.ui.person import Person


def keep(person: Person, *questions: str) -> list[int]:
    """Conversations as they would be after asking."""
    generations, ids = person.program.store.generations, []
    for question in questions:
        asked = NewExchange(None, None, question, "tiny", "/w", "f", "none", {})
        begun = generations.begin(asked).result(20).value
        ended = generations.finish(begun.generation, Outcome("stop", (Part("answer", "好"),))).result(20)
        person.program.session.changed.emit(ended.changes)
        ids.append(begun.conversation)
    return ids


def listed(person: Person, headings: bool = False) -> list[str]:
    """Titles, without the headings between them or with them."""
    rows = view(person).model()
    indexes = [rows.index(row, 0) for row in range(rows.rowCount())]
    return [index.data() for index in indexes if headings or not index.data(HeadingRole)]


def view(person: Person) -> QListView:
    return person.window.sidebar.findChild(QListView, "conversations")


def choose(person: Person, ids: list[int]) -> None:
    person.window.sidebar.choose(ids)
    assert set(person.window.sidebar.chosen()) == set(ids)


def pick(menu: QMenu, *path: str) -> None:
    for name in path[:-1]:
        menu = next(action for action in menu.actions() if action.text() == name).menu()
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def go(person: Person, place: Place) -> None:
    person.window.sidebar.place_chosen.emit(place)


@pytest.fixture
def three(person: Person) -> list[int]:
    return keep(person, "one", "two", "three")


def test_a_pinned_conversation_stands_at_the_top(person: Person, three: list[int]) -> None:
    assert listed(person) == ["three", "two", "one"]
    choose(person, three[:1])
    pick(person.window.sidebar.menu(), "Pin to the top")
    person.wait(lambda: listed(person) == ["one", "three", "two"])
    choose(person, three[:1])
    pick(person.window.sidebar.menu(), "Unpin")
    person.wait(lambda: listed(person) == ["three", "two", "one"])


def test_several_go_into_a_new_folder_whose_name_is_typed(person: Person, three: list[int]) -> None:
    choose(person, three[:2])
    pick(person.window.sidebar.menu(), "Folder", "New folder…")
    dialog = person.window.findChild(QInputDialog)
    dialog.setTextValue("诗词")
    dialog.accept()
    store = person.program.store
    person.wait(lambda: [each.conversations for each in store.order.folders()] == [2])
    (folder,) = store.order.folders()
    go(person, Place("folder", folder.id))
    person.wait(lambda: listed(person) == ["two", "one"])
    person.window.sidebar.wished.emit(Wish("remove_place", number=folder.id))
    person.wait(lambda: listed(person) == ["three", "two", "one"])  # the folder is gone, its conversations are not


def test_a_tag_is_put_on_and_taken_off(person: Person, three: list[int]) -> None:
    tag = person.program.store.order.make_tag("poem").result(20).value
    person.window.sidebar.wished.emit(Wish("tag", (three[0],), tag))
    person.wait(lambda: person.program.store.order.tagged() == {three[0]: ("poem",)})
    go(person, Place("tag", tag))
    person.wait(lambda: listed(person) == ["one"])  # the list hears of it after the store has it
    choose(person, three[:1])
    pick(person.window.sidebar.menu(), "Tags", "poem")
    person.wait(lambda: listed(person) == [])


def test_what_is_archived_leaves_the_list_and_comes_back_by_undo(person: Person, three: list[int]) -> None:
    choose(person, three[:2])
    pick(person.window.sidebar.menu(), "Archive")
    person.wait(lambda: listed(person) == ["three"])
    go(person, Place("archive"))
    assert listed(person) == ["two", "one"]
    go(person, Place())
    person.press("Undo")
    person.wait(lambda: listed(person) == ["three", "two", "one"])


def test_many_are_thrown_away_at_once_and_come_back_at_once(person: Person, three: list[int]) -> None:
    choose(person, three)
    pick(person.window.sidebar.menu(), "Delete")
    person.wait(lambda: listed(person) == [])
    assert "3 conversations were deleted." in person.window.notices.texts()
    person.press("Undo")
    person.wait(lambda: listed(person) == ["three", "two", "one"])


def test_deleting_for_good_asks_first(person: Person, three: list[int]) -> None:
    person.window.sidebar.wished.emit(Wish("delete", tuple(three[:2])))
    person.wait(lambda: listed(person) == ["three"])
    go(person, Place("trash"))
    assert set(listed(person)) == {"one", "two"}
    choose(person, three[:1])
    pick(person.window.sidebar.menu(), "Delete for good…")
    answer(person, "Keep")
    choose(person, three[:1])
    pick(person.window.sidebar.menu(), "Delete for good…")
    answer(person, "Delete")
    person.wait(lambda: listed(person) == ["two"])
    assert person.program.store.conversations.get(three[0]) is None
    choose(person, three[1:2])
    pick(person.window.sidebar.menu(), "Restore")
    person.wait(lambda: listed(person) == [])
    go(person, Place())
    assert listed(person) == ["three", "two"]


def answer(person: Person, text: str) -> None:
    box = next(box for box in person.window.findChildren(QMessageBox) if box.isVisible())
    next(button for button in box.findChildren(QPushButton) if button.text().replace("&", "") == text).click()


def test_copies_are_found_and_merged_ones_can_be_parted(person: Person, three: list[int]) -> None:
    (copy,) = keep(person, "one")
    person.window.sidebar.wished.emit(Wish("duplicates"))
    assert person.window.sidebar.chosen() == (copy,)
    assert any("copy" in text for text in person.window.notices.texts())
    choose(person, [three[0], copy])
    pick(person.window.sidebar.menu(), "Merge into one, as its branches")
    person.wait(lambda: len(listed(person)) == 3)
    assert person.desk.conversation.conversation == three[0]
    person.press("Undo")
    person.wait(lambda: len(listed(person)) == 4)


def test_choosing_several_opens_none(person: Person, three: list[int], qtbot) -> None:
    list_ = view(person)
    before = person.desk.conversation.conversation
    for row in (0, 1):
        at = list_.visualRect(list_.model().index(row, 0)).center()
        qtbot.mouseClick(list_.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert len(person.window.sidebar.chosen()) == 2
    assert person.desk.conversation.conversation == before


def test_what_is_chosen_stays_chosen_when_the_list_changes(person: Person, three: list[int]) -> None:
    choose(person, three[:2])
    keep(person, "four")
    person.wait(lambda: len(listed(person)) == 4)
    assert set(person.window.sidebar.chosen()) == set(three[:2])


def test_the_place_is_kept_when_the_window_is_built_anew(start: Callable[..., Person]) -> None:
    person = start()
    ids = keep(person, "one", "two")
    person.window.sidebar.wished.emit(Wish("archive", (ids[0],)))
    person.wait(lambda: listed(person) == ["two"])
    go(person, Place("archive"))
    person.program.settings.replace(theme="dark")
    assert listed(person) == ["one"]


def test_headings_divide_what_was_used_at_different_times(person: Person) -> None:
    ids = keep(person, "old", "week", "today", "pinned")
    assert listed(person, headings=True) == ["pinned", "today", "week", "old"]  # one heading would tell nothing
    now = time.time()

    def age(conn: sqlite3.Connection) -> Written[None]:
        for id, days in zip(ids, (900, 5, 0, 2), strict=True):
            conn.execute("UPDATE conversations SET updated = ? WHERE id = ?", (now - days * 86_400, id))
        conn.execute("UPDATE conversations SET pinned = 1.0 WHERE id = ?", (ids[3],))
        return Written(None, Changes(conversations=frozenset(ids)))

    person.program.session.changed.emit(person.program.store.submit(age).result(20).changes)
    first = ["Pinned", "pinned", "Today", "today", "The last 7 days", "week"]
    person.wait(lambda: listed(person, headings=True)[:6] == first)
    month = datetime.date.fromtimestamp(now - 900 * 86_400)
    assert listed(person, headings=True)[6:] == [f"{month:%B %Y}", "old"]


def test_a_heading_is_neither_opened_nor_chosen_nor_come_to_by_keys(person: Person) -> None:
    ids = keep(person, "one", "two")
    person.program.session.changed.emit(person.program.store.order.pin(ids[:1]).result(20).changes)
    person.wait(lambda: listed(person, headings=True) == ["Pinned", "one", "Today", "two"])
    here, rows = view(person), view(person).model()
    here.selectAll()
    assert person.window.sidebar.chosen() == (ids[0], ids[1])
    here.setCurrentIndex(rows.index(1, 0))
    person.qtbot.keyClick(here, Qt.Key.Key_Down)
    assert person.window.sidebar.chosen() == (ids[1],)
    before = person.desk.conversation.conversation
    person.qtbot.mouseClick(here.viewport(), Qt.MouseButton.LeftButton, pos=here.visualRect(rows.index(2, 0)).center())
    assert person.desk.conversation.conversation == before


def test_a_change_reads_what_was_written_and_not_everything(person: Person, three: list[int], monkeypatch) -> None:
    assert listed(person) == ["three", "two", "one"]
    monkeypatch.setattr(Conversations, "list", lambda *_: pytest.fail("everything was read again"))
    store = person.program.store
    person.program.session.changed.emit(store.conversations.rename(three[0], "uno").result(20).changes)
    person.wait(lambda: listed(person) == ["three", "two", "uno"])
    keep(person, "four")
    person.wait(lambda: listed(person) == ["four", "three", "two", "uno"])
    person.program.session.changed.emit(store.order.delete(three[1:2]).result(20).changes)
    person.wait(lambda: listed(person) == ["four", "three", "uno"])
    person.program.session.changed.emit(store.order.restore(three[1:2]).result(20).changes)
    person.wait(lambda: listed(person) == ["four", "three", "two", "uno"])


def test_ten_thousand_conversations_are_listed_in_no_time(qapp) -> None:
    from app.store.records import Conversation
    from app.ui.sidebar.panel import SidebarPanel
    from app.ui.sidebar.rows import ConversationRows
    from app.ui.theme import theme_named

    rows = ConversationRows()
    panel = SidebarPanel(rows, theme_named("light"))
    panel.resize(260, 800)
    panel.show()
    many = [Conversation(n, f"对话 {n}", 0.0, float(n), None, "") for n in range(10_000, 0, -1)]
    begun = time.thread_time()
    rows.show(many)
    panel.select(5000)
    panel.grab()
    assert time.thread_time() - begun < 1.0
    assert panel.chosen() == (5000,)
    panel.close()
