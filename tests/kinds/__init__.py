"""Training and measuring the classifier of kinds: `python -m tests.kinds train` and `evaluate`."""
