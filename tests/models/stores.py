"""Folders of other programs, as tests build them."""

import json
import shutil
from pathlib import Path
from typing import Any

DIGEST = "sha256:" + "ab" * 32


def put(weights: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(weights, target))


def ollama(store: Path, blob: Path | None, manifest: Any, name: str = "registry.ollama.ai/library/qwen3/8b") -> None:
    path = store / "manifests" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (store / "blobs").mkdir(exist_ok=True)
    path.write_bytes(manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode())
    if blob is not None:
        put(blob, store / "blobs" / DIGEST.replace(":", "-"))


def manifest(digest: Any = DIGEST, kind: str = "model") -> dict[str, Any]:
    return {"layers": [{"mediaType": f"application/vnd.ollama.image.{kind}", "digest": digest, "size": 1}]}
