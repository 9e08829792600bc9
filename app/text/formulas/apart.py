"""A paragraph whose displays stand in lines of their own. Knows runs, not where they come from."""

from collections.abc import Iterator

from msgspec.structs import replace

from app.text.blocks import Run

_STOPS = ".,;:!?。，；：！？、"
_SPACE = " \t\n"


def displays(runs: tuple[Run, ...]) -> Iterator[tuple[tuple[Run, ...], bool]]:
    """The parts of `runs`, each with whether it is a display. A full stop right behind one stays with it; the spaces
    around it go, as those at a paragraph's ends do."""
    waiting: list[Run] = []
    rest = list(runs)
    while rest:
        run = rest.pop(0)
        if run.formula != "display":
            waiting.append(run)
            continue
        before = _stripped(waiting)
        if before:
            yield before, False
        waiting = []
        stop = _stop(rest)
        yield (run, stop) if stop else (run,), True
    after = _stripped(waiting)
    if after:
        yield after, False


def _stop(rest: list[Run]) -> Run | None:
    """Takes the full stop away from what follows."""
    if not rest or rest[0].formula or rest[0].code or rest[0].text[:1] not in _STOPS:
        return None
    first = rest[0]
    behind = first.text[1:]
    if behind[:1].strip():
        return None
    if behind:
        rest[0] = replace(first, text=behind)
    else:
        del rest[0]
    return replace(first, text=first.text[0])


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    runs = list(runs)
    while runs and not runs[0].formula:
        text = runs[0].text.lstrip(_SPACE)
        if text:
            runs[0] = replace(runs[0], text=text)
            break
        del runs[0]
    while runs and not runs[-1].formula:
        text = runs[-1].text.rstrip(_SPACE)
        if text:
            runs[-1] = replace(runs[-1], text=text)
            break
        del runs[-1]
    return tuple(runs)
