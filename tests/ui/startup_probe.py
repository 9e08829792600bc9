"""Starts the program as a person does and says, as one JSON line, how soon one could type and what it then weighs.

    python tests/ui/startup_probe.py BORN

BORN is the time (`time.time()`) at which the command was given.
"""

import gc

gc.disable()  # as app.__main__ does while it imports

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import psutil  # noqa: E402
from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app import main as program  # noqa: E402

gc.freeze()
gc.enable()

IDLE_MS = 4000
"""Long enough for the starter to be loaded and everything after it to settle."""


def watch(application: QApplication, born: float) -> None:
    """Type one letter as soon as the event loop runs; look again when everything is quiet."""
    found: dict[str, object] = {}

    def type_one() -> None:
        field = application.focusWidget()
        if field is None:
            QTimer.singleShot(5, type_one)
            return
        QTest.keyClick(field, "x")
        application.processEvents()
        found["typed"] = field.toPlainText()
        found["typeable_s"] = time.time() - born

    def weigh() -> None:
        found["rss_mb"] = psutil.Process().memory_info().rss / 1e6
        found["llama_cpp"] = any(name.split(".")[0] == "llama_cpp" for name in sys.modules)
        print(json.dumps(found), flush=True)
        application.closeAllWindows()

    QTimer.singleShot(0, type_one)
    QTimer.singleShot(IDLE_MS, weigh)


def main() -> int:
    make = program.make_application

    def make_and_watch() -> QApplication:
        application = make()
        watch(application, float(sys.argv[1]))
        return application

    program.make_application = make_and_watch
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
