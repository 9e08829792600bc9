"""The store and the ways to fill it that the store's own tests use."""

from tests.store.conftest import Hand, database, hand, opened, store

__all__ = ["Hand", "database", "hand", "opened", "store"]
