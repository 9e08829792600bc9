"""From a comparison of traces to what its page shows."""

from PySide6.QtCore import QCoreApplication

from app.explore.comparing import Comparison
from app.explore.values import TraceView
from app.trace.align import Row
from app.trace.candidates import share_after
from app.ui.compare.states import Cell, Column, Compared, Line
from app.ui.explorer import present, wording
from app.ui.explorer.states import Stretch, Timeline
from app.ui.explorer.wording import shortened

WORDS = 400
"""Characters of a step that its cell may show."""


def compared(comparison: Comparison, names: tuple[str, ...]) -> Compared:
    """`names`: of the versions, in their order."""
    translate = QCoreApplication.translate
    labels = (
        translate("Compare", "Thinking"),
        translate("Compare", "Answer"),
        translate("Compare", "Steps, only here"),
        translate("Compare", "Doubts, other ways, checks"),
        translate("Compare", "Candidates, changes"),
        translate("Compare", "Final answer first at"),
        translate("Compare", "Answer says"),
        translate("Compare", "Remarks"),
    )
    columns = tuple(
        Column(view.source.answer_id, name, _facts(comparison, place), _strip(view))
        for place, (view, name) in enumerate(zip(comparison.views, names, strict=True))
    )
    lines = tuple(_line(comparison, row, names) for row in comparison.rows)
    answers = tuple(tuple(Stretch(each.kind, each.text) for each in edits) for edits in comparison.answers)
    return Compared(labels, columns, lines, answers, _summary(comparison, names))


def _strip(view: TraceView) -> Timeline:
    return present.timeline(view, present.rows(view), {})


def _facts(comparison: Comparison, place: int) -> tuple[str, ...]:
    translate, view = QCoreApplication.translate, comparison.views[place]
    figures, found = view.source.figures, view.analysis.candidates
    over = view.overview.doubts
    first = found.first_confirmed
    share = None if first is None else 1 - share_after(first.step, [end - start for start, end in view.ranges])
    return (
        _length(figures.thinking_tokens, len(view.thinking), figures.thinking_seconds),
        _length(figures.answer_tokens, len(view.answer), figures.answer_seconds),
        translate("Compare", "{steps}, {only}").format(
            steps=wording.number(len(view.analysis.steps)), only=wording.number(comparison.only(place))
        ),
        f"{over.doubts}, {over.switches}, {over.checks}",
        f"{len(found.all)}, {found.changes}",
        "–" if share is None else wording.percent(share),
        shortened(found.value, 60) if found.value else "–",
        translate("Compare", ", ").join(wording.flag(each.name) for each in view.analysis.flags) or "–",
    )


def _length(tokens: int | None, characters: int, seconds: float | None) -> str:
    translate = QCoreApplication.translate
    text = translate("Compare", "{count} tokens") if tokens else translate("Compare", "{count} characters")
    said = text.format(count=wording.number(tokens or characters))
    return f"{said}, {wording.duration(seconds)}" if seconds else said


def _line(comparison: Comparison, row: Row, names: tuple[str, ...]) -> Line:
    cells: list[Cell | None] = []
    for view, step in zip(comparison.views, row.cells, strict=True):
        if step is None:
            cells.append(None)
            continue
        found = view.analysis.steps[step]
        text = " ".join(found.text[:WORDS].split())
        cells.append(Cell(step, step + 1, view.analysis.kinds[step].kind, text))
    if row.only is not None and len(row.cells) > 1:
        note = QCoreApplication.translate("Compare", "only {name}").format(name=names[row.only])
    else:
        note = QCoreApplication.translate("Compare", "{percent} alike").format(percent=wording.percent(row.likeness))
    return Line(tuple(cells), note, row.only)


def _summary(comparison: Comparison, names: tuple[str, ...]) -> str:
    translate = QCoreApplication.translate
    values = {view.analysis.candidates.final for view in comparison.views}
    if None in values:
        agree = translate("Compare", "Whether the answers agree cannot be told from their words.")
    elif len(values) == 1:
        agree = translate("Compare", "All answers come to the same.")
    else:
        agree = translate("Compare", "The answers differ.")
    shared = sum(all(cell is not None for cell in row.cells) for row in comparison.rows)
    return (
        agree + " " + translate("Compare", "Steps that all of them have: {count}.").format(count=wording.number(shared))
    )
