"""Groups of samples: who belongs to one, and what each was worth."""

from dataclasses import replace

import pytest

from app.store.records import Judged, NewExchange, Outcome, Part


@pytest.fixture
def group(hand):
    """A group of three, of which two have answered."""
    begun = hand.group("立春？", 3)
    for place, each in enumerate(begun[:2]):
        parts = (Part("thinking", f"想 {place}"), Part("answer", f"答 {place}"))
        hand.done(hand.store.generations.finish(each.generation, Outcome("stop", parts)))
    return begun


def test_samples_come_with_what_they_said_in_the_order_they_were_begun(hand, group):
    samples = hand.store.groups.samples(group[0].group)
    assert [each.generation.id for each in samples] == [each.generation for each in group]
    assert [(each.thinking, each.answer) for each in samples] == [("想 0", "答 0"), ("想 1", "答 1"), ("", "")]
    assert [each.generation.ending for each in samples] == ["stop", "stop", None]


def test_what_a_sample_was_worth_is_kept_as_it_was_judged(hand, group):
    finding = {"kind": "foot_tone", "severity": "error", "fields": {"line": 2, "wanted": "平"}}
    first = Judged(group[0].generation, 0.1 + 0.2, True, "42", {"tone": 0.5}, (finding,))
    second = Judged(group[1].generation, 0.0)
    hand.done(hand.store.groups.judge(group[0].group, '{"kind": "poem"}', [first, second]))
    assert hand.store.groups.judged(group[0].group) == {each.generation: each for each in (first, second)}
    assert hand.store.groups.get(group[0].group).checker == '{"kind": "poem"}'


def test_another_checker_forgets_what_the_last_one_found(hand, group):
    number = group[0].group
    hand.done(hand.store.groups.judge(number, "one", [Judged(each.generation, 1.0) for each in group[:2]]))
    hand.done(hand.store.groups.judge(number, "one", []))
    assert len(hand.store.groups.judged(number)) == 2
    hand.done(hand.store.groups.judge(number, "two", [Judged(group[1].generation, 0.5)]))
    assert hand.store.groups.judged(number) == {group[1].generation: Judged(group[1].generation, 0.5)}


def test_a_sample_of_another_group_is_not_judged_with_this_one(hand, group):
    other = hand.group("别的？", 2)
    hand.done(hand.store.groups.judge(group[0].group, "one", [Judged(other[0].generation, 1.0)]))
    assert hand.store.groups.judged(group[0].group) == hand.store.groups.judged(other[0].group) == {}


def test_more_samples_join_the_group_and_leave_what_is_shown_alone(hand, group):
    standing = {"conversation": group[0].conversation, "parent": group[0].question, "question": None}
    new = NewExchange(**standing, model="tiny", weights="", fingerprint="", family="think", sampling={})
    hand.done(hand.store.conversations.choose(group[1].answer))
    more = hand.done(hand.store.generations.begin_group([replace(new, group=group[0].group)] * 2))
    assert hand.store.groups.get(group[0].group).generations == tuple(each.generation for each in (*group, *more))
    assert hand.store.conversations.get(group[0].conversation).head == group[1].answer
    (exchange,) = hand.store.conversations.branch(group[0].conversation)
    assert len(exchange.answers) == 5


def test_the_newest_group_of_a_conversation_comes_first(hand, group):
    conversation = group[0].conversation
    later = hand.group("然后？", 2, conversation=conversation, parent=group[0].answer)
    assert [each.id for each in hand.store.groups.of_conversation(conversation)] == [later[0].group, group[0].group]
    assert hand.store.groups.of_conversation(conversation + 1) == []


def test_a_purged_conversation_takes_what_was_judged_with_it(hand, group):
    hand.done(hand.store.groups.judge(group[0].group, "one", [Judged(group[0].generation, 1.0)]))
    hand.done(hand.store.conversations.purge(group[0].conversation))
    assert hand.store.groups.judged(group[0].group) == {}
    hand.done(hand.store.groups.judge(group[0].group, "one", [Judged(group[0].generation, 1.0)]))
    assert hand.store.groups.get(group[0].group) is None
