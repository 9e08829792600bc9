"""Turns what the store holds and what is running now into what the transcript shows. Pure."""

from dataclasses import replace

from app.engine.values import Figures, Live, Phase
from app.errors import MESSAGES, EngineError
from app.store.records import Exchange, Generation
from app.ui.conversation.states import ExchangeState, RunFigures, RunPhase
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
    )
    if generation is None:
        return state
    state = replace(
        state,
        has_thinking=None if generation.ending is None else bool(state.thinking),
        model=generation.model,
        figures=stored_figures(generation),
        ending=generation.ending,
    )
    if live is not None and live.begun.generation == generation.id:
        return running(state, live, generation.family)
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


def live_figures(live: Live) -> RunFigures:
    counted = figures(live.figures)
    return replace(counted, prompt_tokens=live.prompt_tokens, n_ctx=live.n_ctx, prefill=live.prefill)


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
