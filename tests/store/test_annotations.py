"""What a reader puts on a trace stays there, and belongs to it."""

import pytest

from app.errors import StoreError, WrongUse
from app.store.annotations import Marking


@pytest.fixture
def generation(hand):
    return hand.begin().generation


def put(hand, generation, first, last, **marking):
    return hand.done(hand.store.annotations.put(generation, first, last, Marking(**marking)))


def test_a_marking_is_there_in_the_order_of_the_text(hand, generation):
    label = hand.done(hand.store.annotations.save_label("Dead end", "red"))
    late = put(hand, generation, 40, 60, note="这里错了", rating=2)
    early = put(hand, generation, 0, 10, label=label.id, highlight="yellow")
    assert hand.store.annotations.of_generation(generation) == [early, late]
    assert hand.store.annotations.annotated() == [generation]


def test_the_same_stretch_is_marked_once(hand, generation):
    first = put(hand, generation, 0, 10, note="one")
    again = put(hand, generation, 0, 10, note="two", rating=5)
    assert again.id == first.id
    assert again.created == first.created
    assert [each.marking for each in hand.store.annotations.of_generation(generation)] == [
        Marking(note="two", rating=5)
    ]


def test_a_marking_that_says_nothing_takes_the_old_one_away(hand, generation):
    put(hand, generation, 0, 10, note="one")
    assert put(hand, generation, 0, 10, note="  ") is None
    assert hand.store.annotations.of_generation(generation) == []


def test_every_view_is_told_which_trace_was_marked(hand, generation):
    written = hand.store.annotations.put(generation, 0, 5, Marking(note="x")).result(20)
    assert written.changes.annotations == {generation}
    assert hand.store.annotations.save_label("A").result(20).changes.labels


def test_a_label_has_its_name_once_whatever_its_case(hand):
    one = hand.done(hand.store.annotations.save_label("  Dead   end "))
    same = hand.done(hand.store.annotations.save_label("dead END", "red"))
    assert (same.id, same.name, same.colour) == (one.id, "dead END", "red")
    other = hand.done(hand.store.annotations.save_label("回溯"))
    with pytest.raises(WrongUse, match="Dead end"):
        hand.done(hand.store.annotations.save_label("Dead end", id=other.id))
    assert [label.name for label in hand.store.annotations.labels()] == ["dead END", "回溯"]


def test_a_label_that_goes_leaves_the_notes_beside_it(hand, generation):
    label = hand.done(hand.store.annotations.save_label("Gone"))
    put(hand, generation, 0, 5, label=label.id)
    put(hand, generation, 5, 9, label=label.id, note="kept")
    changes = hand.store.annotations.delete_label(label.id).result(20).changes
    assert changes.annotations == {generation}
    assert [each.marking for each in hand.store.annotations.of_generation(generation)] == [Marking(note="kept")]
    with pytest.raises(WrongUse):
        put(hand, generation, 0, 5, label=label.id)


def test_a_marking_goes_with_its_conversation(hand):
    begun = hand.begin()
    put(hand, begun.generation, 0, 5, note="x")
    hand.done(hand.store.conversations.purge(begun.conversation))
    assert hand.store.annotations.annotated() == []
    with pytest.raises(StoreError):
        put(hand, begun.generation, 0, 5, note="x")


@pytest.mark.parametrize(("first", "last"), [(5, 5), (7, 3), (-1, 4)])
def test_what_is_no_stretch_cannot_be_marked(hand, generation, first, last):
    with pytest.raises(ValueError, match="no stretch"):
        hand.store.annotations.put(generation, first, last, Marking(note="x"))
