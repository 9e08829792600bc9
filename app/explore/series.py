"""What each token of a run measures, computed when it is first looked at: most readers look at none of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.store.tokens import Tokens
from app.trace.confidence import sliding

WINDOW = 64
"""Tokens of DeepConf's sliding mean; its own 2,048 are longer than most traces of a chat."""
PACE = 32
"""Tokens over which a tempo is taken."""


class Series(Mapping[str, Sequence[float]]):
    """Of each token its "confidence" (mean of a window), "entropy" and "tempo", as far as they are known."""

    def __init__(self, tokens: Tokens) -> None:
        self._makers: dict[str, Callable[[], Sequence[float]]] = {}
        self._made: dict[str, Sequence[float]] = {}
        if tokens.confidence:
            self._makers["confidence"] = lambda: _windowed(tokens.confidence)
        if tokens.entropy:
            self._makers["entropy"] = lambda: tokens.entropy
        if tokens.at and tokens.at[-1] > 0:
            self._makers["tempo"] = lambda: _pace(tokens.at)

    def __getitem__(self, name: str) -> Sequence[float]:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _windowed(values: Sequence[float]) -> list[float]:
    """The mean of the window up to each token; at the beginning that of the first window."""
    each = [float("nan") if mean is None else mean for mean in sliding(values, WINDOW)]
    return [each[0]] * (len(values) - len(each)) + each if each else []


def _pace(at: Sequence[float]) -> list[float]:
    """Tokens a second over the `PACE` tokens up to each; NaN where no time passed, as in what was carried over."""
    behind = [at[0]] * min(PACE, len(at)) + list(at[:-PACE])
    return [
        min(PACE, place) / (now - then) if now > then else float("nan")
        for place, (now, then) in enumerate(zip(at, behind, strict=True))
    ]
