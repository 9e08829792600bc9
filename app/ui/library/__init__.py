"""The library: which weights there are, which this computer can run, how to get them, how they lie in memory."""
