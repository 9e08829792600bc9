"""Files of other programs are known by what is in them, and every branch and thinking comes along."""

from collections import Counter
from pathlib import Path

import pytest

from app.exchange.opening import Reading
from app.exchange.values import ImportedConversation, LeftOut
from tests.exchange import builders as b
from tests.exchange import shapes
from tests.exchange.shapes import SHAPES, Said, Shape


def read(path: Path) -> tuple[list[ImportedConversation], Counter[str], Reading]:
    reading = Reading([path])
    items = list(reading)
    left = Counter()
    for each in items:
        for one in [each] if isinstance(each, LeftOut) else each.left_out:
            left[one.reason] += one.count
    return [each for each in items if isinstance(each, ImportedConversation)], left, reading


def branch(conversation: ImportedConversation) -> Said:
    """(question, thinking, answer) of the shown branch; where nothing is said to be shown, of the newest."""
    by_key = {each.key: each for each in conversation.messages}
    inner = {each.parent for each in conversation.messages}
    leaves = [each for each in conversation.messages if each.key not in inner]
    at = by_key[conversation.head] if conversation.head else max(leaves, key=lambda each: each.created or 0)
    said: Said = []
    thinking = answer = ""
    while True:
        if at.role == "assistant":
            thinking, answer = at.text("thinking"), at.text("answer")
        else:
            said.insert(0, (at.text("text"), thinking, answer))
            thinking = answer = ""
        if at.parent is None:
            return said
        at = by_key[at.parent]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.format}-{shape.name}")
def test_a_file_is_read_for_what_it_is(shape: Shape, tmp_path):
    # The name says nothing: it is the same for all.
    conversations, left, reading = read(b.written(tmp_path, "download", shape.content))
    assert {each.format for each in reading.read} == {shape.format}
    assert [branch(each) for each in conversations] == shape.said
    assert left == shape.left
    if shape.messages:
        assert sum(len(each.messages) for each in conversations) == shape.messages
    assert reading.done == reading.total


def test_there_are_three_files_of_every_format():
    counts = Counter(each.format for each in SHAPES)
    assert len(counts) == 11
    assert min(counts.values()) >= 3


def test_every_message_hangs_under_one_that_came_before(tmp_path):
    for shape in SHAPES:
        for conversation in read(b.written(tmp_path, shape.name, shape.content))[0]:
            known: set[str] = set()
            for message in conversation.messages:
                assert message.parent is None or message.parent in known
                assert message.key not in known
                known.add(message.key)


def one(content, tmp_path: Path) -> ImportedConversation:
    (found,), _, _ = read(b.written(tmp_path, "f", content if isinstance(content, bytes) else b.dumped(content)))
    return found


def test_deepseeks_branches_all_come_along_and_none_is_lost(tmp_path):
    found = one([shapes.BRANCHED], tmp_path)
    by_key = {each.key: each for each in found.messages}
    assert {key: each.parent for key, each in by_key.items()} == {
        "1": None, "2": "1", "3": "1", "4": "3", "5": "4", "6": None
    }  # fmt: skip
    assert by_key["5"].generation.model == "deepseek-reasoner"
    assert found.created == pytest.approx(1760699580.0)


def test_times_durations_and_settings_come_along(tmp_path):
    thinking = one([shapes.THINKING], tmp_path)
    generation = thinking.messages[-1].generation
    assert (generation.model, generation.timings) == ("o3", {"thinking_s": 61.0})
    assert thinking.messages[0].created == 1760000000.5
    folded = one(shapes.OPENWEBUI[0].content, tmp_path)
    assert folded.messages[1].generation.timings == {"thinking_s": 13.0}
    assert (folded.tags, folded.pinned) == (("poems", "春"), True)
    studio = one(shapes.LMSTUDIO[0].content, tmp_path)
    assert studio.system == "Be brief."
    assert (studio.messages[1].generation.model, studio.messages[1].generation.answer_tokens) == (
        "deepseek-r1-distill-qwen-7b", 5
    )  # fmt: skip
    assert one(shapes.CHERRY[0].content, tmp_path).title == "Spring"
    assert one(shapes.CHERRY[0].content, tmp_path).messages[1].generation.model == "DeepSeek R1"
    assert one(shapes.SHAREGPT[2].content, tmp_path).messages[-1].text("answer") == "bad"
    tavern = one(shapes.SILLYTAVERN[0].content, tmp_path)
    assert tavern.messages[-1].generation.timings == {"thinking_s": 2.5}
    assert tavern.created is not None


def test_jans_title_is_taken_from_the_file_beside(tmp_path):
    folder = tmp_path / "threads" / "t1"
    b.written(folder, "thread.json", b.dumped(b.jan_thread()))
    path = b.written(folder, "messages.jsonl", shapes.JAN[0].content)
    (alone,), _, _ = read(path)
    (inside,), _, _ = read(tmp_path / "threads")
    assert (alone.title, alone.system, alone.messages[1].generation.model) == ("Spring", "Be kind.", "jan-nano")
    assert inside == alone


def test_a_folder_is_read_with_everything_in_it(tmp_path):
    for shape in (shapes.DEEPSEEK[0], shapes.LMSTUDIO[0], shapes.LMSTUDIO[1]):
        b.written(tmp_path / shape.format, shape.name, shape.content)
    b.written(tmp_path, "readme.txt", b"nothing here")
    conversations, left, reading = read(tmp_path)
    assert len(conversations) == 3
    assert not left
    assert reading.done == reading.total


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_encoding_of_json_is_read(tmp_path, encoding):
    text = shapes.DEEPSEEK[0].content.decode().replace("\n", "\r\n")
    assert branch(one(text.encode(encoding), tmp_path)) == shapes.DEEPSEEK[0].said[0]


def test_the_same_file_reads_the_same_with_line_breaks_anywhere(tmp_path):
    import json

    pretty = json.dumps(json.loads(shapes.CHATGPT[2].content), indent=4).encode().replace(b"\n", b"\r\n")
    assert branch(one(pretty, tmp_path)) == shapes.CHATGPT[2].said[0]
