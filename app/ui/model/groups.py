"""The options of a load in groups: which belong together, what they are called, what is said of each. No decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.ui.model.fields import (
    MOST_LAYERS,
    ChoiceField,
    ExpertsField,
    Field,
    FlagField,
    NumberField,
    PathField,
    WholeField,
)
from app.ui.model.rows import AdaptersField, AddressesField, DevicesField, OverridesField, SplitField
from app.ui.model.states import LoadFacts
from app.ui.theme import Theme

LONGEST_CONTEXT = 1 << 24
LARGEST_BATCH = 1 << 16
MOST_THREADS = 512
MOST_LANES = 64
CACHE_TYPES = ("f16", "q8_0", "q4_0", "q5_1", "q5_0", "q4_1", "iq4_nl", "bf16", "f32")


@dataclass(frozen=True)
class Group:
    """Options under one heading; without one they are always in sight. `note` is a sentence above them."""

    name: str
    title: str
    fields: tuple[Field, ...]
    note: str = ""


def groups(facts: LoadFacts, theme: Theme) -> list[Group]:
    """New editors for every option there is."""
    made = [_basic(facts), _memory(), _devices(facts), _experts(), _overrides(facts, theme), _positions()]
    return [*made, _adapters(theme), _draft(), _servers(theme)]


def _basic(facts: LoadFacts) -> Group:
    translate = QCoreApplication.translate
    automatic = translate("LoadGroups", "Automatic")
    families: Sequence[tuple[str | None, str]] = [
        (None, translate("LoadGroups", "From the model's own template")),
        *((family, family) for family in facts.families),
    ]
    no_device = "" if facts.devices else translate("LoadGroups", "No accelerator was found, so this changes nothing.")
    return Group(
        "basic",
        "",
        (
            WholeField(
                "n_ctx", translate("LoadGroups", "Context length (tokens)"), (0, LONGEST_CONTEXT), 1024, automatic
            ),
            WholeField(
                "gpu_layers", translate("LoadGroups", "Layers on the GPU"), (-1, MOST_LAYERS), 1,
                translate("LoadGroups", "All"), no_device,
            ),
            WholeField("threads", translate("LoadGroups", "Processor threads"), (0, MOST_THREADS), 1, automatic),
            ChoiceField("family", translate("LoadGroups", "Thinking markers"), families),
        ),
    )  # fmt: skip


def _memory() -> Group:
    translate = QCoreApplication.translate
    automatic = translate("LoadGroups", "Automatic")
    types = [(name, name) for name in CACHE_TYPES]
    return Group(
        "memory",
        translate("LoadGroups", "Memory"),
        (
            ChoiceField("type_k", translate("LoadGroups", "KV cache: keys"), types),
            ChoiceField("type_v", translate("LoadGroups", "KV cache: values"), types),
            ChoiceField(
                "flash_attention", translate("LoadGroups", "Flash attention"),
                [("auto", automatic), ("on", translate("LoadGroups", "On")), ("off", translate("LoadGroups", "Off"))],
            ),
            FlagField("kv_on_gpu", translate("LoadGroups", "Keep the KV cache on the accelerator")),
            FlagField("mmap", translate("LoadGroups", "Map the file into memory")),
            FlagField(
                "mlock", translate("LoadGroups", "Lock the weights in memory"),
                translate("LoadGroups", "The system then never moves them to the disk."),
            ),
            WholeField("n_batch", translate("LoadGroups", "Tokens handed over at once"), (1, LARGEST_BATCH), 128),
            WholeField("n_ubatch", translate("LoadGroups", "Tokens computed at once"), (1, LARGEST_BATCH), 128),
            WholeField(
                "lanes", translate("LoadGroups", "Runs at once, at most"), (1, MOST_LANES), 1, "",
                translate("LoadGroups", "They share the context."),
            ),
            WholeField(
                "threads_batch", translate("LoadGroups", "Processor threads for prompts"), (0, MOST_THREADS), 1,
                translate("LoadGroups", "As above"),
            ),
        ),
    )  # fmt: skip


def _devices(facts: LoadFacts) -> Group:
    translate = QCoreApplication.translate
    return Group(
        "devices",
        translate("LoadGroups", "Devices"),
        (
            DevicesField(
                translate("LoadGroups", "Devices in use"), facts.devices,
                translate("LoadGroups", "The figure is the device's share of the weights, in any unit."),
            ),
            SplitField(translate("LoadGroups", "Weights are shared")),
        ),
    )  # fmt: skip


def _experts() -> Group:
    translate = QCoreApplication.translate
    hint = translate("LoadGroups", "Experts are most of the weights and little of the work: the first to leave a GPU.")
    field = ExpertsField(translate("LoadGroups", "Experts in main memory"), hint)
    return Group("experts", translate("LoadGroups", "Mixture of experts"), (field,))


def _overrides(facts: LoadFacts, theme: Theme) -> Group:
    translate = QCoreApplication.translate
    field = OverridesField(
        "overrides",
        translate("LoadGroups", "Tensors placed by name"),
        translate("LoadGroups", "Add a pattern"),
        theme,
        translate("LoadGroups", "Regular expressions; of several that match a name the first counts."),
    )
    field.devices = tuple(device.name for device in facts.devices)
    return Group("overrides", translate("LoadGroups", "Tensor overrides"), (field,))


def _positions() -> Group:
    translate = QCoreApplication.translate
    own = translate("LoadGroups", "As the model says")
    return Group(
        "positions",
        translate("LoadGroups", "Position scaling"),
        (
            ChoiceField(
                "rope_scaling", translate("LoadGroups", "Scaling (RoPE)"),
                [("model", own), ("none", translate("LoadGroups", "None")),
                 ("linear", translate("LoadGroups", "Linear")), ("yarn", "YaRN")],
            ),
            NumberField("rope_freq_base", translate("LoadGroups", "Frequency base"), 1e9, 1, own),
            NumberField("rope_freq_scale", translate("LoadGroups", "Frequency scale"), 100.0, 6, own),
            WholeField(
                "yarn_original_context", translate("LoadGroups", "Original context (YaRN)"), (0, LONGEST_CONTEXT),
                1024, own,
            ),
        ),
    )  # fmt: skip


def _adapters(theme: Theme) -> Group:
    translate = QCoreApplication.translate
    field = AdaptersField(
        "adapters", translate("LoadGroups", "LoRA files"), translate("LoadGroups", "Add an adapter"), theme
    )
    return Group("adapters", translate("LoadGroups", "Adapters"), (field,))


def _draft() -> Group:
    translate = QCoreApplication.translate
    hint = translate(
        "LoadGroups",
        "Small weights of the same vocabulary that guess ahead. What is said stays the same; it may come faster.",
    )
    return Group(
        "draft",
        translate("LoadGroups", "Draft weights"),
        (PathField("draft", translate("LoadGroups", "File of the draft weights"), hint),),
    )


def _servers(theme: Theme) -> Group:
    translate = QCoreApplication.translate
    field = AddressesField(
        "rpc", translate("LoadGroups", "Addresses (host:port)"), translate("LoadGroups", "Add a server"), theme
    )
    note = translate(
        "LoadGroups",
        "Other machines that run llama.cpp's rpc-server become devices like any other. Only for a trusted network: "
        "anyone who can reach such a server can use that machine, and the connection is not encrypted.",
    )
    return Group("servers", translate("LoadGroups", "Other machines (RPC)"), (field,), note)
