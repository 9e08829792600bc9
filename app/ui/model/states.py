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
class Place:
    """What lies on one device, in bytes; `working` is what computing needs besides weights and KV cache."""

    device: str
    weights: int = 0
    kv: int = 0
    working: int = 0


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
    places: tuple[Place, ...] = ()
    """Where the open weights really went."""


@dataclass(frozen=True)
class DeviceChoice:
    """An accelerator. Memory in bytes; 0 where it does not say."""

    name: str
    description: str = ""
    memory_free: int = 0
    memory_total: int = 0


@dataclass(frozen=True)
class LoadFacts:
    """What is known of weights and machine before a load, so that only what can matter is asked for.

    layers, experts, trained: of the weights (their length of context); 0 where not known, or none.
    rpc: whether this build of llama.cpp can use the devices of other machines.
    """

    name: str = ""
    layers: int = 0
    experts: int = 0
    trained: int = 0
    devices: tuple[DeviceChoice, ...] = ()
    rpc: bool = True
    families: tuple[str, ...] = ()


@dataclass(frozen=True)
class SamplingState:
    """The sampling panel: the values in force and those that the makers recommend."""

    values: dict[str, Any] = field(default_factory=dict)
    """Keys of `runtime.protocol.Sampling`, and `max_tokens` (0 for as many as fit)."""
    recommended: dict[str, Any] = field(default_factory=dict)
    model: str = ""
    system: str = ""
    system_prompt_advised: bool = True
