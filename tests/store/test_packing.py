"""Long texts of generations are kept compressed and read as they were."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import packing

LONG = "想一想，立春。" * 2000


@given(st.text(min_size=packing.LEAST, max_size=3000))
def test_a_packed_text_comes_back_as_it_was(text):
    assert packing.unpack(packing.pack(text)) == text


def test_what_is_no_packed_text_is_told():
    with pytest.raises(ValueError, match="not a packed text"):
        packing.unpack(b"no")


def test_a_long_run_and_its_prompt_are_read_as_they_were_and_take_little(hand, database):
    begun = hand.begin("q")
    hand.done(hand.store.generations.prepared(begun.generation, LONG, 9, 0, True, "think", 1))
    hand.say(begun, LONG, LONG)
    assert hand.store.generations.get(begun.generation).raw == LONG * 2
    hand.finish(begun, "a")
    kept = hand.store.generations.get(begun.generation)
    assert (kept.raw, kept.prompt) == (LONG * 2, LONG)
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert (exchange.generation.raw, exchange.generation.prompt) == (LONG * 2, "")
    hand.store.close()
    conn = sqlite3.connect(database)
    raw, prompt = conn.execute("SELECT raw, prompt FROM generations").fetchone()
    assert (raw, prompt) == ("", "")
    assert sum(conn.execute("SELECT length(raw), length(prompt) FROM packed").fetchone()) < len(LONG) / 10
    conn.close()


def test_short_texts_stay_as_they_are(hand, database):
    hand.exchange("q", "short")
    hand.store.close()
    conn = sqlite3.connect(database)
    assert conn.execute("SELECT raw FROM generations").fetchone() == ("short",)
    assert conn.execute("SELECT count(*) FROM packed").fetchone() == (0,)
    conn.close()


def test_texts_of_an_earlier_version_are_packed_a_few_at_a_time(hand, database):
    begun = [hand.exchange(f"q{n}", "x") for n in range(3)]
    hand.store.close()
    conn = sqlite3.connect(database, isolation_level=None)
    conn.execute("UPDATE generations SET raw = ?, prompt = ?", (LONG, LONG))
    assert [packing.pack_older(conn, most=2) for _ in range(3)] == [2, 1, 0]
    assert conn.execute("SELECT sum(length(raw) + length(prompt)) FROM generations").fetchone() == (0,)
    conn.close()
    assert len(begun) == 3
