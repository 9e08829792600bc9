"""A group in the whole program: it streams, is ranked, is stopped, grows, and one of it becomes the answer."""

import pytest

from app.groups.grading import key_of
from tests.ui.group.sampler import Sampler
from tests.ui.person import Person, write_script


@pytest.fixture
def sampler(person: Person) -> Sampler:
    """In front of the page, with a script in the place of weights."""
    somebody = Sampler(person.program, person.qtbot)
    somebody.open()
    return somebody


def test_samples_that_agree_are_counted_together(sampler: Sampler) -> None:
    sampler.sample("Which is larger?", 3)
    sampler.wait_over()
    assert "All 3 agree" in sampler.page.votes.text()
    assert [card.state.answer for card in sampler.cards] == ["9.9 is larger."] * 3
    assert [card.state.thinking for card in sampler.cards] == ["Compare 0.11 with 0.90."] * 3


def test_two_are_compared_side_by_side(sampler: Sampler) -> None:
    sampler.sample("Which is larger?", 3)
    sampler.wait_over()
    page = sampler.page
    assert not page.bar.compare.isEnabled()
    for card in (sampler.cards[2], sampler.cards[0]):
        sampler.click(card, "Compare")
    page.bar.compare.click()
    assert page.comparing
    assert [card.state.number for card in page.pair.cards] == [1, 3]
    assert [card.words.markdown() for card in page.pair.cards] == ["9.9 is larger."] * 2
    page.bar.channel.chosen.emit("thinking")
    assert [card.words.markdown() for card in page.pair.cards] == ["Compare 0.11 with 0.90."] * 2
    page.bar.compare.click()
    assert not page.comparing


def test_two_are_compared_step_by_step_and_one_comes_back_to_the_group(sampler: Sampler) -> None:
    sampler.sample("Which is larger?", 3)
    sampler.wait_over()
    page = sampler.page
    for card in (sampler.cards[2], sampler.cards[0]):
        sampler.click(card, "Compare")
    assert page.bar.steps.isHidden()
    page.bar.compare.click()
    messages = [card.state.message for card in page.pair.cards]
    page.bar.steps.click()
    assert sampler.desk.pages.current == "compare"
    comparer = sampler.desk.pages.opener("compare").presenter
    sampler.wait(lambda: comparer.comparison is not None)
    assert [view.source.answer_id for view in comparer.comparison.views] == messages
    sampler.desk.pages.leave()
    assert sampler.desk.pages.current == "group"
    sampler.desk.pages.leave()
    assert sampler.desk.pages.current == ""


def test_the_page_stays_when_a_conversation_begins_under_it_and_finds_its_group_again(sampler: Sampler) -> None:
    sampler.sample("Which is larger?", 2)
    sampler.wait_over()
    assert sampler.desk.pages.current == "group"
    conversation, group = sampler.desk.conversation.conversation, sampler.group
    sampler.desk.conversation.open(None)
    assert sampler.desk.pages.current == ""
    sampler.open()
    assert sampler.page.state is None
    sampler.desk.conversation.open(conversation)
    sampler.open()
    assert sampler.group == group


def test_what_was_typed_outlives_another_look(sampler: Sampler) -> None:
    sampler.page.ask.set_text("half a thou")
    sampler.program.settings.replace(theme="dark")
    assert sampler.page.ask.text() == "half a thou"


def test_a_refused_question_stays_in_its_box(sampler: Sampler, caplog: pytest.LogCaptureFixture) -> None:
    page = sampler.page
    page.ask.set_text("Which is larger?")
    sampler.program.session._model = None
    page.ask._try_to_ask()
    assert page.ask.text() == "Which is larger?"
    assert page.ask._can_ask()


def test_an_unjudged_group_has_no_best_to_revise(sampler: Sampler) -> None:
    sampler.sample("Which is larger?", 2)
    sampler.wait_over()
    assert not sampler.page.bar.revise.isEnabled()


def test_the_best_is_revised_with_what_the_checker_found(sampler: Sampler) -> None:
    sampler.sample("A poem, please", 2, key_of({"kind": "poem", "form": "五言绝句"}))
    sampler.wait_over()
    sampler.wait(lambda: sampler.page.bar.revise.isEnabled())
    sampler.page.bar.revise.click()
    sampler.wait(lambda: bool(sampler.page.ask.text()))
    assert "no poem" in sampler.page.ask.text()


def test_code_is_run_only_after_somebody_allowed_it(start, tmp_path) -> None:
    marker = tmp_path / "ran"
    code = f"def two():\n    return 2\n\n\nopen({str(marker)!r}, 'w').close()\n"
    reply = {"match": "", "family": "deepseek-r1", "raw": f"想\n</think>\n\n```python\n{code}```\n"}
    somebody = start(script=write_script(tmp_path / "code.jsonl", (reply,)))
    somebody.wait_ready()
    sampler = Sampler(somebody.program, somebody.qtbot)
    sampler.open()
    sampler.sample("Write two()", 2, key_of({"kind": "code", "tests": "assert two() == 2"}))
    sampler.wait_over()
    sampler.wait(lambda: sampler.page.bar.tests.isVisible())
    assert not marker.exists()
    sampler.page.bar.tests.click()
    sampler.wait(lambda: not sampler.page.bar.tests.isVisible(), 30_000)
    judged = sampler.program.store.groups.judged(sampler.group)
    assert all("tests" not in str(each.findings) or each.reward == 1.0 for each in judged.values())
