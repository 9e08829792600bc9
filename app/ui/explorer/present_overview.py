"""The five lines with which the explorer opens: what was measured, as sentences that lead to their places."""

from PySide6.QtCore import QCoreApplication

from app.explore.measured import Measured
from app.explore.values import TraceView
from app.explore.weighing import value_of
from app.trace.kinds import quality
from app.trace.values import normalise
from app.ui.conversation.places import visible
from app.ui.explorer import present_measured, wording
from app.ui.explorer.states import Line, Place
from app.ui.explorer.wording import shortened

KINDS_SAID = 3


def lines(view: TraceView, measured: Measured | None = None) -> list[Line]:
    """What happened, in five lines; one more where the answer was measured, and for everything worth a warning."""
    settled = present_measured.course(measured) if measured is not None else None
    more = [settled] if settled is not None else []
    return [_length(view), _course(view), _doubts(view), _certainty(view), _outcome(view), *more, *_warnings(view)]


def note() -> str:
    """How far it can be trusted."""
    known = quality()
    if not known.steps:
        return QCoreApplication.translate("Overview", "Kinds and marks are guesses from the words.")
    return QCoreApplication.translate(
        "Overview",
        "Kinds are guessed by a small classifier (right for {accuracy} of {steps} labelled steps of problems it never "
        "saw, macro-F1 {f1}); marks and links go by words.",
    ).format(
        accuracy=wording.percent(known.accuracy),
        steps=wording.number(known.steps),
        f1=wording.number(known.macro_f1, 2),
    )


def _warnings(view: TraceView) -> list[Line]:
    made = []
    for flag in view.analysis.flags:
        place = Place(flag.places[0][0]) if flag.places else None
        made.append(Line(wording.flag(flag.name) + ".", place, _go(place), grave=True))
    return made


def _go(place: Place | None, text: str = "") -> str:
    return (text or QCoreApplication.translate("Overview", "Show")) if place is not None else ""


def _length(view: TraceView) -> Line:
    translate, length = QCoreApplication.translate, view.overview.length
    if length.tokens:
        text = translate("Overview", "{tokens} tokens of thinking in {steps} steps").format(
            tokens=wording.number(length.tokens), steps=wording.number(length.steps)
        )
    else:
        text = translate("Overview", "{characters} characters of thinking in {steps} steps").format(
            characters=wording.number(len(view.thinking)), steps=wording.number(length.steps)
        )
    if length.seconds:
        text += translate("Overview", ", {time}").format(time=wording.duration(length.seconds))
    if length.answer_tokens:
        text += translate("Overview", "; {tokens} tokens of answer").format(tokens=wording.number(length.answer_tokens))
    return Line(text + translate("Overview", "."))


def _course(view: TraceView) -> Line:
    translate, course = QCoreApplication.translate, view.overview.course
    kinds = translate("Overview", ", ").join(
        f"{wording.kind_short(kind)} {wording.percent(part)}" for kind, part in course.kinds[:KINDS_SAID]
    )
    phases = len(view.analysis.phases)
    if not course.reconsiderations:
        text = translate("Overview", "Phases: {phases}, nothing was reconsidered; mostly {kinds}.")
    else:
        text = translate("Overview", "Phases: {phases}, of them reconsiderations: {times}; mostly {kinds}.")
    said = text.format(phases=phases, times=course.reconsiderations, kinds=kinds)
    first = next((each.first for each in view.analysis.phases if each.name == "reconsideration"), None)
    place = Place(first) if first is not None else None
    return Line(said, place, _go(place, translate("Overview", "First reconsideration")))


def _doubts(view: TraceView) -> Line:
    translate, doubts = QCoreApplication.translate, view.overview.doubts
    text = translate("Overview", "Steps that doubt: {doubts}, take another way: {switches}, check: {checks}.").format(
        doubts=wording.number(doubts.doubts),
        switches=wording.number(doubts.switches),
        checks=wording.number(doubts.checks),
    )
    place = Place(doubts.first_doubt) if doubts.first_doubt is not None else None
    return Line(text, place, _go(place, translate("Overview", "First doubt")))


def _certainty(view: TraceView) -> Line:
    translate, tokens = QCoreApplication.translate, view.source.tokens
    if not view.forks:
        return Line(translate("Overview", "How sure it was of its words is not known: no figures of tokens were kept."))
    token = view.forks[0]
    spot = view.spots.letters(token)
    text = view.thinking[spot[1] : spot[2]] if spot is not None and spot[0] == "thinking" else ""
    step = step_of(view, token)
    said = translate("Overview", "Least certain at token {token} “{text}” in step {step} (entropy {entropy}).").format(
        token=wording.number(token + 1),
        text=visible(shortened(text, 30)) if text.strip() else visible(text),
        step=wording.number(step + 1),
        entropy=wording.number(tokens.entropy[token], 2),
    )
    place = Place(step, token)
    return Line(said, place, _go(place, translate("Overview", "Least certain token")))


def _outcome(view: TraceView) -> Line:
    translate, outcome = QCoreApplication.translate, view.overview.outcome
    if outcome.first is None:
        nothing = translate("Overview", "No candidate answer was found in the thinking.")
        return Line(" ".join(filter(None, (nothing, _judged(view)))))
    value = shortened(view.analysis.candidates.all[0].value, 40)
    text = translate(
        "Overview", "Candidate answers: {count}, changed: {changes}; the first, “{value}”, in step {step}."
    ).format(
        value=value,
        step=wording.number(outcome.first + 1),
        count=wording.number(outcome.candidates),
        changes=wording.number(outcome.changes),
    )
    if outcome.after is not None:
        text += " " + translate(
            "Overview", "{share} of the thinking came after the final answer first stood there."
        ).format(share=wording.percent(outcome.after))
    place = Place(outcome.first)
    said = " ".join(filter(None, (text, _judged(view))))
    return Line(said, place, _go(place, translate("Overview", "First candidate")))


def _judged(view: TraceView) -> str:
    """Whether the answer is the reference, where there is one and the answer comes to something."""
    reference, value = view.source.reference, value_of(view.answer) if view.answer else None
    if reference is None or value is None:
        return ""
    if normalise(value) == normalise(reference):
        text = QCoreApplication.translate("Overview", "The answer is right by the reference, “{reference}”.")
    else:
        text = QCoreApplication.translate("Overview", "The answer is not the reference, “{reference}”.")
    return text.format(reference=shortened(reference, 40))


def step_of(view: TraceView, token: int) -> int:
    """The step that a token belongs to; that of the nearest before it where it belongs to none."""
    found = 0
    for place, (start, _) in enumerate(view.ranges):
        if start > token:
            break
        found = place
    return found
