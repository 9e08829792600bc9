"""How a group votes: answers that are the same stand together, counted, and weighted by confidence beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.groups.values import Cluster, Votes
from app.ui.conversation.wording import percent
from app.ui.theme import Theme, applied
from app.ui.widgets.elided import ElidedLabel

ANSWER_WIDTH = 220
MOST = 6
"""Answers that are listed."""
BAR_WIDTH, BAR_HEIGHT = 96, 6


class _Bars(QWidget):
    """The share of the votes, and below it the share of the weighted ones."""

    def __init__(self, share: float, weight: float | None, theme: Theme) -> None:
        super().__init__()
        self._share, self._weight, self._theme = share, weight, theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(BAR_WIDTH, 2 * BAR_HEIGHT + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rows = [(self._share, "ink")] + ([(self._weight, "edge")] if self._weight is not None else [])
        top = (self.height() - len(rows) * BAR_HEIGHT - (len(rows) - 1) * 2) / 2
        for share, colour in rows:
            bar = QRectF(0, top, self.width(), BAR_HEIGHT)
            painter.setBrush(theme.color("border"))
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
            bar.setWidth(max(float(BAR_HEIGHT), self.width() * share))
            painter.setBrush(theme.color(colour))
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
            top += BAR_HEIGHT + 2


class VotesView(QWidget):
    """Hidden while there is nothing to count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Votes | None = None
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._said)
        column.addWidget(self._rows)
        self.hide()

    def show_votes(self, votes: Votes) -> None:
        if votes == self._shown:
            return
        self._shown = votes
        said = self._sentence(votes) if votes.clusters else ""
        self._said.setText(said)
        self.setVisible(bool(said))
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        agreeing = [each for each in votes.clusters if len(each.numbers) > 1]
        self._rows.setVisible(bool(agreeing))
        for row, cluster in enumerate(votes.clusters[:MOST] if agreeing else ()):
            self._add(row, cluster)

    def text(self) -> str:
        return self._said.text()

    def _add(self, row: int, cluster: Cluster) -> None:
        answer = ElidedLabel(cluster.answer)
        who = QLabel(self.tr("Sample {number}").format(number=", ".join(map(str, cluster.numbers))))
        shares = QLabel(
            percent(cluster.share)
            if cluster.weight is None
            else self.tr("{votes}, weighted {weight}").format(
                votes=percent(cluster.share), weight=percent(cluster.weight)
            )
        )
        for label in (who, shares):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "hint")
        answer.setFixedWidth(ANSWER_WIDTH)
        for column, widget in enumerate((answer, _Bars(cluster.share, cluster.weight, self._theme), shares, who)):
            self._grid.addWidget(widget, row, column)

    def _sentence(self, votes: Votes) -> str:
        clusters = votes.clusters
        count = sum(len(each.numbers) for each in clusters)
        if len(clusters) == 1 and count > 1:
            return self.tr("All {count} agree: {answer}").format(count=count, answer=_short(clusters[0].answer))
        if all(len(each.numbers) == 1 for each in clusters):
            return self.tr("No two answers are the same.") if count > 1 else ""
        if votes.majority is None:
            return self.tr("The vote is a draw.")
        most = clusters[votes.majority]
        said = self.tr("Majority: {answer} ({votes} of {count})").format(
            answer=_short(most.answer), votes=len(most.numbers), count=count
        )
        if votes.weighted is not None and votes.weighted != votes.majority:
            other = _short(clusters[votes.weighted].answer)
            said = "  ·  ".join((said, self.tr("weighted by confidence: {answer}").format(answer=other)))
        return said


def _short(answer: str) -> str:
    line = " ".join(answer.split())
    return line if len(line) <= 40 else line[:39] + "…"
