"""A database that another program holds can be read, and only read."""

import pathlib

import pytest

from app.errors import StoreError
from app.store.reading import ReadingStore
from app.store.records import NewExchange, Part
from app.store.store import Store


def split(raw: str, family: str, opened: bool) -> list[Part]:
    return [Part("answer", raw)]


def test_what_another_holds_can_be_read_and_not_written(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "sibian.db"
    new = NewExchange(None, None, "立春？", model="m", weights="w", fingerprint="f", family="none", sampling={})
    with Store.open(path, split, reserve_size=0) as holder:
        with pytest.raises(StoreError, match="already open"):
            Store.open(path, split, reserve_size=0)
        with ReadingStore(path) as reader:
            assert reader.conversations.list() == []
            begun = holder.generations.begin(new).result().value
            assert [c.title for c in reader.conversations.list()] == ["立春？"]
            with pytest.raises(StoreError) as refused:
                reader.conversations.rename(begun.conversation, "x").result()
            assert refused.value.kind == "store_locked"
        assert holder.conversations.list()[0].title == "立春？"
