"""The inference engine, hosted in a process of its own. Knows nothing of Qt, of the database or of `app`."""
