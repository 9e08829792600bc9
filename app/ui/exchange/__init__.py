"""Bringing conversations in from other programs, and taking them out."""
