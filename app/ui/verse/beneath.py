"""What rules say of an answer, beneath it: in a line, and whole when opened; of verse while it is written too.

Every answer has one, and most are no verse: the rules and what shows them are imported when they are asked for.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from app.forms.findings import Finding
    from app.forms.verse import Report

INDENT = 16
HEIGHT, FAULTS_HEIGHT = 520, 96
"""Pixels of what can be opened, and of the list of faults in it."""


class VerseBeneath(QWidget):
    """Hidden where nobody asked for anything that a rule could check."""

    wished = Signal(str, str)
    """This text is to be looked at on the page for it, by this checker."""
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._checker, self._answer = "", ""
        self._asked: tuple[str, str] | None = None
        self._built = False
        self._report: Report | None = None
        self._found: tuple[Finding, ...] = ()
        self._poems = 0
        self._judged = "", ""
        """What was judged last that is no verse: by what, and which answer."""
        self.hide()

    def show_answer(self, checker: str, answer: str, thinking: str = "", *, growing: bool) -> None:
        """An answer, and what it is judged by; it may be on its way. Only verse is judged before it is whole."""
        if checker != self._checker:
            self._checker, self._asked = checker, _asked(checker)
        changed, self._answer = answer != self._answer, answer
        shown = bool(checker and answer.strip()) and (self._asked is not None or not growing)
        if shown != (not self.isHidden()):
            self.setVisible(shown)
            self.resized.emit()
        if not shown:
            if self._built:
                self._live.stop()
        elif self._asked is not None and (changed or not growing):
            self._build()
            self._live.feed(answer, *self._asked, growing=growing)
        elif self._asked is None and self._judged != (checker, answer):
            self._judged = checker, answer
            self._judge(thinking)

    def wish(self) -> None:
        """Have the answer on the page for verse, whether anybody asked for verse or not."""
        if self._answer:
            self.wished.emit(self._answer, self._checker)

    def show_report(self, report: "Report") -> None:
        from app.ui.verse import wording

        self._build()
        self._report, self._found, self._poems = report, report.findings, len(report.poems)
        level = report.level if report.poems else "出律"
        self._badge.show_value(level, wording.TONES[level])
        self._badge.setVisible(bool(report.poems))
        said = wording.summary(report)
        if said != self._summary.text():
            self._summary.setText(said)
            self.sheet.setAccessibleName(said)
        self._open.setEnabled(bool(report.poems))
        if not self._whole.isHidden():
            self._show_whole()

    def _judge(self, thinking: str) -> None:
        """By a checker of another kind: what it found, without a sheet."""
        from app.groups.grading import verdict
        from app.ui.verse import wording

        found = verdict(self._checker, thinking, self._answer)
        if found is None:
            self.hide()
            return
        self._build()
        self._found, self._poems = found.findings, 0
        faults = sum(each.severity == "error" for each in found.findings)
        self._badge.show_value(self.tr("Fits") if found.passed else self.tr("Does not fit"), _tone(found.passed))
        first = next((wording.sentence(each) for each in found.findings if each.severity == "error"), "")
        more = self.tr("%n fault(s)", "", faults) if faults else self.tr("Checked by rule")
        self._summary.setText(wording.beside(more, first))
        self._open.setText(self.tr("Findings"))
        self._open.setEnabled(bool(found.findings))
        self._page.hide()
        self._area.hide()
        self._whole.setFixedHeight(2 * FAULTS_HEIGHT)
        self.faults.setMaximumHeight(2 * FAULTS_HEIGHT)
        if not self._whole.isHidden():
            self._show_whole()

    def text(self) -> str:
        return self._summary.text() if self._built else ""

    # ---- inside -------------------------------------------------------------------------------------------------

    def _toggle(self, opened: bool) -> None:
        self._whole.setVisible(opened)
        if opened:
            self._show_whole()
        self.resized.emit()

    def _show_whole(self) -> None:
        if self._report is not None:
            self.sheet.show_report(self._report)
        self.faults.show_findings(self._found, self._poems)

    def _point(self, found: "Finding | None") -> None:
        if found is not None:
            self.sheet.tell(found.poem, found.places)

    def _build(self) -> None:
        """Most answers are no verse and need none of this."""
        if self._built:
            return
        from app.ui.verse.faults import FaultList
        from app.ui.verse.live import LiveCheck
        from app.ui.verse.sheet import VerseSheet

        self._built = True
        theme = self._theme
        self._live = LiveCheck(self)
        self._live.checked.connect(self.show_report)
        self._badge, self._summary = Badge("", "plain", theme), ElidedLabel(between="·")
        self._summary.setProperty("role", "hint")
        self._open = QPushButton(self.tr("Tones"))
        self._open.setCheckable(True)
        self._open.setProperty("role", "quiet")
        self._open.setAccessibleName(self.tr("Show every character with its tone"))
        self._open.toggled.connect(self._toggle)
        self._page = page = QPushButton(self.tr("Work on it"))
        page.setProperty("role", "quiet")
        page.setAccessibleName(self.tr("Open this answer on the page where poems are checked"))
        page.clicked.connect(self.wish)
        line = QHBoxLayout()
        line.setContentsMargins(INDENT, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._badge)
        line.addWidget(self._summary, 1)
        line.addWidget(self._open)
        line.addWidget(page)
        self.sheet, self.faults = VerseSheet(theme), FaultList(theme)
        self.faults.pointed.connect(self._point)
        self._area = area = QScrollArea()
        self.sheet.setObjectName("scrolled")  # what the style sheet leaves transparent
        area.setWidget(self.sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.faults.setMaximumHeight(FAULTS_HEIGHT)
        self._whole = QWidget()
        below = QVBoxLayout(self._whole)
        below.setContentsMargins(INDENT, 0, 0, 0)
        below.addWidget(area, 1)
        below.addWidget(self.faults)
        self._whole.setFixedHeight(HEIGHT)
        self._whole.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._whole)


def _tone(passed: bool) -> str:
    return "good" if passed else "error"


def _asked(checker: str) -> tuple[str, str] | None:
    if not checker:
        return None
    from app.groups.grading import verse_of

    return verse_of(checker)
