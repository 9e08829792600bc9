"""Turns what the store holds and what is running now into what the transcript shows. Pure."""

from dataclasses import replace

from app.engine.values import Figures, Live, Phase
from app.errors import MESSAGES, EngineError
from app.store.records import Exchange, Generation, Happening
from app.ui.conversation.states import ExchangeState, Likeness, Lineage, Remark, RunFigures, RunPhase
from app.ui.i18n import explain

PHASES: dict[Phase, RunPhase] = {
    Phase.PREPARING: "reading",
    Phase.THINKING: "thinking",
    Phase.ANSWERING: "answering",
    Phase.STOPPING: "stopping",
}
"""Session phases that a reader can tell apart; in every other one a run is still waiting for its engine."""

NO_THINKING = "none"
"""The marker family of weights that do not think aloud."""


def present(exchange: Exchange, live: Live | None, busy: bool) -> ExchangeState:
    """The state of one exchange. `live` is the run in progress, wherever it is; `busy` forbids beginning another."""
    answer, generation = exchange.answer, exchange.generation
    state = ExchangeState(
        question_id=exchange.question.id,
        question=exchange.question.text("text"),
        questions=exchange.questions,
        answer_id=answer.id if answer else None,
        answers=exchange.answers,
        thinking=answer.text("thinking") if answer else "",
        answer=answer.text("answer") if answer else "",
        can_act=not busy,
        checker=exchange.question.checker,
    )
    if generation is None:
        return state
    state = replace(
        state,
        has_thinking=None if generation.ending is None else bool(state.thinking),
        model=generation.model,
        figures=stored_figures(generation),
        ending=generation.ending,
        remarks=remarks(generation.happenings, generation.prefix_tokens, state.answer if generation.ending else None),
        lineage=lineage(generation),
    )
    if live is not None and live.begun.generation == generation.id:
        return running(replace(state, remarks=live_remarks(generation, live)), live, generation.family)
    if generation.ending == "failed":
        fault, next_step = stored_fault(generation)
        return replace(state, fault=fault, next_step=next_step)
    return state


def stored_fault(generation: Generation) -> tuple[str, str]:
    """Sentence and next step of a run that failed. Only the kind of its fault is kept, not its numbers."""
    kind = generation.error if generation.error in MESSAGES else "engine"
    try:
        return explain(EngineError(str(kind), name=generation.model, path=generation.weights))
    except (KeyError, IndexError):
        return explain(EngineError("engine"))


def running(state: ExchangeState, live: Live, family: str) -> ExchangeState:
    """The same exchange with everything the run has said so far."""
    return replace(
        state,
        thinking=live.thinking,
        answer=live.answer,
        has_thinking=False if family == NO_THINKING else (True if live.thinking else None),
        phase=PHASES.get(live.phase, "waiting"),
        ending=None,
        figures=live_figures(live),
    )


def lineage(generation: Generation) -> Lineage | None:
    """Where the run branched off another."""
    kind = generation.origin_kind
    return None if kind is None else Lineage(kind, generation.origin_tokens or 0)


def live_remarks(generation: Generation, live: Live) -> tuple[Remark, ...]:
    """What has been done so far to a thinking that is on its way."""
    return remarks(live.happenings, generation.prefix_tokens, None)


def remarks(happenings: tuple[Happening, ...], before: int, answer: str | None) -> tuple[Remark, ...]:
    """What was done to a thinking. An extension takes the trial answer that was written before it.

    before: tokens carried over, which the engine does not count. answer: None while there is no final one.
    """
    trials = {each.number: each.text for each in happenings if each.kind == "trial"}
    made: list[Remark] = []
    extensions = 0
    for each in happenings:
        if each.kind == "trial" or each.kind == "gauge":
            continue
        trial: str | None = None
        if each.kind == "extended":
            trial = trials.get(extensions)
            extensions += 1
        likeness = None if trial is None or answer is None else compare(trial, answer)
        made.append(Remark(each.kind, before + each.token, each.text, each.tokens, trial, likeness))
    return tuple(made)


def compare(trial: str, answer: str) -> Likeness:
    """A trial answer beside the final one, word for word. That a trial is cut after so many tokens is no difference."""
    tried, came = trial.split(), answer.split()
    if tried == came:
        return "same"
    return "begins" if tried and came[: len(tried)] == tried else "differs"


def live_figures(live: Live) -> RunFigures:
    counted = figures(live.figures)
    return replace(
        counted,
        prompt_tokens=live.prompt_tokens,
        cached_tokens=live.cached_tokens,
        n_ctx=live.n_ctx,
        prefill=live.prefill,
    )


def figures(counted: Figures) -> RunFigures:
    return RunFigures(
        thinking_tokens=counted.thinking_tokens,
        answer_tokens=counted.answer_tokens,
        thinking_s=counted.thinking_s,
        answer_s=counted.answer_s,
        first_token_s=counted.first_token_s,
        first_answer_token_s=counted.first_answer_token_s,
        context_used=counted.context_used,
    )


def stored_figures(generation: Generation) -> RunFigures:
    times = generation.timings
    return RunFigures(
        thinking_tokens=generation.thinking_tokens,
        answer_tokens=generation.answer_tokens,
        thinking_s=times.get("thinking_s") or 0.0,
        answer_s=times.get("answer_s") or 0.0,
        first_token_s=times.get("first_token_s"),
        first_answer_token_s=times.get("first_answer_token_s"),
        prompt_tokens=generation.prompt_tokens,
        cached_tokens=generation.cached_tokens,
    )
