"""Thinking as data: what can be computed of a trace. Pure functions; knows nothing of Qt, SQL and the engine."""
