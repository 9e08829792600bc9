"""Keeps the page of branches true to the store, and carries out what is wished there."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from app.store.branches import Twig
from app.store.changes import Changes, Written
from app.store.records import Conversation, Message
from app.store.store import Store
from app.ui.branches.lay import rows
from app.ui.branches.page import BranchesPage
from app.ui.branches.states import Column, DetailState, TreeState
from app.ui.feed import ChangeFeed

Purge = Callable[[int], "Future[Written[int]]"]


class BranchesPresenter(QObject):
    """Of one page. `open_of` tells which conversation is open."""

    show_wished = Signal(int)
    """A message whose branch is to be shown."""
    compare_wished = Signal(int)

    def __init__(
        self,
        store: Store,
        feed: ChangeFeed,
        open_of: Callable[[], int | None],
        purge: Purge,
        page: BranchesPage,
        parent: QObject,
    ) -> None:
        """purge: removes for good a branch that was thrown away, told by its root."""
        super().__init__(parent)
        self._purge = purge
        self._store, self._feed, self._open_of, self._page = store, feed, open_of, page
        self._conversation: int | None = None
        self._twigs: dict[int, Twig] = {}
        self._shown: frozenset[int] = frozenset()
        self._undo: tuple[int, int | None] | None = None
        """The branch that was thrown away last, and what was shown before."""
        page.chosen.connect(self._show_chosen)
        page.show_wished.connect(self.show_wished)
        page.compare_wished.connect(self.compare_wished)
        page.named.connect(self._name)
        page.cut_wished.connect(self._cut)
        page.restore_wished.connect(self._restore)
        page.purge_wished.connect(self._delete)
        page.remarks.action_wished.connect(self._take_back)
        feed.changed.connect(self._on_changed)

    def enter(self) -> None:
        """The page is on the screen: show what is open now."""
        before, self._conversation = self._conversation, self._open_of()
        self._reload()
        if before != self._conversation:
            self._page.remarks.clear()
            self._page.list.clearSelection()
            self._page.show_detail(DetailState())
            kept = self._kept()
            if kept is not None and kept.head is not None:
                self._page.choose(kept.head)

    def _on_changed(self, changes: Changes) -> None:
        if self._conversation in changes.conversations | changes.branches and self._page.isVisible():
            self._reload()
            self._show_chosen(self._page.chosen_ids()[:2])

    def _kept(self) -> Conversation | None:
        return self._store.conversations.get(self._conversation) if self._conversation is not None else None

    def _reload(self) -> None:
        kept = self._kept()
        if kept is None:
            self._twigs, self._shown = {}, frozenset()
            self._page.show_tree(TreeState(self.tr("Branches")))
            return
        twigs = self._store.branches.twigs(kept.id)
        self._twigs = {twig.id: twig for twig in twigs}
        path = self._store.branches.path(kept.head) if kept.head is not None else []
        self._shown = frozenset(message.id for message in path)
        laid = rows(twigs, self._shown)
        there = [row for row in laid if not row.gone]
        inner = {row.twig.parent for row in there}
        leaves = sum(1 for row in there if row.twig.id not in inner)
        facts = " · ".join((self.tr("%n branch(es)", "", leaves), self.tr("%n message(s)", "", len(there))))
        self._page.show_tree(TreeState(kept.title, laid, facts))

    # ---- what is chosen -----------------------------------------------------------------------------------------

    def _show_chosen(self, ids: list[int]) -> None:
        known = [id for id in ids if id in self._twigs]
        if not known:
            self._page.show_detail(DetailState())
            return
        paths = [self._store.branches.path(id) for id in known]
        if len(paths) == 2:
            common = sum(1 for one, other in zip(*paths, strict=False) if one.id == other.id)
            columns = tuple(self._column(path[min(common, len(path) - 1) :], path) for path in paths)
            first, second = (self._twigs[id] for id in known)
            siblings = first.role == second.role == "assistant" and first.parent == second.parent
            self._page.show_detail(DetailState(columns, comparable=siblings))
            return
        twig = self._twigs[known[0]]
        gone = self._gone(twig)
        self._page.show_detail(
            DetailState(
                (self._column(paths[0][-1:], paths[0]),),
                name=twig.name,
                single=True,
                shown=twig.id in self._shown,
                cut=twig.cut,
                gone_with=self._below(twig.id) if twig.cut else 0,
                cuttable=not gone,
                comparable=not gone and self._has_siblings(twig),
            )
        )

    def _below(self, root: int) -> int:
        """How many messages the branch has from `root` on."""
        inside = {root}
        for twig in self._twigs.values():  # in order of creation: a parent comes before what follows it
            if twig.parent in inside:
                inside.add(twig.id)
        return len(inside)

    def _has_siblings(self, twig: Twig) -> bool:
        alike = (each for each in self._twigs.values() if each.parent == twig.parent and each.role == twig.role)
        return twig.role == "assistant" and any(each.id != twig.id and not each.cut for each in alike)

    def _gone(self, twig: Twig) -> bool:
        at: Twig | None = twig
        while at is not None:
            if at.cut:
                return True
            at = self._twigs.get(at.parent) if at.parent is not None else None
        return False

    def _column(self, told: list[Message], path: list[Message]) -> Column:
        name = next((self._twigs[each.id].name for each in reversed(path) if self._twigs[each.id].name), "")
        asked, thought, answered = self.tr("Question"), self.tr("Thinking"), self.tr("Answer")
        texts = []
        for message in told:
            if message.role == "user":
                texts.append(f"**{asked}**\n\n{message.text('text')}")
                continue
            if thinking := message.text("thinking"):
                texts.append(f"**{thought}**\n\n{thinking}")
            texts.append(f"**{answered}**\n\n{message.text('answer')}")
        return Column(name or self._twigs[path[-1].id].model, "\n\n".join(texts))

    # ---- what is wished -----------------------------------------------------------------------------------------

    def _name(self, name: str) -> None:
        ids = self._page.chosen_ids()
        if len(ids) == 1:
            self._feed.follow(self._store.branches.name(ids[0], name))

    def _cut(self) -> None:
        ids = self._page.chosen_ids()
        if len(ids) != 1:
            return

        def done(head: int | None) -> None:
            self._undo = ids[0], head
            self._page.show_cut()

        self._feed.attempt(self._store.branches.cut(ids[0]), done, self._page.show_error)

    def _restore(self) -> None:
        ids = self._page.chosen_ids()
        if len(ids) == 1:
            self._feed.follow(self._store.branches.restore(ids[0]))

    def _delete(self) -> None:
        ids = self._page.chosen_ids()
        if len(ids) == 1:
            self._undo = None
            self._feed.attempt(self._purge(ids[0]), lambda _: self._page.remarks.clear(), self._page.show_error)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self._page.remarks.clear()
        if undo is not None:
            self._feed.follow(self._store.branches.restore(*undo))
