"""Small widgets that know nothing of conversations or models. They show plain text: Markdown is the reader's."""
