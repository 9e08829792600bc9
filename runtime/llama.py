"""llama.cpp through its public low-level functions: one set of weights, one context, one sequence of tokens.

The only module that imports llama_cpp. It never uses that package's high-level class, which detokenizes the whole
completion anew for every token. Does not know of channels, of the pipe, or of time.
"""

import ctypes
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import psutil
from llama_cpp import llama_cpp as api
from llama_cpp._ctypes_extensions import load_shared_library

from runtime import native, prefix
from runtime.backend import Fault, Interrupted, StopFlag, Weights, family_wanted
from runtime.markers import detect
from runtime.protocol import Device, Load, Sampling, Turn
from runtime.sampling import recommended, system_prompt_advised
from runtime.template import ChatTemplate, warm_up

DEFAULT_CONTEXT = 8192
MEBIBYTE = 1024 * 1024
_UBATCH = 512
"""Most tokens llama.cpp computes at once; its own default. More costs memory and is no faster on a CPU."""


class LlamaBackend:
    """Keeps the contract of `runtime.backend.Backend`."""

    name = "llama"

    def __init__(self, stop: StopFlag) -> None:
        self.version = str(llama_cpp.__version__)
        self.weights: Weights | None = None
        self._stop = stop
        self._log = native.NativeLog()
        # ctypes keeps no reference to what C holds: these must live as long as this object.
        self._log_callback = api.llama_log_callback(self._log)
        self._abort_callback = _native_question()
        api.llama_log_set(self._log_callback, None)
        api.llama_backend_init()
        self._model: Any = None
        self._vocab: Any = None
        self._context: Any = None
        self._sampler: Any = None
        self._template: ChatTemplate | None = None
        self._bos = ""
        self._held: list[int] = []
        self._batch: Any = None
        self._piece = ctypes.create_string_buffer(256)

    def devices(self) -> list[Device]:
        return native.devices(_symbol)

    # ---- weights ------------------------------------------------------------------------------------------------

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        self._release()
        self._log.forget()
        path = Path(command.path)
        _check(path)
        warm_up()
        try:
            self._model = self._open(command, progress)
            self._vocab = api.llama_model_get_vocab(self._model)
            source = api.llama_model_chat_template(self._model, None)
            if not source:
                raise Fault("no_template", "there is no tokenizer.chat_template in its metadata")
            template = source.decode("utf-8", "replace")
            name = self._metadata("general.name") or path.stem
            architecture = self._metadata("general.architecture")
            names = f"{name} {path.stem}"
            family = family_wanted(command.family) if command.family else detect(template, names, architecture)
            # Where the makers advise against a system prompt, the template's own habit of adding one is left out too.
            advised = system_prompt_advised(family, names)
            n_ctx = self._make_context(command)
            if self._stop.is_set():
                raise Interrupted
            self._bos = self._text(api.llama_vocab_bos(self._vocab))
            eos = self._text(api.llama_vocab_eos(self._vocab))
            self._template = ChatTemplate(template, self._bos, eos, default_system=advised)
        except BaseException:
            self._release()
            raise
        self.weights = Weights(
            path=command.path,
            name=name,
            architecture=architecture,
            parameters=api.llama_model_n_params(self._model),
            size=api.llama_model_size(self._model),
            n_ctx=n_ctx,
            n_ctx_train=api.llama_model_n_ctx_train(self._model),
            n_vocab=api.llama_vocab_n_tokens(self._vocab),
            n_batch=len(self._batch),
            gpu_layers=self._offloaded(command.gpu_layers),
            family=family,
            fingerprint=fingerprint(path),
            recommended=recommended(family, names),
            system_prompt_advised=advised,
        )
        return self.weights

    def _open(self, command: Load, progress: Callable[[float], None]) -> Any:
        parameters = api.llama_model_default_params()
        parameters.n_gpu_layers = command.gpu_layers
        parameters.load_mode = api.LLAMA_LOAD_MODE_MMAP if command.mmap else api.LLAMA_LOAD_MODE_NONE
        broken: list[BaseException] = []

        def told(fraction: float, _user: object) -> bool:
            try:
                progress(fraction)
            except BaseException as error:  # an exception cannot pass through C: it waits on the other side
                broken.append(error)
            return not broken and not self._stop.is_set()

        callback = api.llama_progress_callback(told)
        parameters.progress_callback = callback
        model = api.llama_model_load_from_file(os.fsencode(command.path), parameters)
        if model is None:
            if broken:
                raise broken[0]
            if self._stop.is_set():
                raise Interrupted
            raise Fault(*self._log.reason())
        return model

    def _make_context(self, command: Load) -> int:
        """Returns the context's length: what was asked for, though llama.cpp rounds it up."""
        trained = api.llama_model_n_ctx_train(self._model)
        n_ctx = command.n_ctx or min(trained, DEFAULT_CONTEXT)
        threads = command.threads or physical_cores()
        parameters = api.llama_context_default_params()
        parameters.n_ctx = n_ctx
        parameters.n_batch = max(1, min(command.n_batch, n_ctx))
        parameters.n_ubatch = min(parameters.n_batch, _UBATCH)
        parameters.n_threads = parameters.n_threads_batch = threads
        if self._abort_callback is not None:
            parameters.abort_callback = self._abort_callback
            parameters.abort_callback_data = ctypes.addressof(self._stop.memory)
        self._context = api.llama_init_from_model(self._model, parameters)
        if self._context is None:
            raise Fault(*self._log.reason())
        self._batch = (api.llama_token * parameters.n_batch)()
        return n_ctx

    def _offloaded(self, wanted: int) -> int:
        """How many layers an accelerator got: all of them are the repeating ones and the output."""
        if not api.llama_supports_gpu_offload():
            return 0
        every = int(api.llama_model_n_layer(self._model)) + 1
        return every if wanted < 0 else min(wanted, every)

    def _metadata(self, key: str) -> str:
        buffer = ctypes.create_string_buffer(1024)
        length = api.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        text: str = buffer.value.decode("utf-8", "replace")
        return "" if length < 0 else text.strip()

    def _text(self, token: int) -> str:
        """How the vocabulary spells a special token; empty for one that does not exist."""
        return "" if token < 0 else str(api.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace"))

    # ---- prompt -------------------------------------------------------------------------------------------------

    def render(self, turns: Sequence[Turn]) -> str:
        assert self._template is not None
        prompt = self._template.render(turns)
        # Whether the beginning token is the template's business or the tokenizer's differs by model; never both.
        if self._bos and api.llama_vocab_get_add_bos(self._vocab) and not prompt.startswith(self._bos):
            prompt = self._bos + prompt
        return prompt

    def tokenize(self, text: str) -> list[int]:
        data = text.encode()
        room = len(data) + 8
        while True:
            tokens = (api.llama_token * room)()
            count = api.llama_tokenize(self._vocab, data, len(data), tokens, room, False, True)
            if count >= 0:
                return list(tokens[:count])
            room = -count

    # ---- a run --------------------------------------------------------------------------------------------------

    def start(self, prompt: Sequence[int], sampling: Sampling, seed: int) -> int:
        cached = prefix.keep(self, self._held, prompt)
        self._free_sampler()
        self._sampler = self._chain(sampling, seed)
        for token in prompt[-sampling.repeat_last_n :] if sampling.repeat_last_n > 0 else ():
            # Penalties look at the prompt's end as well, as they do in llama.cpp's own programs.
            api.llama_sampler_accept(self._sampler, token)
        return cached

    def cut(self, position: int) -> bool:
        return bool(api.llama_memory_seq_rm(api.llama_get_memory(self._context), 0, position, -1))

    def clear(self) -> None:
        api.llama_memory_clear(api.llama_get_memory(self._context), True)

    def read(self, tokens: Sequence[int]) -> None:
        count = len(tokens)
        self._batch[:count] = tokens
        status = api.llama_decode(self._context, api.llama_batch_get_one(self._batch, count))
        if status == 0:
            self._held.extend(tokens)
            return
        self._resynchronise(tokens)
        if status == 2:
            raise Interrupted
        # Meanings from llama.h: 1 no room in the KV cache, -2 no memory for the computation, others a fault inside.
        raise Fault("out_of_memory" if status == -2 else "engine", f"llama_decode returned {status}")

    def _resynchronise(self, tokens: Sequence[int]) -> None:
        """After a computation that broke off: believe the cache, which may hold some of `tokens`."""
        end = api.llama_memory_seq_pos_max(api.llama_get_memory(self._context), 0) + 1
        self._held = [*self._held, *tokens][:end]

    def sample(self) -> int | None:
        token = int(api.llama_sampler_sample(self._sampler, self._context, -1))
        return None if api.llama_vocab_is_eog(self._vocab, token) else token

    def piece(self, token: int) -> bytes:
        length = api.llama_token_to_piece(self._vocab, token, self._piece, len(self._piece), 0, True)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            return self.piece(token)
        return self._piece.raw[:length]

    def _chain(self, sampling: Sampling, seed: int) -> Any:
        """The samplers in llama.cpp's own order: penalties, cuts, temperature, draw."""
        chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())

        def add(sampler: Any) -> None:
            api.llama_sampler_chain_add(chain, sampler)

        penalties = (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty)
        if penalties != (1.0, 0.0, 0.0):
            n_vocab = api.llama_vocab_n_tokens(self._vocab)
            add(api.llama_sampler_init_penalties(n_vocab, sampling.repeat_last_n, *penalties))
        if sampling.temperature <= 0:
            add(api.llama_sampler_init_greedy())
            return chain
        if sampling.top_k > 0:
            add(api.llama_sampler_init_top_k(sampling.top_k))
        if sampling.top_p < 1:
            add(api.llama_sampler_init_top_p(sampling.top_p, 1))
        if sampling.min_p > 0:
            add(api.llama_sampler_init_min_p(sampling.min_p, 1))
        add(api.llama_sampler_init_temp(sampling.temperature))
        add(api.llama_sampler_init_dist(seed))
        return chain

    # ---- the end ------------------------------------------------------------------------------------------------

    def close(self) -> None:
        self._release()

    def _release(self) -> None:
        self.weights = None
        self._template = None
        self._held.clear()
        self._free_sampler()
        if self._context is not None:
            api.llama_free(self._context)
            self._context = None
        if self._model is not None:
            api.llama_model_free(self._model)
            self._model = None

    def _free_sampler(self) -> None:
        if self._sampler is not None:
            api.llama_sampler_free(self._sampler)
            self._sampler = None


def fingerprint(path: Path) -> str:
    """Identifies weights without reading them all: sha256 over the first mebibyte (most of the header), the size,
    and the last mebibyte, where files that share a header still differ."""
    digest = hashlib.sha256()
    size = path.stat().st_size
    with path.open("rb") as file:
        digest.update(file.read(MEBIBYTE))
        digest.update(size.to_bytes(8, "big"))
        file.seek(max(0, size - MEBIBYTE))
        digest.update(file.read(MEBIBYTE))
    return digest.hexdigest()


def physical_cores() -> int:
    """Cores worth a thread each: no hyperthreads, and none this process may not run on."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))


def _check(path: Path) -> None:
    """A quick look before llama.cpp gets the file; the program has looked more closely already."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise Fault("no_such_file", str(error)) from error
    if magic != b"GGUF":
        raise Fault("not_gguf", f"it begins with {magic!r}")


def _symbol(name: str) -> Any:
    """A function of ggml. libllama leads to it everywhere but on Windows, where each library has only its own."""
    for base in ("", "ggml", "ggml-base"):
        library = load_shared_library(base, api._base_path) if base else api._lib
        if hasattr(library, name):
            return library[name]
    raise AttributeError(name)


def _native_question() -> Any:
    """A C function that answers whether the stop flag is set, or None where there is none.

    llama.cpp asks before every node of its graph, some thousand times a token. A Python callback would take the
    lock each time and cost a tenth of the speed. strlen needs no lock: the length of a string whose first byte is
    zero is 0 (go on), and of one that `StopFlag.set` has written it is 1 (stop).
    """
    try:
        library = ctypes.CDLL("msvcrt" if os.name == "nt" else None)
        return ctypes.cast(library.strlen, api.ggml_abort_callback)
    except (OSError, AttributeError):
        return None
