"""What the model views show. Pure values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ModelChoice:
    """Weights that can be opened with one click."""

    path: str
    name: str
    starter: bool = False


@dataclass(frozen=True)
class ModelState:
    """The model button: what is open or being opened, and what could be."""

    name: str = ""
    """Of the weights that are open; empty where there are none."""
    path: str = ""
    loading: float | None = None
    """Progress from 0 to 1 while weights are being opened."""
    loading_name: str = ""
    facts: str = ""
    """One line about the open weights: context, family, place."""
    choices: tuple[ModelChoice, ...] = ()


@dataclass(frozen=True)
class SamplingState:
    """The sampling panel: the values in force and those that the makers recommend."""

    values: dict[str, Any] = field(default_factory=dict)
    """Keys of `runtime.protocol.Sampling`, and `max_tokens` (0 for as many as fit)."""
    recommended: dict[str, Any] = field(default_factory=dict)
    model: str = ""
    system: str = ""
    system_prompt_advised: bool = True
