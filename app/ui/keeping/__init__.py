"""Looking after the database in the window: backups, what takes the space, and what to do when it is damaged."""
