"""Markdown as values: what a model wrote, read into blocks that a page can draw. No Qt, no SQL, nothing is fetched."""
