"""`sibian trace`: files and generations step by step, measured, compared, brought in and taken out."""

import json

import pytest

from app.engine.convert import split_for_store
from app.store.annotations import Marking
from app.store.store import Store

FIRST = "<think>\nFirst, add the two. 2 + 2 = 4. Wait, let me check. So the answer is 4.\n</think>\n\nIt is **4**."
SECOND = "<think>\nFirst, add the two. So the answer is 5.\n</think>\n\nIt is **5**."


@pytest.fixture
def files(sibian):
    for name, text in (("one.txt", FIRST), ("two.txt", SECOND)):
        (sibian.folder / name).write_text(text, encoding="utf-8")
    return sibian


def data(sibian, *words, **options):
    return json.loads(sibian("trace", *words, "--json", scripted=False, **options).stdout)


def test_a_text_is_taken_apart_step_by_step(files):
    found = data(files, "steps", "one.txt")
    assert [each["text"].strip() for each in found["steps"]] == [
        "First, add the two.",
        "2 + 2 = 4.",
        "Wait, let me check.",
        "So the answer is 4.",
    ]
    assert {mark["kind"] for mark in found["steps"][2]["marks"]} == {"doubt", "check"}
    assert found["answer"]["value"] == "4"
    assert found["candidates"][-1]["confirmed"]
    table = files("trace", "steps", "one.txt", scripted=False).stdout
    assert "Wait, let me check." in table
    assert "doubt check" in table


def test_two_texts_stand_side_by_side(files):
    found = data(files, "compare", "one.txt", "two.txt")
    assert found["rows"][0]["steps"] == [0, 0]
    assert [each["answer"] for each in found["traces"]] == ["4", "5"]
    assert found["traces"][0]["alone"]
    assert "First, add the two." in files("trace", "compare", "one.txt", "two.txt", scripted=False).stdout
    assert "Two to four" in files("trace", "compare", "one.txt", scripted=False, code=2).stderr


def test_figures_of_texts_say_right_from_wrong(files):
    rows = data(files, "stats", "one.txt", "two.txt", "--reference", "4")
    assert [row["correct"] for row in rows] == [True, False]
    assert rows[0]["marks"]["doubt"] == 1
    assert files("trace", "stats", "one.txt", scripted=False).stdout.startswith("trace")


def test_a_generation_is_found_by_its_number(sibian):
    sibian("ask", "q", "--json")
    assert data(sibian, "steps", "1")["generation"] == 1
    (row,) = data(sibian, "stats")
    assert row["generation"] == 1
    assert "99" in sibian("trace", "steps", "99", scripted=False, code=2).stderr


def test_collections_come_in_and_labelled_traces_go_out(sibian):
    lines = [{"prompt": f"q{n}", "thinking": "First this. Then that.", "answer": "a", "correct": True} for n in (1, 2)]
    (sibian.folder / "t.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = data(sibian, "import", "t.jsonl")
    assert len(report["taken"]) == 2
    assert [row["correct"] for row in data(sibian, "stats")] == [True, True]
    with Store.open(sibian.home / "sibian.db", split_for_store) as store:
        label = store.annotations.save_label("Dead end").result(20).value
        store.annotations.put(2, 0, 11, Marking(label=label.id, note="hm")).result(20)
    (line,) = sibian("trace", "export", scripted=False).stdout.splitlines()
    found = json.loads(line)
    assert (found["prompt"], found["thinking"]) == ("q2", "First this. Then that.")
    assert found["annotations"] == [
        {"start": 0, "end": 11, "label": "Dead end", "note": "hm", "rating": None, "highlight": ""}
    ]
    assert len(found["steps"]) == 2
    sibian("trace", "export", "--all", "-o", "out.jsonl", scripted=False)
    assert len((sibian.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert "cannot be written" in sibian("trace", "export", "-o", "out.jsonl", scripted=False, code=2).stderr


def test_a_collection_without_a_trace_is_told(sibian):
    (sibian.folder / "t.jsonl").write_text('{"prompt": "q"}', encoding="utf-8")
    assert data(sibian, "import", "t.jsonl", code=1)["left_out"] == {"unknown_format": 1}
