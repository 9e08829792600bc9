"""Between the protocol's structs and the program's own values. Nothing past this module sees a struct."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import msgspec

from app.engine.values import Buffer, Figures, Happening, Inspection, LoadOptions, ModelInfo, Phase, Steering
from app.errors import FAILURES, OPTIONS, EngineError, UserError, WrongUse
from app.store.records import Part, PartKind, Said
from app.store.tokens import Tokens
from runtime import protocol
from runtime.channels import Splitter, split
from runtime.markers import FAMILIES, family_named


def load(number: int, path: Path, options: LoadOptions) -> protocol.Load:
    """The command that opens `path`. What the engine's structs name otherwise is named otherwise here."""
    same = {name: getattr(options, name) for name in _SAME_NAMES}
    return protocol.Load(
        id=number,
        path=str(path),
        devices=list(options.devices),
        tensor_split=list(options.tensor_split),
        overrides=[protocol.Override(pattern=pattern, device=device) for pattern, device in options.overrides],
        rpc=list(options.rpc),
        adapters=[protocol.Adapter(path=adapter, scale=scale) for adapter, scale in options.adapters],
        **same,
    )


_LISTS = frozenset({"devices", "tensor_split", "overrides", "rpc", "adapters"})
_SAME_NAMES = tuple(field.name for field in fields(LoadOptions) if field.name not in _LISTS)


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
        lanes=loaded.lanes,
        buffers=tuple(Buffer(each.device, each.use, each.size) for each in loaded.buffers),
        can_shift=loaded.can_shift,
        can_fork=loaded.can_fork,
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
        drafted=totals.drafted,
        accepted=totals.accepted,
    )


def steering(wanted: Steering) -> protocol.Steering:
    """The same for the engine."""
    return msgspec.convert(asdict(wanted), protocol.Steering)


def tokens(delta: protocol.Delta) -> Tokens:
    """What `delta` tells of its tokens, in the store's columns."""
    told = delta.figures
    if told is None or not delta.ids:
        return Tokens(tuple(delta.ids), tuple(delta.at), tuple(delta.lengths), tuple(delta.origins))
    return Tokens(
        tuple(delta.ids),
        tuple(delta.at),
        tuple(delta.lengths),
        tuple(delta.origins),
        logprob=_column("f", told.logprob),
        sampled=_column("f", told.sampled),
        entropy=_column("f", told.entropy),
        confidence=_column("f", told.confidence),
        k=told.alternatives,
        top_ids=_column("i", told.top_ids),
        top_logprob=_column("f", told.top_logprob),
        top_sampled=_column("f", told.top_sampled),
    )


def _column(code: str, data: bytes) -> "array[Any]":
    """Numbers of four bytes, as they lie on the wire."""
    column: array[Any] = array(code, data)
    if sys.byteorder == "big":
        column.byteswap()
    return column


def happening(event: "protocol.Steered | protocol.Trial | protocol.Gauged", generation: int) -> Happening:
    """What was done to the thinking, or seen in it."""
    match event:
        case protocol.Steered():
            return Happening(event.kind, event.token, event.text, event.tokens, generation=generation)
        case protocol.Trial():
            return Happening("trial", event.token, event.answer, number=event.number, generation=generation)
        case protocol.Gauged():
            return Happening("gauge", event.token, entropy=event.entropy, generation=generation)


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


def turns(said: Iterable[Said]) -> list[protocol.Turn]:
    return [protocol.Turn(role=one.role, content=one.text, thinking=one.thinking) for one in said]


def inspection(measured: protocol.Measured) -> Inspection:
    return Inspection(
        measured.prompt,
        measured.prompt_tokens,
        measured.n_ctx,
        measured.left_out,
        tuple(measured.ids),
        tuple(measured.pieces),
    )


def failure(failed: protocol.Failed, path: Path | None) -> UserError:
    """The fault of `failed` for a person; `path` names the weights that are open or were to be."""
    kind = FAILURES.get(failed.kind, EngineError)
    told: dict[str, str | int] = {**failed.numbers}
    if path is not None:
        told |= {"path": str(path), "name": path.name}
    if failed.field:
        told |= {"field": failed.field, "value": failed.value, "option": OPTIONS.get(failed.field, failed.field)}
    error = kind(failed.kind, failed.detail, **told)
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


def begins_at(raw: str, family: str, opened: bool, channel: PartKind) -> int | None:
    """Where in a run's raw text the first character of a channel stands, marks and white space before it left out.

    None where the channel has no text.
    """
    splitter = Splitter(family, opened, settled=True)
    for at in range(0, len(raw), _SLICE):
        before = splitter.copy()
        if any(piece.channel == channel for piece in splitter.feed(raw[at : at + _SLICE])):
            return _first(before, raw, at, channel)
    return _first(splitter, raw, len(raw), channel)


_SLICE = 1024
"""So much is looked through at once, and only the part that has it character by character."""


def _first(splitter: Splitter, raw: str, at: int, channel: PartKind) -> int | None:
    """As `begins_at`, with a splitter that has been fed `raw[:at]`."""
    for end in range(at + 1, len(raw) + 1):
        begin = _begin(splitter.feed(raw[end - 1]), channel, end - splitter.undecided)
        if begin is not None:
            return begin
    return _begin(splitter.finish(), channel, len(raw))


def _begin(found: Sequence[protocol.Piece], channel: PartKind, end: int) -> int | None:
    """Where the first piece of a channel begins, when the last piece ends at `end`."""
    for place, piece in enumerate(found):
        if piece.channel == channel and piece.text:
            return end - sum(len(each.text) for each in found[place:])
    return None


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
