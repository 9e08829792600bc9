"""How the engine's process is started: command line, environment, working folder. Knows nothing of who starts it.

The child runs foreign weights and foreign templates, so it gets what it needs by name and nothing else: no keys or
tokens that happen to be in the environment, and a working folder in which there is nothing to import.
"""

import importlib.util
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = frozenset(
    {
        "PATH", "HOME", "USER", "USERPROFILE", "SYSTEMROOT", "WINDIR", "COMSPEC", "TMPDIR", "TMP", "TEMP", "TZ",
        "LANG", "LANGUAGE", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
        "LLAMA_CPP_LIB_PATH", "GLIBC_TUNABLES",
    }
)  # fmt: skip
"""Variables the child inherits as they are."""

PREFIXES = (
    "LC_", "OMP_", "KMP_", "GOMP_", "OPENBLAS_", "GGML_", "CUDA_", "NVIDIA_", "HIP_", "HSA_", "ROCR_", "ROCM_", "VK_",
    "MTL_", "SIBIAN_ENGINE_",
)  # fmt: skip
"""Families of variables the child inherits: language, threads, and the choice of devices."""


HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Has the GNU C library ask for huge pages under all that is allocated: weights that llama.cpp laid out anew or read
without mmap, and the KV cache. With fewer pages to look up, a token takes 2 to 6 % less (two cores, 135M and 0.5B
weights); where the system gives none, or the library is another, nothing changes."""


@dataclass(frozen=True, slots=True)
class Launch:
    """Which engine to start. `script` and `speed` (tokens per second) belong to the scripted backend.

    rpc: llama.cpp's RPC servers (host:port) that it names as devices from the start.
    """

    backend: str = "llama"
    script: Path | None = None
    speed: float | None = None
    rpc: tuple[str, ...] = ()

    @property
    def scripted(self) -> bool:
        return self.backend == "scripted"

    @property
    def command(self) -> list[str]:
        """Program and arguments. `-P` keeps the working folder out of the child's import path."""
        words = [sys.executable, "-P", "-m", "runtime", "--backend", self.backend]
        if self.script is not None:
            words += ["--script", str(self.script.absolute())]
        if self.speed is not None:
            words += ["--speed", str(self.speed)]
        return [*words, *(word for address in self.rpc for word in ("--rpc", address))]

    @property
    def environment(self) -> dict[str, str]:
        return child_environment(os.environ)

    @property
    def folder(self) -> str:
        """The working folder: the root, so that the child keeps no other file system busy."""
        return os.path.abspath(os.sep)


def child_environment(own: Mapping[str, str]) -> dict[str, str]:
    """The part of `own` that the child may see, and what it needs to find its own code and to speak UTF-8."""
    allowed = {name: value for name, value in own.items() if name in ENVIRONMENT or name.startswith(PREFIXES)}
    return HUGE_PAGES | allowed | {"PYTHONPATH": str(_code_root()), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def _code_root() -> Path:
    """The folder that holds the package `runtime`, found without running any of it."""
    spec = importlib.util.find_spec("runtime")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package `runtime` is not installed beside `app`")
    return Path(spec.origin).parent.parent
