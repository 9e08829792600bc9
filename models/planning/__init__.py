"""Where a set of weights would lie on a machine, what that takes, and how fast it would be. Pure: no file, no clock."""
