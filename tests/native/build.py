"""`make native`: builds llama.cpp's own programs with RPC, out of the very sources that the bindings were built from.

They come inside llama-cpp-python's source package, which pip fetches by the version and hash of
requirements/engine.lock. Takes some eight minutes on two cores, and is done once.
`CMAKE_ARGS` is handed on, so that `CMAKE_ARGS=-DGGML_CUDA=on` builds for a GPU, and so is `CXXFLAGS`, with which the
Makefile names requirements/engine.h.
"""

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.native.tools import FOLDER, ROOT, SERVER

LOCK = ROOT / "requirements" / "engine.lock"
MENDED = ROOT / "requirements" / "engine.h"
TARGETS = ("llama", SERVER, "llama-bench", "llama-batched-bench")
OPTIONS = (
    *("-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=ON", "-DGGML_RPC=ON"),
    *("-DLLAMA_BUILD_TESTS=OFF", "-DLLAMA_BUILD_EXAMPLES=OFF", "-DLLAMA_BUILD_SERVER=OFF", "-DLLAMA_BUILD_UI=OFF"),
    *("-DLLAMA_BUILD_MTMD=OFF", "-DLLAMA_CURL=OFF", "-DLLAMA_OPENSSL=OFF"),
)
STAMP = "built-from"


def main() -> int:
    folder = FOLDER.resolve()
    # The programs are compared with the engine, so they have to be compiled with the same mends.
    mends = hashlib.sha256(MENDED.read_bytes()).hexdigest()[:12]
    wanted = f"{pinned()} {mends} {os.environ.get('CMAKE_ARGS', '')}".strip()
    stamp = folder / STAMP
    if (folder / "bin" / SERVER).is_file() and (not stamp.is_file() or stamp.read_text() == wanted):
        print(f"llama.cpp's programs are in {folder / 'bin'}.")  # without a stamp: somebody else's, taken as they are
        return 0
    missing = [each for each in ("cmake", "c++") if shutil.which(each) is None]
    if missing:
        print(
            f"Missing: {', '.join(missing)}. On Debian and Ubuntu: apt install cmake g++ ninja-build", file=sys.stderr
        )
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Building llama.cpp out of {wanted}. This takes about eight minutes on two cores, and is done once.")
    build(unpack(fetch(folder), folder), folder)
    stamp.write_text(wanted)
    return 0


def pinned() -> str:
    """The version of the bindings, as pyproject.toml and with it the lock have it: `llama-cpp-python==…`."""
    found = re.search(r"llama-cpp-python==[0-9.]+", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert found is not None
    return found[0]


def fetch(folder: Path) -> Path:
    """The source package, its hash checked by pip."""
    target = folder / "source"
    if not any(target.glob("llama_cpp_python-*.tar.gz")):
        pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["uv", "tool", "run", "pip"]
        words = (
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary",
            ":all:",
            "--require-hashes",
            "-r",
            LOCK,
            "-d",
            target,
        )
        subprocess.run([*pip, *words], check=True)
    return next(target.glob("llama_cpp_python-*.tar.gz"))


def unpack(package: Path, folder: Path) -> Path:
    """llama.cpp's own folder inside the package, unpacked."""
    target = folder / "source"
    with tarfile.open(package) as archive:
        archive.extractall(target, filter="data")
    return target / package.name.removesuffix(".tar.gz") / "vendor" / "llama.cpp"


def build(source: Path, folder: Path) -> None:
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    more = shlex.split(os.environ.get("CMAKE_ARGS", ""))
    subprocess.run(["cmake", "-S", source, "-B", folder, *generator, *OPTIONS, *more], check=True)
    subprocess.run(["cmake", "--build", folder, "--parallel", "--target", *TARGETS], check=True)


if __name__ == "__main__":
    sys.exit(main())
