"""The conversations as rows of a Qt list. Knows records, not the store."""

import datetime

from PySide6.QtCore import QAbstractListModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, Qt, QTime, Signal

from app.store.records import Conversation

Index = QModelIndex | QPersistentModelIndex

IdRole = int(Qt.ItemDataRole.UserRole) + 1
WhenRole = int(Qt.ItemDataRole.UserRole) + 2
RunningRole = int(Qt.ItemDataRole.UserRole) + 3


class ConversationRows(QAbstractListModel):
    """One row for each conversation, the latest first."""

    title_edited = Signal(int, str)
    """Id of a conversation, and the title somebody typed for it."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Conversation] = []
        self._running: int | None = None

    def show(self, conversations: list[Conversation]) -> None:
        """Take a new list. Rows that stay keep their place in views (selection survives a change of order)."""
        if [c.id for c in conversations] == [c.id for c in self._all]:
            self._all = conversations
            if conversations:
                self.dataChanged.emit(self.index(0), self.index(len(conversations) - 1))
            return
        self.beginResetModel()
        self._all = conversations
        self.endResetModel()

    def show_running(self, conversation: int | None) -> None:
        """Mark the conversation in which a generation runs."""
        self._running = conversation
        if self._all:
            self.dataChanged.emit(self.index(0), self.index(len(self._all) - 1))

    def row_of(self, conversation: int | None) -> int:
        """The row of a conversation, -1 where it is not listed."""
        return next((row for row, c in enumerate(self._all) if c.id == conversation), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        conversation = self._all[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return conversation.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{conversation.title}, {when(conversation.updated)}"
        if role == IdRole:
            return conversation.id
        if role == WhenRole:
            return when(conversation.updated)
        if role == RunningRole:
            return conversation.id == self._running
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        # The row changes when the store has the new title, not before.
        self.title_edited.emit(self._all[index.row()].id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


def when(seconds: float) -> str:
    """A time as short as it can be told: the hour today, the day this year, else the date."""
    moment = datetime.datetime.fromtimestamp(seconds)
    day, today = moment.date(), datetime.date.today()
    locale = QLocale()
    if day == today:
        return locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    if day.year == today.year:
        pattern = "M月d日" if locale.language() == QLocale.Language.Chinese else "d MMM"
        return locale.toString(QDate(day.year, day.month, day.day), pattern)
    return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
