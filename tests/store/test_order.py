"""Folders, tags, pins, the archive and the trash, for many conversations at once."""

import pytest

from app.errors import WrongUse
from app.store.changes import Changes
from app.store.order import DAY_S


@pytest.fixture
def three(hand):
    return [hand.exchange(question, "a").conversation for question in ("one", "two", "three")]


def test_many_conversations_go_into_a_folder_and_stay_when_it_goes(hand, three):
    order, conversations = hand.store.order, hand.store.conversations
    folder = hand.done(order.make_folder("  诗  词 "))
    assert hand.done(order.put(three[:2], folder)) == 2
    ((found),) = order.folders()
    assert (found.id, found.name, found.conversations) == (folder, "诗 词", 2)
    assert hand.done(order.make_folder("诗 词")) == folder  # made once
    hand.done(order.remove_folder(folder))
    assert order.folders() == []
    assert {each.folder for each in conversations.list()} == {None}
    assert len(conversations.list()) == 3


def test_tags_are_given_and_taken_from_many_and_go_with_the_conversation(hand, three):
    order = hand.store.order
    poem, draft = hand.done(order.make_tag("poem")), hand.done(order.make_tag("draft"))
    hand.done(order.tag(three, poem))
    hand.done(order.tag(three[:1], draft))
    hand.done(order.tag(three[:1], draft))  # once is enough
    assert order.tagged() == {three[0]: ("draft", "poem"), three[1]: ("poem",), three[2]: ("poem",)}
    hand.done(order.tag(three[1:], poem, carried=False))
    hand.done(hand.store.conversations.purge(three[0]))
    assert [(each.name, each.conversations) for each in order.tags()] == [("draft", 0), ("poem", 0)]
    assert order.tagged() == {}


def test_a_name_is_needed_and_belongs_to_one(hand):
    order = hand.store.order
    first = hand.done(order.make_folder("a"))
    hand.done(order.make_folder("b"))
    with pytest.raises(WrongUse, match="already one named b"):
        hand.done(order.rename_folder(first, "b"))
    with pytest.raises(WrongUse, match="cannot be empty"):
        order.make_tag(" \n ")
    hand.done(order.rename_folder(first, "c"))
    assert [each.name for each in order.folders()] == ["b", "c"]


def test_pins_and_archive_are_marks_that_come_off(hand, three):
    order, conversations = hand.store.order, hand.store.conversations
    hand.done(order.pin(three[:1]))
    hand.done(order.archive(three[1:]))
    kept = {each.id: each for each in conversations.list()}
    assert [kept[id].pinned is not None for id in three] == [True, False, False]
    assert [kept[id].archived is not None for id in three] == [False, True, True]
    hand.done(order.pin(three, pinned=False))
    hand.done(order.archive(three, archived=False))
    assert all((each.pinned, each.archived) == (None, None) for each in conversations.list())


def test_the_trash_has_a_term(hand, three):
    order, conversations = hand.store.order, hand.store.conversations
    assert hand.done(order.delete(three)) == 3
    assert order.expired(days=30) == []
    then = max(each.deleted for each in conversations.list(deleted=True)) + 31 * DAY_S
    assert sorted(order.expired(days=30, now=then)) == sorted(three)
    hand.done(order.delete(three))  # again does not begin the term anew
    assert sorted(order.expired(days=30, now=then)) == sorted(three)
    assert hand.done(order.restore(three[:1])) == 1
    assert sorted(order.expired(days=30, now=then)) == sorted(three[1:])
    hand.done(conversations.purge_all(three[1:]))
    assert [each.id for each in conversations.list()] == three[:1]
    assert conversations.list(deleted=True) == []


def test_changes_name_every_conversation_that_was_touched(hand, three):
    assert hand.store.order.pin(three).result(20).changes == Changes(conversations=frozenset(three))
    assert hand.store.order.pin([*three, 999]).result(20).value == 3


def test_copies_are_told_by_what_they_say_and_by_their_tree(hand):
    def make(answer):
        begun = hand.exchange("立春？", "春")
        hand.exchange("more", answer, conversation=begun.conversation, parent=begun.answer)
        return begun.conversation

    first, other, copy = make("x"), make("y"), make("x")
    hand.done(hand.store.conversations.rename(copy, "another title"))
    assert hand.store.copies.duplicates() == [(first, copy)]
    hand.done(hand.store.order.delete([copy]))
    assert hand.store.copies.duplicates() == []
    assert hand.store.conversations.get(other)


def test_merged_conversations_become_branches_of_one_and_can_be_parted_again(hand):
    one, two = hand.exchange("first", "1"), hand.exchange("second", "2")
    conversations, copies = hand.store.conversations, hand.store.copies
    before = {id: conversations.branch(id) for id in (one.conversation, two.conversation)}
    merged = hand.done(copies.merge(one.conversation, [two.conversation]))
    (exchange,) = conversations.branch(one.conversation)
    assert exchange.questions == (one.question, two.question)
    assert [each.id for each in conversations.list()] == [one.conversation]
    hand.done(conversations.choose(two.question))
    (exchange,) = conversations.branch(one.conversation)
    assert exchange.answer.text("answer") == "2"
    later = hand.exchange("later", "3", conversation=one.conversation, parent=two.answer)
    hand.done(copies.unmerge(merged))
    assert conversations.branch(one.conversation) == before[one.conversation]
    first, second = conversations.branch(two.conversation)
    assert (first.question.id, second.question.id) == (two.question, later.question)
    assert {each.id for each in conversations.list()} == {one.conversation, two.conversation}


def test_a_merge_with_something_that_is_gone_changes_nothing(hand):
    one = hand.exchange("first", "1")
    with pytest.raises(WrongUse):
        hand.done(hand.store.copies.merge(one.conversation, [999]))
    assert len(hand.store.conversations.list()) == 1
