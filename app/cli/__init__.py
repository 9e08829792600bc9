"""The command line: the same engine and the same store as the window, without Qt."""
