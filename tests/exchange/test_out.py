"""What is taken out is what was there, and what comes in again is the same."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import WrongUse
from app.exchange import branches, writing
from app.exchange.choices import FORMS, THINKINGS, Choices
from app.exchange.opening import Reading
from app.exchange.values import (
    ImportedAnnotation,
    ImportedConversation,
    ImportedGeneration,
    ImportedMessage,
    ImportedPart,
)
from app.store import blob
from app.store.store import Store
from app.store.tokens import Tokens
from tests.store.conftest import simple_split


def question(key: str, parent: str | None, text: str) -> ImportedMessage:
    return ImportedMessage(key, parent, "user", (ImportedPart("text", text),) if text else (), 100.0 + int(key))


def answer(key: str, parent: str, thinking: str, text: str, **facts) -> ImportedMessage:
    parts = tuple(ImportedPart(kind, each) for kind, each in (("thinking", thinking), ("answer", text)) if each)
    run = ImportedGeneration(**({"model": "R1", "timings": {"thinking_s": 12.0}} | facts))
    return ImportedMessage(key, parent, "assistant", parts, 100.0 + int(key), None, run)


TREE = ImportedConversation(
    "sibian", "", "立春", created=100.0, updated=200.0, system="简短。", head="4", tags=("诗", "春"), folder="古诗",
    messages=(
        question("1", None, "写一首 <b>诗</b>"),
        answer("2", "1", "先想*韵脚*", "春到人间"),
        question("3", "2", "再来"),
        answer("4", "3", "再想想\n第二行", "草木知。\n\n```py\nprint(1)\n```"),
        answer("5", "1", "另一条路", "东风"),
    ),
)  # fmt: skip


def text(conversation: ImportedConversation, **choices) -> str:
    return "".join(writing.pieces([conversation], Choices(**choices)))


# ---- to read --------------------------------------------------------------------------------------------------------


def test_markdown_has_both_sides_as_they_were_said():
    said = text(TREE)
    for expected in (
        "# 立春",
        "写一首 <b>诗</b>",
        "> 先想*韵脚*",
        "春到人间",
        "> 再想想\n> 第二行",
        "print(1)",
        "R1",
        "简短。",
    ):
        assert expected in said
    assert "东风" not in said


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_thinking_can_be_left_out_or_folded(form):
    assert "韵脚" not in text(TREE, form=form, thinking="without")
    folded = text(TREE, form=form, thinking="folded")
    assert folded.count("<details") == 2
    assert "韵脚" in folded
    assert "<details" not in text(TREE, form=form)


def test_every_branch_comes_out_where_that_is_wanted():
    said = text(TREE, branches=True)
    assert "东风" in said
    assert "Branch 2 of 2" in said
    assert len(text(TREE, form="openai", branches=True).splitlines()) == 2


def test_a_thinking_cannot_unfold_itself():
    loud = replace(TREE, messages=(question("1", None, "q"), answer("2", "1", "</details></summary>x", "a")), head="2")
    assert text(loud, thinking="folded").count("</details>") == 1


def test_a_page_loads_nothing_and_runs_nothing():
    hostile = "<script>alert(1)</script> ![x](https://example.org/x.png) [y](javascript:alert(1)) <img src=x onerror=z>"
    messages = question("1", None, hostile), answer("2", "1", hostile, hostile, model=hostile)
    bad = replace(TREE, title=hostile, system=hostile, head="2", messages=messages)
    page = text(bad, form="html")
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z0-9]+)", page)}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "svg", "video", "audio", "base"}
    assert not re.search(r'(href|src)="(?!https?://|mailto:)', page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page


def test_a_page_has_both_panes_beside_each_other():
    page = text(TREE, form="html")
    assert page.index('class="thinking"') < page.index('class="answer"')
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")


# ---- to train on ----------------------------------------------------------------------------------------------------


def test_lines_in_the_shape_of_openai_and_sharegpt():
    (line,) = text(TREE, form="openai").splitlines()
    said = json.loads(line)["messages"]
    assert [each["role"] for each in said] == ["system", "user", "assistant", "user", "assistant"]
    assert said[2] == {"role": "assistant", "content": "春到人间", "reasoning_content": "先想*韵脚*"}
    (line,) = text(TREE, form="sharegpt").splitlines()
    assert json.loads(line)["conversations"][1]["value"] == "<think>\n先想*韵脚*\n</think>\n\n春到人间"
    (line,) = text(TREE, form="sharegpt", thinking="without").splitlines()
    assert json.loads(line)["conversations"][1]["value"] == "春到人间"


def test_training_lines_say_what_is_known_of_the_answer():
    (line,) = text(TREE, form="training").splitlines()
    assert json.loads(line)["labels"] == {"model": "R1", "ending": "stop"}


def test_training_lines_hold_what_a_reader_and_a_checker_made_of_the_answer():
    marks = (ImportedAnnotation(2, 4, label="转折", note="这里", rating=5),)
    judged = {"reward": 0.0, "passed": False, "rules": [], "findings": [], "answer": None, "judged": 1.0}
    marked = answer("4", "3", "先想格律", "好", annotations=marks, judged=judged, checker="verse")
    (line,) = text(replace(TREE, messages=(*TREE.messages[:3], marked)), form="training").splitlines()
    labels = json.loads(line)["labels"]
    assert (labels["reward"], labels["passed"], labels["checker"]) == (0.0, False, "verse")
    assert labels["annotations"] == [
        {"first": 2, "last": 4, "text": "格律", "label": "转折", "note": "这里", "rating": 5}
    ]


def test_a_question_without_an_answer_teaches_nothing():
    alone = replace(TREE, messages=(question("1", None, "q"),), head="1")
    assert text(alone, form="openai") == ""
    assert text(alone) != ""


# ---- and in again ---------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
SAID = WORDS.map(str.strip).filter(lambda each: each and "<" not in each and "\n" not in each)


JUDGED = {"reward": 0.5, "passed": True, "answer": "7", "judged": 9.0, "rules": [{"name": "rhyme"}], "findings": []}


@st.composite
def trees(draw) -> ImportedConversation:
    """Any conversation this program may hold, with everything that may be known of an answer."""
    messages: list[ImportedMessage] = []
    for number in range(draw(st.integers(1, 7))):
        asked = [each for each in messages if each.role == "user"]
        if asked and draw(st.booleans()):
            parent = draw(st.sampled_from(asked))
            older = [each.key for each in messages if each.role == "assistant"]
            run = ImportedGeneration(
                model=draw(st.sampled_from(["", "R1", "深度求索"])), weights="/w.gguf", fingerprint="f", family="think",
                opened=draw(st.booleans()), prompt=draw(WORDS), sampling={"temperature": 0.6},
                seed=draw(st.none() | st.just(7)),
                started=1.5, ended=2.5, ending=draw(st.sampled_from(["stop", "cancelled"])),
                raw=draw(WORDS | st.just("长" * 3000)),
                prefix_chars=1, prompt_tokens=3, cached_tokens=2, thinking_tokens=1, answer_tokens=2,
                timings={"thinking_s": 0.5}, origin=draw(st.sampled_from([None, *older])), origin_kind="fork",
                origin_tokens=2, origin_insert="x", steering={"budget": 5}, group=draw(st.none() | st.just(1)),
                tokens=draw(st.none() | st.just(blob.pack(Tokens(ids=(1, 2), at=(0.0, 0.5))))),
                judged=draw(st.sampled_from([{}, JUDGED])))  # fmt: skip
            parts = [ImportedPart("thinking", draw(WORDS))] if draw(st.booleans()) else []
            if parts and draw(st.booleans()):
                run = replace(run, annotations=(ImportedAnnotation(0, 1, "yellow", "Slip", "red", "n", 4, 7.0, 8.0),))
            parts.append(ImportedPart("answer", draw(WORDS)))
            messages.append(ImportedMessage(str(number), parent.key, "assistant", tuple(parts), 50.0, None, run))
        else:
            answered = [each.key for each in messages if each.role == "assistant"]
            parent_key = draw(st.sampled_from([None, *answered]))
            template = draw(st.none() | st.just("poem"))
            said = (ImportedPart("text", draw(WORDS)),)
            asked_by = {"name": draw(st.sampled_from(["", "first"])), "checker": draw(st.none() | st.just("{}"))}
            messages.append(ImportedMessage(str(number), parent_key, "user", said, 40.0, template, **asked_by))
    return ImportedConversation(
        "sibian", "", draw(st.sampled_from(["立春", "a b", "x" * 60])), tuple(messages), created=30.0,
        updated=60.0, system=draw(st.just("") | WORDS), head=messages[-1].key,
        thoughts=draw(st.sampled_from([None, "keep"])), pinned=draw(st.booleans()),
        folder=draw(st.sampled_from(["", "诗"])), tags=draw(st.sampled_from([(), ("a", "b")])),
        archived=draw(st.booleans()))  # fmt: skip


def in_own_words(conversation: ImportedConversation) -> ImportedConversation:
    """The same with messages and groups numbered from 0, whatever their ids were."""
    keys: dict[str | None, str | None] = {None: None}
    keys.update({each.key: str(number) for number, each in enumerate(conversation.messages)})
    groups: dict[tuple[str | None, int], int] = {}

    def renamed(message: ImportedMessage) -> ImportedMessage:
        run = message.generation
        if run is not None:
            group = None if run.group is None else groups.setdefault((message.parent, run.group), len(groups))
            run = replace(run, origin=keys[run.origin], group=group)
        return replace(message, key=keys[message.key], parent=keys[message.parent], generation=run)

    messages = tuple(renamed(each) for each in conversation.messages)
    return replace(conversation, messages=messages, head=keys[conversation.head])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(trees(), min_size=1, max_size=3))
def test_out_and_in_again_is_equal(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    kept = []
    for name in ("first", "second"):
        with Store.open(folder / name / "s.db", simple_split, reserve_size=0) as store:
            items = found if name == "first" else Reading([folder / "out"])
            list(store.imports.take(items, lambda: False))
            kept.append([in_own_words(each) for each in store.exports.all()])
            assert writing.write(folder / "out", writing.pieces(store.exports.all(), Choices("sibian")))
            *_, again = store.imports.take(Reading([folder / "out"]), lambda: False)
            assert (again.taken, again.grown, again.reasons) == ((), (), ())
    assert kept[0] == kept[1]
    if len(kept[0]) == len(found):  # else two of them were one
        assert kept[0] == [in_own_words(each) for each in found]


@st.composite
def talks(draw) -> ImportedConversation:
    """A row of questions and answers."""
    messages: list[ImportedMessage] = []
    for number in range(draw(st.integers(1, 4))):
        above = messages[-1].key if messages else None
        messages.append(question(str(2 * number), above, draw(SAID)))
        messages.append(answer(str(2 * number + 1), str(2 * number), draw(st.just("") | SAID), draw(SAID)))
    return ImportedConversation("x", "", "t", tuple(messages), system=draw(st.just("") | SAID))


@pytest.mark.parametrize("form", ["openai", "sharegpt", "training"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(talk=talks())
def test_what_is_said_survives_data_for_others(form, talk, tmp_path):
    path = tmp_path / "out"
    writing.write(path, writing.pieces([talk], Choices(form)))
    (back,) = Reading([path])
    assert back.system == talk.system
    assert [(each.role, each.parts) for each in branches.shown(back)] == [
        (each.role, each.parts) for each in talk.messages
    ]


def test_what_was_held_here_comes_out_with_everything_that_is_known_of_it(store, hand, tmp_path):
    begun = hand.exchange("立春", "答")
    again = hand.go_on(begun, 1)
    hand.say(again, "再")
    hand.finish(again, "答再", "想")
    group = hand.group("g", 2)
    for each in group:
        hand.finish(each, "a")
    path = tmp_path / "out"
    writing.write(path, writing.pieces(store.exports.all(), Choices("sibian")))
    with Store.open(tmp_path / "other" / "s.db", simple_split, reserve_size=0) as other:
        *_, report = other.imports.take(Reading([path]), lambda: False)
        assert len(report.taken) == 2
        ours = [in_own_words(each) for each in store.exports.all()]
        theirs = [in_own_words(each) for each in other.exports.all()]
        assert ours == theirs
        runs = [each.generation for each in theirs[0].messages if each.generation]
        assert runs[1].origin == "1"
        assert len(other.generations.tokens(2)) == 2
        assert other.generations.get(2).origin == 1


def test_an_answer_that_is_being_written_comes_out_as_far_as_it_is(store, hand):
    begun = hand.begin("q")
    hand.say(begun, "half")
    (found,) = store.exports.all()
    assert (found.messages[1].generation.raw, found.messages[1].generation.ending) == ("half", "interrupted")


# ---- files ----------------------------------------------------------------------------------------------------------


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.md"
    path.write_text("before")
    assert not writing.write(path, iter(["a", "b"]), stopped=lambda: True)
    assert path.read_text() == "before"

    def failing():
        yield "half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        writing.write(path, failing())
    assert path.read_text() == "before"
    assert writing.write(path, iter(["a", "b"]))
    assert path.read_text() == "ab"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(WrongUse) as refused:
        writing.write(tmp_path / "none" / "x", iter([]))
    assert refused.value.kind == "unwritable_file"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("thinking", THINKINGS)
def test_nothing_at_all_can_be_written_in_every_form(form, thinking):
    empty = ImportedConversation("sibian", "", "", ())
    "".join(writing.pieces([empty], Choices(form, thinking, True)))
    "".join(writing.pieces([], Choices(form, thinking)))


def test_a_newer_form_is_refused_and_a_broken_line_is_only_a_line(tmp_path):
    path = Path(tmp_path / "f")
    lines = "".join(writing.pieces([TREE], Choices("sibian"))).splitlines()
    path.write_text("\n".join([lines[0], lines[1], lines[2], "{broken", '{"message": {"key": 7}}', *lines[3:]]))
    found = list(Reading([path]))
    assert [each.reason for each in found[:-1]] == ["malformed", "malformed"]
    assert len(found[-1].messages) == 5
    path.write_text('{"sibian": 99}\n{"conversation": {}}')
    assert [each.reason for each in Reading([path])] == ["newer"]
