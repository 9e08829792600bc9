"""What is removed gives its space back to the disk."""

import sqlite3
import time


def grown(hand, messages=8):
    return [hand.exchange(f"question {n}", "长" * 600_000).conversation for n in range(messages)]


def test_purging_shortens_the_file_while_the_store_goes_on(hand, database):
    kept, *gone = grown(hand)
    hand.store.settings.set("x", 1).result(20)
    hand.done(hand.store.conversations.purge_all(gone))
    deadline = time.monotonic() + 20
    while pages(hand.store) > 3500 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert pages(hand.store) < 3500
    hand.store.close()
    conn = sqlite3.connect(database)
    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert conn.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    conn.close()
    assert kept


def pages(store):
    with store._readers.reading() as conn:
        return conn.execute("PRAGMA page_count").fetchone()[0]


def test_closing_while_space_is_given_back_harms_nothing(opened, hand, database):
    gone = grown(hand)
    hand.done(hand.store.conversations.purge_all(gone))
    hand.store.close()
    with opened() as store:
        assert store.conversations.list() == []
