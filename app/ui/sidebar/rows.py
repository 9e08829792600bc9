"""The conversations as rows of a Qt list, divided by when they were last used. Knows records, not the store."""

import datetime
from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, Qt, QTime, Signal

from app.store.records import Conversation
from app.ui.sidebar.sections import Section, sections

Index = QModelIndex | QPersistentModelIndex

IdRole = int(Qt.ItemDataRole.UserRole) + 1
WhenRole = int(Qt.ItemDataRole.UserRole) + 2
RunningRole = int(Qt.ItemDataRole.UserRole) + 3
PinnedRole = int(Qt.ItemDataRole.UserRole) + 4
TagsRole = int(Qt.ItemDataRole.UserRole) + 5
HeadingRole = int(Qt.ItemDataRole.UserRole) + 6
"""What a row that is no conversation says; empty for one that is."""
NO_TAGS: Mapping[int, tuple[str, ...]] = {}


class ConversationRows(QAbstractListModel):
    """One row for each conversation, the pinned ones first, then the latest, and headings where there are several."""

    title_edited = Signal(int, str)
    """Id of a conversation, and the title somebody typed for it."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Conversation | str] = []
        """Conversations, and headings above them."""
        self._places: dict[int, int] = {}
        self._tags = NO_TAGS
        self._running: int | None = None

    def show(self, conversations: list[Conversation], tags: Mapping[int, tuple[str, ...]] = NO_TAGS) -> None:
        """Take a new list. Rows that stay keep their place in views (selection survives where the order does)."""
        rows = self._divided(sorted(conversations, key=lambda each: each.pinned is None))  # stable: the rest stays
        places = {each.id: row for row, each in enumerate(rows) if not isinstance(each, str)}
        self._tags = tags
        if places == self._places and len(rows) == len(self._all):
            self._all = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._all, self._places = rows, places
        self.endResetModel()

    def show_running(self, conversation: int | None) -> None:
        """Mark the conversation in which a generation runs."""
        before, self._running = self._running, conversation
        for each in {before, conversation}:
            if (row := self.row_of(each)) >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, conversation: int | None) -> int:
        """The row of a conversation, -1 where it is not listed."""
        return -1 if conversation is None else self._places.get(conversation, -1)

    def at(self, row: int) -> Conversation:
        """Raises LookupError where the row is a heading."""
        if isinstance(there := self._all[row], str):
            raise LookupError(there)
        return there

    def _divided(self, ordered: list[Conversation]) -> list[Conversation | str]:
        pinned = next((place for place, each in enumerate(ordered) if each.pinned is None), len(ordered))
        times = [each.deleted or each.updated for each in ordered]
        parts = [Section("pinned", 0)] if pinned else []
        parts += sections(times, datetime.date.today(), pinned)
        if len(parts) < 2:
            return list(ordered)  # one heading tells nothing apart
        rows: list[Conversation | str] = []
        ends = [part.first for part in parts[1:]] + [len(ordered)]
        for part, end in zip(parts, ends, strict=True):
            rows.append(self._heading(part))
            rows.extend(ordered[part.first : end])
        return rows

    def _heading(self, part: Section) -> str:
        names = {
            "pinned": self.tr("Pinned"),
            "today": self.tr("Today"),
            "yesterday": self.tr("Yesterday"),
            "week": self.tr("The last 7 days"),
            "month": self.tr("The last 30 days"),
        }
        return names.get(part.kind) or month_of(part.day or datetime.date.today())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        conversation = self._all[index.row()]
        if isinstance(conversation, str):
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, HeadingRole)
            return conversation if role in shown else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return conversation.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = self._tags.get(conversation.id, ())
            pinned = (self.tr("pinned"),) if conversation.pinned is not None else ()
            return ", ".join((conversation.title, when(conversation.updated), *pinned, *tags))
        if role == IdRole:
            return conversation.id
        if role == WhenRole:
            return when(conversation.deleted or conversation.updated)
        if role == RunningRole:
            return conversation.id == self._running
        if role == PinnedRole:
            return conversation.pinned is not None
        if role == TagsRole:
            return self._tags.get(conversation.id, ())
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        # The row changes when the store has the new title, not before.
        self.title_edited.emit(self.at(index.row()).id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._all[index.row()], str):
            return Qt.ItemFlag.ItemNeverHasChildren  # neither chosen nor come to by keys
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


def month_of(day: datetime.date) -> str:
    """A month by its name, with the year where it is another."""
    locale, this_year = QLocale(), day.year == datetime.date.today().year
    if locale.language() == QLocale.Language.Chinese:
        return locale.toString(QDate(day.year, day.month, 1), "M月" if this_year else "yyyy年M月")
    name = locale.standaloneMonthName(day.month)
    return name if this_year else f"{name} {day.year}"
