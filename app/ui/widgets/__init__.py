"""Small widgets that know nothing of conversations or models. What they show is plain text, but for RichView."""
