"""What is drawn to measure an answer is kept beside it and is no version of it; what it was drawn for is remembered."""


def test_an_aside_is_kept_but_nobody_turns_over_to_it(hand):
    first = hand.exchange("q", "a")
    place = {"conversation": first.conversation, "parent": first.question, "aside": True}
    group = hand.group(None, 2, **place)
    alone = hand.begin(None, **place)
    (exchange,) = hand.store.conversations.branch(first.conversation)
    assert exchange.answers == (first.answer,)
    assert exchange.answer.id == first.answer
    assert hand.store.conversations.leaf_below(first.question) == first.answer
    assert hand.store.groups.of_conversation(first.conversation) == []
    assert len(hand.store.groups.samples(group[0].group)) == 2
    assert hand.store.generations.get(alone.generation) is not None
    again = hand.begin(None, conversation=first.conversation, parent=first.question)
    assert hand.store.conversations.branch(first.conversation)[0].answers == (first.answer, again.answer)


def test_what_a_step_was_weighed_by_is_remembered_once_for_each_step(hand):
    first = hand.exchange("q", "a")
    importances = hand.store.importances
    later = hand.done(importances.begin(first.generation, 40, 60, 8))
    early = hand.done(importances.begin(first.generation, 0, 40, 4))
    again = hand.done(importances.begin(first.generation, 40, 60, 4))
    assert (again.id, again.wanted) == (later.id, 8)
    group = hand.group(None, 2, conversation=first.conversation, parent=first.question, aside=True)[0].group
    hand.done(importances.drawn(later.id, group, None))
    hand.done(importances.drawn(later.id, None, None))
    found = importances.of_generation(first.generation)
    assert [(each.id, each.before_group, each.after_group) for each in found] == [
        (early.id, None, None),
        (later.id, group, None),
    ]
    assert importances.of_generation(404) == []


def test_how_settled_an_answer_was_is_kept_by_place_and_goes_with_its_run(hand):
    first = hand.exchange("q", "a")
    gauges = hand.store.gauges
    hand.done(gauges.keep(first.generation, {40: 1.5, 12: 2.25}))
    hand.done(gauges.keep(first.generation, {40: 0.5}))
    hand.done(gauges.keep(404, {1: 1.0}))
    assert list(gauges.of_generation(first.generation).items()) == [(12, 2.25), (40, 0.5)]
    assert gauges.of_generation(404) == {}
