"""Verse as its rules see it: every character with its tone and its place in the pattern, and what is wrong with it."""
