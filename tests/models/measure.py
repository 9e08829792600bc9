"""What llama.cpp itself says that weights take, in a process of its own: `python -m tests.models.measure CASES.json`.

A case is {"path": …, "simulated": …, more fields of a Load}. Simulated ones are opened without reading or allocating
(`no_alloc` of llama.h), so that weights of any size can be asked about; the others by the engine's own backend. Prints
one line of JSON: for each case bytes by device and use.
"""

import json
import logging
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from llama_cpp import llama_cpp as api

from runtime import native
from runtime.backend import GUESSES, StopFlag
from runtime.llama import devices, placement
from runtime.llama.backend import LlamaBackend
from runtime.protocol import Load

MIB = 1 << 20
_KEPT = re.compile(r"\bsize =\s*([\d.]+) MiB \(.*K \(")
"""The cache's own sum; its buffer is not there where nothing is allocated."""


class Lines:
    """llama.cpp's log, whole."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, _level: int, text: bytes, _user: object) -> None:
        self.said.append(text.decode("utf-8", "replace"))

    def taken(self) -> list[str]:
        lines = "".join(self.said).splitlines()
        self.said.clear()
        return lines


def simulated(command: Load, lines: Lines) -> dict[str, int]:
    plan = placement.model_plan(command)
    plan.parameters.no_alloc = True
    model = api.llama_model_load_from_file(os.fsencode(command.path), plan.parameters)
    assert model is not None, lines.taken()[-5:]
    lines.taken()
    rows = command.lanes + placement.SPARE_SEQUENCES + GUESSES
    parameters = placement.context_parameters(command, int(api.llama_model_n_ctx_train(model)), rows=rows)
    context = api.llama_init_from_model(model, parameters)
    said = lines.taken()
    assert context is not None, said[-5:]
    sizes = counted(said) + Counter({"CPU weights": int(api.llama_model_size(model))})
    if not plan.used:
        sizes["CPU kv"] = sum(round(float(found[1]) * MIB) for line in said if (found := _KEPT.search(line)))
    api.llama_free(context)
    api.llama_model_free(model)
    return dict(sizes)


def counted(lines: list[str]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for each in native.buffers(lines, devices.buffer_names(devices.found())):
        sizes[f"{each.device} {each.use}"] += each.size
    return sizes


def opened(command: Load) -> dict[str, int]:
    backend = LlamaBackend(StopFlag())
    weights = backend.load(command, lambda _: None)
    return {f"{each.device} {each.use}": each.size for each in weights.buffers}


def main() -> None:
    logging.disable(logging.CRITICAL)
    answers: list[dict[str, int]] = []
    lines = Lines()
    callback = api.llama_log_callback(lines)
    api.llama_backend_init()
    for case in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        fields: dict[str, Any] = {"id": 1, "threads": 1} | case
        apart = fields.pop("simulated", False)
        command = msgspec.convert(fields, Load)
        api.llama_log_set(callback, None)
        answers.append(simulated(command, lines) if apart else opened(command))
    print(json.dumps(answers), flush=True)


if __name__ == "__main__":
    main()
