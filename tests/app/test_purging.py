"""What is deleted for good is gone from the disk in every form: rows, and what the engine had computed."""

import io
from pathlib import Path

import numpy as np
import pytest

from app import saved
from app.purging import purge, purge_branch
from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.store import Store
from app.store.tokens import Tokens
from runtime import statefile


def write_state(path: Path, tokens: list[int]) -> None:
    """As the engine does."""
    file = io.BytesIO()
    assert statefile.write(
        file, statefile.digest(b"k"), np.array(tokens, np.int32), memoryview(b"x" * 100), lambda: True
    )
    path.write_bytes(file.getvalue())


def ask(store: Store, question: str, ids: list[int], conversation: int | None = None, parent: int | None = None) -> int:
    asked = NewExchange(conversation, parent, question, "m", "/w", "f", "none", {})
    begun = store.generations.begin(asked).result(20).value
    tokens = Tokens(tuple(ids), tuple(float(at) for at in range(len(ids))))
    store.generations.append(begun.generation, Chunk("text", tokens)).result(20)
    store.generations.finish(begun.generation, Outcome("stop", (Part("answer", "text"),))).result(20)
    return begun.conversation


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "sibian.db", lambda *_: [], reserve_size=0) as opened:
        yield opened


def test_the_saved_states_of_a_conversation_go_with_it_and_no_others(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kv"
    folder.mkdir()
    mine, other = list(range(100, 130)), list(range(500, 530))
    first, second = ask(store, "first", mine), ask(store, "second", other)
    write_state(folder / "a.kv", [1, 2, 3, *mine])
    write_state(folder / "b.kv", [1, 2, 3, *other])
    (folder / "broken.kv").write_bytes(b"no state")
    purge(store, [first], folder).result(20)
    store.settings.set("after", 1).result(20)  # what is done with the result is done by now
    assert sorted(file.name for file in folder.iterdir()) == ["b.kv", "broken.kv"]
    assert [each.id for each in store.conversations.list()] == [second]


def test_the_saved_states_of_a_branch_go_with_it_and_no_others(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kv"
    folder.mkdir()
    kept, gone = list(range(100, 130)), list(range(500, 530))
    conversation = ask(store, "first", kept)
    above = store.conversations.get(conversation).head
    ask(store, "more", gone, conversation, above)
    root = store.conversations.branch(conversation)[1].question.id
    write_state(folder / "a.kv", [1, 2, 3, *kept])
    write_state(folder / "b.kv", [1, 2, 3, *kept, 4, *gone])
    store.branches.cut(root).result(20)
    assert purge_branch(store, root, folder).result(20).value == 2
    store.settings.set("after", 1).result(20)
    assert [file.name for file in folder.iterdir()] == ["a.kv"]
    assert store.conversations.get(conversation).head == above


def test_a_row_of_tokens_is_found_only_where_tokens_begin(tmp_path: Path) -> None:
    write_state(tmp_path / "a.kv", [0x01020304, 0x05060708, 0x090A0B0C])
    assert saved.forget(tmp_path, [(0x06070801,)]) == 0
    assert saved.forget(tmp_path, []) == 0
    assert saved.forget(tmp_path, [(0x05060708, 0x090A0B0C)]) == 1


def test_there_may_be_no_folder_at_all(tmp_path: Path) -> None:
    assert saved.forget(tmp_path / "nowhere", [(1, 2)]) == 0
