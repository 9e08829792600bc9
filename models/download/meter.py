"""How fast bytes come in, over the last seconds."""

from collections import deque


class Meter:
    """A sliding window. Times are seconds of any clock that only goes forward."""

    STEP = 0.1
    """Bytes that come within so many seconds are one entry, so that a fast line does not make thousands."""

    def __init__(self, window: float) -> None:
        self._window = window
        self._entries: deque[tuple[float, int]] = deque()
        self._began: float | None = None

    def add(self, now: float, count: int) -> None:
        if self._began is None:
            self._began = now
        if self._entries and now - self._entries[-1][0] < self.STEP:
            began, before = self._entries[-1]
            self._entries[-1] = (began, before + count)
        else:
            self._entries.append((now, count))
        self._drop(now)

    def rate(self, now: float) -> float:
        """Bytes a second; 0 while nothing is known."""
        self._drop(now)
        if self._began is None:
            return 0.0
        # At the beginning the window is only as long as it has been looked at.
        span = min(self._window, max(now - self._began, self.STEP))
        return sum(count for _, count in self._entries) / span

    def reset(self) -> None:
        """The transfer pauses; what comes later says nothing of now."""
        self._entries.clear()
        self._began = None

    def _drop(self, now: float) -> None:
        while self._entries and now - self._entries[0][0] > self._window:
            self._entries.popleft()
