"""Branches are named, thrown away and brought back; nothing is ever overwritten by it."""

import pytest

from app.errors import WrongUse
from app.store.annotations import Marking
from app.store.keeping.check import check


@pytest.fixture
def grown(hand):
    """q1 -> (a1 -> q2 -> a2) and (b1)."""
    first = hand.exchange("q1", "a1")
    more = hand.exchange("q2", "a2", conversation=first.conversation, parent=first.answer)
    other = hand.exchange(None, "b1", conversation=first.conversation, parent=first.question)
    hand.done(hand.store.conversations.choose(more.answer))
    return first, more, other


def said(hand, conversation: int) -> list[str]:
    return [each.answer.text("answer") for each in hand.store.conversations.branch(conversation) if each.answer]


def test_the_tree_holds_every_message_with_its_beginning(hand, grown):
    first, more, other = grown
    twigs = hand.store.branches.twigs(first.conversation)
    assert [(each.id, each.parent, each.excerpt) for each in twigs] == [
        (first.question, None, "q1"), (first.answer, first.question, "a1"), (more.question, first.answer, "q2"),
        (more.answer, more.question, "a2"), (other.answer, first.question, "b1"),
    ]  # fmt: skip
    assert {each.ending for each in twigs if each.role == "assistant"} == {"stop"}


def test_a_branch_has_a_name_until_it_is_taken_away(hand, grown):
    branches = hand.store.branches
    hand.done(branches.name(grown[2].answer, "  the  short one\n"))
    assert [each.name for each in branches.twigs(grown[0].conversation)] == ["", "", "", "", "the short one"]
    (told,) = hand.store.exports.all()
    assert told.messages[-1].name == "the short one"
    hand.done(branches.name(grown[2].answer, " "))
    assert not any(each.name for each in branches.twigs(grown[0].conversation))


def test_a_branch_thrown_away_is_hidden_and_comes_back_whole(hand, grown):
    first, more, _ = grown
    conversations, branches = hand.store.conversations, hand.store.branches
    before = conversations.branch(first.conversation)
    was = hand.done(branches.cut(first.answer))
    assert was == more.answer
    assert said(hand, first.conversation) == ["b1"]
    assert len(conversations.branch(first.conversation)[0].answers) == 1
    (told,) = hand.store.exports.all()
    assert [each.text("answer") for each in told.messages if each.role == "assistant"] == ["b1"]
    assert [each.cut for each in branches.twigs(first.conversation)] == [False, True, False, False, False]
    hand.done(branches.restore(first.answer, was))
    assert conversations.branch(first.conversation) == before


def test_what_is_not_shown_is_thrown_away_without_moving_the_reader(hand, grown):
    first, _, other = grown
    hand.done(hand.store.branches.cut(other.answer))
    assert said(hand, first.conversation) == ["a1", "a2"]
    hand.done(hand.store.conversations.choose(first.question))
    assert said(hand, first.conversation) == ["a1", "a2"]


def test_a_question_thrown_away_leaves_the_answer_above_it(hand, grown):
    hand.done(hand.store.branches.cut(grown[1].question))
    assert said(hand, grown[0].conversation) == ["a1"]


def test_the_last_that_is_left_stays(hand, grown):
    with pytest.raises(WrongUse) as refused:
        hand.done(hand.store.branches.cut(grown[0].question))
    assert refused.value.kind == "branch_whole"
    assert said(hand, grown[0].conversation) == ["a1", "a2"]


def test_a_branch_in_which_an_answer_is_written_stays(hand, grown):
    first = grown[0]
    running = hand.begin("more", conversation=first.conversation, parent=first.answer)
    with pytest.raises(WrongUse) as refused:
        hand.done(hand.store.branches.cut(first.answer))
    assert refused.value.kind == "branch_running"
    hand.finish(running)


def test_what_is_not_there_cannot_be_named_or_cut(hand):
    for write in (hand.store.branches.cut(99), hand.store.branches.name(99, "x"), hand.store.branches.restore(99)):
        with pytest.raises(WrongUse):
            hand.done(write)


def test_a_purged_conversation_takes_names_and_cuts_along(hand, grown):
    first, _, other = grown
    hand.done(hand.store.branches.name(other.answer, "x"))
    hand.done(hand.store.branches.cut(other.answer))
    hand.done(hand.store.conversations.purge(first.conversation))
    assert hand.store.branches.twigs(first.conversation) == []


def test_a_branch_thrown_away_is_deleted_for_good_with_all_that_hangs_on_it(hand, grown, database):
    first, more, other = grown
    branches = hand.store.branches
    assert branches.generations(first.answer) == [first.generation, more.generation]
    hand.done(hand.store.annotations.put(more.generation, 0, 1, Marking(note="x")))
    hand.done(branches.cut(first.answer))
    assert hand.done(branches.purge(first.answer)) == 3
    assert [each.id for each in branches.twigs(first.conversation)] == [first.question, other.answer]
    assert said(hand, first.conversation) == ["b1"]
    assert hand.store.generations.get(more.generation) is None
    assert hand.store.annotations.annotated() == []
    assert check(database, thorough=True).sound


def test_only_what_was_thrown_away_is_deleted_for_good(hand, grown):
    first, more, _ = grown
    hand.done(hand.store.branches.cut(first.answer))
    for message in (first.question, more.answer, 99):
        with pytest.raises(WrongUse):
            hand.done(hand.store.branches.purge(message))
    assert len(hand.store.branches.twigs(first.conversation)) == 5


def test_no_word_of_a_branch_that_was_deleted_is_found(hand, grown):
    first = grown[0]
    assert hand.store.search.settled(20)
    assert hand.store.search.every("a2")
    hand.done(hand.store.branches.cut(first.answer))
    hand.done(hand.store.branches.purge(first.answer))
    assert hand.store.search.settled(20)
    assert [hand.store.search.every(word) for word in ("a1", "a2")] == [[], []]
