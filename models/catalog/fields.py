"""A table of the file, whose values are taken out one by one with their type and bounds, and nothing is left over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from models.catalog.values import BadCatalog

T = TypeVar("T", int, float)
_MISSING: Any = object()
_COUNT = re.compile(r"(\d+(?:\.\d+)?)([MBT])")
_COUNTS = {"M": 10**6, "B": 10**9, "T": 10**12}
_SIZE = re.compile(r"(~?)(\d+(?:\.\d+)?) ?([kMGT]B|[KMGT]iB)")
_SIZES = {
    **{f"{letter}B": 1000**power for power, letter in enumerate("kMGT", 1)},
    **{f"{letter}iB": 1024**power for power, letter in enumerate("KMGT", 1)},
}


@dataclass(slots=True)
class Table:
    """A table and its place. Each reader raises `BadCatalog` with the place of the value."""

    values: Mapping[str, Any]
    where: str
    _taken: set[str] = field(default_factory=set)

    def place(self, key: str) -> str:
        return f"{self.where}.{key}".lstrip(".")

    def fault(self, key: str, what: str) -> BadCatalog:
        return BadCatalog(self.place(key), what)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = _MISSING) -> Any:
        """A value that is exactly of `kind` (true is no number); `default` where it is missing."""
        self._taken.add(key)
        value = self.values.get(key, _MISSING)
        if value is _MISSING:
            if default is _MISSING:
                raise self.fault(key, "is missing")
            return default
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if type(value) not in kinds:
            raise self.fault(key, f"is {type(value).__name__}, not {' or '.join(each.__name__ for each in kinds)}")
        return value

    def text(self, key: str, pattern: str = r"\S(.*\S)?", default: Any = _MISSING) -> str:
        """A line that is wholly like `pattern`; without one, any that is not empty."""
        value: str = self.take(key, str, default)
        if value != default and not re.fullmatch(pattern, value):
            raise self.fault(key, f"cannot be {value!r}")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: Any = _MISSING) -> Any:
        value = self.take(key, str, default)
        if value not in choices:
            raise self.fault(key, f"is {value!r}, not one of {', '.join(choices)}")
        return value

    def number(self, key: str, low: T, high: T, default: Any = _MISSING) -> Any:
        """A number from `low` to `high`, whole where these are."""
        value = self.take(key, int if isinstance(low, int) else (int, float), default)
        if value != default and not low <= value <= high:
            raise self.fault(key, f"is {value}, not between {low} and {high}")
        return value

    def texts(self, key: str, pattern: str, default: Any = _MISSING) -> tuple[str, ...]:
        value = self.take(key, list, default)
        for each in value:
            if not isinstance(each, str) or not re.fullmatch(pattern, each):
                raise self.fault(key, f"cannot hold {each!r}")
        return tuple(value)

    def count(self, key: str, default: Any = _MISSING) -> int:
        """A number of weights: 494032768, "671B" or "1.78B"."""
        value = self.take(key, (int, str), default)
        if isinstance(value, str):
            said = _COUNT.fullmatch(value)
            if said is None:
                raise self.fault(key, f"cannot be {value!r}")
            value = round(float(said[1]) * _COUNTS[said[2]])
        if not 10**6 <= value <= 10**14:
            raise self.fault(key, f"cannot be {value}")
        return int(value)

    def size(self, key: str) -> tuple[int, bool]:
        """Bytes, and whether they are an estimate: 98765432, "4.68 GB", "14.4 GiB" or "~404 GB"."""
        value = self.take(key, (int, str))
        if isinstance(value, int):
            return value, False
        said = _SIZE.fullmatch(value)
        if said is None:
            raise self.fault(key, f"cannot be {value!r}")
        return round(float(said[2]) * _SIZES[said[3]]), bool(said[1])

    def table(self, key: str, default: Any = _MISSING) -> "Table":
        return Table(self.take(key, dict, default), self.place(key))

    def tables(self, key: str, default: Any = _MISSING) -> "list[Table]":
        """Several tables, each by the place of its number."""
        found = self.take(key, list, default)
        if not all(isinstance(each, dict) for each in found):
            raise self.fault(key, "holds something that is no table")
        return [Table(each, f"{self.place(key)}[{number}]") for number, each in enumerate(found)]

    def done(self) -> None:
        """Raises where there is a key that nobody asked for."""
        for key in self.values:
            if key not in self._taken:
                raise self.fault(key, "is not known")
