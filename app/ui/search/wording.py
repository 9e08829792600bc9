"""What is said about a hit and about a search, in the interface's language."""

from PySide6.QtCore import QObject

from app.store.search.records import Count, Hit
from app.ui.sidebar.rows import when


class Wording(QObject):
    """A QObject for its `tr`, which knows plurals."""

    def about(self, hit: Hit) -> list[str]:
        """What kind of text it is, when it was written, and by which weights; the most important first."""
        kinds = {
            "question": self.tr("Question"),
            "thinking": self.tr("Thinking"),
            "answer": self.tr("Answer"),
            "title": self.tr("Title"),
            "template": self.tr("Prompt template"),
            "note": self.tr("Note"),
        }
        facts = [kinds[hit.kind]]
        if hit.created:
            facts.append(when(hit.created))
        if hit.count > 1:
            facts.append(self.tr("%n place(s)", "", hit.count))
        if hit.model:
            facts.append(hit.model)
        return facts

    def foot(self, shown: int, count: Count, left: int, complete: bool, looking: bool = False) -> str:
        """How much was found, and whether that is all. looking: there may be more, and better ones."""
        said = [self.tr("still looking…")] if looking else []
        if count.capped:
            said.append(self.tr("More than %n text(s)", "", count.number))
        elif count.number:
            said.append(self.tr("%n text(s)", "", count.number))
        if shown and shown < count.number:
            said.append(self.tr("the best %n are shown", "", shown))
        if left:
            said.append(self.tr("%n message(s) are still being put into the index", "", left))
        elif not complete:
            said.append(self.tr("the index is being made"))
        return " · ".join(said)
