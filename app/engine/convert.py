"""Between the protocol's structs and the program's own values. Nothing past this module sees a struct."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from app.engine.values import Figures, LoadOptions, ModelInfo, Phase
from app.errors import FAILURES, EngineError, UserError, WrongUse
from app.store.records import Part, PartKind
from runtime import protocol
from runtime.channels import Splitter, split
from runtime.markers import FAMILIES, family_named


def load(number: int, path: Path, options: LoadOptions) -> protocol.Load:
    """The command that opens `path`."""
    return protocol.Load(
        id=number,
        path=str(path),
        n_ctx=options.n_ctx,
        threads=options.threads,
        gpu_layers=options.gpu_layers,
        mmap=options.mmap,
        family=options.family,
    )


def model_info(loaded: protocol.Loaded) -> ModelInfo:
    return ModelInfo(
        path=Path(loaded.path),
        # People know weights by their file; what they call themselves may be "Smollm2 135M 8k Lc100K Mix1 Ep2".
        name=Path(loaded.path).stem,
        architecture=loaded.architecture,
        parameters=loaded.parameters,
        size=loaded.size,
        n_ctx=loaded.n_ctx,
        n_ctx_train=loaded.n_ctx_train,
        gpu_layers=loaded.gpu_layers,
        family=loaded.family,
        recommended=msgspec.to_builtins(loaded.recommended),
        system_prompt_advised=loaded.system_prompt_advised,
        fingerprint=loaded.fingerprint,
        load_s=loaded.load_s,
    )


def figures(totals: protocol.Totals) -> Figures:
    return Figures(
        thinking_tokens=totals.thinking_tokens,
        answer_tokens=totals.answer_tokens,
        first_token_s=totals.first_token_s,
        first_answer_token_s=totals.first_answer_token_s,
        thinking_s=totals.thinking_s,
        answer_s=totals.answer_s,
        context_used=totals.context_used,
    )


def sampling(recommended: dict[str, Any], wanted: dict[str, Any]) -> protocol.Sampling:
    """What is recommended, with what is wanted in its place.

    Raises:
        WrongUse: `wanted` has a name that is no sampling setting, or a value of the wrong type.
    """
    unknown = sorted(set(wanted) - set(protocol.Sampling.__struct_fields__))
    if unknown:
        raise WrongUse("bad_variable", name=unknown[0], why="there is no such sampling setting")
    try:
        return msgspec.convert({**recommended, **wanted}, protocol.Sampling)
    except msgspec.ValidationError as error:
        raise WrongUse("bad_variable", str(error), name="sampling", why=str(error)) from error


def plain(chosen: protocol.Sampling) -> dict[str, Any]:
    """Sampling in the form the store keeps."""
    values: dict[str, Any] = msgspec.to_builtins(chosen)
    return values


def turns(pairs: Iterable[tuple[str, str]]) -> list[protocol.Turn]:
    return [msgspec.convert({"role": role, "content": content}, protocol.Turn) for role, content in pairs]


def failure(failed: protocol.Failed, path: Path | None) -> UserError:
    """The fault of `failed` for a person; `path` names the weights that are open or were to be."""
    kind = FAILURES.get(failed.kind, EngineError)
    fields: dict[str, str | int] = {**failed.numbers}
    if path is not None:
        fields |= {"path": str(path), "name": path.name}
    error = kind(failed.kind, failed.detail, **fields)
    try:
        str(error)
    except (KeyError, IndexError):
        # A sentence whose numbers did not come is worth less than a general one that can be read.
        return EngineError("engine", f"{failed.kind}: {failed.detail}")
    return error


def pieces(delta: protocol.Delta) -> tuple[tuple[PartKind, str], ...]:
    return tuple((piece.channel, piece.text) for piece in delta.pieces)


def phase(delta: protocol.Delta, before: Phase) -> Phase:
    """Where a run is after `delta`."""
    if not delta.pieces:
        return before
    return Phase.THINKING if delta.pieces[-1].channel == "thinking" else Phase.ANSWERING


def parts(pairs: Iterable[tuple[PartKind, str]]) -> tuple[Part, ...]:
    """Stretches of one channel joined, in the order they came, empty ones left out."""
    merged: list[tuple[PartKind, list[str]]] = []
    for kind, text in pairs:
        if not text:
            continue
        if merged and merged[-1][0] == kind:
            merged[-1][1].append(text)
        else:
            merged.append((kind, [text]))
    return tuple(Part(kind, "".join(texts)) for kind, texts in merged)


def split_for_store(raw: str, family: str, opened: bool) -> list[Part]:
    """The channels of a run's whole raw text, as parts; given to `Store.open`, which must not know of `runtime`.

    As in the engine, the prompt is known, so where it opened nothing a stray closing mark is only text (`settled`).
    """
    splitter = Splitter(family, opened, settled=True)
    found = [*splitter.feed(raw), *splitter.finish()]
    return list(parts((piece.channel, piece.text) for piece in found))


def split_text(text: str, family: str, opened: bool) -> tuple[str, str]:
    """Thinking and answer of a text whose prompt nobody knows. Raises WrongUse("unknown_family")."""
    found = split(text, known_family(family), opened)
    return found.thinking, found.answer


def known_family(name: str) -> str:
    """The family's own name, however it was spelt. Raises WrongUse("unknown_family")."""
    try:
        return family_named(name).name
    except KeyError as error:
        raise WrongUse("unknown_family", name=name, known=", ".join(FAMILIES)) from error
