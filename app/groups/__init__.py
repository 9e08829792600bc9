"""Groups of samples: what each was worth, how it stands to its group, and what the group says as a whole.

Knows the store's records, traces and the checkers of forms. Without Qt, so that the command line reckons as the window.
"""
