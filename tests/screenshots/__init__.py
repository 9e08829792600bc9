"""Pictures of real windows, for the README and for eyes: `python -m tests.screenshots FOLDER`."""
