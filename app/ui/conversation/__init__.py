"""One conversation as it is read and written: exchanges, their two panes, the composer."""
