"""The pages that can lie over the conversation: each made when it is first wished for, one shown at a time.

Knows no page. A page outlives the window in its opener: windows are built anew when language or appearance change.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.window import Window


class PageOpener(Protocol):
    """Makes a page for a window, and keeps what must outlive the window: filters, what runs in the background."""

    @property
    def close_wished(self) -> SignalInstance:
        """The page wants to be left."""

    def page_for(self, window: QWidget, theme: Theme) -> QWidget:
        """The page of this window, which is made where it has none."""

    def enter(self) -> None:
        """The page is on the screen now."""

    def close(self) -> None:
        """For the end of the program."""


class Pages(QObject):
    """Which page lies over the conversation."""

    shown = Signal(str)
    """Name of the page that now lies over the conversation."""
    left = Signal()
    """The conversation is on the screen again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], PageOpener]] = {}
        self._openers: dict[str, PageOpener] = {}
        self._window: Window | None = None
        self._theme: Theme | None = None
        self.current = ""
        """Name of the page that is shown; empty while the conversation is."""
        self._under = ""
        """The page one comes back to from this one; empty for the conversation."""

    def add(self, name: str, make: Callable[[], PageOpener]) -> None:
        """Make known how a page is made. `make` may import what no start should wait for."""
        self._makers[name] = make

    def opener(self, name: str) -> PageOpener:
        """The opener of a page, made now where it has not been. Raises KeyError for a name that was never added."""
        if name not in self._openers:
            made = self._makers[name]()
            made.close_wished.connect(self.leave)
            self._openers[name] = made
        return self._openers[name]

    def move_to(self, window: Window, theme: Theme) -> None:
        """From now on pages lie in this window, where none is shown yet."""
        self._window, self._theme, self.current, self._under = window, theme, "", ""

    def show(self, name: str, under: str = "") -> None:
        """under: the page that is shown again when this one is left; empty for the conversation."""
        assert self._window is not None
        assert self._theme is not None
        opener = self.opener(name)
        self._window.show_page(opener.page_for(self._window, self._theme))
        self.current, self._under = name, under
        self.shown.emit(name)
        opener.enter()

    def leave(self) -> bool:
        """Show the conversation again, or the page from which one came. Whether a page was shown."""
        if not self.current or self._window is None:
            return False
        if self._under:
            self.show(self._under)
            return True
        self.current = ""
        self._window.show_page(None)
        self.left.emit()
        return True

    def toggle(self, name: str) -> None:
        if self.current == name:
            self.leave()
        else:
            self.show(name)

    def close(self) -> None:
        """Stop what goes on behind pages."""
        for opener in self._openers.values():
            opener.close()
