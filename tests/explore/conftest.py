"""A real store, filled by the same hand as the store's own tests."""

from tests.store.conftest import database, hand, opened, store

__all__ = ["database", "hand", "opened", "store"]
