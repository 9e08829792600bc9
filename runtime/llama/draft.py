"""Draft weights: small ones that guess tokens for those that are open, and must speak the same vocabulary."""

import os
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as api

from runtime.backend import Fault
from runtime.llama import devices
from runtime.llama.contents import read_contents
from runtime.protocol import Load

PADDING = 128
"""By how many tokens two vocabularies may differ in length: makers pad them (SPEC_VOCAB_MAX_SIZE_DIFFERENCE of
llama.cpp's common/speculative.cpp). The longer one's last tokens must not be guessed."""


def draft_load(command: Load) -> Load:
    """How draft weights are opened for this load: whole, on the same devices but for those of other machines, where
    every token would cost a round trip. Raises Fault where there are none."""
    path = Path(command.draft)
    if not path.is_file():
        raise Fault("bad_option", "there is no such file", field="draft", value=command.draft)
    contents = read_contents(path)
    if contents is None or contents.kind not in ("", "model"):
        raise Fault("bad_option", "no weights", field="draft", value=command.draft)
    far = {device.name for device in devices.found() if device.server}
    near = [name for name in command.devices if name not in far]
    whole = command.gpu_layers and (near or not command.devices)
    return Load(
        id=command.id,
        path=command.draft,
        n_ctx=command.n_ctx,
        n_batch=command.n_batch,
        n_ubatch=command.n_ubatch,
        lanes=command.lanes,
        threads=command.threads,
        threads_batch=command.threads_batch,
        flash_attention=command.flash_attention,
        gpu_layers=-1 if whole else 0,
        kv_on_gpu=command.kv_on_gpu,
        devices=near,
        mmap=command.mmap,
        mlock=command.mlock,
    )


def check_vocabulary(model: Any, draft: Any, command: Load) -> None:
    """Refuse draft weights whose tokens mean something else. Raises Fault."""
    one, other = api.llama_model_get_vocab(model), api.llama_model_get_vocab(draft)
    sizes = int(api.llama_vocab_n_tokens(one)), int(api.llama_vocab_n_tokens(other))
    if api.llama_vocab_type(one) != api.llama_vocab_type(other) or abs(sizes[0] - sizes[1]) > PADDING:
        raise _other(command, f"{sizes[1]} tokens, and not {sizes[0]}")
    for token in range(min(sizes)):
        if api.llama_vocab_get_text(one, token) != api.llama_vocab_get_text(other, token):
            raise _other(command, f"token {token} is another")


def _other(command: Load, detail: str) -> Fault:
    return Fault("bad_option", f"another vocabulary: {detail}", field="draft", value=os.path.basename(command.draft))
