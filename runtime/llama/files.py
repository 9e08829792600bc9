"""Looks at a file of weights without reading it all."""

import hashlib
from pathlib import Path

from runtime.backend import Fault

MEBIBYTE = 1024 * 1024


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


def check(path: Path) -> None:
    """A quick look before llama.cpp gets the file; the program has looked more closely already. Raises Fault."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise Fault("no_such_file", str(error)) from error
    if magic != b"GGUF":
        raise Fault("not_gguf", f"it begins with {magic!r}")
