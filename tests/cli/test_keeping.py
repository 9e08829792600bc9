"""`sibian search` and `sibian db` as a person runs them."""

import json
from typing import Any

import pytest


@pytest.fixture
def asked(sibian: Any) -> Any:
    sibian("ask", "九点几更大？")
    return sibian


def test_what_was_said_is_found_in_its_place(asked: Any) -> None:
    found = asked.json("search", "一一")
    assert (found["count"], found["complete"]) == (1, True)
    (hit,) = found["hits"]
    assert (hit["kind"], hit["conversation"], hit["title"]) == ("thinking", 1, "九点几更大？")
    start, end = hit["snippet"]["spans"][0]
    assert hit["snippet"]["text"][start:end] == "一一"
    assert "九点[一一]" in asked("search", "一一").stdout
    assert asked.json("search", "一一", "--in", "answer")["hits"] == []
    assert asked.json("search", "一一", "--in", "thinking-only")["count"] == 1
    assert "Nothing was found." in asked("search", "没有的").stderr


def test_a_search_is_narrowed_by_days_and_names(asked: Any) -> None:
    assert asked.json("search", "更大", "--since", "2000-01-01")["count"] > 0
    assert asked.json("search", "更大", "--until", "2000-01-01")["count"] == 0
    assert "no date" in asked("search", "更大", "--until", "yesterday", code=2).stderr
    assert "no tag named x" in asked("search", "更大", "--tag", "x", code=2).stderr
    assert asked.json("search", "更大", "--rating", "1")["count"] == 0
    assert asked.json("search", "更大", "--passed")["count"] == 0
    assert asked.json("search", "更大", "--failed")["count"] == 0
    assert "out of bounds" in asked("search", "更大", "--rating", "6", code=2).stderr


def test_a_backup_is_made_listed_and_put_back(asked: Any) -> None:
    made = asked.json("db", "backup")
    assert asked.json("db", "backups") == [made]
    asked("ask", "later")
    done = asked("db", "restore")
    assert "was put in place" in done.stdout
    assert "What was there before lies in" in done.stdout
    assert [each["title"] for each in asked.json("conversation", "list")] == ["九点几更大？"]
    assert "no backup named x" in asked("db", "restore", "x", code=2).stderr


def test_a_damaged_database_is_told_and_saved(asked: Any) -> None:
    assert asked.json("db", "check") == {"sound": True, "complaints": []}
    path = asked.home / "sibian.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    path.write_bytes(content)
    told = asked("db", "check", code=5)
    assert "is damaged" in told.stderr
    saved = asked.json("db", "salvage")
    assert saved["saved"]["messages"] == 2
    assert asked.json("db", "check")["sound"]
    assert asked.json("search", "一一")["count"] == 1


def test_space_is_told_and_given_back(asked: Any) -> None:
    found = asked.json("db", "stats")
    assert (found["conversations"], found["messages"], found["generations"]) == (1, 2, 1)
    assert found["whole"] == sum(
        found[name] for name in ("texts", "runs", "tokens", "other", "free", "log", "index", "backups")
    )
    assert "conversations" in asked("db", "stats").stdout
    assert set(json.loads(asked("db", "vacuum", "--json").stdout)) == {"before", "after"}


def test_there_is_nothing_to_look_after_without_a_database(sibian: Any) -> None:
    assert "There is no database" in sibian("db", "check", code=2).stderr
