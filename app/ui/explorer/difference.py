"""A text beside an earlier form of it: what is new is underlined, what is gone is struck out. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.trace.drafts import EditKind
from app.ui.conversation.places import shown
from app.ui.explorer.states import Stretch
from app.ui.theme import Theme


class Difference(QPlainTextEdit):
    """Plain text, read-only. What differs has a colour and a line through or under it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setReadOnly(True)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        self.setPlainText(shown("".join(each.text for each in stretches)))
        marks, at = [], 0
        for each in stretches:
            end = at + len(shown(each.text).encode("utf-16-le", "surrogatepass")) // 2
            if each.kind != "same":
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(at)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, self._form(each.kind)
                marks.append(mark)
            at = end
        self.setExtraSelections(marks)

    def set_off(self, kind: EditKind) -> list[str]:
        """The stretches that are painted as new, or as gone."""
        struck = kind == "gone"
        return [
            mark.cursor.selectedText()
            for mark in self.extraSelections()
            if mark.format.fontStrikeOut() == struck and kind != "same"
        ]

    def _form(self, kind: EditKind) -> QTextCharFormat:
        form, theme = QTextCharFormat(), self._theme
        if kind == "new":
            form.setBackground(theme.color("good_ground"))
            form.setForeground(theme.color("good"))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        else:
            form.setBackground(theme.color("error_ground"))
            form.setForeground(QColor(theme.color("error")))
            form.setFontStrikeOut(True)
        form.setFontWeight(QFont.Weight.Normal)
        return form
