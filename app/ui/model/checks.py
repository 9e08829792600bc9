"""What can be known to be wrong with the options of a load before the engine has tried, in sentences. No widgets."""

import re
import warnings
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from app.engine.values import LoadOptions
from app.ui.model.states import LoadFacts

PLAIN_TYPES = ("f32", "f16", "bf16")
"""KV types that need no flash attention."""
_ADDRESS = re.compile(r"(?P<host>[^\s:/]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})")
LAST_PORT = 65535


class Fault(NamedTuple):
    """What is wrong with a field, and which entry of a list it is about (empty: the whole)."""

    sentence: str
    value: str = ""


def faults(options: LoadOptions, facts: LoadFacts) -> dict[str, Fault]:
    """What cannot be meant so, by field of `options`."""
    found = {
        "n_ubatch": _batches(options),
        "type_v": _cache(options),
        "experts_on_cpu": _experts(options, facts),
        "overrides": _overrides(options),
        "adapters": _adapters(options),
        "draft": _file(options.draft),
        "rpc": _addresses(options, facts),
    }
    return {name: fault for name, fault in found.items() if fault is not None}


def remarks(options: LoadOptions, facts: LoadFacts) -> dict[str, str]:
    """What is worth knowing of a value that is not wrong."""
    if facts.trained and options.n_ctx > facts.trained and options.rope_scaling == "model":
        text = QCoreApplication.translate(
            "LoadOptions", "Trained for {tokens} tokens: beyond that answers get worse unless positions are scaled."
        )
        return {"n_ctx": text.format(tokens=QLocale().toString(facts.trained))}
    return {}


def refusal(field: str, value: str, facts: LoadFacts) -> str:
    """What the engine did not accept (`bad_option`), said at the field it is about."""
    translate = QCoreApplication.translate
    if field == "rpc" and not facts.rpc:
        return _no_rpc()
    sentences = {
        "devices": translate("LoadOptions", "There is no accelerator named {value}."),
        "tensor_split": translate("LoadOptions", "These shares do not fit the devices: {value}"),
        "main_gpu": translate("LoadOptions", "There is no such device among those in use: {value}"),
        "rpc": translate("LoadOptions", "No RPC server of llama.cpp can be used at {value}."),
        "type_k": translate("LoadOptions", "With these weights on these devices keys cannot be kept as {value}."),
        "type_v": translate("LoadOptions", "With these weights on these devices values cannot be kept as {value}."),
        "overrides": translate("LoadOptions", "The engine cannot use {value}: no such device, or no valid pattern."),
        "adapters": translate("LoadOptions", "This is no adapter for these weights: {value}"),
        "draft": translate("LoadOptions", "These cannot guess for the model, whose vocabulary is another: {value}"),
    }
    general = translate("LoadOptions", "The engine cannot use this value: {value}")
    return sentences.get(field, general).format(value=value)


def is_address(text: str) -> bool:
    """Whether `text` is host:port."""
    parts = _ADDRESS.fullmatch(text)
    return parts is not None and 0 < int(parts["port"]) <= LAST_PORT


def _batches(options: LoadOptions) -> Fault | None:
    if options.n_ubatch <= options.n_batch:
        return None
    return Fault(QCoreApplication.translate("LoadOptions", "No more can be computed at once than is handed over."))


def _cache(options: LoadOptions) -> Fault | None:
    if options.flash_attention != "off" or options.type_v in PLAIN_TYPES:
        return None
    text = QCoreApplication.translate("LoadOptions", "Quantized values need flash attention, which is turned off.")
    return Fault(text)


def _experts(options: LoadOptions, facts: LoadFacts) -> Fault | None:
    if not facts.layers or options.experts_on_cpu <= facts.layers:
        return None
    text = QCoreApplication.translate("LoadOptions", "The model has {layers} layers.")
    return Fault(text.format(layers=facts.layers))


def _overrides(options: LoadOptions) -> Fault | None:
    translate = QCoreApplication.translate
    for pattern, device in options.overrides:
        if not pattern:
            return Fault(translate("LoadOptions", "A pattern is missing."))
        if not device:
            return Fault(translate("LoadOptions", "Choose a device for {pattern}.").format(pattern=pattern), pattern)
        if not _is_pattern(pattern):
            text = translate("LoadOptions", "{pattern} is no regular expression.")
            return Fault(text.format(pattern=pattern), pattern)
    return None


def _is_pattern(text: str) -> bool:
    # The engine reads C++ (ECMAScript) expressions; what Python cannot read either is a slip of the pen.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(text)
    except re.error:
        return False
    return True


def _adapters(options: LoadOptions) -> Fault | None:
    for path, _ in options.adapters:
        if not path:
            return Fault(QCoreApplication.translate("LoadOptions", "Choose a file."))
        if fault := _file(path):
            return fault
    return None


def _file(path: str) -> Fault | None:
    try:
        there = not path or Path(path).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        there = False
    if there:
        return None
    text = QCoreApplication.translate("LoadOptions", "There is no file at {path}.")
    return Fault(text.format(path=path), path)


def _addresses(options: LoadOptions, facts: LoadFacts) -> Fault | None:
    translate = QCoreApplication.translate
    if options.rpc and not facts.rpc:
        return Fault(_no_rpc())
    for address in options.rpc:
        if not is_address(address):
            text = translate("LoadOptions", "An address is host:port, for example 192.168.1.20:50052.")
            return Fault(text, address)
    if len(set(options.rpc)) < len(options.rpc):
        return Fault(translate("LoadOptions", "The same address is there twice."))
    return None


def _no_rpc() -> str:
    return QCoreApplication.translate("LoadOptions", "This build of llama.cpp cannot use RPC servers.")
