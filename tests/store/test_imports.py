"""Bringing in foreign conversations: whole or not at all, known again, never in the way of an answer."""

import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedMessage, ImportedPart, LeftOut
from app.store import imports
from app.store.imports import ImportReport


def question(key: str, parent: str | None, text: str, **facts) -> ImportedMessage:
    return ImportedMessage(key, parent, "user", (ImportedPart("text", text),), **facts)


def answer(key: str, parent: str | None, text: str, thinking: str = "", **facts) -> ImportedMessage:
    thought = (ImportedPart("thinking", thinking),) if thinking else ()
    return ImportedMessage(key, parent, "assistant", (*thought, ImportedPart("answer", text)), **facts)


def talk(*messages: ImportedMessage, id: str = "c1", **facts) -> ImportedConversation:
    whole = messages or (question("1", None, "立春是什么？"), answer("2", "1", "节气。", "让我想想"))
    return ImportedConversation(
        **({"source": "deepseek", "foreign_id": id, "title": "立春", "messages": whole} | facts)
    )


def take(store, *items, stopped=lambda: False) -> ImportReport:
    *_, report = store.imports.take(items, stopped)
    return report


def counts(store) -> tuple[int, ...]:
    with sqlite3.connect(store.path) as conn:
        tables = ("conversations", "messages", "parts", "generations", "imports")
        return tuple(conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables)


def test_an_imported_conversation_reads_as_if_it_had_been_held_here(store):
    told = ImportedGeneration(model="deepseek-reasoner", timings={"thinking_s": 2.5})
    messages = question("1", None, "q", created=100.0), answer("2", "1", "a", "t", created=101.0, generation=told)
    report = take(store, talk(*messages, created=99.0, updated=102.0))
    (id,) = report.taken
    kept = store.conversations.get(id)
    assert (kept.title, kept.created, kept.updated) == ("立春", 99.0, 102.0)
    (exchange,) = store.conversations.branch(id)
    assert exchange.question.text("text") == "q"
    assert (exchange.answer.text("thinking"), exchange.answer.text("answer")) == ("t", "a")
    generation = exchange.generation
    assert (generation.model, generation.ending, generation.timings) == (
        "deepseek-reasoner",
        "stop",
        {"thinking_s": 2.5},
    )
    assert (generation.family, generation.raw) == ("think", "<think>\nt\n</think>\n\na")


def test_every_branch_comes_along_and_the_shown_one_is_the_one_that_was_shown(store):
    tree = question("1", None, "q"), answer("2", "1", "first"), answer("3", "1", "second"), question("4", "2", "more")
    (id,) = take(store, talk(*tree, head="4")).taken
    branch = store.conversations.branch(id)
    assert [each.question.text("text") for each in branch] == ["q", "more"]
    assert branch[0].answer.text("answer") == "first"
    assert len(branch[0].answers) == 2


def test_without_a_head_the_newest_leaf_is_shown(store):
    tree = question("1", None, "q"), answer("2", "1", "late", created=200.0), answer("3", "1", "early", created=100.0)
    (id,) = take(store, talk(*tree)).taken
    assert store.conversations.branch(id)[0].answer.text("answer") == "late"


def test_a_second_import_takes_nothing_and_says_that_all_was_there(store):
    items = talk(), talk(question("1", None, "other"), id="c2"), talk(question("1", None, "no id"), id="")
    assert len(take(store, *items).taken) == 3
    before = counts(store)
    report = take(store, *items)
    assert (report.taken, report.grown, report.there, report.messages) == ((), (), 3, 0)
    assert counts(store) == before


def test_the_same_words_under_another_name_are_known_too(store):
    take(store, talk())
    assert take(store, talk(id="copy", source="openwebui", title="另一个")).there == 1


def test_one_that_has_grown_over_there_gets_only_what_is_new(store):
    first = question("1", None, "q"), answer("2", "1", "a")
    (id,) = take(store, talk(*first)).taken
    more = *first, question("3", "2", "more"), answer("4", "3", "b"), answer("5", "1", "otherwise")
    report = take(store, talk(*more, head="4"))
    assert (report.taken, report.grown, report.messages) == ((), (id,), 3)
    branch = store.conversations.branch(id)
    assert [each.question.text("text") for each in branch] == ["q", "more"]
    assert len(branch[0].answers) == 2
    assert take(store, talk(*more)).there == 1
    assert take(store, talk(*first)).there == 1


def test_what_was_said_here_after_an_import_stays_when_the_other_side_has_grown(store, hand):
    first = question("1", None, "q"), answer("2", "1", "a")
    (id,) = take(store, talk(*first)).taken
    head = store.conversations.get(id).head
    mine = hand.exchange("mine", "here", conversation=id, parent=head)
    take(store, talk(*first, question("3", "2", "theirs"), head="3"))
    branch = store.conversations.branch(id)
    assert [each.question.text("text") for each in branch] == ["q", "mine"]
    assert len(branch[1].questions) == 2
    assert store.conversations.get(id).head == mine.answer


def test_one_that_was_thrown_away_is_told_and_not_brought_back(store, hand):
    (id,) = take(store, talk()).taken
    hand.done(store.conversations.delete(id))
    report = take(store, talk())
    assert (report.taken, report.there, report.in_trash) == ((), 0, 1)
    hand.done(store.conversations.purge(id))
    assert len(take(store, talk()).taken) == 1


def test_one_that_was_held_here_is_known_in_a_file_of_our_own(store, hand):
    begun = hand.exchange("q", "a")
    kept = store.conversations.get(begun.conversation)
    own = talk(question("1", None, "q"), answer("2", "1", "a"), source="sibian", created=kept.created)
    assert take(store, own).there == 1
    stranger = replace(own, messages=(question("1", None, "other"),))
    assert len(take(store, stranger).taken) == 1


@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_cancelled_import_leaves_nothing(store, after):
    asked = iter(range(1000))
    report = take(store, *(talk(question("1", None, str(n)), id=str(n)) for n in range(5)),
                  stopped=lambda: next(asked) >= after)  # fmt: skip
    assert report == ImportReport(cancelled=True)
    assert counts(store) == (0, 0, 0, 0, 0)
    assert (
        sorted(each.name for each in store.path.parent.iterdir() if "import" in each.name or "tmp" in each.name) == []
    )


def test_a_reader_that_breaks_off_leaves_nothing(store):
    def broken():
        yield talk()
        raise UserError("wrong_use", what="torn")

    with pytest.raises(UserError):
        list(store.imports.take(broken(), lambda: False))
    assert counts(store) == (0, 0, 0, 0, 0)


def test_what_was_left_out_is_counted_and_named(store):
    odd = talk(question("1", None, "q"), left_out=(LeftOut("picture", "立春", 2),))
    report = take(store, odd, LeftOut("malformed", "no. 2"), talk(question("1", None, ""), id="e", title="nothing"))
    assert report.reasons == (("picture", 2), ("malformed", 1), ("empty", 1))
    assert LeftOut("empty", "nothing") in report.left_out


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (question("2", "nowhere", "orphan"), "no_parent"),
        (question("2", "2", "own parent"), "no_parent"),
        (question("1", None, "twice"), "malformed"),
        (answer("2", "1", "a", generation=ImportedGeneration(tokens=b"junk")), "figures"),
    ],
)
def test_a_tree_that_makes_no_sense_is_mended_and_told(store, message, reason):
    report = take(store, talk(question("1", None, "q"), message))
    assert len(report.taken) == 1
    assert report.reasons == ((reason, 1),)


def test_hostile_values_become_harmless(store):
    told = ImportedGeneration(
        ending="rm -rf", timings={"x": float("nan")}, answer_tokens=10**30, seed=10**40, origin="1"
    )
    messages = question("1", None, "half \ud83d", created=1e300), answer("2", "1", "a", created=-5, generation=told)
    (id,) = take(store, talk(*messages, title="t" * 10_000, thoughts="?", created=float("nan"))).taken
    (exchange,) = store.conversations.branch(id)
    assert exchange.question.text("text") == "half \ufffd"
    assert len(store.conversations.get(id).title) <= 60
    assert exchange.generation.ending == "stop"
    assert exchange.generation.timings == {"x": None}


def test_a_bomb_of_tokens_is_not_unpacked(store):
    from app.store import blob
    from app.store.tokens import Tokens

    packed = blob.pack(Tokens(ids=(0,) * 10, at=(0.0,) * 10))
    blob.check(packed, 1000)
    with pytest.raises(ValueError, match="room"):
        blob.check(packed, 10)


def test_a_large_import_waits_until_no_answer_is_being_written(store, hand, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 10)
    begun = hand.begin("running")
    seen, report = threading.Event(), []

    def importing():
        for each in store.imports.take([talk()], lambda: False):
            if isinstance(each, ImportReport):
                report.append(each)
            elif each.phase == "waiting":
                seen.set()

    thread = threading.Thread(target=importing)
    thread.start()
    assert seen.wait(5)
    assert counts(store)[0] == 1
    hand.finish(begun)
    thread.join(5)
    assert len(report[0].taken) == 1


def test_a_running_answer_is_on_the_disk_in_time_beside_an_import(store, hand, monkeypatch):
    """Each chunk of a stream is acknowledged within 250 ms while a large import is read, and waits for it."""
    monkeypatch.setattr(imports, "IN_MEMORY", 1)
    begun = hand.begin("running")
    many = (
        talk(question("1", None, str(n) + "长" * 2000), answer("2", "1", "答" * 4000), id=str(n)) for n in range(1500)
    )
    phases, waited = [], []
    ended = threading.Event()

    def importing():
        for each in store.imports.take(many, lambda: False):
            phases.append("done" if isinstance(each, ImportReport) else each.phase)
        ended.set()

    thread = threading.Thread(target=importing)
    thread.start()
    while "waiting" not in phases:
        since = time.monotonic()
        hand.append(begun, "字")
        waited.append(time.monotonic() - since)
        time.sleep(0.02)
    assert "writing" not in phases
    hand.finish(begun, "字" * len(waited))
    thread.join(60)
    assert ended.is_set()
    assert sorted(waited)[len(waited) * 9 // 10] < 0.25
    assert counts(store)[0] == 1501


def test_what_changed_is_told(store):
    told = []
    *_, report = store.imports.take([talk()], lambda: False, told.append)
    assert told[0].conversations == frozenset(report.taken)


def test_nothing_is_laid_by_outside_the_folder_of_the_database(store, monkeypatch):
    monkeypatch.setattr(imports, "IN_MEMORY", 1)
    real, folders = imports.tempfile.SpooledTemporaryFile, []

    def noted(**options):
        folders.append(Path(options["dir"]))
        return real(**options)

    monkeypatch.setattr(imports.tempfile, "SpooledTemporaryFile", noted)
    assert len(take(store, talk(), talk(question("1", None, "b"), id="2")).taken) == 2
    assert folders == [store.path.parent]
    assert not [each for each in store.path.parent.iterdir() if each.name.startswith("tmp")]
