"""A plan in words and bars: why weights run well or not, what each device holds, and what can be moved. Pure."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.engine.options import LoadOptions
from app.ui.library import wording
from app.ui.library.states import Bar, Fit, PlanState
from app.ui.model.placement import device_name
from models.hardware import Hardware
from models.plan import MAIN_MEMORY, Placement, Plan, Share, Wishes
from models.shape import Shape

CACHE_TYPES = ("f16", "q8_0", "q5_1", "q4_0")
"""What the plan offers; the dialog of load options has the rest."""
SHORTEST, LONGEST = 2048, 1_048_576
"""Of the contexts that are offered where nobody says how long the weights were trained for."""
UNSAID = 131_072
LOAD_DEFAULTS = dataclasses.asdict(LoadOptions())


def fit_of(plan: Plan, layers: int) -> Fit:
    """The badge of a plan. layers: of the weights, without the output."""
    return wording.fit(plan.fit, reason(plan, layers))


def reason(plan: Plan, layers: int) -> str:
    """Why it runs as it does, in a sentence or two."""
    translate = QCoreApplication.translate
    if plan.missing:
        text = translate("LibraryFit", "It needs {missing} more than this computer has to give.")
        return text.format(missing=wording.ram(plan.missing))
    text = translate("LibraryFit", "{where}; it writes about {rate} tokens a second.")
    if plan.fit == "slow":
        text = translate("LibraryFit", "{where}; it writes only about {rate} tokens a second.")
    said = text.format(where=_where(plan.placement, layers), rate=wording.rate(plan.tokens_per_s))
    if plan.crowded:
        crowded = translate("LibraryFit", "Other programs hold {size} of the memory that it needs: close some first.")
        said = f"{said} {crowded.format(size=wording.ram(plan.crowded))}"
    return said


def _where(placement: Placement, layers: int) -> str:
    translate = QCoreApplication.translate
    whole = layers + 1
    on_gpu = whole if placement.gpu_layers < 0 else placement.gpu_layers
    if not on_gpu:
        return translate("LibraryFit", "All of it lies in main memory")
    if on_gpu < whole:
        text = translate("LibraryFit", "{part} of {whole} layers lie on the GPU, the others in main memory")
        return text.format(part=wording.number(on_gpu), whole=wording.number(whole))
    if placement.experts_on_cpu:
        return translate("LibraryFit", "Attention and context lie on the GPU, experts in main memory")
    return translate("LibraryFit", "All of it lies on the GPU")


# ---- the pane of the plan -------------------------------------------------------------------------------------------


def contexts(trained: int) -> tuple[int, ...]:
    """What the slider offers: doubling, and at the end just as many as the weights were trained for."""
    most = min(trained or UNSAID, LONGEST)
    steps = []
    at = SHORTEST
    while at < most:
        steps.append(at)
        at *= 2
    return (*steps, most)


def plan_state(shape: Shape, hardware: Hardware, wishes: Wishes, plan: Plan) -> PlanState:
    """Everything the pane shows."""
    placement = plan.placement
    layers, mixtures = len(shape.layers), len(shape.expert_layers)
    steps = contexts(shape.context)
    if placement.n_ctx not in steps:
        steps = tuple(sorted((*steps, placement.n_ctx)))
    translate = QCoreApplication.translate
    return PlanState(
        fit=fit_of(plan, layers),
        contexts=steps,
        context=placement.n_ctx,
        trained=shape.context,
        layers=layers + 1 if hardware.devices else 0,
        gpu_layers=_count(placement.gpu_layers, layers + 1),
        expert_layers=mixtures if hardware.devices else 0,
        experts_on_cpu=_count(placement.experts_on_cpu, mixtures),
        types=CACHE_TYPES if placement.type_k in CACHE_TYPES else (*CACHE_TYPES, placement.type_k),
        type_kv=placement.type_k,
        aim=wishes.aim,
        bars=bars(plan.shares, hardware),
        writing=translate("Library", "Writes about {rate} tokens/s").format(rate=wording.rate(plan.tokens_per_s)),
        reading=translate("Library", "reads about {rate} tokens/s").format(rate=wording.rate(plan.prefill_per_s)),
        missing=_missing(plan),
        estimated=shape.estimated,
        moved=wishes != Wishes(aim=wishes.aim),
    )


def bars(shares: Sequence[Share], hardware: Hardware) -> tuple[Bar, ...]:
    """What devices hold; those that hold nothing and can hold nothing are left out."""
    return tuple(
        Bar(called(share.device, hardware), share.weights, share.kv, share.compute, share.capacity)
        for share in shares
        if share.total or share.capacity
    )


def called(device: str, hardware: Hardware) -> str:
    """A device as people call it, with llama.cpp's name where several are called so."""
    found = next((each for each in hardware.devices if each.name == device), None)
    if found is None or not found.description:
        return device_name(device)
    alike = [each for each in hardware.devices if each.description == found.description]
    return f"{found.description} ({device})" if len(alike) > 1 else found.description


def heads(shares: Sequence[Share]) -> tuple[str, ...]:
    """Short names of devices for the heads of a table."""
    translate = QCoreApplication.translate
    gpus = [share.device for share in shares if share.device != MAIN_MEMORY]

    def name(device: str) -> str:
        if device == MAIN_MEMORY:
            return translate("Library", "Memory")
        gpu = translate("Library", "GPU")
        return gpu if len(gpus) == 1 else f"{gpu} {gpus.index(device) + 1}"

    return tuple(name(share.device) for share in shares)


def with_wish(wishes: Wishes, name: str, value: Any) -> Wishes:
    """What is wished for after a control was moved; `type_kv` is that of keys and values together."""
    if name == "type_kv":
        return dataclasses.replace(wishes, type_k=value, type_v=value)
    return dataclasses.replace(wishes, **{name: value})


def load_values(placement: Placement) -> dict[str, Any]:
    """A placement as fields of `LoadOptions`, as they are remembered."""
    values = dataclasses.asdict(placement)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if name in LOAD_DEFAULTS}


def _count(number: int, whole: int) -> int:
    return whole if number < 0 else min(number, whole)


def _missing(plan: Plan) -> str:
    translate = QCoreApplication.translate
    if not plan.missing:
        return ""
    text = translate(
        "Library", "{size} are lacking. A shorter context, a coarser KV cache or a smaller quantization needs less."
    )
    return text.format(size=wording.ram(plan.missing))
