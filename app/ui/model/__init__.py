"""Choosing weights, how to load them, and how they are sampled."""
