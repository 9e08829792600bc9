"""The tree of a conversation in the window: seen, reached, compared, named, thrown away and brought back."""

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMessageBox

from app.exchange.values import ImportedConversation
from app.ui.branches.page import BranchesPage
from tests.exchange.test_out import TREE
from tests.ui.person import Person


@pytest.fixture
def page(person: Person) -> BranchesPage:
    """On TREE: 1 (2 (3 (4)), 5), of which 1-2-3-4 is shown."""
    tree: ImportedConversation = TREE
    *_, report = person.program.store.imports.take([tree], lambda: False)
    person.desk.conversation.open(report.taken[0])
    person.window.actions_.branches.trigger()
    shown = person.window.page
    assert isinstance(shown, BranchesPage)
    return shown


def texts(page: BranchesPage) -> list[str]:
    return [page.rows.index(place).data() for place in range(page.rows.rowCount())]


def choose(page: BranchesPage, *beginnings: str) -> None:
    page.list.clearSelection()
    for beginning in beginnings:
        place = next(place for place, text in enumerate(texts(page)) if text.startswith(beginning))
        page.list.selectionModel().select(page.rows.index(place), QItemSelectionModel.SelectionFlag.Select)


def test_every_message_is_there_and_the_shown_one_is_chosen(page: BranchesPage) -> None:
    assert texts(page) == ["写一首 <b>诗</b>", "东风", "春到人间", "再来", "草木知。 ```py print(1) ```"]
    assert "草木知。" in page.views[0].markdown()
    assert page._facts.text() == "2 branches · 5 messages"


def test_another_branch_is_shown_in_the_conversation(person: Person, page: BranchesPage) -> None:
    choose(page, "东风")
    person.press("Show in the conversation")
    person.wait(lambda: person.window.page is None)
    assert [answer for _, _, answer in person.shown()] == ["东风"]


def test_two_branches_are_set_side_by_side_from_where_they_part(page: BranchesPage) -> None:
    choose(page, "东风", "草木知")
    left, right = (view.markdown() for view in page.views)
    assert "另一条路" in left
    assert "东风" in left
    assert "写一首" not in left
    assert "春到人间" in right
    assert "草木知" in right
    assert page.views[1].isVisible()


def test_answers_to_one_question_are_compared_step_by_step(person: Person, page: BranchesPage) -> None:
    choose(page, "草木知")
    assert not page._compare.isVisible()
    choose(page, "东风", "春到人间")
    person.press("Compare the thinking")
    assert person.desk.pages.current == "compare"


def test_a_branch_gets_a_name(person: Person, page: BranchesPage) -> None:
    choose(page, "东风")
    page._name.setText("杜甫一稿")
    page._name.editingFinished.emit()
    person.wait(lambda: any(row.twig.name == "杜甫一稿" for row in page.rows.rows))
    assert page._name.text() == "杜甫一稿"


def test_a_branch_thrown_away_comes_back_by_undo(person: Person, page: BranchesPage) -> None:
    choose(page, "春到人间")
    person.press("Throw away")
    person.wait(lambda: bool(page.remarks.text()))
    assert [row.twig.excerpt[:2] for row in page.rows.rows if row.gone] == ["春到", "再来", "草木"]
    assert [answer for _, _, answer in person.shown()] == ["东风"]
    person.press("Undo")
    person.wait(lambda: not any(row.gone for row in page.rows.rows))
    assert len(person.shown()) == 2


def test_a_branch_thrown_away_can_be_brought_back_later(person: Person, page: BranchesPage) -> None:
    choose(page, "东风")
    person.press("Throw away")
    person.wait(lambda: any(row.gone for row in page.rows.rows))
    page.close_wished.emit()
    person.window.actions_.branches.trigger()
    choose(page, "东风")
    person.press("Bring back")
    person.wait(lambda: not any(row.gone for row in page.rows.rows))


def test_the_last_branch_stays_and_it_is_said_why(person: Person, page: BranchesPage) -> None:
    choose(page, "写一首")
    person.press("Throw away")
    person.wait(lambda: bool(page.remarks.text()))
    assert "all that is left" in page.remarks.text()
    assert not any(row.gone for row in page.rows.rows)


def test_without_a_conversation_it_says_how_branches_come_about(person: Person) -> None:
    person.window.actions_.branches.trigger()
    assert person.window.page.rows.rowCount() == 0
    assert person.window.page._trees.currentIndex() == 1


def test_what_is_said_is_never_taken_for_rich_text(page: BranchesPage) -> None:
    assert "<b>" in texts(page)[0]


def test_a_branch_thrown_away_is_deleted_for_good_when_one_says_so_again(person: Person, page: BranchesPage) -> None:
    choose(page, "春到人间")
    assert not page._purge.isVisible()
    person.press("Throw away")
    person.wait(lambda: any(row.gone for row in page.rows.rows))
    choose(page, "春到人间")
    person.press("Delete for good…")
    box = page.findChild(QMessageBox)
    assert "3 messages go" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Delete").click()
    person.wait(lambda: texts(page) == ["写一首 <b>诗</b>", "东风"])
    assert person.program.store.branches.path(page.rows.rows[1].twig.id)
    assert "3 messages" not in page._facts.text()
    assert [answer for _, _, answer in person.shown()] == ["东风"]


def test_nothing_is_deleted_for_good_when_one_keeps_it(person: Person, page: BranchesPage) -> None:
    choose(page, "春到人间")
    person.press("Throw away")
    person.wait(lambda: any(row.gone for row in page.rows.rows))
    choose(page, "春到人间")
    person.press("Delete for good…")
    page.findChild(QMessageBox).reject()
    person.press("Bring back")
    person.wait(lambda: not any(row.gone for row in page.rows.rows))
    assert len(texts(page)) == 5
