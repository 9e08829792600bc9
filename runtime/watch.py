"""Which marks the splitter looks for in each of its three states, compiled from a family's row in the table.

Pure look-up: `runtime.channels` decides what a mark that was found means where it stands.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from typing import Literal

from runtime.markers import Family

State = Literal["unknown", "thinking", "answer"]


class Role(Enum):
    """What a mark does where it counts."""

    OPEN = auto()
    CLOSE = auto()
    ANSWER = auto()
    WRAP = auto()
    UNWRAP = auto()
    DROP = auto()
    HEADER = auto()


class Watch:
    """The marks that matter in one state. A mark has one role in each."""

    def __init__(self, roles: dict[str, Role]) -> None:
        self.roles = roles
        # Longest first: where one mark begins another, the longer one decides.
        self._marks = sorted(roles, key=len, reverse=True)
        firsts = "".join(sorted({mark[0] for mark in roles}))
        self._first = re.compile(f"[{re.escape(firsts)}]") if firsts else None

    def find(self, text: str, at: int) -> int:
        """Where, from `at` on, the next mark could begin; the text's length if nowhere."""
        found = self._first.search(text, at) if self._first else None
        return found.start() if found else len(text)

    def match(self, text: str, at: int, final: bool) -> str | None:
        """The mark that stands at `at`; "" if none does; None if that depends on text still to come."""
        for mark in self._marks:
            if text.startswith(mark, at):
                return mark
            if not final and len(text) - at < len(mark) and mark.startswith(text[at:]):
                return None
        return ""


@lru_cache(maxsize=256)
def watch_for(family: Family, state: State, opening: str | None = None) -> Watch:
    """What to look for in `state`; `opening` is the mark that opened the thinking, None if the prompt did."""
    headers = family.header.starts if family.header else ()
    roles: dict[str, Role] = {}

    def add(marks: Iterable[str], role: Role) -> None:
        for mark in marks:
            roles.setdefault(mark, role)

    add(headers, Role.HEADER)
    if state == "thinking":
        if opening is None:
            add(family.opens, Role.OPEN)
            add((mark for mark in family.closes if mark not in family.never_alone), Role.CLOSE)
        add((closing for mark, closing in family.pairs if mark == opening), Role.CLOSE)
        add((mark for mark in family.answers if mark not in family.first_only), Role.ANSWER)
    elif state == "unknown":
        add(family.opens, Role.OPEN)
        add((mark for mark in family.closes if mark not in family.never_alone), Role.CLOSE)
        add(family.answers, Role.ANSWER)
        add((first for first, _ in family.wrappers), Role.WRAP)
    else:
        add((mark for mark in family.opens if mark not in family.first_only), Role.OPEN)
        add((mark for mark in family.answers if mark not in family.first_only), Role.ANSWER)
        add((first for first, _ in family.wrappers), Role.WRAP)
        add((last for _, last in family.wrappers), Role.UNWRAP)
    add(family.drops, Role.DROP)
    return Watch(roles)
