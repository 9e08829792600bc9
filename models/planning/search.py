"""Finds the placement: as much as fits on the fastest devices, a context as long as is comfortable.

Dense layers go to devices from the last one on; of mixtures, attention and context go first, and as many experts as
still fit. More on devices is always faster here, so each search is for the largest number that fits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.hardware import Hardware
from models.planning.bill import Places, bill, capacities, places_of
from models.planning.graph import MAIN
from models.planning.speed import Speed, speed_of
from models.planning.values import BATCH, CACHE_BLOCKS, LANES, Fit, Placement, Plan, Share, Wishes
from models.shape import Shape

CONTEXTS = (32_768, 16_384, 8192)
"""What is tried where nobody wishes for a length, the most comfortable first."""
_LEAST_CONTEXT = 4096
"""Tried where none of these fits: enough for a question and a short thought."""
WELL, SLOW = 6.0, 2.0
"""Tokens a second: what people read, and what they do not wait for."""
_COMFORT = 0.9
"""The part of the best speed that a longer context may leave."""
_WORTH_IT = 1.25
"""How much faster a quantized cache must be, where it changes nothing else."""
_PROMPT_BATCH = 2048
"""Tokens at once where experts are brought to a card for each batch: the more of them, the fewer trips."""
_SMALL_BATCH = 128
_RANKS: dict[Fit, int] = {"well": 0, "experts_in_memory": 1, "partly": 1, "slow": 2, "too_large": 3}


@dataclass(frozen=True, slots=True)
class _Attempt:
    placement: Placement
    shares: tuple[Share, ...]
    speed: Speed
    missing: int
    fit: Fit
    whole: bool
    """Whether it fits with everything on the fastest kind of place there is."""

    @property
    def rank(self) -> int:
        return _RANKS[self.fit]


def rank(fit: Fit) -> int:
    """0 for what runs best; the same for what is as good."""
    return _RANKS[fit]


def plan(shape: Shape, hardware: Hardware, wishes: Wishes = Wishes()) -> Plan:  # noqa: B008 - a frozen value
    """How these weights would be opened on this machine, within what was wished for.

    Where they do not fit the plan says so (`fit`, `missing`) and is the one that lacks least. Raises KeyError for a
    type of cache that ggml does not have.
    """
    chosen = _best(shape, hardware, wishes)
    if _may_quantize(shape, wishes) and not chosen.whole and shape.weights <= sum(capacities(hardware)):
        small = replace(wishes, type_k=wishes.type_k or "q8_0", type_v=wishes.type_v or "q8_0")
        other = _best(shape, hardware, small)
        if other.rank < chosen.rank or (
            other.rank == chosen.rank and other.speed.writing > _WORTH_IT * chosen.speed.writing
        ):
            chosen = other
    chosen = _with_larger_batch(shape, hardware, wishes, chosen)
    needed = _in_main_memory(chosen.shares, hardware)
    return Plan(
        fit=chosen.fit,
        placement=chosen.placement,
        shares=chosen.shares,
        tokens_per_s=chosen.speed.writing,
        prefill_per_s=chosen.speed.reading,
        missing=chosen.missing,
        crowded=max(0, needed - hardware.free_memory),
    )


# ---- contexts and caches --------------------------------------------------------------------------------------------


def _best(shape: Shape, hardware: Hardware, wishes: Wishes) -> _Attempt:
    bases = _bases(shape, wishes)
    if shape.weights > sum(capacities(hardware)):
        return _quickest(shape, hardware, wishes, bases[-1])  # hopeless at any length
    attempts: list[_Attempt] = []
    for base in bases:
        if base.n_ctx == _LEAST_CONTEXT and not all(attempt.missing for attempt in attempts):
            break
        attempts.append(_quickest(shape, hardware, wishes, base))
        if attempts[-1].whole:
            break  # a shorter context would change nothing
    return _comfortable(attempts)


def _bases(shape: Shape, wishes: Wishes) -> list[Placement]:
    """Placements that say everything but where layers lie, one for each context worth trying."""
    most = shape.context or (1 << 31) - 1
    lengths = (wishes.context,) if wishes.context else (*CONTEXTS, _LEAST_CONTEXT)
    batch = wishes.batch or max(BATCH, wishes.ubatch or 0)
    key = wishes.type_k or "f16"
    base = Placement(
        n_ctx=1,
        kv_on_gpu=wishes.kv_on_gpu is not False,
        type_k=key,
        type_v=key if shape.latent else wishes.type_v or "f16",
        n_batch=batch,
        n_ubatch=min(wishes.ubatch or BATCH, batch),
        lanes=wishes.lanes or LANES,
    )
    return [replace(base, n_ctx=each) for each in dict.fromkeys(max(1, min(length, most)) for length in lengths)]


def _comfortable(attempts: Sequence[_Attempt]) -> _Attempt:
    """The longest context that costs neither the fit nor much of the speed; `attempts` come with the longest first."""
    best = min(attempt.rank for attempt in attempts)
    if best == _RANKS["too_large"]:
        return min(attempts, key=lambda attempt: attempt.missing)
    good = [attempt for attempt in attempts if attempt.rank == best]
    fastest = max(attempt.speed.writing for attempt in good)
    return next(attempt for attempt in good if attempt.speed.writing >= _COMFORT * fastest)


def _may_quantize(shape: Shape, wishes: Wishes) -> bool:
    hyper = shape.hyper
    rows = (hyper.kv_rank + hyper.rope_length,) if shape.latent else (hyper.key_length, hyper.value_length)
    free = wishes.type_k is None and wishes.type_v is None
    return wishes.aim == "speed" and free and all(row % CACHE_BLOCKS["q8_0"] == 0 for row in rows)


def _with_larger_batch(shape: Shape, hardware: Hardware, wishes: Wishes, chosen: _Attempt) -> _Attempt:
    """Prompts are read faster in larger pieces where weights must travel for each."""
    placement = chosen.placement
    asked = wishes.batch is not None or wishes.ubatch is not None
    if asked or placement.experts_on_cpu == 0 or placement.n_ctx < _PROMPT_BATCH or chosen.missing:
        return chosen
    larger = _quickest(
        shape,
        hardware,
        replace(wishes, batch=_PROMPT_BATCH, ubatch=_PROMPT_BATCH),
        replace(placement, n_batch=_PROMPT_BATCH, n_ubatch=_PROMPT_BATCH),
    )
    same = larger.rank <= chosen.rank and larger.speed.writing >= 0.98 * chosen.speed.writing
    return larger if same and larger.speed.reading > _WORTH_IT * chosen.speed.reading else chosen


# ---- layers and experts ---------------------------------------------------------------------------------------------


def _quickest(shape: Shape, hardware: Hardware, wishes: Wishes, base: Placement) -> _Attempt:
    attempts = [_attempt(shape, hardware, each) for each in _placements(shape, hardware, wishes, base)]
    if all(attempt.missing for attempt in attempts) and wishes.ubatch is None and base.n_ubatch > _SMALL_BATCH:
        return _quickest(shape, hardware, wishes, replace(base, n_ubatch=_SMALL_BATCH))
    fitting = [attempt for attempt in attempts if not attempt.missing]
    if fitting:
        return max(fitting, key=lambda attempt: attempt.speed.writing)
    return min(attempts, key=lambda attempt: attempt.missing)


def _placements(shape: Shape, hardware: Hardware, wishes: Wishes, base: Placement) -> Iterator[Placement]:
    """Those that may be the best for one context."""
    every, mixtures = len(shape.layers) + 1, len(shape.expert_layers)
    layers = _number(wishes.gpu_layers, every)
    experts = _number(wishes.experts_on_cpu, mixtures)

    def at(layers: int, experts: int) -> Placement:
        placement = replace(
            base,
            gpu_layers=-1 if layers == every else layers,
            experts_on_cpu=-1 if experts == mixtures and mixtures else experts,
        )
        return replace(placement, tensor_split=_split(shape, hardware, placement))

    def fits(placement: Placement) -> bool:
        return not any(share.over for share in bill(shape, hardware, placement)[1:])

    if not hardware.devices:
        yield at(layers if wishes.gpu_layers is not None and layers is not None else 0, experts or 0)
        return
    most = every if layers is None else layers
    if experts is None and mixtures:
        kept = _least(mixtures, lambda number: fits(at(most, number)))
        yield at(most, kept)
        experts = mixtures
    if layers is None:
        left_out = _least(every, lambda number: fits(at(every - number, experts or 0)))
        yield at(every - left_out, experts or 0)
        if left_out < every and any(device.kind != "integrated" for device in hardware.devices):
            yield at(0, 0)  # a few layers may not be worth the way there and back
    else:
        yield at(layers, experts or 0)


def _number(wished: int | None, most: int) -> int | None:
    if wished is None:
        return None
    return most if wished < 0 else min(wished, most)


def _least(most: int, good: Callable[[int], bool]) -> int:
    """The smallest number up to `most` that is good, where larger ones are as good; `most` where none is."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if good(middle):
            high = middle
        else:
            low = middle + 1
    return low


# ---- several devices ------------------------------------------------------------------------------------------------


def _split(shape: Shape, hardware: Hardware, placement: Placement) -> tuple[float, ...]:
    """Layers for each device so that all are filled to the same part; empty where there is one device at most."""
    count = len(hardware.devices)
    if count < 2:
        return ()
    room = [float(max(0, each)) for each in capacities(hardware)[1:]]
    first = bill(shape, hardware, replace(placement, tensor_split=tuple(each or 1.0 for each in room)))
    room = [max(0.0, each - share.compute) for each, share in zip(room, first[1:], strict=True)]
    sizes = _sizes(shape, placement, count)
    low, high = 0.0, 1.0
    counts = _dealt(sizes, room)
    for _ in range(12):
        middle = (low + high) / 2
        dealt = _dealt(sizes, [middle * each for each in room])
        taken = sum(sizes[len(sizes) - dealt[-1] :]) if dealt[-1] else 0.0
        if taken <= middle * room[-1]:
            high, counts = middle, dealt
        else:
            low = middle
    return tuple(map(float, counts)) if sum(counts) else ()


def _sizes(shape: Shape, placement: Placement, devices: int) -> list[float]:
    """Bytes of each layer on devices, the output last."""
    whole = sum((*(layer.keys + layer.values for layer in shape.layers), 0))
    one = replace(placement, tensor_split=())
    places = places_of(shape, 1, one)
    kept = 2.0 * placement.cells if placement.kv_on_gpu and whole else 0.0
    sizes = [
        layer.fixed + (layer.experts if experts != MAIN else 0) + kept * (layer.keys + layer.values)
        for layer, place, experts in zip(shape.layers, places.layers, places.experts, strict=True)
        if place != MAIN
    ]
    tied = shape.embedding if shape.hyper.tied else 0
    return [*sizes, float(shape.output + tied)] if places.output != MAIN else sizes


def _dealt(sizes: Sequence[float], room: Sequence[float]) -> list[int]:
    """How many of the sizes, in their order, each device takes; what is too much goes to the last."""
    counts = [0] * len(room)
    device, left = 0, room[0]
    for size in sizes:
        while size > left and device < len(room) - 1:
            device += 1
            left = room[device]
        counts[device] += 1
        left -= size
    return counts


# ---- judging --------------------------------------------------------------------------------------------------------


def _attempt(shape: Shape, hardware: Hardware, placement: Placement) -> _Attempt:
    shares = bill(shape, hardware, placement)
    speed = speed_of(shape, hardware, placement)
    missing = _missing(shares, hardware)
    places = places_of(shape, len(hardware.devices), placement)
    fastest = MAIN not in (*places.layers, *places.experts, places.output)
    fit = _fit(hardware, places, speed, missing, fastest)
    return _Attempt(placement, shares, speed, missing, fit, not missing and (fastest or not hardware.devices))


def _missing(shares: Sequence[Share], hardware: Hardware) -> int:
    """Bytes over what there is; what lies on an integrated device is taken from main memory."""
    over = {True: 0, False: 0}
    for share, device in zip(shares[1:], hardware.devices, strict=True):
        over[device.kind == "integrated"] += share.over
    return over[False] + max(over[True], _in_main_memory(shares, hardware) - shares[0].capacity)


def _in_main_memory(shares: Sequence[Share], hardware: Hardware) -> int:
    lent = zip(shares[1:], hardware.devices, strict=True)
    return shares[0].total + sum(share.total for share, device in lent if device.kind == "integrated")


def _fit(hardware: Hardware, places: Places, speed: Speed, missing: int, fastest: bool) -> Fit:
    if missing:
        return "too_large"
    if speed.writing < SLOW:
        return "slow"
    if fastest or speed.writing >= WELL:
        return "well"
    if not hardware.devices:
        return "slow"
    return "partly" if MAIN in places.layers else "experts_in_memory"
