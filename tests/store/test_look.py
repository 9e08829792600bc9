"""A database in a place where nothing can be written is read all the same."""

import os

import pytest

from app.errors import StoreError
from app.store.records import NewExchange
from app.store.store import Store
from tests.store.test_open import contents

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs permissions")


@pytest.fixture
def shut(opened, hand_to, open_folder, as_nobody):
    """A folder that cannot be written to, with a conversation in it."""
    path = open_folder / "sibian.db"
    with opened(path) as store:
        hand_to(store).exchange("立春？", "春")
        assert store.search.settled(20)
    for each in open_folder.iterdir():
        each.chmod(0o444)
    open_folder.chmod(0o555)
    as_nobody()
    return path


def test_everything_can_be_read_and_searched_and_not_a_byte_changes(shut):
    before = contents(shut.parent)
    with Store.look(shut) as store:
        assert not store.writable
        (conversation,) = store.conversations.list()
        (exchange,) = store.conversations.branch(conversation.id)
        assert exchange.answer.text("answer") == "春"
        assert [hit.kind for hit in store.search.search("立春").hits]
    assert contents(shut.parent) == before


def test_every_write_is_refused_with_a_sentence(shut):
    with Store.look(shut) as store:
        asked = store.generations.begin(NewExchange(None, None, "q", "m", "/w", "f", "none", {}))
        assert asked.exception(timeout=5).kind == "store_unwritable"
        assert store.order.delete([1]).exception(timeout=5).kind == "store_unwritable"


def test_what_is_not_there_cannot_be_looked_at(tmp_path):
    with pytest.raises(StoreError) as told:
        Store.look(tmp_path / "nothing.db")
    assert told.value.kind == "store_unwritable"
