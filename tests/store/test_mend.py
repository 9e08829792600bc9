"""Runs that a dead program left without an ending, at the next start."""

import logging
import sqlite3
from dataclasses import replace

import pytest

from app.store.records import Chunk, Happening, Part
from app.store.tokens import Tokens, concat
from tests.store.figures import full_tokens


@pytest.fixture
def reopened(opened, hand, hand_to):
    """Start anew on what `hand` wrote, as after a crash: nothing told the store that a run had ended."""

    def again(**options):
        hand.store.close()
        return hand_to(opened(**options))

    return again


def test_a_cut_off_answer_is_completed_from_its_stream(hand, reopened):
    begun = hand.begin("q")
    hand.done(hand.store.generations.append(begun.generation, Chunk("<think>想", Tokens((1, 2), (0.5, 1.0)))))
    hand.done(
        hand.store.generations.append(begun.generation, Chunk("了</think>答", Tokens((3, 4, 5), (1.5, 2.0, 2.5))))
    )
    after = reopened()
    assert after.store.mended == (begun.generation,)
    mended = after.store.generations.get(begun.generation)
    assert (mended.raw, mended.ending, mended.error) == ("<think>想了</think>答", "interrupted", None)
    assert mended.ended == pytest.approx(mended.started + 2.5)
    (exchange,) = after.store.conversations.branch(begun.conversation)
    assert exchange.answer.parts == (Part("thinking", "想了"), Part("answer", "答"))
    assert after.store.generations.tokens(begun.generation).ids == (1, 2, 3, 4, 5)
    assert (mended.thinking_tokens, mended.answer_tokens) == (2, 3)  # told apart to within one chunk
    assert mended.timings == {"first_token_s": 0.5, "first_answer_token_s": 1.5, "thinking_s": 1.0, "answer_s": 1.0}


def test_a_run_cut_off_before_its_first_token_is_mended_too(hand, reopened):
    begun = hand.begin("q")
    after = reopened()
    assert after.store.mended == (begun.generation,)
    (exchange,) = after.store.conversations.branch(begun.conversation)
    assert (exchange.answer.parts, exchange.generation.ending) == ((), "interrupted")
    assert exchange.generation.ended == exchange.generation.started


def test_a_cut_off_continuation_keeps_what_it_continued(hand, reopened):
    first = hand.begin("q")
    hand.done(hand.store.generations.prepared(first.generation, "…<think>", 1, 0, True, "think", 1))
    hand.say(first, "half a ")
    hand.finish(first, "", "half a ")
    more = hand.go_on(first, 1)
    hand.say(more, "thought")
    after = reopened()
    assert after.store.mended == (more.generation,)
    (exchange,) = after.store.conversations.branch(first.conversation)
    assert exchange.answer.parts == (Part("thinking", "half a thought"),)
    assert exchange.generation.raw == "half a thought"
    assert after.store.generations.tokens(more.generation).lengths == (7, 7)
    assert (exchange.generation.thinking_tokens, exchange.generation.prefix_tokens) == (1, 1)


def test_a_continuation_that_died_before_its_first_token_keeps_what_it_began_with(hand, reopened):
    first = hand.begin("q")
    hand.done(hand.store.generations.prepared(first.generation, "…<think>", 1, 0, True, "think", 1))
    hand.say(first, "half ", "a ", "thought")
    hand.finish(first, "", "half a thought")
    before = hand.store.generations.tokens(first.generation)
    more = hand.go_on(first, 2, origin_kind="edit", origin_insert="打字")
    after = reopened()
    (exchange,) = after.store.conversations.branch(first.conversation)
    kept = exchange.generation
    assert exchange.answer.parts == (Part("thinking", "half a "),)
    assert (kept.raw, kept.prefix_chars, kept.prefix_tokens) == ("half a ", 7, 2)
    assert (kept.origin, kept.origin_kind, kept.origin_tokens) == (first.generation, "edit", 2)
    assert kept.origin_insert == "打字"
    tokens = after.store.generations.tokens(more.generation)
    assert (tokens.ids, tokens.at) == (before.ids[:2], (0.0, 0.0))
    assert (tokens.entropy, tokens.top_ids) == (before.entropy[:2], before.top_ids[:10])


def test_all_figures_of_a_cut_off_run_are_kept_and_what_happened_to_it(hand, reopened):
    begun = hand.begin("q")
    pieces = [full_tokens(4), full_tokens(3, 4), full_tokens(2, 7)]
    seen = [Happening("loop", 3, "等等"), Happening("gauge", 6, entropy=0.25)]
    for piece, happened in zip(pieces, ([seen[0]], [seen[1]], []), strict=True):
        hand.append(begun, "x" * sum(piece.lengths), piece, *happened)
    after = reopened()
    assert after.store.generations.tokens(begun.generation) == concat(pieces)
    kept = after.store.generations.get(begun.generation).happenings
    assert kept == tuple(replace(each, generation=begun.generation) for each in seen)


def test_a_group_cut_off_is_mended_one_by_one(hand, reopened):
    group = hand.group("q", 3)
    hand.say(group[0], "a", "b")
    hand.say(group[2], "c")
    hand.finish(group[1], "done")
    after = reopened()
    assert after.store.mended == (group[0].generation, group[2].generation)
    raws = [after.store.generations.get(each.generation).raw for each in group]
    assert raws == ["ab", "", "c"]
    assert after.store.generations.group(group[0].group).generations == tuple(each.generation for each in group)


def test_a_thinking_opened_by_the_prompt_is_split_as_such(hand, reopened):
    begun = hand.begin("q")
    hand.done(hand.store.generations.prepared(begun.generation, "…<think>", 1, 0, True, "think", 1))
    hand.say(begun, "no tag ", "yet")
    after = reopened()
    (exchange,) = after.store.conversations.branch(begun.conversation)
    assert exchange.answer.parts == (Part("thinking", "no tag yet"),)
    assert (exchange.generation.thinking_tokens, exchange.generation.answer_tokens) == (2, 0)
    assert exchange.generation.timings["first_answer_token_s"] is None


def test_every_cut_off_run_is_mended_once(hand, reopened, hand_to, opened):
    finished = hand.exchange("done", "whole")
    runs = [hand.begin("a"), hand.begin("b"), hand.begin("c")]
    hand.done(hand.store.conversations.delete(runs[1].conversation))
    after = reopened()
    assert after.store.mended == tuple(each.generation for each in runs)
    assert after.store.generations.get(finished.generation).ending == "stop"
    after.store.close()
    assert opened().mended == ()


def test_a_text_that_cannot_be_split_does_not_keep_the_program_from_starting(hand, reopened, caplog):
    def fails(raw, family, opened):
        raise RuntimeError("a bug in the splitter")

    begun = hand.begin("q")
    hand.say(begun, "<think>text</think>")
    with caplog.at_level(logging.ERROR):
        after = reopened(split=fails)
    (exchange,) = after.store.conversations.branch(begun.conversation)
    assert exchange.answer.parts == (Part("answer", "<think>text</think>"),)
    assert "could not be split" in caplog.text


def test_a_mended_answer_can_be_regenerated_and_continued(hand, reopened):
    begun = hand.begin("q")
    hand.say(begun, "hal")
    after = reopened()
    more = after.go_on(begun, 1)
    after.say(more, "f")
    after.finish(more, "half")
    assert after.store.generations.get(more.generation).raw == "half"
    (exchange,) = after.store.conversations.branch(begun.conversation)
    assert exchange.answers == (begun.answer, more.answer)


@pytest.mark.logs_warnings
def test_a_damaged_piece_of_a_stream_keeps_nobody_from_starting(opened, hand, database):
    begun = hand.begin("q")
    hand.say(begun, "what was ", "said")
    hand.store.close()
    conn = sqlite3.connect(database)
    conn.execute("UPDATE chunks SET happenings = '', tokens = x'00' WHERE seq = 0")
    conn.commit()
    conn.close()
    with opened() as store:
        assert store.generations.get(begun.generation).raw == "what was said"
        assert store.generations.get(begun.generation).ending == "interrupted"
