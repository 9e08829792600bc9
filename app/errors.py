"""Everything that can go wrong and that a person can do something about.

    UserError                 a sentence and a next step; the only exception a slot or a command may let reach a person
    ├── WrongUse              exit 2: the command line or a form was filled in wrongly
    ├── WeightsError          exit 3: no such file, not a GGUF, truncated, a shard missing, no chat template, too large
    ├── EngineError           exit 4: the engine did not start, died, or could not do what was asked
    └── StoreError            exit 5: the database cannot be opened or written

Anything else that is raised is a bug. `kind` is for code; `sentence` and `next_step` are for people. Their texts are
templates: `{name}` fields are filled from `fields`, after translation (see `app.ui.notices`), so they stay
translatable. Nothing here parses text.
"""

from typing import ClassVar


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation in `context` without needing Qt."""
    return text


class UserError(Exception):
    """A fault a person should hear about. Texts come from the table `MESSAGES` by `kind`."""

    exit_code: ClassVar[int] = 1

    def __init__(self, kind: str, detail: str = "", **fields: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        """For the log: what the machine said. Never shown as the message."""
        self.fields = fields

    @property
    def template(self) -> tuple[str, str]:
        """The untranslated sentence and next step, with `{fields}` still in them."""
        return MESSAGES[self.kind]

    @property
    def sentence(self) -> str:
        return self.template[0].format(**self.fields)

    @property
    def next_step(self) -> str:
        return self.template[1].format(**self.fields)

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


class WrongUse(UserError):
    exit_code = 2


class WeightsError(UserError):
    exit_code = 3


class EngineError(UserError):
    exit_code = 4


class StoreError(UserError):
    exit_code = 5


MESSAGES: dict[str, tuple[str, str]] = {
    # weights
    "no_such_file": (
        QT_TRANSLATE_NOOP("Errors", "There is no file at {path}."),
        QT_TRANSLATE_NOOP("Errors", "Choose another file."),
    ),
    "not_gguf": (
        QT_TRANSLATE_NOOP("Errors", "{name} is not a GGUF file."),
        QT_TRANSLATE_NOOP("Errors", "Choose a file that ends in .gguf and was made for llama.cpp."),
    ),
    "truncated": (
        QT_TRANSLATE_NOOP("Errors", "{name} is incomplete: {found} of {expected} bytes are there."),
        QT_TRANSLATE_NOOP("Errors", "Download it again."),
    ),
    "broken_weights": (
        QT_TRANSLATE_NOOP("Errors", "{name} is damaged: its header makes no sense."),
        QT_TRANSLATE_NOOP("Errors", "Download it again, or choose another file."),
    ),
    "missing_shard": (
        QT_TRANSLATE_NOOP("Errors", "Part {shard} of {shards} of these weights is missing."),
        QT_TRANSLATE_NOOP("Errors", "Put all parts into one folder and open the first."),
    ),
    "unsupported": (
        QT_TRANSLATE_NOOP("Errors", "llama.cpp does not know how to run {name}."),
        QT_TRANSLATE_NOOP("Errors", "Update Sibian, or choose other weights."),
    ),
    "no_template": (
        QT_TRANSLATE_NOOP("Errors", "{name} has no chat template, so it cannot be talked to."),
        QT_TRANSLATE_NOOP("Errors", "Choose an instruction-tuned or distilled version of it."),
    ),
    "out_of_memory": (
        QT_TRANSLATE_NOOP("Errors", "There is not enough memory for {name}."),
        QT_TRANSLATE_NOOP("Errors", "Choose smaller weights, a shorter context or fewer GPU layers."),
    ),
    "no_starter": (
        QT_TRANSLATE_NOOP("Errors", "The starter model is not installed."),
        QT_TRANSLATE_NOOP("Errors", "Run: make setup — or choose a .gguf file of your own."),
    ),
    # engine
    "template_failed": (
        QT_TRANSLATE_NOOP("Errors", "The chat template inside {name} failed."),
        QT_TRANSLATE_NOOP("Errors", "Choose other weights; this file's template is broken."),
    ),
    "template_too_slow": (
        QT_TRANSLATE_NOOP("Errors", "The chat template inside {name} took too long and was stopped."),
        QT_TRANSLATE_NOOP("Errors", "Do not trust this file; choose other weights."),
    ),
    "prompt_too_long": (
        QT_TRANSLATE_NOOP("Errors", "The conversation needs {needed} tokens, but the context holds {available}."),
        QT_TRANSLATE_NOOP("Errors", "Load the model with a longer context, or start a new conversation."),
    ),
    "no_model": (QT_TRANSLATE_NOOP("Errors", "No model is loaded."), QT_TRANSLATE_NOOP("Errors", "Choose one first.")),
    "engine_died": (
        QT_TRANSLATE_NOOP("Errors", "The engine stopped unexpectedly. What it had written is kept."),
        QT_TRANSLATE_NOOP("Errors", "Continue or regenerate the answer; the engine starts again by itself."),
    ),
    "engine_died_loading": (
        QT_TRANSLATE_NOOP("Errors", "The engine stopped while opening {name}."),
        QT_TRANSLATE_NOOP("Errors", "Choose other weights, a shorter context or fewer GPU layers."),
    ),
    "engine_not_started": (
        QT_TRANSLATE_NOOP("Errors", "The engine could not be started."),
        QT_TRANSLATE_NOOP("Errors", "Run: sibian doctor — it says what is missing."),
    ),
    "engine_garbled": (
        QT_TRANSLATE_NOOP("Errors", "The engine said something that cannot be understood and was stopped."),
        QT_TRANSLATE_NOOP("Errors", "Try again; if it happens again, run: sibian doctor."),
    ),
    "engine": (
        QT_TRANSLATE_NOOP("Errors", "The engine could not do this."),
        QT_TRANSLATE_NOOP("Errors", "Try again; details are in the log."),
    ),
    "cancelled": (QT_TRANSLATE_NOOP("Errors", "Cancelled."), ""),
    # store
    "store_locked": (
        QT_TRANSLATE_NOOP("Errors", "Sibian is already open on this database."),
        QT_TRANSLATE_NOOP("Errors", "Use the window that is open, or close it first."),
    ),
    "store_newer": (
        QT_TRANSLATE_NOOP("Errors", "The database was written by a newer version of Sibian and was left untouched."),
        QT_TRANSLATE_NOOP("Errors", "Update Sibian, or choose another database with --db."),
    ),
    "store_foreign": (
        QT_TRANSLATE_NOOP("Errors", "{path} is the database of another program and was left untouched."),
        QT_TRANSLATE_NOOP("Errors", "Choose another place with --db."),
    ),
    "store_unwritable": (
        QT_TRANSLATE_NOOP("Errors", "Nothing can be written to {path}."),
        QT_TRANSLATE_NOOP("Errors", "Check its permissions, or choose another place with --db."),
    ),
    "store_full": (
        QT_TRANSLATE_NOOP("Errors", "The disk is full; what was already saved is safe."),
        QT_TRANSLATE_NOOP("Errors", "Free some space, then try again."),
    ),
    "store_broken": (
        QT_TRANSLATE_NOOP("Errors", "The database at {path} is damaged. It was not changed."),
        QT_TRANSLATE_NOOP("Errors", "Move it aside or restore a copy, then start again."),
    ),
    "store_failed": (
        QT_TRANSLATE_NOOP("Errors", "The database could not do this."),
        QT_TRANSLATE_NOOP("Errors", "Try again; details are in the log."),
    ),
    # wrong use
    "wrong_use": (QT_TRANSLATE_NOOP("Errors", "{what}"), ""),
    "template_shipped": (
        QT_TRANSLATE_NOOP("Errors", "The template {name} comes with Sibian and cannot be changed."),
        QT_TRANSLATE_NOOP("Errors", "Copy it, then change the copy."),
    ),
    "unknown_template": (
        QT_TRANSLATE_NOOP("Errors", "There is no template named {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian template list"),
    ),
    "unknown_conversation": (
        QT_TRANSLATE_NOOP("Errors", "There is no conversation {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian conversation list"),
    ),
    "bad_variable": (
        QT_TRANSLATE_NOOP("Errors", "{name}: {why}"),
        QT_TRANSLATE_NOOP("Errors", "Correct it and try again."),
    ),
    "bad_prompt_template": (
        QT_TRANSLATE_NOOP("Errors", "Line {line} of the template: {why}"),
        QT_TRANSLATE_NOOP("Errors", "Correct it and try again."),
    ),
    "unknown_family": (
        QT_TRANSLATE_NOOP("Errors", "There is no marker family named {name}."),
        QT_TRANSLATE_NOOP("Errors", "Known ones: {known}"),
    ),
    "no_display": (
        QT_TRANSLATE_NOOP("Errors", "There is no display to open a window on."),
        QT_TRANSLATE_NOOP("Errors", "Use the terminal instead: sibian chat"),
    ),
    "no_qt_library": (
        QT_TRANSLATE_NOOP("Errors", "Qt lacks a system library: {library}."),
        QT_TRANSLATE_NOOP("Errors", "Install the package {package}."),
    ),
}
"""Sentence and next step for every kind of fault."""

FAILURES: dict[str, type[UserError]] = {
    "no_such_file": WeightsError,
    "not_gguf": WeightsError,
    "truncated": WeightsError,
    "missing_shard": WeightsError,
    "unsupported": WeightsError,
    "no_template": WeightsError,
    "out_of_memory": WeightsError,
}
"""Which class an engine failure's kind becomes; every other kind is an `EngineError`."""
