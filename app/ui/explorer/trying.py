"""What if: other versions that begin within the thinking that is explored. Says what is wished; others carry it out."""

from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.engine.session import Session
from app.engine.values import Phase
from app.explore.values import TraceView
from app.ui.conversation.states import BranchWish
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.states import Choice


class Explored(Protocol):
    """Whoever knows the trace, and what is chosen in it."""

    view: TraceView | None

    @property
    def row(self) -> int: ...
    @property
    def token(self) -> int | None: ...


class Trying(QObject):
    """Turns the chosen step or token into a wish."""

    branch_wished = Signal(object)
    """BranchWish."""
    answer_wished = Signal(object)
    """BranchWish, whose version shall end its thinking at once."""

    highlight_wished = Signal(int, int)
    """Characters of the thinking."""

    def __init__(self, explorer: Explored, page: ExplorerPage, session: Session) -> None:
        super().__init__(page)
        self._explorer, self._page, self._session = explorer, page, session
        step, token = page.inspector.step, page.inspector.token
        step.go_on_wished.connect(self.go_on)
        step.answer_wished.connect(self.answer_now)
        step.edit_wished.connect(self.edit)
        page.editor.taken.connect(self._take_edited)
        page.editor.cancelled.connect(lambda: page.show_editor(None))
        token.fork_wished.connect(self.fork)
        token.text_wished.connect(self.fork_with)

    def possible(self) -> tuple[bool, str]:
        """Whether another version can begin here now; if not, why."""
        view = self._explorer.view
        if view is None or not view.source.answer_id:
            return False, self.tr("This trace was imported; nothing can be tried from it.")
        if not view.counted:
            return False, self.tr("Its tokens were not kept, so nothing can be tried from here.")
        if self._session.status.phase is not Phase.READY:
            running = self._session.status.model is not None
            return False, self.tr("Something else is running.") if running else self.tr(
                "Open weights to try something from here."
            )
        return True, ""

    def go_on(self) -> None:
        """The chosen step drawn anew, and all that follows it."""
        if (wish := self._wish()) is not None:
            self.branch_wished.emit(wish)

    def answer_now(self) -> None:
        """The thinking ends behind the chosen step."""
        if (wish := self._wish(behind=True)) is not None:
            self.answer_wished.emit(wish)

    def highlight(self) -> None:
        """What is drawn over, else the chosen step."""
        view, row, drawn = self._explorer.view, self._explorer.row, self._page.thinking.selection
        if drawn is not None:
            self.highlight_wished.emit(*drawn)
        elif view is not None and row < len(view.analysis.steps):
            step = view.analysis.steps[row]
            self.highlight_wished.emit(step.start, step.end)

    def edit(self) -> None:
        """Turn the thinking up to the end of the chosen step into a text that can be changed."""
        view, row = self._explorer.view, self._explorer.row
        if view is not None and self.possible()[0] and row < len(view.analysis.steps):
            self._page.show_editor(view.thinking[: view.analysis.steps[row].end].rstrip())

    def _take_edited(self, text: str) -> None:
        view = self._explorer.view
        if view is not None and self.possible()[0]:
            self._page.show_editor(None)
            self.branch_wished.emit(BranchWish(view.source.answer_id, "edit", text=text))

    def fork(self, choice: Choice) -> None:
        view, token = self._explorer.view, self._explorer.token
        if view is not None and token is not None and self.possible()[0]:
            first = view.spots.place(token)[0]
            text = choice.text or ""
            self.branch_wished.emit(
                BranchWish(view.source.answer_id, "fork", token=first, alternative=choice.id, text=text)
            )

    def fork_with(self, text: str) -> None:
        view, token = self._explorer.view, self._explorer.token
        if view is not None and token is not None and self.possible()[0]:
            self.branch_wished.emit(BranchWish(view.source.answer_id, "fork", view.spots.place(token)[0], text=text))

    def menu(self, point: QPoint) -> None:
        """What can be done with the chosen step, at a point of the screen."""
        menu, can = QMenu(self._page), self.possible()[0]
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy")).triggered.connect(self._page.thinking.copy)
        highlight = menu.addAction(self.tr("Highlight, or take the highlight off"))
        highlight.triggered.connect(self.highlight)
        menu.addSeparator()
        for text, do in (
            (self.tr("Go on from here, drawing again"), self.go_on),
            (self.tr("Edit the thinking up to here and go on…"), self.edit),
            (self.tr("End the thinking here and answer"), self.answer_now),
        ):
            action = menu.addAction(text)
            action.setEnabled(can)
            action.triggered.connect(lambda _=False, do=do: do())
        menu.popup(point)

    def _wish(self, behind: bool = False) -> BranchWish | None:
        view, row = self._explorer.view, self._explorer.row
        if view is None or not self.possible()[0] or row >= len(view.ranges):
            return None
        return BranchWish(view.source.answer_id, "cut", token=view.ranges[row][1 if behind else 0])
