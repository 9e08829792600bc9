"""The library as page and command line share it: what exists, what is here, what runs, what is on its way. No Qt."""

from app.library.rows import Filters, Row
from app.library.shelf import Shelf

__all__ = ["Filters", "Row", "Shelf"]
