"""The writing thread, and reading beside it."""

import sqlite3
import threading
import time

import pytest

from app.errors import StoreError, WrongUse
from app.store.records import Chunk


def test_a_slow_disk_is_not_felt(hand, database):
    """Another program's write lock stands in for a disk that hangs."""
    begun = hand.begin("q")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    writes = [hand.store.generations.append(begun.generation, Chunk(text)) for text in "hang"]
    assert hand.store.generations.get(begun.generation).raw == ""  # reading goes on
    assert time.monotonic() - start < 0.5
    assert not any(write.done() for write in writes)
    other.execute("ROLLBACK")
    other.close()
    for write in writes:
        hand.done(write)
    assert hand.store.generations.get(begun.generation).raw == "hang"


def test_reading_goes_on_while_the_stream_is_written(hand):
    begun = hand.begin("q")
    seen: list[str] = []
    faults: list[Exception] = []
    stop = threading.Event()

    def watch():
        try:
            while not stop.is_set():
                (exchange,) = hand.store.conversations.branch(begun.conversation)
                seen.append(exchange.generation.raw)
        except Exception as error:
            faults.append(error)

    watchers = [threading.Thread(target=watch) for _ in range(3)]
    for each in watchers:
        each.start()
    hand.say(begun, *(f"{number} " for number in range(200)))
    stop.set()
    for each in watchers:
        each.join()
    whole = hand.store.generations.get(begun.generation).raw
    assert faults == []
    assert all(whole.startswith(each) for each in seen)
    assert len(set(seen)) > 2


def test_writes_happen_in_the_order_they_were_asked_for(hand):
    begun = hand.begin("q")
    texts = [f"{number}," for number in range(300)]
    for text in texts[:-1]:
        hand.store.generations.append(begun.generation, Chunk(text))
    hand.done(hand.store.generations.append(begun.generation, Chunk(texts[-1])))
    assert hand.store.generations.get(begun.generation).raw == "".join(texts)


def test_a_failed_write_leaves_nothing_and_the_next_one_works(hand):
    with pytest.raises(WrongUse):
        hand.begin("lost", conversation=404)
    begun = hand.begin("kept")
    assert [each.id for each in hand.store.conversations.list()] == [begun.conversation]


def test_closing_finishes_what_is_queued_and_carries_the_log_over(hand, opened, database):
    begun = hand.begin("q")
    writes = [hand.store.generations.append(begun.generation, Chunk("x")) for _ in range(100)]
    hand.store.close()
    assert all(write.done() and write.exception() is None for write in writes)
    assert not database.with_name("sibian.db-wal").exists()
    assert opened().generations.get(begun.generation).raw == "x" * 100


def test_closing_twice_is_harmless_and_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.conversations.list()
    with pytest.raises(StoreError):
        store.settings.set("late", 1).result()


def test_a_future_may_read_and_write_when_it_is_done(hand):
    """Callbacks run on the writing thread, also the last ones while the store closes."""
    found: list[object] = []

    def look(write):
        found.append(hand.store.settings.get("key"))
        hand.store.settings.set("late", 1)

    hand.store.settings.set("key", 5).add_done_callback(look)
    hand.store.close()
    assert found == [5]


def test_text_that_is_no_text_any_more_is_a_damaged_database(hand, database):
    begun = hand.begin("a question")
    with sqlite3.connect(database) as other:
        other.execute("UPDATE parts SET text = CAST(x'ff41' AS TEXT)")
    other.close()
    with pytest.raises(StoreError) as told:
        hand.store.conversations.branch(begun.conversation)
    assert told.value.kind == "store_broken"
    assert str(database) in told.value.sentence
