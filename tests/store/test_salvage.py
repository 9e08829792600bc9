"""Salvage: values that were damaged where no tree shows it are left out and told, and what was said stays."""

import sqlite3

import pytest

from app.store.keeping import restore
from app.store.keeping.salvage.sift import sift

NOW = 1_790_000_000.0


@pytest.fixture
def long(hand):
    return hand.exchange("question", "答" * 3000)


def damage(database, statement, *values):
    conn = sqlite3.connect(database)
    assert conn.execute(statement, values).rowcount == 1
    conn.commit()
    conn.close()


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE packed SET raw = CAST(substr(raw, 1, 9) || ? || substr(raw, 13) AS BLOB)", b"\0\1\2\3"),
        ("UPDATE packed SET raw = ?", b"\x28\xb5\x2f\xfd and no more"),
        ("UPDATE tokens SET blob = CAST(substr(blob, 1, 30) || ? || substr(blob, 35) AS BLOB)", b"\0\1\2\3"),
        ("UPDATE generations SET sampling = ?", '{"temperature": 0.'),
        ("UPDATE generations SET timings = ?", "[1]"),
        ("UPDATE generations SET happenings = ?", '[{"kinc": "loop"}]'),
        ("UPDATE generations SET ended = ?", 1e300),
        ("UPDATE conversations SET updated = ?", -1e18),
        ("UPDATE parts SET kind = ? WHERE kind = 'answer'", "a\ufffdswer"),
    ],
)
def test_a_damaged_value_is_left_out_and_what_was_said_stays(opened, hand, hand_to, long, database, statement, value):
    hand.store.close()
    damage(database, statement, value)
    done = restore.from_salvage(database)
    assert done.saved.left_out == 1
    again = hand_to(opened()).store
    (exchange,) = again.conversations.branch(long.conversation)
    assert exchange.answer.text("answer") == "答" * 3000
    assert again.generations.get(long.generation).model == "tiny"
    again.generations.tokens(long.generation)
    assert again.conversations.list()[0].updated > 0


def test_of_a_run_that_was_cut_off_the_text_survives_its_tokens(opened, hand, hand_to, database):
    begun = hand.begin("question")
    hand.say(begun, "春", "风")
    hand.store.close()
    damage(database, "UPDATE chunks SET tokens = ?, happenings = ? WHERE seq = 1", b"SBT1 and no more", "[")
    assert restore.from_salvage(database).saved.left_out == 2
    again = hand_to(opened()).store
    assert again.generations.get(begun.generation).raw == "春风"


def test_a_text_whose_kind_was_damaged_is_saved_when_no_tree_leads_to_it(opened, hand, hand_to, long, database):
    hand.store.close()
    damage(database, "UPDATE parts SET kind = 'anxwer' WHERE kind = 'answer'")
    content = database.read_bytes()
    broken = content.replace(b"CREATE TABLE conversations (", b"CREATE TABLE conversations ?")
    assert broken != content
    database.write_bytes(broken)
    restore.from_salvage(database)
    again = hand_to(opened()).store
    assert again.conversations.branch(long.conversation)[0].answer.text("answer") == "答" * 3000


def test_nothing_is_left_out_of_what_is_sound(hand, long, database):
    hand.store.close()
    assert restore.from_salvage(database).saved.left_out == 0


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("settings", {"key": "theme", "value": "{"}),
        ("template_versions", {"template": "{}"}),
        ("trace_figures", {"generation": 1, "rules": "1", "figures": "x"}),
    ],
)
def test_a_row_that_is_nothing_without_its_value_goes(table, row):
    kept, left = sift(table, row, NOW)
    assert kept is None
    assert len(left) == 1


def test_a_template_keeps_its_text_when_its_blanks_are_lost():
    row = {"body": "{{ x }}", "variables": '[{"nam": 1}]', "title": '{"en": "t"}', "checker": "no"}
    kept, left = sift("templates", row, NOW)
    assert kept == {"body": "{{ x }}", "variables": "[]", "title": '{"en": "t"}', "checker": "{}"}
    assert left == ("variables", "checker")
