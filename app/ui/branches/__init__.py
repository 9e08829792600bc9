"""The tree of a conversation: every branch seen, reached, named, compared, thrown away and brought back."""
