"""A contact sheet of formulas, to be looked at.

python -m tests.formulas OUT.png [--dark] [--scale 2]
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from app.text.formulas.engine import Engine
from app.text.formulas.values import Formula, FormulaFault
from app.ui.theme import Theme, theme_named
from app.ui.widgets.formula import EM, Picture
from tests.formulas.examples import EXAMPLES

COLUMNS, WIDTH, PAD = 3, 460, 14
SIZE = 16


def sheet(formulas: list[str], theme: Theme, scale: float) -> QImage:
    engine = Engine()
    try:
        drawn = [engine.draw(Formula(tex, True)) for tex in formulas]
    finally:
        engine.close()
    em = SIZE * EM
    heights = [40.0 if isinstance(d, FormulaFault) else (d.height + d.depth) * em + 2 * PAD + 8 for d in drawn]
    rows = [max(heights[at : at + COLUMNS]) for at in range(0, len(heights), COLUMNS)]
    image = QImage(QSize(COLUMNS * WIDTH, round(sum(rows))) * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.color("page"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for number, outcome in enumerate(drawn):
        row, column = divmod(number, COLUMNS)
        left, top = column * WIDTH, sum(rows[:row])
        painter.setPen(theme.color("border"))
        painter.drawRect(QRectF(left, top, WIDTH, rows[row]))
        painter.setFont(theme.font(size=9))
        painter.setPen(theme.color("faint"))
        painter.drawText(QPointF(left + 3, top + 10), str(number))
        if isinstance(outcome, FormulaFault):
            painter.setPen(QColor("red"))
            painter.drawText(
                QRectF(left + 20, top, WIDTH - 20, 40), Qt.TextFlag.TextWordWrap, outcome.message or outcome.kind
            )
            continue
        fit = min(1.0, (WIDTH - 2 * PAD) / max(outcome.width * em, 1))
        middle = top + (rows[row] - (outcome.height + outcome.depth) * em * fit) / 2 + outcome.height * em * fit
        at = QPointF(left + (WIDTH - outcome.width * em * fit) / 2, middle)
        Picture(outcome).paint(painter, at, em * fit, theme.color("text"), theme.color("page"), theme.font("sans"))
    painter.end()
    return image


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--part", type=int, nargs=2, default=(0, len(EXAMPLES)))
    given = parser.parse_args()
    application = QGuiApplication(sys.argv[:1])
    image = sheet(list(EXAMPLES[slice(*given.part)]), theme_named("dark" if given.dark else "light"), given.scale)
    assert application is not None
    return 0 if image.save(str(given.out)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
