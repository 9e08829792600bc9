"""What the sidebar knows of all conversations, kept true change by change: reading ten thousand each time is felt."""

from bisect import insort
from collections.abc import Collection, Mapping

from app.store.records import Conversation
from app.store.store import Store
from app.ui.sidebar.states import Place

MANY = 200
"""From so many changes on it is quicker to read everything again."""


class Catalogue:
    """Read when it is first asked for. What lies in the trash is read each time: that is seldom looked at."""

    def __init__(self, store: Store) -> None:
        self._conversations, self._order = store.conversations, store.order
        self._listed: list[Conversation] | None = None
        self._tagged: dict[int, tuple[str, ...]] = {}

    @property
    def tagged(self) -> Mapping[int, tuple[str, ...]]:
        """Names of a conversation's tags."""
        self._all()
        return self._tagged

    def renew(self, changed: Collection[int] | None = None) -> None:
        """These were written, added or removed; None stands for anything."""
        if changed is None or self._listed is None or len(changed) > MANY:
            self._listed = None
            return
        kept = [each for each in self._listed if each.id not in changed]
        for each in self._conversations.some(changed):
            if each.deleted is None:
                insort(kept, each, key=_rank)
        self._listed = kept
        tagged = self._order.tagged(changed)
        self._tagged = {id: names for id, names in self._tagged.items() if id not in changed} | tagged

    def at(self, place: Place, tag: str = "") -> list[Conversation]:
        """The one used last comes first; in the trash, the one thrown away last. tag: name of the place's tag."""
        if place.kind == "trash":
            thrown = self._conversations.list(deleted=True)
            return sorted(thrown, key=lambda each: each.deleted or 0.0, reverse=True)
        every = self._all()
        if place.kind == "archive":
            return [each for each in every if each.archived is not None]
        if place.kind == "folder":
            return [each for each in every if each.archived is None and each.folder == place.id]
        if place.kind == "tag":
            tagged = self._tagged
            return [each for each in every if each.archived is None and tag in tagged.get(each.id, ())]
        return [each for each in every if each.archived is None]

    def _all(self) -> list[Conversation]:
        if self._listed is None:
            self._listed, self._tagged = self._conversations.list(), self._order.tagged()
        return self._listed


def _rank(conversation: Conversation) -> tuple[float, int]:
    """As `Conversations.list` orders them."""
    return -conversation.updated, -conversation.id
