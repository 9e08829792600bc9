"""Everything that is kept, in SQLite. Knows nothing of Qt or of the engine.

One connection writes, owned by one thread (`Store`); every read goes through a read-only connection of its own.
"""
