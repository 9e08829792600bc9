"""Versions of one answer side by side. A page over the conversation."""
