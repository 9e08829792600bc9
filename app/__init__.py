"""The program people see: window, command line, store. Sits above `runtime` and `models`."""

__version__ = "0.1.0"
