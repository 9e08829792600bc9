"""Where programs keep weights, by system and by what they wrote into their settings. Looks at settings, at no weights.

Sources: documentation and programs of LM Studio, Ollama (server config), huggingface_hub (constants), GPT4All, Jan and
llama.cpp (common: fs_get_cache_directory), as of 2025.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.library.values import Home, Layout
from models.library.walking import small_text

_PUBLISHER = "models--"
POINTER = ".lmstudio-home-pointer"
"""LM Studio's file in the person's folder that says where LM Studio keeps everything."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """Folders that systems have in common under different names."""

    home: Path
    config: Path
    data: Path
    """Of this machine alone, where systems tell that apart."""
    cache: Path
    windows: bool
    environ: Mapping[str, str]

    def named(self, variable: str) -> Path | None:
        """The folder that an environment variable names."""
        return _absolute(self.environ.get(variable, ""), self.home)


def homes(
    environ: Mapping[str, str], home: Path, platform: str = sys.platform, root: Path = Path("/")
) -> tuple[Home, ...]:
    """Every place where a known program keeps weights on this machine, also those that do not exist (yet).

    environ, home: the person's environment and folder. platform: as `sys.platform`. root: where the system's own
    folders begin. Those in which files have names come first: a path through them reads better.
    """
    machine = _machine(environ, home, platform)
    found = (
        *(Home("LM Studio", folder) for folder in _lm_studio(machine)),
        *(Home("Hugging Face", folder, "huggingface") for folder in _hugging_face(machine)),
        Home("llama.cpp", machine.named("LLAMA_CACHE") or machine.cache / "llama.cpp"),
        Home("GPT4All", machine.data / "nomic.ai" / "GPT4All"),
        *(Home("Jan", folder, "jan") for folder in _jan(machine)),
        *(Home("Ollama", folder, "ollama") for folder in _ollama(machine, root)),
    )
    return tuple(dict.fromkeys(found))


def home_of(folder: Path, program: str = "") -> Home:
    """The home that a folder is which a person named: its layout is seen from what lies in it."""
    return Home(program, folder, _layout(folder))


def _layout(folder: Path) -> Layout:
    try:
        if (folder / "manifests").is_dir() and (folder / "blobs").is_dir():
            return "ollama"
        if any(each.name.startswith(_PUBLISHER) for each in folder.iterdir()):
            return "huggingface"
    except OSError:
        pass  # whoever walks through it will say so
    return "folder"


def _machine(environ: Mapping[str, str], home: Path, platform: str) -> _Machine:
    def named(variable: str, otherwise: Path) -> Path:
        return _absolute(environ.get(variable, ""), home) or otherwise

    if platform == "win32":
        local = named("LOCALAPPDATA", home / "AppData" / "Local")
        return _Machine(home, named("APPDATA", home / "AppData" / "Roaming"), local, local, True, environ)
    if platform == "darwin":
        support = home / "Library" / "Application Support"
        return _Machine(home, support, support, home / "Library" / "Caches", False, environ)
    config = named("XDG_CONFIG_HOME", home / ".config")
    data = named("XDG_DATA_HOME", home / ".local" / "share")
    return _Machine(home, config, data, named("XDG_CACHE_HOME", home / ".cache"), False, environ)


def _lm_studio(machine: _Machine) -> Iterator[Path]:
    pointed = small_text(machine.home / POINTER, 4096)
    bases = [_absolute(pointed or "", machine.home), machine.home / ".lmstudio", machine.home / ".cache" / "lm-studio"]
    known = [base for base in bases if base is not None]
    for settings in (*known, machine.config / "LM Studio"):
        chosen = _said(settings / "settings.json", "downloadsFolder", machine.home)
        if chosen is not None:
            yield chosen
    yield from (base / "models" for base in known)


def _hugging_face(machine: _Machine) -> Iterator[Path]:
    # Its own default is .cache on every system.
    cache = machine.home / ".cache" if machine.windows else machine.named("XDG_CACHE_HOME") or machine.home / ".cache"
    base = machine.named("HF_HOME") or cache / "huggingface"
    yield machine.named("HF_HUB_CACHE") or machine.named("HUGGINGFACE_HUB_CACHE") or base / "hub"


def _jan(machine: _Machine) -> Iterator[Path]:
    bases = [machine.home / "jan"]
    for folder in dict.fromkeys((machine.config, machine.data)):
        chosen = _said(folder / "Jan" / "settings.json", "data_folder", machine.home)
        bases += [folder / "Jan" / "data"] if chosen is None else [chosen, folder / "Jan" / "data"]
    for base in bases:
        yield base / "llamacpp" / "models"
        yield base / "models"


def _ollama(machine: _Machine, root: Path) -> Iterator[Path]:
    chosen = machine.named("OLLAMA_MODELS")
    if chosen is not None:
        yield chosen
    yield machine.home / ".ollama" / "models"
    if not machine.windows:
        # Where its installer for Linux makes a user of its own.
        yield root / "usr" / "share" / "ollama" / ".ollama" / "models"


def _said(settings: Path, key: str, home: Path) -> Path | None:
    """The folder that a program's settings name under `key`."""
    text = small_text(settings)
    try:
        said = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        return None
    value = said.get(key) if isinstance(said, dict) else None
    return _absolute(value, home) if isinstance(value, str) else None


def _absolute(text: str, home: Path) -> Path | None:
    """A folder that was written down; None where that is no whole path."""
    text = text.strip()
    if not text or "\0" in text:
        return None
    if text == "~" or text.startswith(("~/", "~\\")):
        return home / text[2:]
    return Path(text) if os.path.isabs(text) else None
