"""What goes back of earlier thinking and the exact prompt, through the whole program."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.engine.launch import Launch
from app.engine.values import Inspection, LoadOptions, Measurement, Phase
from app.errors import EngineError
from app.main import Program
from app.paths import saved_kv_dir
from app.store.records import NewExchange, Outcome, Part
from app.ui.model.options import LoadOptionsDialog
from app.ui.prompt.button import PromptButton
from app.ui.prompt.dialog import PromptDialog
from app.ui.settings.dialog import SettingsDialog
from tests.ui.person import Person

THOUGHT = "First I compare the tenths, then the hundredths. " * 8


@pytest.fixture
def real(qapp: QApplication, qtbot: QtBot, tmp_path: Path, starter_weights: Path) -> Iterator[Person]:
    """Somebody in front of the program with the starter weights open."""
    program = Program(qapp, tmp_path / "sibian.db", starter_weights, Launch())
    # The starter does not think aloud; with a family that does, a thinking can go back to it.
    loading = {str(starter_weights): {"family": "deepseek-r1"}}
    program.settings.replace(language="en", theme="light", loading=loading)
    program.show()
    person = Person(program, qtbot)
    person.wait(lambda: program.session.status.phase is Phase.READY, 60_000)
    yield person
    program.close()
    program.dismiss()


def dialog_of(person: Person, kind: type[QDialog]) -> QDialog:
    def there() -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    person.wait(lambda: len(there()) == 1)
    return there()[0]


def thought_through(person: Person, question: str, thinking: str) -> int:
    """A conversation as if these weights had thought in it."""
    store, model = person.program.store, person.program.session.status.model
    begun = store.generations.begin(
        NewExchange(None, None, question, model.name, str(model.path), model.fingerprint, model.family, {})
    )
    ids = begun.result(10).value
    parts = (Part("thinking", thinking), Part("answer", "9.9 is larger."))
    store.generations.finish(ids.generation, Outcome("stop", parts)).result(10)
    return ids.conversation


def policy_button(person: Person) -> PromptButton:
    return person.window.findChild(PromptButton)


@pytest.mark.model
def test_keeping_earlier_thinking_lengthens_the_measured_prompt_by_what_was_saved(real: Person) -> None:
    lengths: list[Measurement] = []
    real.program.session.measured.connect(lengths.append)
    conversation = thought_through(real, "Which is larger, 9.11 or 9.9?", THOUGHT)
    real.desk.conversation.open(conversation)
    real.wait(lambda: len(lengths) == 1)
    policy_button(real).choice("keep").trigger()
    real.wait(lambda: len(lengths) >= 2)
    dropped, kept = lengths[0], lengths[-1]
    assert kept.prompt_tokens > dropped.prompt_tokens + 50
    assert THOUGHT.strip() in kept.prompt
    assert THOUGHT.strip() not in dropped.prompt
    assert dropped.left_out == kept.prompt_tokens - dropped.prompt_tokens
    assert real.program.store.conversations.get(conversation).thoughts == "keep"


@pytest.mark.model
def test_the_view_shows_as_many_tokens_as_are_counted_and_what_was_left_out(real: Person) -> None:
    seen: list[Inspection] = []
    real.program.session.inspected.connect(seen.append)
    real.desk.conversation.open(thought_through(real, "Which is larger?", THOUGHT))
    real.window.composer.set_text("And 9.8? 呢😀")
    real.window.actions_.show_prompt.trigger()
    dialog = dialog_of(real, PromptDialog)
    real.wait(lambda: bool(dialog.tokens.ids))
    assert len(dialog.tokens.ids) == seen[-1].prompt_tokens
    assert "And 9.8? 呢😀" in dialog.text.toPlainText()
    assert "1 earlier" in dialog.words()
    dialog.close()


@pytest.mark.model
def test_the_prompt_of_an_answer_has_the_tokens_it_was_asked_with(real: Person) -> None:
    real.program.desk.window.sampling.changed.emit({**real.desk.models._values(), "max_tokens": 8})
    real.ask_and_wait("Say hello.")
    (exchange,) = real.program.store.conversations.branch(real.desk.conversation.conversation)
    generation = real.program.store.generations.of_message(exchange.answer.id)
    real.desk.prompts.show_given(exchange.answer.id)
    dialog = dialog_of(real, PromptDialog)
    real.wait(lambda: bool(dialog.tokens.ids))
    assert len(dialog.tokens.ids) == generation.prompt_tokens
    assert dialog.text.toPlainText() == generation.prompt
    dialog.close()


@pytest.mark.model
def test_the_prompt_of_an_answer_is_found_though_the_policy_has_changed_since(real: Person) -> None:
    real.program.desk.window.sampling.changed.emit({**real.desk.models._values(), "max_tokens": 4})
    conversation = thought_through(real, "Which is larger?", THOUGHT)
    real.desk.conversation.open(conversation)
    real.ask_and_wait("And 9.8?")
    answer = real.program.store.conversations.branch(conversation)[-1].answer.id
    policy_button(real).choice("keep").trigger()
    real.wait(lambda: real.program.store.conversations.get(conversation).thoughts == "keep")
    real.desk.prompts.show_given(answer)
    dialog = dialog_of(real, PromptDialog)
    real.wait(lambda: bool(dialog.tokens.ids))
    assert THOUGHT.strip() not in dialog.text.toPlainText()
    assert len(dialog.tokens.ids) == real.program.store.generations.of_message(answer).prompt_tokens
    assert "1 earlier" in dialog.words()
    dialog.close()


@pytest.mark.model
def test_the_prompt_of_a_continued_answer_ends_with_what_it_went_on_from(real: Person) -> None:
    real.program.desk.window.sampling.changed.emit({**real.desk.models._values(), "max_tokens": 8})
    real.ask_and_wait("Count to twenty.")
    (exchange,) = real.program.store.conversations.branch(real.desk.conversation.conversation)
    real.desk.conversation.go_on(exchange.answer.id)
    real.wait(lambda: real.answers() == 2)
    real.wait_ready()
    (exchange,) = real.program.store.conversations.branch(real.desk.conversation.conversation)
    generation = real.program.store.generations.of_message(exchange.answer.id)
    real.desk.prompts.show_given(exchange.answer.id)
    dialog = dialog_of(real, PromptDialog)
    real.wait(lambda: bool(dialog.tokens.ids))
    assert generation.prefix_tokens > 0
    assert len(dialog.tokens.ids) == generation.prompt_tokens
    assert dialog.text.toPlainText() == generation.prompt + generation.raw[: generation.prefix_chars]
    dialog.close()


@pytest.mark.model
def test_after_loading_the_menu_says_where_the_weights_lie(real: Person) -> None:
    model = real.program.session.status.model
    assert {buffer.use for buffer in model.buffers} >= {"weights", "kv"}
    assert sum(b.size for b in model.buffers if b.use == "weights") > 0.5 * model.size


def test_a_policy_chosen_before_the_first_question_is_that_of_the_conversation(person: Person) -> None:
    policy_button(person).choice("last").trigger()
    person.ask_and_wait("9.11 or 9.9?")
    conversation = person.desk.conversation.conversation
    person.wait(lambda: person.program.store.conversations.get(conversation).thoughts == "last")
    person.desk.conversation.open(None)
    assert policy_button(person).policy() == "drop"
    person.desk.conversation.open(conversation)
    assert policy_button(person).policy() == "last"


def test_a_policy_of_a_conversation_that_has_not_begun_survives_another_language(person: Person) -> None:
    policy_button(person).choice("keep").trigger()
    person.program.settings.replace(language="zh_CN")
    assert policy_button(person).policy() == "keep"
    person.program.settings.replace(language="en")
    assert policy_button(person).policy() == "keep"
    person.desk.conversation.open(None)
    assert policy_button(person).policy() == "drop"


def test_without_a_question_the_prompt_view_says_what_to_do(person: Person) -> None:
    person.window.actions_.show_prompt.trigger()
    dialog = dialog_of(person, PromptDialog)
    assert "Write a question" in dialog.words()
    dialog.close()


def test_a_prompt_that_cannot_be_made_is_said_so(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person.program.session, "inspect", lambda turns, thoughts: None)
    person.window.composer.set_text("9.11 or 9.9?")
    person.window.actions_.show_prompt.trigger()
    dialog = dialog_of(person, PromptDialog)
    person.program.session.failed.emit(EngineError("template_failed", name="x.gguf"))
    assert "The chat template inside x.gguf failed." in dialog.words()
    dialog.close()


def test_of_an_answer_of_other_weights_the_text_is_shown(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    (exchange,) = person.program.store.conversations.branch(person.desk.conversation.conversation)
    session = person.program.session
    monkeypatch.setattr(session, "_model", dataclasses.replace(session.status.model, fingerprint="other"))
    person.desk.prompts.show_given(exchange.answer.id)
    dialog = dialog_of(person, PromptDialog)
    stored = person.program.store.generations.of_message(exchange.answer.id)
    assert dialog.text.toPlainText() == stored.prompt
    assert dialog.tokens.ids == ()
    assert "Other weights" in dialog.words()
    dialog.close()


def test_a_refused_option_opens_the_dialog_at_its_field_and_no_notice(person: Person) -> None:
    person.program.session.failed.emit(EngineError("bad_option", option="RPC servers", field="rpc", value="a:1"))
    dialog = dialog_of(person, LoadOptionsDialog)
    assert dialog.fold("servers").is_open()
    assert person.window.notices.texts() == []
    dialog.close()


def test_another_fault_is_a_notice_as_ever(person: Person) -> None:
    person.program.session.failed.emit(EngineError("bad_option", option="thinking budget", field="budget", value="-1"))
    assert len(person.window.notices.texts()) == 1


def test_options_are_loaded_with_and_remembered_with_the_weights(
    start: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = start()
    person.wait_ready()
    asked: list[LoadOptions] = []
    load = person.program.session.load
    monkeypatch.setattr(
        person.program.session, "load", lambda path, options: (asked.append(options), load(path, options))
    )
    person.window.actions_.load_options.trigger()
    dialog = dialog_of(person, LoadOptionsDialog)
    dialog.field("type_k").editor.setCurrentText("q8_0")
    dialog.accept()
    person.wait(lambda: len(asked) == 1)
    person.wait_ready()
    assert asked[0].type_k == "q8_0"
    assert asked[0].saved_folder == str(saved_kv_dir())
    assert asked[0].saved_limit == 4 * 10**9
    path = str(person.program.session.status.model.path)
    assert person.program.settings.now.loading[path] == {"type_k": "q8_0"}
    person.program.settings.replace(saved_kv=False)
    person.desk.models.load(path)
    assert asked[1].type_k == "q8_0"
    assert asked[1].saved_folder == ""
    person.wait_ready()


def test_saved_conversations_are_told_and_deleted_in_the_settings(person: Person) -> None:
    folder = saved_kv_dir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.kv").write_bytes(b"x" * 2_000_000)
    person.window.actions_.settings.trigger()
    dialog = dialog_of(person, SettingsDialog)
    assert "2 MB" in [label.text() for label in dialog.findChildren(type(dialog._used))]
    dialog._delete.click()
    assert list(folder.glob("*.kv")) == []
    assert not dialog._delete.isEnabled()
    dialog.close()
