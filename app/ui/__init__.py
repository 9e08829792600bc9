"""The window: views that show states and say wishes, presenters that decide, and the look of it all."""
