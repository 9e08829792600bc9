"""The few things about the program itself that a person may choose."""
