"""The verse page follows the answer of the open conversation while it is being written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.groups.grading import key_of
from tests.ui.person import Person, write_script

POEM = "《立春》\n东风一夜到江城，\n细雨无声润草绿。\n忽有流莺啼柳外，\n一犁烟水起春耕。"
REPLY = {"match": "", "family": "deepseek-r1", "raw": f"想一想。\n</think>\n\n{POEM}"}
CHECKER = key_of({"kind": "poem", "form": "七言绝句"})
OWN = "白日依山尽，黄河入海流。"


@pytest.fixture
def poet(start: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody whose model writes slowly enough to be watched."""
    somebody = start(speed=12, script=write_script(tmp_path / "verse.jsonl", (REPLY,)))
    somebody.wait_ready()
    return somebody


def ask(poet: Person) -> None:
    poet.desk.conversation.use_template("own", "写一首立春", {}, CHECKER)
    poet.qtbot.keyClick(poet.window.composer.focusProxy(), "\r")
    poet.wait(lambda: poet.desk.conversation.current_answer[2])


def page_of(poet: Person):
    return poet.desk.pages.opener("verse")._page


def lines(poet: Person) -> int:
    report = page_of(poet).sheet.report
    return len(report.poems[0].lines) if report is not None and report.poems else 0


def test_an_answer_on_its_way_is_checked_line_by_line_and_judged_whole_at_its_end(poet: Person) -> None:
    ask(poet)
    poet.desk.pages.show("verse")
    page = page_of(poet)
    assert page.writing.source.value() == "answer"
    seen = set()

    def grown() -> bool:
        seen.add(lines(poet))
        return lines(poet) == 4

    poet.wait(grown)
    assert seen & {1, 2, 3}
    poet.wait_ready()
    poet.wait(lambda: page.writing.answer.toPlainText() == POEM)
    poet.wait(lambda: page.faults.texts()[0].startswith("✕"))
    assert page.text() == ""


def test_what_was_written_there_stays_and_the_answer_is_looked_at_when_it_is_wished_for(poet: Person) -> None:
    poet.desk.pages.show("verse")
    page = page_of(poet)
    page.set_text(OWN)
    poet.desk.pages.leave()
    ask(poet)
    poet.desk.pages.show("verse")
    assert page.writing.source.value() == "own"
    page.writing.source._choose("answer")
    poet.wait(lambda: lines(poet) > 0)
    poet.wait_ready()
    poet.wait(lambda: page.writing.answer.toPlainText() == POEM)
    assert page.text() == OWN
    page.writing._take.click()
    assert page.writing.source.value() == "own"
    assert page.text() == POEM
    page.edit.undo()
    assert page.text() == OWN


def test_from_beneath_an_answer_that_is_being_written_one_comes_to_follow_it(poet: Person) -> None:
    ask(poet)
    (exchange,) = poet.program.store.conversations.branch(poet.desk.conversation.conversation)
    view = poet.window.transcript.view_of(exchange.answer.id)
    poet.wait(lambda: "东风" in poet.desk.conversation.current_answer[0])
    view.verse.wish()
    page = page_of(poet)
    assert page.writing.source.value() == "answer"
    assert page.options()[0] == "七言绝句"
    poet.wait_ready()
    poet.wait(lambda: page.writing.answer.toPlainText() == POEM)
