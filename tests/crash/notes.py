"""Notes that outlive whoever made them: lines with a time, appended to a file.

Times are of the system's monotonic clock, so that processes can compare them.
"""

import os
import time

FILE = "SIBIAN_ENGINE_WITNESS"
"""The variable that names the file. The engine's own prefix lets it through to this process."""


class Witness:
    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, *words: object) -> None:
        os.write(self._fd, (" ".join(map(str, (f"{time.monotonic():.6f}", *words))) + "\n").encode())
