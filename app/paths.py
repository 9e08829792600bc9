"""Where things lie on this machine. Owns the names of folders; creates nothing and reads nothing."""

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "SIBIAN_HOME"
"""Environment variable: one folder that takes the place of the system's data and log folders (tests, portable use)."""


def data_dir() -> Path:
    """Folder of the database and of everything else that is kept. May not exist yet."""
    home = _home()
    return home if home is not None else Path(platformdirs.user_data_dir("sibian", appauthor=False))


def log_dir() -> Path:
    """Folder of the log files. May not exist yet."""
    home = _home()
    return home / "logs" if home is not None else Path(platformdirs.user_log_dir("sibian", appauthor=False))


def saved_kv_dir() -> Path:
    """Folder of what was computed of conversations (their KV caches): worth keeping, never worth a backup."""
    home = _home()
    return home / "kv" if home is not None else Path(platformdirs.user_cache_dir("sibian", appauthor=False)) / "kv"


def weights_dir() -> Path:
    """Folder into which weights are downloaded where no other is chosen. May not exist yet."""
    return data_dir() / "weights"


def downloads_journal() -> Path:
    """What is known of downloads: those under way, and which files they left."""
    return data_dir() / "downloads.json"


def library_cache(name: str) -> Path:
    """A file of what was read or measured for the library: convenient, and never worth a backup."""
    home = _home()
    return (home / "cache" if home is not None else Path(platformdirs.user_cache_dir("sibian", appauthor=False))) / name


def catalog() -> Path:
    """The weights that Sibian knows of."""
    return assets() / "catalog.toml"


def database() -> Path:
    """The database that is used where none is named."""
    return data_dir() / "sibian.db"


def assets() -> Path:
    """Folder of the files that ship with the program. It lies beside the package, installed or not."""
    return Path(__file__).resolve().parent.parent / "assets"


def templates_dir() -> Path:
    """Folder of the shipped prompt templates."""
    return assets() / "templates"


def _home() -> Path | None:
    home = os.environ.get(HOME_VARIABLE, "")
    return Path(home).expanduser().absolute() if home else None


def verse_dir() -> Path:
    """Folder of the tables about verse."""
    return assets() / "verse"
