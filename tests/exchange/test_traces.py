"""Collections of reasoning traces come in: under any of their names, in one transaction, and can be stopped."""

import itertools
import json
import time
from typing import Any

import pytest

from app.exchange.opening import Reading
from app.exchange.values import ImportedConversation, LeftOut
from app.store.imports import ImportProgress, ImportReport
from tests.trace.traces import FOLDER, read

THOUGHT, ANSWER = "First this.\n\nThen that.", "It is 4."
MARKED = f"<think>\n{THOUGHT}\n</think>\n\n{ANSWER}"

RECORDS: dict[str, dict[str, Any]] = {
    "plain": {"prompt": "q", "thinking": THOUGHT, "answer": ANSWER},
    "Chinese distillation": {"input": "q", "reasoning_content": THOUGHT, "content": ANSWER, "repo_name": "x"},
    "s1K": {"question": "q", "deepseek_thinking_trajectory": THOUGHT, "deepseek_attempt": ANSWER, "solution": "4"},
    "trajectories in a list": {"question": "q", "thinking_trajectories": [THOUGHT], "attempt": ANSWER},
    "medical": {"Question": "q", "Complex_CoT": THOUGHT, "Response": ANSWER},
    "marks in the completion": {"problem": "q", "solution": "4", "answer": "4", "generations": [MARKED]},
    "opened by the prompt": {"prompt": "q", "completion": MARKED.removeprefix("<think>\n")},
    "marks in the thinking": {"prompt": "q", "reasoning": MARKED},
    "instruction": {"instruction": "q", "input": "", "output": MARKED},
}


def converted(*records: object, folder) -> tuple[list[ImportedConversation], list[LeftOut]]:
    file = folder / "traces.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records), encoding="utf-8")
    items = list(Reading([file]))
    return (
        [each for each in items if isinstance(each, ImportedConversation)],
        [each for each in items if isinstance(each, LeftOut)],
    )


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_a_trace_is_known_by_its_fields(record, tmp_path):
    (found,), left = converted(record, folder=tmp_path)
    question, answer = found.messages
    assert (found.source, question.text("text"), left) == ("traces", "q", [])
    assert (answer.text("thinking"), answer.text("answer").strip()) == (THOUGHT, ANSWER)


def test_several_generations_are_answers_to_one_question(tmp_path):
    other = MARKED.replace("4", "5")
    (found,), _ = converted(
        {"problem": "q", "answer": "4", "generations": [MARKED, other], "correctness_math_verify": [True, False]},
        folder=tmp_path,
    )
    answers = found.messages[1:]
    assert [each.text("answer") for each in answers] == ["It is 4.", "It is 5."]
    assert {each.parent for each in answers} == {found.messages[0].key}
    assert [each.generation.judged["passed"] for each in answers] == [True, False]


def test_what_is_known_of_a_trace_comes_along(tmp_path, store):
    record = RECORDS["plain"] | {
        "id": "t1", "model": "deepseek-r1", "reasoning_tokens": 6400, "correct": False, "reference": "5",
        "finish_reason": "length",
    }  # fmt: skip
    converted(record, folder=tmp_path)
    *_, report = store.imports.take(Reading([tmp_path / "traces.jsonl"]), lambda: False)
    (conversation,) = report.taken
    assert store.conversations.get(conversation).title == "t1"
    (traced,) = store.traces.all()
    assert (traced.conversation, traced.correct, traced.source) == (conversation, False, "traces")
    assert store.traces.text(traced.message).thinking == THOUGHT
    generation = store.generations.get(traced.generation)
    assert (generation.model, generation.thinking_tokens, generation.ending) == ("deepseek-r1", 6400, "length")


@pytest.mark.parametrize(
    "record", [{"prompt": "q", "answer": "a"}, {"thinking": "t"}, {"prompt": "", "thinking": "t"}, {"text": "<think>x"}]
)
def test_what_is_no_trace_is_left_out(record, tmp_path):
    found, left = converted(record, folder=tmp_path)
    assert found == []
    assert [each.reason for each in left] == ["unknown_format"]


def test_a_broken_line_is_told_and_the_rest_is_taken(tmp_path):
    file = tmp_path / "traces.jsonl"
    lines = [json.dumps(RECORDS["plain"]), '{"prompt": "q", "thin', '{"prompt": ["q"], "thinking": 7}']
    file.write_text("\n".join([*lines, json.dumps(RECORDS["s1K"])]), encoding="utf-8")
    items = list(Reading([file]))
    assert [type(each).__name__ for each in items] == [
        "ImportedConversation", "LeftOut", "LeftOut", "ImportedConversation",
    ]  # fmt: skip
    assert items[1].what == "traces.jsonl: 2"


def test_the_real_traces_come_in_with_every_word(tmp_path):
    for name in ("planbench_r1_en.jsonl", "liarsbar_r1_zh.jsonl", "thought_anchors_en.jsonl"):
        records = read(name)
        found = [each for each in Reading([FOLDER / name]) if isinstance(each, ImportedConversation)]
        assert len(found) == len(records)
        for record, conversation in zip(records, found, strict=True):
            answer = conversation.messages[1]
            assert answer.text("thinking").strip() == record["thinking"].strip()
            assert answer.text("answer").strip() == record["answer"].strip()


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Any:
    """1,000 different traces, 20 MB."""
    folder = tmp_path_factory.mktemp("many")
    texts = [each["thinking"] for each in read("planbench_r1_en.jsonl")]
    file = folder / "many.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, text in zip(range(1000), itertools.cycle(texts), strict=False):
            text = (text * (20_000 // max(len(text), 1) + 1))[:20_000]
            out.write(json.dumps({"prompt": f"q {number}", "thinking": f"{number} {text}", "answer": "a"}) + "\n")
    return file


def test_a_thousand_traces_come_in_soon_and_at_once(many, store):
    file = many
    assert file.stat().st_size > 20_000_000
    began = time.process_time()
    *progress, report = store.imports.take(Reading([file]), lambda: False)
    # Of the processor, since this machine may be busy; the limit of ten seconds is for an idle one.
    assert time.process_time() - began < 10
    assert isinstance(report, ImportReport)
    assert (len(report.taken), report.reasons) == (1000, ())
    assert any(isinstance(each, ImportProgress) for each in progress)


@pytest.mark.parametrize("phase", ["reading", "writing"])
def test_a_stopped_import_leaves_nothing_behind(phase, many, store):
    stopped = False

    def stop() -> bool:
        return stopped

    report = None
    for report in store.imports.take(Reading([many]), stop):
        stopped = stopped or (isinstance(report, ImportProgress) and report.phase == phase)
    assert report.cancelled
    assert store.conversations.list() == []


def test_parquet_is_read_where_pyarrow_is(tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not a part of the program")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "traces.parquet"
    rows = [RECORDS["plain"] | {"prompt": f"q{number}", "correct": True} for number in range(200)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    found = [each for each in Reading([file]) if isinstance(each, ImportedConversation)]
    assert [each.messages[0].text("text") for each in found] == [f"q{number}" for number in range(200)]
    assert found[7].messages[1].text("thinking") == THOUGHT
    file.write_bytes(file.read_bytes()[:-40])
    assert [each.reason for each in Reading([file])] == ["unsafe"]


def test_parquet_without_pyarrow_is_of_no_known_format(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    file = tmp_path / "traces.parquet"
    file.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    assert [each.reason for each in Reading([file])] == ["unknown_format"]
