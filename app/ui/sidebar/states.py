"""What the sidebar shows and what is wished in it, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.store.records import Folder, Tag

PlaceKind = Literal["all", "folder", "tag", "archive", "trash"]


@dataclass(frozen=True, slots=True)
class Place:
    """Which conversations are listed."""

    kind: PlaceKind = "all"
    id: int | None = None
    """Of the folder or the tag."""


@dataclass
class Listing:
    """What the sidebar lists; kept for the next window, which is built anew when language or appearance change."""

    place: Place = Place()


@dataclass(frozen=True, slots=True)
class OrderState:
    """What conversations can be put into."""

    folders: tuple[Folder, ...] = ()
    tags: tuple[Tag, ...] = ()
    tagged: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Names of a conversation's tags."""
    trash_days: int = 30
    """0 keeps what was thrown away for ever."""

    def name_of(self, place: Place) -> str:
        known = self.folders if place.kind == "folder" else self.tags
        return next((each.name for each in known if each.id == place.id), "")


WishKind = Literal[
    "pin", "unpin", "archive", "unarchive", "delete", "restore", "purge", "folder", "new_folder", "tag", "untag",
    "new_tag", "merge", "make_folder", "rename_place", "remove_place", "empty_trash", "duplicates", "take_out",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be done with conversations, or with the place that is shown."""

    kind: WishKind
    ids: tuple[int, ...] = ()
    number: int | None = None
    """Of a folder (None for no folder) or a tag."""
    name: str = ""
