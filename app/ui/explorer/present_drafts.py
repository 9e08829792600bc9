"""Drafts of poems and code as lines of their pane: where they begin, and how far they are from their final form."""

from PySide6.QtCore import QCoreApplication

from app.explore.values import TraceView
from app.trace.drafts import LONGEST, Draft, EditKind
from app.ui.explorer import wording
from app.ui.explorer.states import DraftLine, Stretch


def lines(view: TraceView) -> list[DraftLine]:
    """In the order of the thinking."""
    return [
        DraftLine(each.step, each.kind, _said(each), tuple(Stretch(edit.kind, edit.text) for edit in each.edits))
        for each in view.analysis.drafts
    ]


def _said(draft: Draft) -> str:
    translate = QCoreApplication.translate
    code = draft.kind == "code"
    gone, new = _size(draft, "gone"), _size(draft, "new")
    if not gone and not new:
        changed = translate("Drafts", "as in the answer")
    else:
        words = (
            translate("Drafts", "lines −{gone} +{new}") if code else translate("Drafts", "characters −{gone} +{new}")
        )
        changed = words.format(gone=wording.number(gone), new=wording.number(new))
    what = translate("Drafts", "code") if code else translate("Drafts", "poem")
    step = wording.number(draft.step + 1)
    said = translate("Drafts", "Step {step} · {what} · {changed}").format(step=step, what=what, changed=changed)
    if max(len(draft.text), draft.final[1] - draft.final[0]) > LONGEST:
        part = translate("Drafts", " · of the first {count} characters")
        said += part.format(count=wording.number(LONGEST))
    return said


def _size(draft: Draft, kind: EditKind) -> int:
    texts = [edit.text for edit in draft.edits if edit.kind == kind]
    return sum(len(text.splitlines()) if draft.kind == "code" else len(text) for text in texts)
