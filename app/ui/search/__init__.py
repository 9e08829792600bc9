"""The page on which everything that is kept is searched."""
