"""A label of one line that is cut where there is no room, and then says the whole on hovering."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from app.ui.widgets.tips import set_tip


class ElidedLabel(QLabel):
    """`text()` is always the whole text; only what is painted is cut."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        between: str = "",
    ) -> None:
        """between: what stands between facts; those at the end that have no room are left out whole, but the first."""
        super().__init__(parent)
        self._between = between.strip()
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def elided(self) -> str:
        """What is painted."""
        line, room = " ".join(self.text().split()), self.contentsRect().width()
        while self._between and self._between in line and self.fontMetrics().horizontalAdvance(line) > room:
            line = line.rpartition(self._between)[0].rstrip()
        return self.fontMetrics().elidedText(line, self._mode, room)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        style.drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()) | int(Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self.elided(),
            self.foregroundRole(),
        )

    def _tell(self) -> None:
        cut = self.elided() != " ".join(self.text().split())
        set_tip(self, self.text() if cut else "")
