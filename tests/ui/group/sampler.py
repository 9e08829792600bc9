"""Somebody who has a question answered many times."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.engine.values import Phase
from app.ui.group.card import SampleCard
from app.ui.group.page import GroupPage
from tests.ui.person import Person


class Sampler(Person):
    """Somebody who has a question answered many times."""

    @property
    def page(self) -> GroupPage:
        return self.desk.pages.opener("group").page_for(self.window, self.desk._themes.theme)

    @property
    def cards(self) -> list[SampleCard]:
        """In the order they are shown."""
        return list(self.page.wall.cards.values())

    @property
    def group(self) -> int:
        return self.page.state.id

    def open(self) -> None:
        self.qtbot.keyClick(
            self.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.wait(lambda: self.desk.pages.current == "group")

    def sample(self, question: str, count: int, checker: str = "") -> None:
        page = self.page
        page.ask.count.setValue(count)
        page.ask.set_text(question)
        if checker:
            self.desk.pages.opener("group")._presenter._show_checks(checker)
        self.qtbot.keyClick(page.ask.focusProxy(), "\r")
        self.wait(lambda: page.state is not None and len(page.state.samples) == count and not page.ask.text())

    def wait_over(self) -> None:
        self.wait(lambda: self.program.session.status.phase is Phase.READY, 120_000)
        self.wait(lambda: not self.page.state.running)

    def click(self, card: SampleCard, name: str) -> None:
        found = card.findChildren(QAbstractButton)
        next(b for b in found if name in (b.text(), b.accessibleName()) and b.isEnabled()).click()
