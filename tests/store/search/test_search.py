"""Searching a real store: the same hits as looking through everything, narrowed, ranked and in their context."""

import random
import re
import sqlite3
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.annotations import Marking
from app.store.changes import Changes, Written
from app.store.records import Judged, NewExchange, Outcome, Part
from app.store.search import index
from app.store.search.fold import fold
from app.store.search.index import index_path
from app.store.search.query import parse
from app.store.search.records import Filter

KINDS = {"text": "question", "thinking": "thinking", "answer": "answer"}


def ask(hand, question, thinking, answer, **fields):
    begun = hand.begin(question, **fields)
    hand.finish(begun, answer, thinking)
    return begun


def every(hand, words, **filter):
    assert hand.store.search.settled(20)
    return sorted(hand.store.search.every(words, Filter(**filter)))


def hits(hand, words, **filter):
    assert hand.store.search.settled(20)
    return hand.store.search.search(words, Filter(**filter)).hits


def looked_through(hand, words):
    """What is found by reading every text there is."""
    query = parse(words)
    found = []
    with hand.store._readers.reading() as conn:
        for message, kind, text in conn.execute("SELECT message, kind, text FROM parts").fetchall():
            if query.matches(fold(text)):
                found.append((KINDS[kind], message))
        for id, title in conn.execute("SELECT id, title FROM conversations").fetchall():
            if query.matches(fold(title)):
                found.append(("title", id))
    return sorted(found)


@pytest.fixture
def poems(hand):
    spring = ask(
        hand, "以立春为题写一首诗", "立春是二十四节气之首。春天来了", "春风 Spring wind 又绿江南岸", model="R1"
    )
    water = ask(hand, "What is water?", "Thinking about H2O, not about spring", "Water is H2O.", model="tiny")
    return spring, water


@pytest.mark.parametrize(
    "words",
    [
        *("立春", "春", "立", "节气", "二十四", "二十四节气", "春风 江南", "岸", "春 -立春"),
        *("spr", "spring", "Spring wind", '"spring wind"', "h2o", "water -spring"),
    ],
)
def test_the_same_is_found_as_by_looking_through_everything(hand, poems, words):
    assert every(hand, words) == looked_through(hand, words)
    assert every(hand, words)


VOCABULARY = ["立春", "立", "春天", "天下", "下", "spring", "sprint", "a", "an", "9.9", "，", "\n", "-x", "É"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_query_finds_what_looking_through_everything_finds(hand, data):
    some = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12)
    ask(hand, *(data.draw(st.sampled_from(["", " "])).join(data.draw(some)) or "x" for _ in range(3)))
    words = data.draw(st.sampled_from(["", " "])).join(data.draw(st.lists(st.sampled_from(VOCABULARY), max_size=3)))
    quoted = data.draw(st.sampled_from([words, f'"{words}"', words + " -立春"]))
    expected = [] if parse(quoted).empty else looked_through(hand, quoted)
    assert every(hand, quoted) == expected


def test_a_plain_substring_of_chinese_is_enough(hand):
    chance = random.Random(3)
    texts = ["".join(chance.choices("春夏秋冬风花雪月，", k=60)) for _ in range(40)]
    asked = [ask(hand, "?", "", text) for text in texts]
    for length in (1, 2, 3, 4):
        for _ in range(6):
            word = re.sub("，", "", chance.choice(texts))[:length]
            wanted = [("answer", begun.answer) for begun, text in zip(asked, texts, strict=True) if word in text]
            assert sorted(each for each in every(hand, word) if each[0] == "answer") == sorted(wanted)


def test_thinking_and_answer_are_told_apart(hand, poems):
    spring, water = poems
    assert every(hand, "spring", where="thinking") == [("thinking", water.answer)]
    assert every(hand, "spring", where="answer") == [("answer", spring.answer)]
    assert every(hand, "h2o", where="thinking_only") == []
    assert every(hand, "spring", where="thinking_only") == [("thinking", water.answer)]
    assert every(hand, "二十四节气", where="thinking_only") == [("thinking", spring.answer)]
    assert every(hand, "立春", where="question") == [("question", spring.question)]


def test_a_search_is_narrowed_by_everything_one_knows_of_a_conversation(hand, poems):
    spring, water = poems
    order = hand.store.order
    folder, tag = hand.done(order.make_folder("f")), hand.done(order.make_tag("t"))
    hand.done(order.put([spring.conversation], folder))
    hand.done(order.tag([water.conversation], tag))
    made = ask(hand, "spring by template", "", "spring", template="poem")
    conversations = dict(enumerate((spring, water, made)))

    def found(**filter):
        hit = {each.conversation for each in hits(hand, "spring", **filter)}
        return {id for id, each in conversations.items() if each.conversation in hit}

    assert found() == {0, 1, 2}
    assert found(folder=folder) == {0}
    assert found(tag=tag) == {1}
    assert found(model="R1") == {0}
    assert found(template="poem") == {2}
    assert found(conversation=water.conversation) == {1}
    assert found(until=0.0) == set()
    assert found(since=0.0) == {0, 1, 2}
    assert found(longest=10) == {2}
    assert found(shortest=19, where="thinking") == {1}


def test_a_branch_that_was_thrown_away_is_not_found(hand, poems):
    spring, _ = poems
    later = hand.exchange("后来", "江南好", conversation=spring.conversation, parent=spring.answer)
    assert len(every(hand, "江南")) == 2

    def cut(conn):
        conn.execute("INSERT INTO cut_branches (message, cut) VALUES (?, 1.0)", (later.question,))
        return Written(None, Changes())

    hand.done(hand.store.submit(cut))
    assert every(hand, "江南") == [("answer", spring.answer)]


def test_the_trash_is_not_searched_and_the_archive_only_where_wanted(hand, poems):
    spring, water = poems
    hand.done(hand.store.order.archive([water.conversation]))
    assert {each.conversation for each in hits(hand, "spring")} == {spring.conversation, water.conversation}
    assert {each.conversation for each in hits(hand, "spring", archived=False)} == {spring.conversation}
    hand.done(hand.store.order.delete([spring.conversation]))
    assert hits(hand, "spring", archived=False) == ()
    hand.done(hand.store.order.restore([spring.conversation]))
    assert [hit.kind for hit in hits(hand, "立春")] == ["question", "thinking"]  # the title says what the question says


def test_a_hit_says_where_it_is_and_shows_it(hand):
    thinking = "想。" * 300 + "这里说到白云山的早晨，很美。" + "想。" * 300
    begun = ask(hand, "山？", thinking, "不知道", model="R1")
    (hit,) = hits(hand, "白云山")
    assert (hit.kind, hit.conversation, hit.message, hit.model) == ("thinking", begun.conversation, begun.answer, "R1")
    assert thinking[hit.offset : hit.offset + hit.length] == "白云山"
    ((start, end),) = hit.snippet.spans
    assert hit.snippet.text[start:end] == "白云山"
    assert "的早晨" in hit.snippet.text
    assert hit.snippet.text.startswith("…")
    assert hit.snippet.text.endswith("…")
    assert (hit.title, hit.count) == ("山？", 1)


def test_what_speaks_of_it_most_comes_first_also_when_it_is_old(hand):
    best = ask(hand, "x", "", "白云山，白云山，白云山，白云山。")
    for _ in range(5):
        ask(hand, "y", "", "别的。" * 400 + "白云山" + "别的。" * 400)
    assert hits(hand, "白云")[0].message == best.answer
    assert hits(hand, "白云山")[0].message == best.answer


def test_titles_and_templates_are_found_as_they_are_now(hand, poems):
    spring, _ = poems
    hand.done(hand.store.conversations.rename(spring.conversation, "节气随笔"))
    assert [hit.kind for hit in hits(hand, "随笔")] == ["title"]
    assert hits(hand, "为题", where="title") == ()
    from app import prompts

    hand.done(hand.store.templates.sync_shipped(prompts.shipped()))
    found = hits(hand, "poem", where="template")
    assert found
    assert all(hit.kind == "template" and hit.title for hit in found)


def test_counting_says_how_many_there_are(hand, poems):
    assert hand.store.search.settled(20)
    search = hand.store.search
    assert search.count("spring").number == len(every(hand, "spring"))
    assert search.count("二十四节气").number == 1
    assert (search.count("春", most=1).number, search.count("春", most=1).capped) == (1, True)


def test_what_streams_is_found_when_it_has_ended(hand):
    begun = hand.begin("q")
    hand.say(begun, "白云山")
    assert every(hand, "白云山") == []
    hand.finish(begun, "白云山")
    assert every(hand, "白云山") == [("answer", begun.answer)]


def test_no_word_of_what_was_deleted_for_good_stays_in_the_index(hand, poems, database):
    spring, _ = poems
    assert every(hand, "江南")
    hand.done(hand.store.conversations.purge(spring.conversation))
    assert every(hand, "江南") == []
    hand.store.close()
    conn = sqlite3.connect(index_path(database))
    kept = {term for (term,) in conn.execute("SELECT DISTINCT term FROM vocabulary")}
    conn.close()
    assert "h2o" in kept
    assert not {"江南", "立春", "wind"} & kept


@pytest.mark.parametrize("harm", ["away", "empty", "noise", "older"])
def test_an_index_that_is_gone_or_broken_is_made_anew(opened, hand, hand_to, poems, database, harm):
    assert every(hand, "立春")
    hand.store.close()
    path = index_path(database)
    if harm == "away":
        path.unlink()
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "noise":
        path.write_bytes(random.Random(1).randbytes(40_000))
    else:
        conn = sqlite3.connect(path)
        conn.execute("UPDATE meta SET layout = 0")
        conn.commit()
        conn.close()
    again = hand_to(opened())
    assert every(again, "立春") == looked_through(again, "立春")


def test_what_was_written_while_no_index_was_kept_is_caught_up(opened, hand, hand_to, poems):
    hand.store.close()
    again = hand_to(opened())
    added = ask(again, "new", "", "补上")
    again.done(again.store.conversations.purge(poems[0].conversation))
    assert every(again, "补上") == [("answer", added.answer)]
    assert every(again, "江南") == []


def test_merged_conversations_are_found_where_they_are_now(hand, poems):
    spring, water = poems
    assert every(hand, "h2o")
    hand.done(hand.store.copies.merge(spring.conversation, [water.conversation]))
    assert {hit.conversation for hit in hits(hand, "h2o")} == {spring.conversation}


def test_parts_of_one_kind_are_one_text(hand):
    begun = hand.begin("q")
    parts = (Part("thinking", "立"), Part("answer", "甲"), Part("thinking", "春"), Part("answer", "乙"))
    hand.done(hand.store.generations.finish(begun.generation, Outcome("stop", parts)))
    assert every(hand, "立春") == [("thinking", begun.answer)]


def put(hand, begun, first, last, **marking):
    return hand.done(hand.store.annotations.put(begun.generation, first, last, Marking(**marking)))


def test_what_a_reader_noted_is_found_and_says_what_it_is_on(hand, poems):
    spring, water = poems
    label = hand.done(hand.store.annotations.save_label("转折"))
    noted = put(hand, spring, 0, 11, note="此处释题", label=label.id)
    put(hand, water, 0, 8, rating=4)
    (hit,) = hits(hand, "释题")
    assert (hit.kind, hit.conversation, hit.message) == ("note", spring.conversation, spring.answer)
    assert (hit.ref, hit.stretch, hit.title) == (noted.id, (0, 11), "以立春为题写一首诗")
    assert every(hand, "转折", where="note") == [("note", noted.id)]
    hand.done(hand.store.annotations.save_label("起承", id=label.id))
    assert (every(hand, "转折"), every(hand, "起承")) == ([], [("note", noted.id)])
    hand.done(hand.store.copies.merge(water.conversation, [spring.conversation]))
    assert [hit.conversation for hit in hits(hand, "释题")] == [water.conversation]
    put(hand, spring, 0, 11)
    assert every(hand, "释题") == []


def test_a_note_on_a_branch_that_was_thrown_away_is_not_found(hand, poems):
    spring, _ = poems
    later = hand.exchange("后来", "江南好", conversation=spring.conversation, parent=spring.answer)
    put(hand, later, 0, 1, note="批注")
    assert every(hand, "批注")
    hand.done(hand.store.branches.cut(later.question))
    assert every(hand, "批注") == []


def test_a_search_is_narrowed_by_what_a_reader_gave(hand, poems):
    spring, water = poems
    put(hand, spring, 0, 2, rating=4)
    put(hand, water, 0, 2, rating=2)
    assert {each.message for each in hits(hand, "spring", rating=1)} == {spring.answer, water.answer}
    assert {each.message for each in hits(hand, "spring", rating=3)} == {spring.answer}
    assert hits(hand, "spring", rating=5) == ()


def test_a_search_is_narrowed_by_what_a_checker_found(hand, poems):
    asked = NewExchange(None, None, "spring", "m", "/w", "f", "none", {})
    good, bad = hand.done(hand.store.generations.begin_group([asked, asked]))
    for begun in (good, bad):
        hand.finish(begun, "spring")
    judged = [Judged(good.generation, 1.0, True, None, {}, ()), Judged(bad.generation, 0.0, False, None, {}, ())]
    hand.done(hand.store.groups.judge(good.group, "{}", judged))
    assert {each.message for each in hits(hand, "spring", passed=True)} == {good.answer}
    assert {each.message for each in hits(hand, "spring", passed=False)} == {bad.answer}


def test_looking_into_texts_ends_with_the_time_that_is_given_and_says_so(hand):
    for number in range(30):
        ask(hand, "x", "", f"spring {number} wind" if number else "the spring wind")
    assert hits(hand, '"spring wind"')
    search = hand.store.search
    hurried = search.search('"spring wind"', within=0.0)
    assert (hurried.hits, hurried.unfinished) == ((), True)  # the newest was seen, and it is none
    assert [hit.kind for hit in search.search('"spring wind"', within=20.0).hits] == ["answer"]
    assert not search.search("spring", within=0.0).unfinished  # the index knows


def test_closing_does_not_wait_for_the_vocabulary_to_be_walked(opened, hand, hand_to, poems, database, monkeypatch):
    assert every(hand, "江南")
    walking = threading.Event()

    def endless(conn):
        walking.set()
        conn.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")

    with monkeypatch.context() as patched:
        patched.setattr(index, "sweep", endless)
        hand.done(hand.store.conversations.purge(poems[0].conversation))
        assert walking.wait(20)
        hand.store.close()  # the test's own limit of time would end this
    again = hand_to(opened())
    assert every(again, "江南") == []
    assert every(again, "h2o")
    again.store.close()
    conn = sqlite3.connect(index_path(database))
    kept = {term for (term,) in conn.execute("SELECT DISTINCT term FROM vocabulary")}
    conn.close()
    assert not {"江南", "立春"} & kept
