"""Programs about verse: the builder of its table, and the check of the checker against the Tang poets."""
