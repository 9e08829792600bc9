"""One exchange as a picture to share: the question, and both panes beside each other."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.exchange import branches
from app.exchange.choices import Choices, Words
from app.exchange.values import ImportedConversation, ImportedMessage
from app.ui.exchange.sheet import Sheet, answer_label, thinking_label
from app.ui.theme import Theme
from app.ui.widgets.formula_desk import FormulaDesk

WIDTH, NARROW = 1080, 680
EDGE, GAP = 40, 24
SCALE = 2
TALLEST = 4000
"""Pixels; what is longer fades out."""
FADE = 120
FOOT = 36
SIZE, THINKING_SIZE = 16, 14


def last_exchange(told: ImportedConversation) -> tuple[ImportedMessage | None, ImportedMessage | None]:
    """The last question of the shown branch that was answered; the last of all where none was."""
    found = branches.exchanged(branches.shown(told))
    return next((each for each in reversed(found) if each[1] is not None), found[-1] if found else (None, None))


class Picture:
    """Set once; drawn when the formulas in it have come, or without them."""

    def __init__(
        self, told: ImportedConversation, choices: Choices, words: Words, theme: Theme, formulas: FormulaDesk | None
    ) -> None:
        question, answer = last_exchange(told)
        thinking = answer.text("thinking") if answer is not None and choices.thinking == "with" else ""
        self._theme = theme
        self._width = WIDTH if thinking else NARROW
        inner = self._width - 2 * EDGE
        self._foot = _foot(answer)
        self._top: Sheet | None = None
        self._left: Sheet | None = None
        self._right: Sheet | None = None
        if question is not None and question.text("text"):
            self._top = Sheet(theme, SIZE, inner, formulas)
            self._top.label(words.question)
            self._top.said(question.text("text"))
        if answer is not None and thinking:
            self._left = Sheet(theme, THINKING_SIZE, round((inner - GAP) * 0.42), formulas)
            self._left.label(thinking_label(answer, words))
            self._left.markdown(thinking)
        if answer is not None:
            width = inner - (self._left.document.textWidth() + GAP if self._left is not None else 0)
            self._right = Sheet(theme, SIZE, width, formulas)
            self._right.label(answer_label(answer, words))
            self._right.markdown(answer.text("answer"))

    @property
    def sheets(self) -> list[Sheet]:
        return [each for each in (self._top, self._left, self._right) if each is not None]

    def image(self, scale: float = SCALE) -> QImage:
        top = self._top.height + GAP if self._top is not None else 0
        panes = max((each.height for each in (self._left, self._right) if each is not None), default=0)
        shown = min(panes, TALLEST)
        size = QSize(round(self._width * scale), round((2 * EDGE + top + shown + FOOT) * scale))
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(self._theme.color("page"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        if self._top is not None:
            self._ground(painter, QRectF(EDGE, EDGE, self._width - 2 * EDGE, self._top.height), "chrome")
            self._draw(painter, self._top, QPointF(EDGE, EDGE), self._top.height)
        y = EDGE + top
        x: float = EDGE
        if self._left is not None:
            width = self._left.document.textWidth()
            self._ground(painter, QRectF(x, y, width, min(self._left.height, shown)), "thinking")
            self._draw(painter, self._left, QPointF(x, y), shown)
            x += width + GAP
        if self._right is not None:
            self._draw(painter, self._right, QPointF(x, y), shown)
        painter.setFont(self._theme.font(size=12))
        painter.setPen(self._theme.color("faint"))
        foot = QRectF(EDGE, y + shown + FOOT - 20, self._width - 2 * EDGE, 20)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._foot)
        painter.end()
        return image

    def _ground(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(colour))
        painter.drawRoundedRect(rect, 8, 8)

    def _draw(self, painter: QPainter, sheet: Sheet, at: QPointF, shown: float) -> None:
        painter.save()
        painter.translate(at)
        sheet.paint(painter, QRectF(0, 0, sheet.document.textWidth(), min(sheet.height, shown)))
        if sheet.height > shown:
            # It goes on where nobody can see it, and should look so.
            ground = self._theme.color("thinking" if sheet is self._left else "page")
            fade = QLinearGradient(0, shown - FADE, 0, shown)
            fade.setColorAt(0, QColor(ground.red(), ground.green(), ground.blue(), 0))
            fade.setColorAt(1, ground)
            painter.fillRect(QRectF(0, shown - FADE, sheet.document.textWidth(), FADE), fade)
        painter.restore()


def _foot(answer: ImportedMessage | None) -> str:
    model = answer.generation.model if answer is not None and answer.generation is not None else ""
    return " · ".join(filter(None, ["Sibian 思辨", model]))
