"""Weights: what a file holds and where it lies. Knows nothing of Qt, of `app` or of `runtime`."""
