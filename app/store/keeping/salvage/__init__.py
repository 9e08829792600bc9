"""Taking out of a damaged database whatever can still be read, without changing a byte of it."""

from app.store.keeping.salvage.run import Saved, salvage

__all__ = ["Saved", "salvage"]
