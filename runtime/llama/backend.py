"""One set of weights and one context of llama.cpp, with many sequences in it.

Never uses the bindings' high-level class, which detokenizes the whole completion anew for every token. Does not know of
channels, of the pipe, or of time.
"""

import ctypes
import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from llama_cpp import llama_cpp as api
from numpy.typing import NDArray

from runtime import native
from runtime.backend import (
    GUESSES,
    Chooser,
    Fault,
    Guesser,
    Interrupted,
    NoRoom,
    StopFlag,
    Weights,
    Work,
    family_wanted,
)
from runtime.figures import Reader
from runtime.llama import devices
from runtime.llama.adapters import apply_adapters, open_adapters
from runtime.llama.batch import Batch
from runtime.llama.cells import ContextCells
from runtime.llama.chooser import LlamaChooser
from runtime.llama.draft import check_vocabulary, draft_load
from runtime.llama.files import MEBIBYTE, check, fingerprint
from runtime.llama.guesser import DraftWeights, open_draft
from runtime.llama.library import address_of_logits, native_question, symbol
from runtime.llama.placement import (
    DEFAULT_CONTEXT,
    SPARE_SEQUENCES,
    context_fault,
    context_parameters,
    load_fault,
    model_plan,
)
from runtime.llama.vocabulary import Vocabulary
from runtime.markers import detect
from runtime.memory import Memory, nothing
from runtime.protocol import Device, FailureKind, Generate, Load, Thoughts, Turn
from runtime.sampling import recommended, system_prompt_advised
from runtime.saved import Parked, SavedStates
from runtime.template import ChatTemplate, warm_up

PARKED_LIMIT = 1024 * MEBIBYTE
"""Most bytes of main memory for sequences that were moved out of the context."""

log = logging.getLogger("engine")

# What llama_decode answers, from llama.h.
_DONE, _NO_ROOM, _ABORTED, _NO_MEMORY = 0, 1, 2, -2


class LlamaBackend:
    """Keeps the contract of `runtime.backend.Backend`."""

    name = "llama"

    def __init__(self, stop: StopFlag, rpc: Sequence[str] = ()) -> None:
        """`rpc`: servers that are named among the devices from the beginning, where they can be reached."""
        self.version = str(llama_cpp.__version__)
        self.weights: Weights | None = None
        self.memory: Memory = nothing()
        self._stop = stop
        self._log = native.NativeLog()
        # ctypes keeps no reference to what C holds: these must live as long as this object.
        self._log_callback = api.llama_log_callback(self._log)
        self._abort_callback = native_question()
        api.llama_log_set(self._log_callback, None)
        api.llama_backend_init()
        try:
            devices.register_rpc(rpc)
        except Fault as fault:
            log.warning("the RPC servers %s cannot be used: %s", ", ".join(rpc), fault.detail)
        self._model: Any = None
        self._context: Any = None
        self._draft: DraftWeights | None = None
        self._vocabulary: Vocabulary
        self._template: ChatTemplate
        self._reader: Reader
        self._batch: Batch
        self._cells: ContextCells
        self._logits_at = address_of_logits()
        self._views: dict[int, NDArray[np.float32]] = {}
        """Rows of logits by their address: llama.cpp has few, and making a view costs as much as reading one."""
        self._rows: list[int] = []
        """Where in the last batch the wanted predictions stand."""

    def devices(self) -> list[Device]:
        return native.devices(symbol)

    def on_abort(self, told: Callable[[FailureKind, str], None]) -> None:
        self._last_words = native.LastWords(symbol, told)

    @property
    def rpc(self) -> bool:
        return devices.supports_rpc()

    # ---- weights ------------------------------------------------------------------------------------------------

    def load(self, command: Load, progress: Callable[[float], None]) -> Weights:
        self._release()
        self._log.forget()
        path = Path(command.path)
        check(path)
        warm_up()
        try:
            self._model = self._open(command, progress)
            weights = self._describe(command, path)
            self._make_context(command, weights)
            if self._stop.is_set():
                raise Interrupted
        except BaseException:
            self._release()
            raise
        can_shift = bool(api.llama_memory_can_shift(api.llama_get_memory(self._context)))
        found = native.buffers(self._log.placed, devices.buffer_names(devices.found()))
        self.weights = replace(weights, can_shift=can_shift and weights.can_fork, buffers=tuple(found))
        return self.weights

    def _describe(self, command: Load, path: Path) -> Weights:
        """What the open model says of itself; its template and vocabulary are made ready."""
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
        self._vocabulary = vocabulary = Vocabulary(self._model)
        self._template = ChatTemplate(template, vocabulary.bos, vocabulary.eos, default_system=advised)
        trained = int(api.llama_model_n_ctx_train(self._model))
        n_ctx = command.n_ctx or min(trained, DEFAULT_CONTEXT)
        recurrent = api.llama_model_is_recurrent(self._model) or api.llama_model_is_hybrid(self._model)
        return Weights(
            path=command.path,
            name=name,
            architecture=architecture,
            parameters=api.llama_model_n_params(self._model),
            size=api.llama_model_size(self._model),
            n_ctx=n_ctx,
            n_ctx_train=trained,
            n_vocab=vocabulary.size,
            n_batch=max(1, min(command.n_batch, n_ctx)),
            gpu_layers=native.offloaded(self._log.placed)[0],
            family=family,
            fingerprint=fingerprint(path),
            recommended=recommended(family, names),
            system_prompt_advised=advised,
            lanes=command.lanes,
            can_fork=not recurrent,
        )

    def _open(self, command: Load, progress: Callable[[float], None]) -> Any:
        plan = model_plan(command)
        broken: list[BaseException] = []

        def told(fraction: float, _user: object) -> bool:
            try:
                progress(fraction)
            except BaseException as error:  # an exception cannot pass through C: it waits on the other side
                broken.append(error)
            return not broken and not self._stop.is_set()

        callback = api.llama_progress_callback(told)
        plan.parameters.progress_callback = callback
        model = api.llama_model_load_from_file(os.fsencode(command.path), plan.parameters)
        if model is None:
            if broken:
                raise broken[0]
            if self._stop.is_set():
                raise Interrupted
            kind, said = self._log.reason()
            raise load_fault(said, command) or Fault(kind, said)
        return model

    def _make_context(self, command: Load, weights: Weights) -> None:
        parameters = context_parameters(command, weights.n_ctx_train, rows=command.lanes + SPARE_SEQUENCES + GUESSES)
        if self._abort_callback is not None:
            parameters.abort_callback = self._abort_callback
            parameters.abort_callback_data = ctypes.addressof(self._stop.memory)
        self._context = api.llama_init_from_model(self._model, parameters)
        if self._context is None:
            raise self._context_fault(command)
        apply_adapters(self._context, open_adapters(self._model, command.adapters, self._log.reason), command.adapters)
        self._batch = Batch(weights.n_batch)
        self._reader = Reader(weights.n_vocab)
        self._cells = ContextCells(self._context)
        self.memory = Memory(
            self._cells,
            weights.n_ctx,
            parameters.n_seq_max,
            can_fork=weights.can_fork,
            parked=Parked(PARKED_LIMIT),
            saved=self._saved(command, weights),
        )
        if command.draft:
            self._draft = self._open_draft(draft_load(command), command)

    def _context_fault(self, command: Load) -> Fault:
        kind, said = self._log.reason()
        return context_fault(said, command) or Fault(kind, said)

    def _open_draft(self, draft: Load, command: Load) -> DraftWeights:
        model = self._open(draft, lambda _: None)
        try:
            check_vocabulary(self._model, model, command)
        except Fault:
            api.llama_model_free(model)
            raise
        trained = int(api.llama_model_n_ctx_train(model))
        known = min(self._vocabulary.size, Vocabulary(model).size)
        return open_draft(model, context_parameters(draft, trained), known, lambda: self._context_fault(draft))

    def _saved(self, command: Load, weights: Weights) -> SavedStates | None:
        if not command.saved_folder or command.saved_limit <= 0:
            return None
        return SavedStates(Path(command.saved_folder), command.saved_limit, self._key(command, weights))

    def _key(self, command: Load, weights: Weights) -> str:
        """Names everything that shapes a state: one that was made under any other name is of no use."""
        adapters = [f"{fingerprint(Path(adapter.path))}*{adapter.scale}" for adapter in command.adapters]
        shapes = (
            *(command.type_k, command.type_v, command.flash_attention, command.rope_scaling),
            *(command.rope_freq_base, command.rope_freq_scale, command.yarn_original_context),
        )
        words = "|".join(map(str, (self.version, weights.fingerprint, *shapes, *adapters)))
        return hashlib.sha256(words.encode()).hexdigest()

    def _metadata(self, key: str) -> str:
        buffer = ctypes.create_string_buffer(1024)
        length = api.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        text: str = buffer.value.decode("utf-8", "replace")
        return "" if length < 0 else text.strip()

    # ---- text ---------------------------------------------------------------------------------------------------

    def render(self, turns: Sequence[Turn], thoughts: Thoughts) -> str:
        assert self.weights is not None
        prompt = self._template.render(turns, thoughts, self.weights.family)
        # Whether the beginning token is the template's business or the tokenizer's differs by model; never both.
        vocabulary = self._vocabulary
        if vocabulary.bos and vocabulary.adds_bos and not prompt.startswith(vocabulary.bos):
            prompt = vocabulary.bos + prompt
        return prompt

    def tokenize(self, text: str) -> list[int]:
        return self._vocabulary.tokenize(text)

    def tokenize_more(self, text: str) -> list[int]:
        return self._vocabulary.tokenize_more(text)

    def piece(self, token: int) -> bytes:
        return self._vocabulary.piece(token)

    # ---- a computation ------------------------------------------------------------------------------------------

    def compute(self, works: Sequence[Work]) -> None:
        self._batch.clear()
        self._rows = []
        for work in works:
            start = len(self.memory.held(work.sequence))
            self._rows += self._batch.add(work.sequence, start, work.tokens, work.rows)
        status = api.llama_decode(self._context, self._batch.filled())
        if status == _DONE:
            for work in works:
                self.memory.extend(work.sequence, work.tokens)
            return
        self._resynchronise(works)
        if status == _NO_ROOM:
            raise NoRoom
        if status == _ABORTED:
            raise Interrupted
        raise Fault("out_of_memory" if status == _NO_MEMORY else "engine", f"llama_decode returned {status}")

    def _resynchronise(self, works: Sequence[Work]) -> None:
        """After a computation that broke off: believe the cache, which may hold some of the tokens."""
        for work in works:
            held = len(self.memory.held(work.sequence))
            came = self._cells.length(work.sequence) - held
            if came > 0:
                self.memory.extend(work.sequence, work.tokens[:came])
            elif came < 0:
                self.memory.cut(work.sequence, held + came)

    def _logits(self, row: int) -> NDArray[np.float32]:
        """A row of the last computation, where llama.cpp has it; good until the next."""
        address = self._logits_at(self._context, self._rows[row])
        view = self._views.get(address)
        if view is None:
            assert self.weights is not None
            memory: Any = (ctypes.c_float * self.weights.n_vocab).from_address(address)
            view = self._views[address] = np.frombuffer(memory, np.float32)
        return view

    def chooser(self, command: Generate, seed: int, before: Sequence[int]) -> Chooser:
        return LlamaChooser(command, seed, before, self._logits, self._reader, self._vocabulary)

    def guesser(self, command: Generate, before: Sequence[int]) -> Guesser | None:
        return self._draft

    def entropy(self, row: int) -> float:
        return self._reader.read(self._logits(row), 1).entropy

    # ---- the end ------------------------------------------------------------------------------------------------

    def idle(self, wanted: Callable[[], bool]) -> bool:
        return self.memory.save_idle(wanted)

    def close(self) -> None:
        self._release()

    def _release(self) -> None:
        self.weights = None
        self.memory = nothing()
        self._views = {}
        if self._draft is not None:
            self._draft.close()
            self._draft = None
        if self._context is not None:
            api.llama_free(self._context)
            self._context = None
        if self._model is not None:
            api.llama_model_free(self._model)
            self._model = None
