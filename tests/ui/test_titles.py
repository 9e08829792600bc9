"""Titles that the weights write while nothing else runs, where the person wants that."""

import pytest

from app.engine.titling import tidy
from app.ui.title_keeper import TitleKeeper
from tests.ui.person import REPLIES, Person, write_script

TITLE = {
    "match": "conversation a title|起一个",
    "family": "deepseek-r1",
    "raw": 'hm\n</think>\n\n**"A Poem in Spring."**\n',
}
SLOW = {**TITLE, "raw": "hm\n</think>\n\n" + "words without end " * 200}


@pytest.fixture
def titled(start, tmp_path):
    def begin(*replies: dict[str, str], wanted: bool = True, speed: float = 0) -> Person:
        script = write_script(tmp_path / "titles.jsonl", (*replies, *REPLIES))
        person = start(script=script, speed=speed)
        person.wait_ready()
        program = person.program
        program.titles.close()
        program.titles.deleteLater()
        program.titles = TitleKeeper(program.store, program.session, program.settings, idle_ms=20)
        program.settings.replace(titles=wanted)
        return person

    return begin


def title(person: Person) -> str:
    return person.program.store.conversations.list()[0].title


def test_a_title_is_written_once_nothing_runs(titled):
    person = titled(TITLE)
    person.ask_and_wait("Write a poem about water")
    person.wait(lambda: title(person) == "A Poem in Spring")
    assert len(person.shown()) == 1  # nothing of it stands in the conversation
    assert len(person.program.store.conversations.list()) == 1


def test_without_being_wanted_none_is_written(titled):
    person = titled(TITLE, wanted=False)
    person.ask_and_wait("Write a poem about water")
    person.qtbot.wait(150)
    assert title(person) == "Write a poem about water"


def test_a_title_that_a_person_wrote_stays(titled):
    person = titled(TITLE)
    store = person.program.store
    person.ask_and_wait("Write a poem about water")
    person.wait(lambda: title(person) == "A Poem in Spring")
    conversation = store.conversations.list()[0].id
    store.conversations.rename(conversation, "Mine").result(20)
    assert store.conversations.retitle(conversation, "A Poem in Spring", "Theirs").result(20).value is False
    person.ask_and_wait("Write a poem about fire")
    person.qtbot.wait(150)
    assert title(person) == "Mine"


def test_a_question_does_not_wait_for_a_title(titled):
    person = titled(SLOW, speed=400)
    person.ask_and_wait("Write a poem about water")
    person.qtbot.wait(100)  # the title is being written by now
    person.ask_and_wait("Write a poem about fire")
    assert [answer for _, _, answer in person.shown()][1].startswith("春風")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Spring", "Spring"),
        ('\n  **Title: "Spring rain."**\nBecause', "Spring rain"),
        ("标题：《春雨》", "春雨"),
        ("# 春雨", "春雨"),
        ("", ""),
        ("...\n", ""),
        ("word " * 40, ""),
    ],
)
def test_of_what_the_weights_say_the_title_is_taken(said, found):
    assert tidy(said) == found
