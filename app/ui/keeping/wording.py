"""What is said about backups and space, in the interface's language."""

from PySide6.QtCore import QDateTime, QLocale, QObject

from app.store.keeping.backup import Backup
from app.store.keeping.stats import Stats
from app.ui.keeping.states import BackupLine, SpaceLine


class Wording(QObject):
    """A QObject for its `tr`, which knows plurals."""

    def line(self, backup: Backup) -> BackupLine:
        why = {
            "daily": self.tr("by itself"),
            "migration": self.tr("before an update"),
            "manual": self.tr("by hand"),
        }
        return BackupLine(backup.path, moment(backup.made), why[backup.reason], size_of(backup.size))

    def counts(self, stats: Stats) -> str:
        said = [
            self.tr("%n conversation(s)", "", stats.conversations),
            self.tr("%n message(s)", "", stats.messages),
        ]
        if stats.in_trash:
            said.insert(1, self.tr("%n in the trash", "", stats.in_trash))
        return " · ".join(said)

    def space(self, stats: Stats) -> tuple[SpaceLine, ...]:
        named = (
            (self.tr("What was said"), stats.texts),
            (self.tr("Prompts and raw texts, compressed"), stats.runs),
            (self.tr("Tokens and their figures"), stats.tokens),
            (self.tr("Search index"), stats.index),
            (self.tr("Backups"), stats.backups),
            (self.tr("Free, for what comes next"), stats.free),
            (self.tr("Everything else"), stats.other + stats.log),
        )
        whole = max(1, stats.whole)
        lines = [SpaceLine(name, size_of(size), size / whole) for name, size in named if size]
        return (*lines, SpaceLine(self.tr("All of it"), size_of(stats.whole), 1.0))


def moment(seconds: float) -> str:
    """A day and a time of day."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)


def size_of(size: int) -> str:
    """Bytes as people read them, small ones too."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
