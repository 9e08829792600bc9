"""What a run begins with: its exact prompt as text and as tokens, and its seed."""

import secrets
from dataclasses import dataclass

from runtime.backend import Backend, Fault, Weights
from runtime.protocol import Generate
from runtime.template import closed_by, opened_by


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a run begins with."""

    text: str
    tokens: list[int]
    """Rendered prompt, prefix, alternative and insert."""
    rendered: int
    """How many of them are the rendered prompt."""
    inserted: list[int]
    opened: bool


def prompt_of(command: Generate, backend: Backend, weights: Weights) -> Prompt:
    """Render and tokenize. Raises TemplateError, Fault("prompt_too_long")."""
    text = backend.render(command.turns, command.thoughts)
    rendered = backend.tokenize(text)
    inserted = [] if command.token is None else [command.token]
    inserted += backend.tokenize_more(command.insert) if command.insert else []
    tokens = [*rendered, *command.prefix, *inserted]
    if len(tokens) >= weights.n_ctx:
        # One more than the prompt itself: a context that holds nothing but the question cannot answer it.
        raise Fault("prompt_too_long", needed=len(tokens) + 1, available=weights.n_ctx)
    opened = opened_by(text, weights.family) and not closed_by(text, weights.family)
    return Prompt(text, tokens, len(rendered), inserted, opened)


def seed_for(wanted: int | None) -> int:
    """A seed that can be reported: llama.cpp takes its highest 32-bit value to mean "draw one of your own"."""
    return secrets.randbelow(0xFFFFFFFF) if wanted is None else wanted % 0xFFFFFFFF
