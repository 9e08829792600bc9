"""Ollama's store: manifests that give names to blobs, which are named by what is in them.

A manifest is a file that anybody may have written; nothing of it becomes a path but 64 digits.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from models.library.walking import Walk, small_text

MODEL = "application/vnd.ollama.image.model"
"""Other layers are templates, licences, parameters, and weights that serve others: adapters and projectors."""
MAX_MANIFEST = 1 << 20
MAX_LAYERS = 64
_DIGEST = re.compile(r"sha256[:-](?P<digits>[0-9a-f]{64})", re.ASCII)
_REGISTRY, _LIBRARY = "registry.ollama.ai", "library"


def blobs(folder: Path, walk: Walk) -> Iterator[tuple[str, Path]]:
    """(name, blob) of every set of weights in the store at `folder`: names as Ollama's own list has them.

    Blobs that are not there are left out; whether one is whole is not looked at.
    """
    manifests = folder / "manifests"
    for path in walk.files(manifests):
        parts = path.relative_to(manifests).parts
        if len(parts) != 4:
            continue
        walk.note(path)
        for digits in dict.fromkeys(_models(path)):
            blob = folder / "blobs" / f"sha256-{digits}"
            walk.note(blob)
            if blob.is_file():
                yield _name(*parts), blob


def _models(manifest: Path) -> Iterator[str]:
    """Digests of the layers that are weights."""
    text = small_text(manifest, MAX_MANIFEST)
    try:
        said = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        return
    layers = said.get("layers") if isinstance(said, dict) else None
    for layer in layers[:MAX_LAYERS] if isinstance(layers, list) else []:
        if not isinstance(layer, dict) or layer.get("mediaType") != MODEL:
            continue
        digest = layer.get("digest")
        named = _DIGEST.fullmatch(digest) if isinstance(digest, str) else None
        if named is not None:
            yield named["digits"]


def _name(host: str, owner: str, model: str, tag: str) -> str:
    name = f"{model}:{tag}"
    if (host, owner) == (_REGISTRY, _LIBRARY):
        return name
    return f"{owner}/{name}" if host == _REGISTRY else f"{host}/{owner}/{name}"
