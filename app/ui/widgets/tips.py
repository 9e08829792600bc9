"""Tool tips that are always plain. Qt guesses whether one is HTML, and would then open files for its pictures."""

from html import escape

from PySide6.QtWidgets import QWidget


def plain_tip(text: str) -> str:
    """`text` such that Qt shows it letter by letter."""
    return f'<span style="white-space:pre-wrap">{escape(text)}</span>' if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    widget.setToolTip(plain_tip(text))
