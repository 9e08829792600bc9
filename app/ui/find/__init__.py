"""Finding words in the open conversation: a bar below its head, and who counts and leads there."""
