"""The list, the branches and what is done with a conversation as a whole."""

import itertools

import pytest

from app.errors import WrongUse
from app.store.changes import Changes


def test_a_conversation_is_titled_by_the_first_line_of_its_question(hand):
    begun = hand.begin("\n  以立春为题\n写一首诗")
    assert hand.store.conversations.get(begun.conversation).title == "以立春为题"


def test_the_list_shows_the_conversation_used_last_first(hand):
    first, second = hand.exchange("one", "1"), hand.exchange("two", "2")
    hand.exchange("more", "3", conversation=first.conversation, parent=first.answer)
    assert [each.id for each in hand.store.conversations.list()] == [first.conversation, second.conversation]


def test_renaming_does_not_move_a_conversation_in_the_list(hand):
    first, second = hand.begin("one"), hand.begin("two")
    hand.done(hand.store.conversations.rename(first.conversation, "  诗  "))
    listed = hand.store.conversations.list()
    assert [(each.id, each.title) for each in listed] == [(second.conversation, "two"), (first.conversation, "诗")]


def test_a_deleted_conversation_leaves_the_list_and_comes_back_whole(hand):
    begun = hand.exchange("q", "a")
    conversations = hand.store.conversations
    before = conversations.list(), conversations.branch(begun.conversation)
    hand.done(conversations.delete(begun.conversation))
    assert conversations.list() == []
    assert [each.id for each in conversations.list(deleted=True)] == [begun.conversation]
    hand.done(conversations.restore(begun.conversation))
    assert (conversations.list(), conversations.branch(begun.conversation)) == before
    assert conversations.list(deleted=True) == []


def test_nothing_can_be_asked_in_a_deleted_conversation(hand):
    begun = hand.exchange("q", "a")
    hand.done(hand.store.conversations.delete(begun.conversation))
    with pytest.raises(WrongUse) as refused:
        hand.begin("more", conversation=begun.conversation, parent=begun.answer)
    assert refused.value.kind == "unknown_conversation"


def test_purging_removes_a_conversation_deeper_than_sqlite_can_cascade(hand):
    kept = hand.exchange("kept", "this")
    begun = hand.begin("0")
    for number in range(1, 600):  # two levels each; SQLite's cascades stop at 1,000
        begun = hand.begin(str(number), conversation=begun.conversation, parent=begun.answer)
    hand.done(hand.store.conversations.purge(begun.conversation))
    assert hand.store.conversations.get(begun.conversation) is None
    assert hand.store.conversations.branch(begun.conversation) == []
    assert hand.store.generations.get(begun.generation) is None
    assert [each.id for each in hand.store.conversations.list()] == [kept.conversation]


def test_the_id_of_a_purged_conversation_is_not_given_again(hand):
    begun = hand.begin("gone")
    hand.done(hand.store.conversations.purge(begun.conversation))
    assert hand.begin("new").conversation > begun.conversation


@pytest.mark.parametrize("action", ["delete", "restore", "purge"])
def test_an_unknown_conversation_is_named_in_the_fault(hand, action):
    with pytest.raises(WrongUse) as refused:
        hand.done(getattr(hand.store.conversations, action)(77))
    assert refused.value.sentence == "There is no conversation 77."


def test_a_branch_is_the_exchanges_from_root_to_head(hand):
    first = hand.exchange("one", "1")
    second = hand.exchange("two", "2", conversation=first.conversation, parent=first.answer)
    branch = hand.store.conversations.branch(first.conversation)
    assert [(each.question.text("text"), each.answer.text("answer")) for each in branch] == [("one", "1"), ("two", "2")]
    assert [each.generation.id for each in branch] == [first.generation, second.generation]


def test_regenerating_puts_an_answer_beside_the_old_one(hand):
    first = hand.exchange("q", "old")
    again = hand.exchange(None, "new", conversation=first.conversation, parent=first.question)
    (exchange,) = hand.store.conversations.branch(first.conversation)
    assert exchange.answer.text("answer") == "new"
    assert exchange.answers == (first.answer, again.answer)
    assert again.question == first.question


def test_editing_puts_a_question_beside_the_old_one_and_keeps_what_followed_it(hand):
    root = hand.exchange("root", "r")
    old = hand.exchange("old", "1", conversation=root.conversation, parent=root.answer)
    follow = hand.exchange("follow", "2", conversation=root.conversation, parent=old.answer)
    new = hand.exchange("new", "3", conversation=root.conversation, parent=root.answer)
    branch = hand.store.conversations.branch(root.conversation)
    assert [each.question.text("text") for each in branch] == ["root", "new"]
    assert branch[1].questions == (old.question, new.question)
    assert hand.done(hand.store.conversations.choose(old.question)) == follow.answer
    branch = hand.store.conversations.branch(root.conversation)
    assert [each.question.text("text") for each in branch] == ["root", "old", "follow"]


def test_the_first_question_can_be_edited_too(hand):
    old = hand.exchange("old", "1")
    new = hand.exchange("new", "2", conversation=old.conversation, parent=None)
    (exchange,) = hand.store.conversations.branch(old.conversation)
    assert exchange.questions == (old.question, new.question)
    assert hand.store.conversations.get(old.conversation).title == "old"


def test_choosing_a_message_leads_to_the_newest_leaf_below_it(hand):
    root = hand.exchange("root", "r")
    for text in ("a", "b", "c"):
        leaf = hand.exchange(text, text, conversation=root.conversation, parent=root.answer)
    assert hand.store.conversations.leaf_below(root.question) == leaf.answer
    assert hand.store.conversations.leaf_below(leaf.answer) == leaf.answer


@pytest.mark.logs_warnings
def test_a_message_that_is_not_there_cannot_be_chosen(hand):
    with pytest.raises(LookupError):
        hand.done(hand.store.conversations.choose(5))


def test_each_write_tells_what_it_touched(hand):
    begun = hand.begin("q")
    one = frozenset({begun.conversation})
    conversations = hand.store.conversations
    assert conversations.rename(begun.conversation, "t").result().changes == Changes(conversations=one)
    assert conversations.set_system(begun.conversation, "s").result().changes == Changes(conversations=one)
    assert conversations.choose(begun.question).result().changes == Changes(branches=one)
    assert conversations.delete(begun.conversation).result().changes == Changes(conversations=one)


def test_what_goes_back_of_earlier_thinking_is_the_conversations_own(hand):
    begun, conversations = hand.begin(), hand.store.conversations
    assert conversations.get(begun.conversation).thoughts is None
    hand.done(conversations.set_thoughts(begun.conversation, "last"))
    assert conversations.list()[0].thoughts == "last"
    hand.done(conversations.set_thoughts(begun.conversation, None))
    assert conversations.get(begun.conversation).thoughts is None


def test_switching_back_and_forth_loses_no_branch(hand):
    first = hand.exchange("q", "1")
    answers = [first, *(hand.exchange(None, a, conversation=first.conversation, parent=first.question) for a in "23")]
    for begun, text in itertools.chain(zip(answers, "123", strict=True), zip(reversed(answers), "321", strict=True)):
        hand.done(hand.store.conversations.choose(begun.answer))
        (exchange,) = hand.store.conversations.branch(first.conversation)
        assert exchange.answer.text("answer") == text
        assert len(exchange.answers) == 3
