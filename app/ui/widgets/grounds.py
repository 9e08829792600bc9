"""What lies under a page's text: the ground of code with its language, the bars of quotations, rules. Only paints."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextDocument

from app.ui.theme import Theme
from app.ui.widgets.setting import CODE, CODE_PADDING, GOES_ON, LABEL_HEIGHT, QUOTE, QUOTE_WIDTH, RULE

BAR = 3


def paint_grounds_of(painter: QPainter, document: QTextDocument, theme: Theme, clip: QRectF) -> None:
    """Paint beneath those blocks that lie within `clip`, which is in the document's own pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    layout = document.documentLayout()
    block = document.findBlock(max(0, layout.hitTest(clip.topLeft(), Qt.HitTestAccuracy.FuzzyHit)))
    if block.previous().isValid():
        block = block.previous()  # its ground may reach down into sight
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() > clip.bottom() + LABEL_HEIGHT + CODE_PADDING:
            break
        _paint_block(painter, document, theme, block, rect)
        block = block.next()


def ground_of(document: QTextDocument, block: QTextBlock) -> QRectF:
    """What is painted under the whole of the code that a block is a piece of."""
    layout, margin = document.documentLayout(), document.rootFrame().frameFormat().leftMargin()
    pieces = pieces_of(block)
    form = pieces[0].blockFormat()
    rect = layout.blockBoundingRect(pieces[0]).united(layout.blockBoundingRect(pieces[-1]))
    left = margin + form.leftMargin() - CODE_PADDING
    above = CODE_PADDING + (LABEL_HEIGHT if form.stringProperty(CODE) else 0)
    width = document.textWidth() - margin - left
    return QRectF(left, rect.top() - above, width, rect.height() + above + CODE_PADDING)


def pieces_of(block: QTextBlock) -> list[QTextBlock]:
    """All blocks of the code that this one is a piece of."""
    pieces = [block]
    while pieces[0].blockFormat().hasProperty(GOES_ON):
        pieces.insert(0, pieces[0].previous())
    while pieces[-1].next().isValid() and pieces[-1].next().blockFormat().hasProperty(GOES_ON):
        pieces.append(pieces[-1].next())
    return pieces


def _paint_block(painter: QPainter, document: QTextDocument, theme: Theme, block: QTextBlock, rect: QRectF) -> None:
    form = block.blockFormat()
    margin = document.rootFrame().frameFormat().leftMargin()
    right = document.textWidth() - margin
    if form.hasProperty(CODE):
        language, ground = form.stringProperty(CODE), ground_of(document, block)
        painter.setPen(theme.color("border") if theme.edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.code.ground))
        painter.drawRoundedRect(ground, theme.sizes.radius, theme.sizes.radius)
        if language:
            painter.setFont(theme.font(size=theme.sizes.small))
            painter.setPen(QColor(theme.code.label))
            line = ground.adjusted(CODE_PADDING, 6, -CODE_PADDING, 0)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), language)
    if form.hasProperty(QUOTE):
        step = round(document.defaultFont().pixelSize() * QUOTE_WIDTH)
        mirrored = form.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for bar in range(form.intProperty(QUOTE)):
            left = right - bar * step - BAR if mirrored else margin + bar * step
            painter.fillRect(QRectF(left, rect.top(), BAR, rect.height()), theme.color("border"))
    if form.hasProperty(RULE):
        painter.fillRect(
            QRectF(margin + form.leftMargin(), round(rect.center().y()), right - margin, 1), theme.color("border")
        )
