"""The reading surface: a page of a model's Markdown of any length, of which only what is in sight exists."""
