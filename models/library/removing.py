"""Deletes weights: those that Sibian downloaded, and nothing else."""

from pathlib import Path
from typing import Literal, Protocol

from models.library.gathering import shards_of
from models.library.values import Found


class Downloads(Protocol):
    """Knows what was downloaded. `models.download` has it."""

    @property
    def folder(self) -> Path:
        """Where downloads end."""

    def owned(self, path: Path) -> bool:
        """Whether this very file was downloaded by Sibian: not one that lies elsewhere, to which a folder leads."""


class NotRemoved(Exception):
    """Nothing, or not everything, was deleted. not_ours: another program's or the person's; refused: by the system."""

    def __init__(self, kind: Literal["not_ours", "refused"], path: Path, detail: str = "") -> None:
        super().__init__(f"{kind}: {path}: {detail}")
        self.kind: Literal["not_ours", "refused"] = kind
        self.path = path
        self.detail = detail


def remove(found: Found, downloads: Downloads) -> int:
    """Delete all shards of weights that Sibian downloaded, and their folder where it is empty then.

    Other names of the same files stay, and so does whatever a link points to. Returns the bytes of the files that are
    gone. Raises NotRemoved, `not_ours` before anything is touched.
    """
    shards = [path for path in dict.fromkeys((*found.files, *shards_of(found.path))) if path.exists()]
    others = [path for path in shards if not _ours(path, downloads)]
    if others or not found.owned:
        raise NotRemoved("not_ours", others[0] if others else found.path)
    freed = 0
    for path in shards:
        try:
            size = path.stat().st_size
            path.unlink()
        except OSError as fault:
            raise NotRemoved("refused", path, str(fault)) from fault
        freed += size
    _tidy(found.path.parent, downloads.folder)
    return freed


def _ours(path: Path, downloads: Downloads) -> bool:
    """A link leads to what is another's, whoever made the link."""
    return not path.is_symlink() and downloads.owned(path)


def _tidy(folder: Path, home: Path) -> None:
    """Remove the folder of the files where it is empty, and those around it up to the one of all downloads."""
    while folder != home:
        try:
            folder.rmdir()
        except OSError:
            return  # something is in it
        if not folder.is_relative_to(home):
            return  # downloads went elsewhere at that time: what is around it may be the person's
        folder = folder.parent
