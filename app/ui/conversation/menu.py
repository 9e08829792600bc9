"""The menu of a pane's text: what Qt offers for reading, and the ways to branch from the place meant."""

import re
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QMenu

from app.ui.conversation.chooser import Purpose
from app.ui.conversation.pane import Pane
from app.ui.conversation.states import ExchangeState, PaneKind
from app.ui.verse.beneath import VerseBeneath

HAN = re.compile(r"[\u3400-\u9fff]{4}")
"""Enough Chinese for a line of verse."""


class Branching(Protocol):
    """An exchange that other versions can branch from."""

    state: ExchangeState | None
    verse: VerseBeneath

    def choose_place(self, purpose: Purpose, kind: PaneKind | None = None, point: QPoint | None = None) -> None: ...
    def edit_thinking(self) -> None: ...
    def reroll(self) -> None: ...
    def show_prompt(self) -> None: ...
    def explore(self) -> None: ...
    @property
    def paper_wished(self) -> SignalInstance: ...


def open_at(view: Branching, pane: Pane, point: QPoint) -> None:
    """Show the menu for `point` of the pane's text."""
    menu_at(view, pane, point).popup(pane.view.viewport().mapToGlobal(point))


def menu_at(view: Branching, pane: Pane, point: QPoint) -> QMenu:
    """The menu for `point` of the pane's text; it goes when it is closed."""
    menu = pane.view.menu(point)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    state = view.state
    if state is not None and state.can_branch:
        translate = QCoreApplication.translate
        menu.addSeparator()
        here = menu.addAction(translate("PaneMenu", "Go on from here…"))
        fork = menu.addAction(translate("PaneMenu", "Fork here…"))
        edit = menu.addAction(translate("PaneMenu", "Edit the thinking and go on…"))
        again = menu.addAction(translate("PaneMenu", "Answer again with the same thinking"))
        here.triggered.connect(lambda: view.choose_place("cut", pane.kind, point))
        fork.triggered.connect(lambda: view.choose_place("fork", pane.kind, point))
        edit.triggered.connect(view.edit_thinking)
        again.triggered.connect(view.reroll)
        for action in (here, fork, edit, again):
            action.setEnabled(state.can_act)
        for action in (edit, again):
            action.setEnabled(state.can_act and bool(state.thinking))
    if state is not None and state.answer_id is not None and not state.running:
        menu.addSeparator()
        for text, where in (
            (QCoreApplication.translate("PaneMenu", "Print this exchange…"), "print"),
            (QCoreApplication.translate("PaneMenu", "Save this exchange as PDF…"), "pdf"),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, where=where: view.paper_wished.emit(state, where))
    if state is not None and state.answer_id is not None:
        menu.addSeparator()
        if state.thinking:
            explore = menu.addAction(QCoreApplication.translate("PaneMenu", "Explore the thinking"))
            explore.triggered.connect(view.explore)
        if HAN.search(state.answer):
            verse = menu.addAction(QCoreApplication.translate("PaneMenu", "Check as verse"))
            verse.triggered.connect(view.verse.wish)
        prompt = menu.addAction(QCoreApplication.translate("PaneMenu", "Show the exact prompt…"))
        prompt.triggered.connect(view.show_prompt)
    return menu
