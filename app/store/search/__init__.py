"""Finding anything that is kept: an index of its own beside the database, and the search that uses it. No Qt.

The index is a second file that can be thrown away at any time: it is made anew from the database, by a thread that
never holds up a write, and a backup need not carry it.
"""
