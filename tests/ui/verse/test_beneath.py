"""What stands beneath an answer that was to be verse, while it is written and after."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.groups.grading import key_of
from tests.ui.person import Person, write_script

POEM = "《立春》\n东风一夜到江城，\n细雨无声润草绿。\n忽有流莺啼柳外，\n一犁烟水起春耕。"
REPLY = {"match": "", "family": "deepseek-r1", "raw": f"想一想。\n</think>\n\n{POEM}"}
CHECKER = key_of({"kind": "all", "of": [{"kind": "poem", "form": "七言绝句"}]})


@pytest.fixture
def poet(start: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody who asks for verse, of a script that writes one poem with a fault."""
    somebody = start(script=write_script(tmp_path / "verse.jsonl", (REPLY,)))
    somebody.wait_ready()
    return somebody


def ask(poet: Person, checker: str) -> object:
    poet.desk.conversation.use_template("own", "写一首立春", {}, checker)
    poet.qtbot.keyClick(poet.window.composer.focusProxy(), "\r")
    poet.wait(lambda: poet.answers() == 1)
    poet.wait_ready()
    (exchange,) = poet.program.store.conversations.branch(poet.desk.conversation.conversation)
    return poet.window.transcript.view_of(exchange.answer.id)


def test_faults_stand_beneath_the_answer_of_a_template_that_asks_for_verse(poet: Person) -> None:
    view = ask(poet, CHECKER)
    poet.wait(lambda: "出律" in view.verse.text())
    assert "faults: " in view.verse.text()
    view.verse._open.click()
    assert view.verse.sheet.report.poems[0].title == "立春"
    assert view.verse.faults.texts()[0].startswith("✕")


def test_they_are_there_again_when_the_conversation_is_opened_again(poet: Person) -> None:
    ask(poet, CHECKER)
    conversation = poet.desk.conversation.conversation
    poet.desk.conversation.open(None)
    poet.desk.conversation.open(conversation)
    (exchange,) = poet.program.store.conversations.branch(conversation)
    view = poet.window.transcript.view_of(exchange.answer.id)
    poet.wait(lambda: "出律" in view.verse.text())


def test_an_answer_that_was_not_to_be_verse_has_nothing_beneath_it(poet: Person) -> None:
    view = ask(poet, "")
    assert view.verse.isHidden()


def test_from_an_answer_one_comes_to_the_page_with_the_form_that_was_wanted(poet: Person) -> None:
    view = ask(poet, CHECKER)
    view.verse.wish()
    assert poet.desk.pages.current == "verse"
    page = poet.desk.pages.opener("verse")._page
    assert page.text() == POEM
    assert page.options() == ("七言绝句", "平水韵")


def test_an_answer_that_was_to_have_another_form_is_checked_when_it_is_whole(poet: Person) -> None:
    view = ask(poet, key_of({"kind": "headings", "required": ["现象归纳", "结论"]}))
    poet.wait(lambda: not view.verse.isHidden())
    assert view.verse._badge.text() == "Does not fit"
    assert "fault" in view.verse.text()
    view.verse._open.click()
    assert any("现象归纳" in text for text in view.verse.faults.texts())
