"""The explorer: one trace, step by step, under a timeline. A page over the conversation."""
