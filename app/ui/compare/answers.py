"""The answers of all versions beside each other; what differs from the first one is set off."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from app.ui.compare.states import Stretch
from app.ui.conversation.places import shown
from app.ui.explorer.plain import label
from app.ui.theme import Theme


class Answers(QWidget):
    """Plain texts, read-only. Additions are underlined, what only the first has is struck out where it is missing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(12)
        self._texts: list[QPlainTextEdit] = []

    def show_answers(self, answers: Sequence[Sequence[Stretch]], names: Sequence[str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._texts = []
        for stretches, name in zip(answers, names, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(label(name, "label"))
            text = self._text(stretches)
            text.setAccessibleName(name)
            column.addWidget(text, 1)
            self._texts.append(text)
            self._row.addWidget(side, 1)

    def texts(self) -> list[str]:
        return [each.toPlainText() for each in self._texts]

    def _text(self, stretches: Sequence[Stretch]) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setReadOnly(True)
        made.setFont(self._theme.font(size=self._theme.sizes.answer))
        made.setPlainText(shown("".join(each.text for each in stretches)))
        marks, at = [], 0
        for each in stretches:
            end = at + len(shown(each.text).encode("utf-16-le", "surrogatepass")) // 2
            if each.kind != "same":
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(made.document())
                cursor.setPosition(at)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, self._form(each.kind)
                marks.append(mark)
            at = end
        made.setExtraSelections(marks)
        return made

    def _form(self, kind: str) -> QTextCharFormat:
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
