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
    # files
    "file_unwritable": (
        QT_TRANSLATE_NOOP("Errors", "{path} cannot be written."),
        QT_TRANSLATE_NOOP("Errors", "Choose another folder, or close the program that has the file open."),
    ),
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
    "not_here": (
        QT_TRANSLATE_NOOP("Errors", "{name} is not on this machine."),
        QT_TRANSLATE_NOOP("Errors", "Download it first: sibian model get {id}"),
    ),
    "not_ours": (
        QT_TRANSLATE_NOOP("Errors", "{name} was not downloaded by Sibian, so it is left alone."),
        QT_TRANSLATE_NOOP("Errors", "Delete it in the program that it belongs to."),
    ),
    "not_removed": (
        QT_TRANSLATE_NOOP("Errors", "{path} cannot be deleted."),
        QT_TRANSLATE_NOOP("Errors", "Check its permissions, and whether a program has it open."),
    ),
    "download_failed": (QT_TRANSLATE_NOOP("Errors", "{what}"), QT_TRANSLATE_NOOP("Errors", "{step}")),
    "downloads_in_use": (
        QT_TRANSLATE_NOOP("Errors", "Another window or command of Sibian is downloading just now."),
        QT_TRANSLATE_NOOP("Errors", "Use that one, or wait until it is done."),
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
    "bad_option": (
        QT_TRANSLATE_NOOP("Errors", "These weights cannot be opened or run with {option} set to {value}."),
        QT_TRANSLATE_NOOP("Errors", "Change it, or leave it at its default."),
    ),
    "lost_peer": (
        QT_TRANSLATE_NOOP("Errors", "A computer that shares the work did not answer any more. The text is kept."),
        QT_TRANSLATE_NOOP("Errors", "Look whether its RPC server runs and can be reached, then continue the answer."),
    ),
    "other_weights": (
        QT_TRANSLATE_NOOP("Errors", "This token belongs to the weights {name}, and others are open now."),
        QT_TRANSLATE_NOOP("Errors", "Open those weights first, or type the text instead."),
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
    "store_older": (
        QT_TRANSLATE_NOOP("Errors", "An older version of Sibian is open on this database."),
        QT_TRANSLATE_NOOP("Errors", "Close it, then try again."),
    ),
    "store_foreign": (
        QT_TRANSLATE_NOOP("Errors", "{path} is the database of another program and was left untouched."),
        QT_TRANSLATE_NOOP("Errors", "Choose another place with --db."),
    ),
    "store_unwritable": (
        QT_TRANSLATE_NOOP("Errors", "Nothing can be written to {path}."),
        QT_TRANSLATE_NOOP("Errors", "Check its permissions, or choose another place with --db."),
    ),
    "store_read_only": (
        QT_TRANSLATE_NOOP("Errors", "Nothing can be written to {path}: you can read, search and export."),
        QT_TRANSLATE_NOOP("Errors", "Check its permissions to go on writing."),
    ),
    "store_full": (
        QT_TRANSLATE_NOOP("Errors", "The disk is full; what was already saved is safe."),
        QT_TRANSLATE_NOOP("Errors", "Free some space, then try again."),
    ),
    "store_broken": (
        QT_TRANSLATE_NOOP("Errors", "The database at {path} is damaged. It was not changed."),
        QT_TRANSLATE_NOOP("Errors", "Restore a backup or save what can be read: sibian db --help"),
    ),
    "store_failed": (
        QT_TRANSLATE_NOOP("Errors", "The database could not do this."),
        QT_TRANSLATE_NOOP("Errors", "Try again; details are in the log."),
    ),
    # wrong use
    "name_empty": (QT_TRANSLATE_NOOP("Errors", "A name cannot be empty."), QT_TRANSLATE_NOOP("Errors", "Type one.")),
    "name_taken": (
        QT_TRANSLATE_NOOP("Errors", "There is already one named {name}."),
        QT_TRANSLATE_NOOP("Errors", "Choose another name."),
    ),
    "wrong_use": (QT_TRANSLATE_NOOP("Errors", "{what}"), ""),
    "template_shipped": (
        QT_TRANSLATE_NOOP("Errors", "The template {name} comes with Sibian and cannot be changed."),
        QT_TRANSLATE_NOOP("Errors", "Copy it, then change the copy."),
    ),
    "unknown_template": (
        QT_TRANSLATE_NOOP("Errors", "There is no template named {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian template list"),
    ),
    "unknown_label": (
        QT_TRANSLATE_NOOP("Errors", "This label is no longer there."),
        QT_TRANSLATE_NOOP("Errors", "Choose another, or make it anew."),
    ),
    "label_taken": (
        QT_TRANSLATE_NOOP("Errors", "There is a label named {name} already."),
        QT_TRANSLATE_NOOP("Errors", "Choose another name."),
    ),
    "unknown_conversation": (
        QT_TRANSLATE_NOOP("Errors", "There is no conversation {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian conversation list"),
    ),
    "unknown_generation": (
        QT_TRANSLATE_NOOP("Errors", "There is no generation {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian conversation show ID --json"),
    ),
    "no_tokens": (
        QT_TRANSLATE_NOOP("Errors", "It is not known which token of this answer says what: it is too old."),
        QT_TRANSLATE_NOOP("Errors", "Continue it, edit its thinking, or regenerate it."),
    ),
    "no_thinking": (
        QT_TRANSLATE_NOOP("Errors", "There is no answer behind a thinking here."),
        QT_TRANSLATE_NOOP("Errors", "Continue it or regenerate it."),
    ),
    "unknown_weights": (
        QT_TRANSLATE_NOOP("Errors", "No weights are named {name}."),
        QT_TRANSLATE_NOOP("Errors", "See: sibian model list --all; sibian model scan"),
    ),
    "ambiguous_weights": (
        QT_TRANSLATE_NOOP("Errors", "Several weights are named {name}: {paths}."),
        QT_TRANSLATE_NOOP("Errors", "Name the file instead."),
    ),
    "bad_variable": (
        QT_TRANSLATE_NOOP("Errors", "{name}: {why}"),
        QT_TRANSLATE_NOOP("Errors", "Correct it and try again."),
    ),
    "bad_prompt_template": (
        QT_TRANSLATE_NOOP("Errors", "Line {line} of the template: {why}"),
        QT_TRANSLATE_NOOP("Errors", "Correct it and try again."),
    ),
    "file_unreadable": (
        QT_TRANSLATE_NOOP("Errors", "{name} cannot be read: {why}."),
        QT_TRANSLATE_NOOP("Errors", "Choose another file."),
    ),
    "file_not_text": (
        QT_TRANSLATE_NOOP("Errors", "{name} is not UTF-8 text."),
        QT_TRANSLATE_NOOP("Errors", "Choose another file."),
    ),
    "file_too_long": (
        QT_TRANSLATE_NOOP("Errors", "{name} is longer than {limit} characters."),
        QT_TRANSLATE_NOOP("Errors", "Choose another file."),
    ),
    "template_file": (
        QT_TRANSLATE_NOOP("Errors", "This file is no template that can be used: {why}."),
        QT_TRANSLATE_NOOP("Errors", "Choose another file."),
    ),
    "bad_checker": (
        QT_TRANSLATE_NOOP("Errors", "The check of this template cannot be used: {why}."),
        QT_TRANSLATE_NOOP("Errors", "Correct it and try again."),
    ),
    "unknown_family": (
        QT_TRANSLATE_NOOP("Errors", "There is no marker family named {name}."),
        QT_TRANSLATE_NOOP("Errors", "Known ones: {known}"),
    ),
    "unknown_message": (
        QT_TRANSLATE_NOOP("Errors", "This message is not there any more."),
        QT_TRANSLATE_NOOP("Errors", "Open the conversation anew."),
    ),
    "branch_running": (
        QT_TRANSLATE_NOOP("Errors", "An answer is being written in this branch."),
        QT_TRANSLATE_NOOP("Errors", "Stop it first."),
    ),
    "branch_whole": (
        QT_TRANSLATE_NOOP("Errors", "This is all that is left of the conversation."),
        QT_TRANSLATE_NOOP("Errors", "Delete the conversation instead; it can be brought back from the trash."),
    ),
    "unreadable_file": (
        QT_TRANSLATE_NOOP("Errors", "{path} cannot be read."),
        QT_TRANSLATE_NOOP("Errors", "Check its permissions."),
    ),
    "unwritable_file": (
        QT_TRANSLATE_NOOP("Errors", "{path} cannot be written."),
        QT_TRANSLATE_NOOP("Errors", "Check the folder's permissions and its space, or choose another place."),
    ),
    "too_many_files": (
        QT_TRANSLATE_NOOP("Errors", "There are more than {most} files in {path}."),
        QT_TRANSLATE_NOOP("Errors", "Choose the files or a smaller folder."),
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

OPTIONS: dict[str, str] = {
    "n_ctx": QT_TRANSLATE_NOOP("Options", "context length"),
    "n_batch": QT_TRANSLATE_NOOP("Options", "batch size"),
    "n_ubatch": QT_TRANSLATE_NOOP("Options", "compute batch size"),
    "lanes": QT_TRANSLATE_NOOP("Options", "runs at once"),
    "threads": QT_TRANSLATE_NOOP("Options", "threads"),
    "threads_batch": QT_TRANSLATE_NOOP("Options", "threads for prompts"),
    "type_k": QT_TRANSLATE_NOOP("Options", "type of the keys in the KV cache"),
    "type_v": QT_TRANSLATE_NOOP("Options", "type of the values in the KV cache"),
    "flash_attention": QT_TRANSLATE_NOOP("Options", "flash attention"),
    "kv_on_gpu": QT_TRANSLATE_NOOP("Options", "KV cache on the GPU"),
    "rope_scaling": QT_TRANSLATE_NOOP("Options", "RoPE scaling"),
    "rope_freq_base": QT_TRANSLATE_NOOP("Options", "RoPE base frequency"),
    "rope_freq_scale": QT_TRANSLATE_NOOP("Options", "RoPE frequency scale"),
    "yarn_original_context": QT_TRANSLATE_NOOP("Options", "original context of YaRN"),
    "gpu_layers": QT_TRANSLATE_NOOP("Options", "layers on the GPU"),
    "devices": QT_TRANSLATE_NOOP("Options", "devices"),
    "split": QT_TRANSLATE_NOOP("Options", "split over devices"),
    "tensor_split": QT_TRANSLATE_NOOP("Options", "shares of the devices"),
    "main_gpu": QT_TRANSLATE_NOOP("Options", "main GPU"),
    "experts_on_cpu": QT_TRANSLATE_NOOP("Options", "layers with experts on the CPU"),
    "experts_from": QT_TRANSLATE_NOOP("Options", "which layers' experts"),
    "overrides": QT_TRANSLATE_NOOP("Options", "placement of tensors"),
    "mmap": QT_TRANSLATE_NOOP("Options", "memory mapping"),
    "mlock": QT_TRANSLATE_NOOP("Options", "locking in memory"),
    "rpc": QT_TRANSLATE_NOOP("Options", "RPC servers"),
    "adapters": QT_TRANSLATE_NOOP("Options", "LoRA adapters"),
    "draft": QT_TRANSLATE_NOOP("Options", "draft model"),
    "family": QT_TRANSLATE_NOOP("Options", "thinking markers"),
    "saved_folder": QT_TRANSLATE_NOOP("Options", "folder of saved KV caches"),
    "saved_limit": QT_TRANSLATE_NOOP("Options", "size of saved KV caches"),
    "thoughts": QT_TRANSLATE_NOOP("Options", "what goes back of earlier thinking"),
    "alternatives": QT_TRANSLATE_NOOP("Options", "alternatives of each token"),
    "overflow": QT_TRANSLATE_NOOP("Options", "when the context is full"),
    "speculation": QT_TRANSLATE_NOOP("Options", "speculation"),
    "budget": QT_TRANSLATE_NOOP("Options", "thinking budget"),
    "tolerance": QT_TRANSLATE_NOOP("Options", "tolerance of the thinking budget"),
    "extensions": QT_TRANSLATE_NOOP("Options", "extensions of the thinking"),
    "trial_tokens": QT_TRANSLATE_NOOP("Options", "length of trial answers"),
    "prefix": QT_TRANSLATE_NOOP("Options", "text carried over"),
}
"""What people call the options that a `bad_option` can be about, by the field's name in the engine's protocol."""

FAILURES: dict[str, type[UserError]] = {
    "no_such_file": WeightsError,
    "not_gguf": WeightsError,
    "truncated": WeightsError,
    "missing_shard": WeightsError,
    "unsupported": WeightsError,
    "no_template": WeightsError,
    "out_of_memory": WeightsError,
    "bad_option": WrongUse,
}
"""Which class an engine failure's kind becomes; every other kind is an `EngineError`."""
