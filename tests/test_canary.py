"""PySide6 must not lose references: 6.12.0 on Python 3.11 drops one of None or True with every call and then aborts.

Where None and True are immortal (Python 3.12 and newer) their counts never move, and this proves nothing there.
"""

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 20_000
DRIFT = 100
"""References that come and go by themselves meanwhile. A leak of one for each call would be far above."""


def test_void_calls_keep_the_references_of_none(qapp: QApplication) -> None:
    label, document = QLabel(), QTextDocument()
    cursor = QTextCursor(document)
    before = sys.getrefcount(None)
    for _ in range(CALLS // 4):
        label.setText("")
        label.update()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        qapp.processEvents()
        document.setModified(False)
    assert abs(sys.getrefcount(None) - before) < DRIFT


def test_calls_that_answer_yes_or_no_keep_the_references_of_true_and_false(qapp: QApplication) -> None:
    thing, timer = QObject(), QTimer()
    before = sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(CALLS):
        thing.blockSignals(True)
        thing.signalsBlocked()
        timer.isActive()
    assert abs(sys.getrefcount(True) - before[0]) < DRIFT
    assert abs(sys.getrefcount(False) - before[1]) < DRIFT
