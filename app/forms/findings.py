"""One thing that was found in an answer, whatever was looked for: data for code, a sentence for people.

Knows nothing of what is checked. The sentences are in `app.forms.sentences`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.forms.sentences import SENTENCES

Severity: TypeAlias = Literal["note", "warning", "error"]
"""note: allowed, and worth knowing; warning: tolerated; error: against the form."""

Datum: TypeAlias = str | int | float


@dataclass(frozen=True, slots=True)
class Place:
    """A character of a poem."""

    line: int
    """From 0."""
    at: int
    """From 0, within the line."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark. What a field does not apply to is None or empty."""

    kind: str
    severity: Severity
    fields: Mapping[str, Datum] = field(default_factory=dict)
    """What the sentence names."""
    span: tuple[int, int] | None = None
    """Where in the text that was checked: the first character, and the one after the last."""
    poem: int | None = None
    """From 0, in the order of the report."""
    line: int | None = None
    """From 0, within the poem."""
    places: tuple[Place, ...] = ()
    """The characters it is about."""

    @property
    def template(self) -> str:
        """The sentence before translation, its `{fields}` still in it."""
        return SENTENCES[self.kind]

    @property
    def sentence(self) -> str:
        """In English, for the command line and the log; a window translates `template` in the context "Forms"."""
        return self.template.format(**self.fields)
