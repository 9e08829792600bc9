"""Folders and room on the disk for downloads. Knows nothing of hubs or of what is in files."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from models.download.values import Failed


def absent(folder: Path) -> list[Path]:
    """Folders that must be made for this one to be there, outermost first."""
    missing: list[Path] = []
    while not os.path.lexists(folder) and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


def make(folders: Iterable[Path]) -> None:
    """Raises OSError; one that is there meanwhile is fine."""
    for folder in folders:
        folder.mkdir(exist_ok=True)


def check_inside(root: Path, folder: Path, name: str) -> None:
    """Raises Failed folder where the way from `root` to `folder` leads through a link to somewhere else."""
    try:
        straight = folder.resolve(strict=True) == root.resolve(strict=True) / folder.relative_to(root)
    except OSError as fault:
        raise Failed("folder", name, str(fault)) from fault
    if not straight:
        raise Failed("folder", name, f"{folder} leads elsewhere")


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove those with nothing in them, innermost first. `folders` as from `absent`."""
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        try:
            folder.rmdir()
        except OSError:
            continue  # something is in it, or it is gone


def free_space(folder: Path) -> int:
    """Bytes free where `folder` is or will be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
