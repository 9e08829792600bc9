"""The library in English sentences, for the terminal. The window's own words are in `app.ui.library.wording`."""

from collections.abc import Iterator, Mapping

from app.errors import WeightsError
from models.gguf import BadGguf
from models.library import Found
from models.plan import MAIN_MEMORY, Fit, Placement, Plan, Share

GIGA, MEGA, GIB = 10**9, 10**6, 1 << 30
MINUTE, HOUR, DAY = 60, 3600, 86_400

BADGES: dict[Fit, str] = {
    "well": "runs well",
    "experts_in_memory": "runs with experts in memory",
    "partly": "runs partly on the GPU",
    "slow": "runs slowly",
    "too_large": "too large",
}

DOWNLOAD_FAULTS: dict[str, tuple[str, str]] = {
    "unreachable": (
        "The hub cannot be reached.",
        "Check the network or the proxy, or name another hub with --endpoint or --hub. What has arrived is kept.",
    ),
    "refused": ("The hub refuses just now.", "Wait a while and try again. What has arrived is kept."),
    "not_found": ("The hub does not have {file}.", "Choose another quantization, or another hub with --hub."),
    "unauthorized": (
        "The hub gives {file} only to those it knows.",
        "Accept the makers' licence on their page, and set HF_TOKEN to a token of yours.",
    ),
    "disk_full": ("There is not enough room: {needed} are needed, {free} are free.", "Free some, or use --folder."),
    "wrong_bytes": ("{file} did not arrive as the hub says it is.", "Try again: only that part is fetched."),
    "changed": ("{file} was changed on the hub meanwhile.", "Try again: it is fetched from its beginning."),
    "bad_name": ("The hub named a file that will not be written: {file}", "Do not trust this repository."),
    "proxy": ("The proxy's address cannot be used.", "Correct it in the settings."),
    "folder": ("Nothing can be written to the folder of downloads.", "Choose another with --folder."),
}
"""Sentence and next step by the kind of `models.download.Fault`."""


def size(count: int) -> str:
    """Bytes as files are told in, by powers of ten: "92 MB", "4.7 GB", "404 GB"."""
    if count < GIGA:
        return f"{count / MEGA:.0f} MB"
    return f"{count / GIGA:.{0 if count >= 100 * GIGA else 1}f} GB"


def memory(count: int) -> str:
    """Bytes as memory is told in: "5.1 GiB"."""
    return f"{count / GIB:.1f} GiB"


def rate(per_second: float) -> str:
    return f"{per_second:.0f}" if per_second >= 10 else f"{per_second:.1f}"


def duration(seconds: float) -> str:
    """ "40 s", "12 min", "3 h 5 min"."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)} min"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h {int(seconds % HOUR // MINUTE)} min"
    return "more than a day"


def parameters(total: int, active: int = 0) -> str:
    """ "671B, 37B active" """
    counted = _counted(total)
    return f"{counted}, {_counted(active)} active" if 0 < active < total else counted


def badge(plan: Plan) -> str:
    """How it fits, in a few words."""
    if plan.missing:
        return f"{BADGES[plan.fit]}, lacks {memory(plan.missing)}"
    apart = plan.placement.experts_on_cpu and plan.fit in ("well", "slow")
    return f"{BADGES[plan.fit]}, experts in memory" if apart else BADGES[plan.fit]


def sentences(plan: Plan, layers: int = 0) -> tuple[str, ...]:
    """A plan in whole sentences. layers: of the weights, without the output; 0 where that is not known."""
    return tuple(_sentences(plan, layers))


def shares(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """The bill as a table: a head, and a row for each device that takes part."""
    head = ("", "weights", "KV cache", "computing", "together", "room")
    return head, *(_share(each) for each in plan.shares if each.total or each.capacity)


def broken(fault: BadGguf, found: Found) -> WeightsError:
    """What is wrong with weights that are here, with a sentence and a next step."""
    return WeightsError(fault.kind, fault.detail, path=str(found.path), name=found.name, **fault.numbers)


def download_fault(kind: str, file: str, numbers: Mapping[str, int | float] | None = None) -> tuple[str, str]:
    """What stopped a download, and what to do about it."""
    sentence, step = DOWNLOAD_FAULTS.get(kind, ("The download could not go on ({kind}).", "Try again."))
    sizes = {name: size(int(value)) for name, value in (numbers or {}).items()}
    fields = {"kind": kind, "needed": "more", "free": "too few", **sizes, "file": file or "a file"}
    return sentence.format(**fields), step


def _sentences(plan: Plan, layers: int) -> Iterator[str]:
    if plan.missing:
        yield f"It is too large for this machine: {memory(plan.missing)} are lacking."
        return
    yield f"It {BADGES[plan.fit]}: some {rate(plan.tokens_per_s)} tokens a second."
    yield f"A prompt is read at some {rate(plan.prefill_per_s)} tokens a second."
    yield _where(plan, layers)
    if plan.crowded:
        yield f"Other programs hold {memory(plan.crowded)} of the memory it needs: close some first."


def _where(plan: Plan, layers: int) -> str:
    placement = plan.placement
    if not any(each.device != MAIN_MEMORY and each.total for each in plan.shares):
        return f"All of it lies in main memory, with a context of {placement.n_ctx:,} tokens ({_cache(placement)})."
    parts = ["all layers on the GPU"]
    if placement.gpu_layers >= 0 and placement.gpu_layers != layers + 1:
        of = f" of {layers + 1}" if layers else ""
        parts = [f"{placement.gpu_layers}{of} layers on the GPU"]
    if placement.experts_on_cpu:
        some = f"the {placement.experts_from} {placement.experts_on_cpu} layers"
        count = some if placement.experts_on_cpu > 0 else "all layers"
        parts.append(f"the experts of {count} in main memory")
    parts.append(f"a context of {placement.n_ctx:,} tokens ({_cache(placement)}) {_beside(placement)}")
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _beside(placement: Placement) -> str:
    return "beside them" if placement.kv_on_gpu else "in main memory"


def _cache(placement: Placement) -> str:
    key, value = placement.type_k, placement.type_v
    return key if key == value else f"{key}, {value}"


def _share(share: Share) -> tuple[str, ...]:
    device = "main memory" if share.device == MAIN_MEMORY else share.device
    return device, *map(memory, (share.weights, share.kv, share.compute, share.total, share.capacity))


def _counted(number: int) -> str:
    for unit, name in ((10**12, "T"), (10**9, "B"), (10**6, "M")):
        if number >= unit * 0.9995:
            value = number / unit
            return f"{value:.1f}".removesuffix(".0") + name if value < 100 else f"{value:.0f}{name}"
    return str(number)
