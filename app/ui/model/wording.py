"""Sizes of memory in words. Knows the interface's language and nothing else."""

from PySide6.QtCore import QLocale

GIGA, MEGA = 10**9, 10**6


def memory(size: int) -> str:
    """Bytes as "92 MB", "1.8 GB" or "139 GB", in the decimal units that files are told in."""
    locale = QLocale()
    if size < GIGA:
        return f"{locale.toString(round(size / MEGA))} MB"
    return f"{locale.toString(size / GIGA, 'f', 1 if size < 100 * GIGA else 0)} GB"
