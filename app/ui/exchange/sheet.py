"""Conversations set on paper: one document, with a ground under what was asked and what was thought. Knows no page."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument

from app.exchange import branches
from app.exchange.choices import Choices, Words
from app.exchange.markdown import spent
from app.exchange.values import ImportedConversation, ImportedMessage
from app.text.blocks import Block, Rule, Run, Text
from app.text.read import read
from app.ui.theme import Theme
from app.ui.widgets.formula_desk import FormulaDesk
from app.ui.widgets.formula_text import FormulaText
from app.ui.widgets.grounds import paint_grounds_of
from app.ui.widgets.setting import Setting
from app.ui.widgets.writer import PageWriter

PADDING = 12
RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of the document, by the numbers of its first and last block, and the colour beneath it."""

    first: int
    last: int
    colour: str


class Sheet:
    """A document that is written from top to bottom, then drawn in whatever pieces one likes."""

    def __init__(self, theme: Theme, size: int, width: float, formulas: FormulaDesk | None = None) -> None:
        self.theme = theme
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(PADDING)
        setting = Setting(theme, size, "sans", formulas)
        self.document.setDefaultFont(setting.font)
        self.document.setTextWidth(width)
        self._writer = PageWriter(self.document, setting)
        self._grounds: list[Ground] = []
        self._begun = False

    @property
    def formulas(self) -> FormulaText | None:
        return self._writer.formulas

    @property
    def height(self) -> float:
        return self.document.size().height()

    def write(self, blocks: list[Block], ground: str = "") -> None:
        first = self.document.blockCount() if self._begun else 0
        self._writer.show(blocks, [])
        self._begun = self._begun or bool(blocks)
        if ground and blocks:
            self._grounds.append(Ground(first, self.document.blockCount() - 1, ground))

    def label(self, text: str, heading: int = 6) -> None:
        self.write([Text((Run(text),), heading=heading, close=True)])

    def said(self, text: str, ground: str = "") -> None:
        """What a person wrote, letter by letter."""
        self.write([Text((Run(line),), close=True) for line in text.split("\n")], ground)

    def markdown(self, text: str, ground: str = "") -> None:
        self.write(read(text), ground)

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        """What lies within `clip`, in the document's own pixels."""
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for ground in self._grounds:
            rect = self._rect(ground)
            if rect.intersects(clip):
                painter.setBrush(self.theme.color(ground.colour))
                painter.drawRoundedRect(rect, RADIUS, RADIUS)
        paint_grounds_of(painter, self.document, self.theme, clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.theme.color("text"))
        context.palette = palette
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def _rect(self, ground: Ground) -> QRectF:
        layout = self.document.documentLayout()
        first = layout.blockBoundingRect(self.document.findBlockByNumber(ground.first))
        last = layout.blockBoundingRect(self.document.findBlockByNumber(ground.last))
        rect = first.united(last)
        return QRectF(0, rect.top() - 6, self.document.textWidth(), rect.height() + 12)


def conversation(sheet: Sheet, told: ImportedConversation, choices: Choices, words: Words) -> None:
    """Write one conversation on a sheet."""
    sheet.label(" ".join(told.title.split()) or "—", heading=1)
    if told.created is not None:
        sheet.said(time.strftime("%Y-%m-%d %H:%M", time.localtime(told.created)))
    if told.system:
        sheet.label(words.system)
        sheet.said(told.system, "chrome")
    ways = branches.every(told) if choices.branches else [branches.shown(told)]
    for number, way in enumerate(ways, 1):
        if len(ways) > 1:
            sheet.write([Rule()])
            sheet.label(words.branch.format(number=number, count=len(ways)))
        for question, answer in branches.exchanged(way):
            exchange(sheet, question, answer, choices, words)


def exchange(
    sheet: Sheet, question: ImportedMessage | None, answer: ImportedMessage | None, choices: Choices, words: Words
) -> None:
    if question is not None:
        sheet.label(words.question)
        sheet.said(question.text("text"), "chrome")
    if answer is None:
        return
    if choices.thinking == "with" and (thinking := answer.text("thinking")):
        sheet.label(thinking_label(answer, words))
        sheet.markdown(thinking, "thinking")
    sheet.label(answer_label(answer, words))
    sheet.markdown(answer.text("answer"))


def thinking_label(answer: ImportedMessage, words: Words) -> str:
    seconds = spent(answer)
    return words.thinking + (f" · {words.thought_for.format(seconds=f'{seconds:.0f}')}" if seconds else "")


def answer_label(answer: ImportedMessage, words: Words) -> str:
    model = answer.generation.model if answer.generation is not None else ""
    return words.answer + (f" · {model}" if model else "")
