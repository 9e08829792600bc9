"""Opens weights through `runtime.llama.placement` alone and writes greedily, as a program of its own.

`python -m tests.native.probe '{"path": …, more of Load's fields}'` prints one line of JSON: the tokens, the logits
after the prompt, and where llama.cpp says it put what. llama.cpp may abort, so nothing else runs in this process.
"""

import argparse
import base64
import ctypes
import json
import os
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from llama_cpp import llama_cpp as api

from runtime import native
from runtime.backend import Fault
from runtime.llama import devices, placement
from runtime.llama.adapters import apply_adapters, open_adapters
from runtime.llama.draft import check_vocabulary, draft_load
from runtime.llama.vocabulary import Vocabulary
from runtime.protocol import Load

PROMPT = "the other one is as near as it is to be here, and there are no more of these in the end"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("load")
    parser.add_argument("--tokens", type=int, default=24)
    parser.add_argument("--prompt", default=PROMPT)
    parser.add_argument("--pause", type=Path, help="after half of the tokens, wait until this file is gone")
    parser.add_argument("--rows", type=int, default=1, help="rows of logits asked for with the prompt")
    chosen = parser.parse_args()
    command = msgspec.convert({"id": 1, "threads": 1, "n_ctx": 512} | json.loads(chosen.load), Load)
    try:
        told = probe(command, chosen)
    except Fault as fault:
        told = {"fault": fault.kind, "field": fault.field, "value": fault.value, "detail": fault.detail}
    print(json.dumps(told), flush=True)


def probe(command: Load, chosen: argparse.Namespace) -> dict[str, Any]:
    log = native.NativeLog()
    callback = api.llama_log_callback(log)
    api.llama_log_set(callback, None)
    api.llama_backend_init()
    model, context = _open(command, log)
    if command.draft:
        draft = _model(draft_load(command), log)
        check_vocabulary(model, draft, command)
        api.llama_model_free(draft)
    vocabulary = Vocabulary(model)
    tokens = vocabulary.tokenize(chosen.prompt)
    logits = _compute(context, tokens, vocabulary.size, chosen.rows)
    ids: list[int] = []
    last = logits
    began = time.monotonic()
    for number in range(chosen.tokens):
        if chosen.pause is not None and number == chosen.tokens // 2:
            print(json.dumps({"ids": ids}), flush=True)
            while chosen.pause.exists():
                time.sleep(0.01)
        ids.append(int(np.argmax(last)))
        last = _compute(context, ids[-1:], vocabulary.size)
    took = time.monotonic() - began
    names = devices.buffer_names(devices.found())
    told = {
        "ids": ids,
        "text": b"".join(map(vocabulary.piece, ids)).decode("utf-8", "replace"),
        "logits": base64.b64encode(logits.tobytes()).decode(),
        "buffers": [[each.device, each.use, each.size] for each in native.buffers(log.placed, names)],
        "offloaded": native.offloaded(log.placed),
        "overridden": dict(log.overridden),
        "speed": len(ids) / took if took else 0.0,
    }
    api.llama_free(context)
    api.llama_model_free(model)
    return told


def _model(command: Load, log: native.NativeLog) -> Any:
    plan = placement.model_plan(command)
    model = api.llama_model_load_from_file(os.fsencode(command.path), plan.parameters)
    if model is None:
        kind, said = log.reason()
        raise placement.load_fault(said, command) or Fault(kind, said)
    return model


def _open(command: Load, log: native.NativeLog) -> tuple[Any, Any]:
    model = _model(command, log)
    adapters = open_adapters(model, command.adapters, log.reason)
    context = api.llama_init_from_model(
        model, placement.context_parameters(command, int(api.llama_model_n_ctx_train(model)))
    )
    if context is None:
        kind, said = log.reason()
        raise placement.context_fault(said, command) or Fault(kind, said)
    apply_adapters(context, adapters, command.adapters)
    return model, context


def _compute(context: Any, tokens: list[int], vocabulary: int, rows: int = 1) -> np.ndarray:
    batch = api.llama_batch_init(len(tokens), 0, 1)
    start = int(api.llama_memory_seq_pos_max(api.llama_get_memory(context), 0)) + 1
    batch.n_tokens = len(tokens)
    for place, token in enumerate(tokens):
        batch.token[place], batch.pos[place], batch.n_seq_id[place] = token, start + place, 1
        batch.seq_id[place][0], batch.logits[place] = 0, place >= len(tokens) - rows
    status = api.llama_decode(context, batch)
    assert status == 0, status
    address = ctypes.cast(api.llama_get_logits_ith(context, -1), ctypes.c_void_p).value
    assert address is not None
    logits = np.frombuffer((ctypes.c_float * vocabulary).from_address(address), np.float32).copy()
    api.llama_batch_free(batch)
    return logits


if __name__ == "__main__":
    main()
