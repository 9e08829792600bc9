"""The tokens of a generation as columns. Knows nothing of SQL, nor of how they lie on the disk (`app.store.blob`)."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIGURES = ("logprob", "sampled", "entropy", "confidence")
TOPS = ("top_ids", "top_logprob", "top_sampled")
NATS = (*FIGURES, "top_logprob", "top_sampled")
COLUMNS = ("ids", "at", "lengths", "origins", *FIGURES, *TOPS)

Columns = Mapping[str, Sequence[float]]
"""By name; what is absent is missing or empty."""

_CODES = {"ids": "i", "at": "d", "lengths": "I", "origins": "B", "top_ids": "i"} | dict.fromkeys(NATS, "f")
_FILL: dict[str, float] = {"origins": 0, "top_ids": -1} | dict.fromkeys(NATS, float("nan"))
"""What stands where a part of a run has no such column. Without `lengths` no place in the text can be told, so none
are made up."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Columns with one entry for each token, in the order they came. All but `ids` and `at` may be absent (empty).

    Raises ValueError where a column is neither absent nor as long as `ids`.
    """

    ids: Sequence[int] = ()
    at: Sequence[float] = ()
    """Seconds since the run began, to the microsecond; 0.0 for what was carried over from an older run."""
    lengths: Sequence[int] = ()
    """Characters of the raw text that the token completed: 0 for one that ends within a character."""
    origins: Sequence[int] = ()
    """0 sampled, 1 forced by steering, 2 typed by a person."""
    logprob: Sequence[float] = ()
    """Nats, as all that follows: of the token under the raw model. NaN where nobody sampled, here and below."""
    sampled: Sequence[float] = ()
    """Of the token under the sampler, after its cuts, penalties and temperature."""
    entropy: Sequence[float] = ()
    """Of the raw model's distribution."""
    confidence: Sequence[float] = ()
    """DeepConf's C_i: minus the mean of the 20 highest raw log-probabilities (arXiv 2508.15260, section 3)."""
    k: int = 0
    """Width of the columns below, which are `len(ids)` times k, row by row, most probable first."""
    top_ids: Sequence[int] = ()
    """-1 where there is none."""
    top_logprob: Sequence[float] = ()
    top_sampled: Sequence[float] = ()
    """Minus infinity for what the sampler cut."""

    def __post_init__(self) -> None:
        count = len(self.ids)
        if len(self.at) != count:
            raise ValueError(f"{count} ids, but {len(self.at)} times")
        for name in COLUMNS[2:]:
            wanted = count * self.k if name in TOPS else count
            if (found := len(getattr(self, name))) not in (0, wanted):
                raise ValueError(f"{count} ids, but {found} of {name}, which should be {wanted}")

    def __len__(self) -> int:
        return len(self.ids)

    def slice(self, start: int, stop: int | None = None) -> "Tokens":
        """Those from `start` up to but without `stop`, counted as in a list."""
        start, stop, _ = slice(start, stop).indices(len(self.ids))
        return of({name: column[_span(name, start, stop, self.k)] for name, column in columns_of(self).items()})

    def alternatives(self, token: int) -> tuple[tuple[int, float, float], ...]:
        """(id, raw nats, nats under the sampler) of what else could have stood there; NaN for a figure not kept."""
        row = _span("top_ids", token, token + 1, self.k)
        none = (_FILL["top_logprob"],) * self.k
        found = zip(self.top_ids[row], self.top_logprob[row] or none, self.top_sampled[row] or none, strict=True)
        return tuple(each for each in found if each[0] >= 0)


def concat(parts: Iterable[Tokens]) -> Tokens:
    """One run's tokens in a row. A figure that only some parts have is NaN (an id -1) in the others.

    `lengths` that are lacking in one part are lacking in the whole.
    """
    return of(merged([columns_of(part) for part in parts], _CODES, _FILL))


def columns_of(tokens: Tokens) -> dict[str, Sequence[float]]:
    return {name: getattr(tokens, name) for name in COLUMNS}


def of(columns: Columns) -> Tokens:
    """Tokens with these columns; how wide the last ones are is found from their length."""
    count, width = len(columns["ids"]), max(len(columns.get(name, ())) for name in TOPS)
    whole = {name: tuple(map(int, columns.get(name, ()))) for name in ("ids", "lengths", "origins")}
    wide = {name: columns.get(name) or () for name in (*NATS, "top_ids")}
    return Tokens(at=tuple(columns["at"]), k=width // count if count else 0, **whole, **wide)  # type: ignore[arg-type]


def merged(parts: Sequence[Columns], codes: Mapping[str, str], fill: Mapping[str, float]) -> dict[str, "array[Any]"]:
    """The columns of `parts` in a row, as arrays of these codes; see `concat` for what is filled in."""
    parts = [part for part in parts if part["ids"]]
    whole: dict[str, array[Any]] = {name: array(codes[name]) for name in ("ids", "at")}
    for name in COLUMNS:
        there = [bool(part.get(name)) for part in parts]
        if not any(there) or not (all(there) or name in fill):
            continue
        column: array[Any] = array(codes[name])
        width = max(len(part.get(name, ())) // len(part["ids"]) for part in parts)
        for part in parts:
            _extend(column, part.get(name, ()), len(part["ids"]), width, fill.get(name, 0))
        whole[name] = column
    return whole


def _extend(column: "array[Any]", values: Sequence[float], count: int, width: int, fill: float) -> None:
    """Add `count` rows of `width`, filled up where `values` has fewer."""
    has = len(values) // count
    if has == width:
        column.extend(values)
        return
    for start in range(0, count * has or count, has or 1):
        column.extend(values[start : start + has])
        column.extend([fill] * (width - has))


def _span(name: str, start: int, stop: int, k: int) -> slice:
    return slice(start * k, stop * k) if name in TOPS else slice(start, stop)
