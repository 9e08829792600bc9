"""The program as a person meets it: everything real but the weights."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.engine.launch import Launch
from app.engine.values import RUNNING, Phase
from app.errors import EngineError
from app.main import Program
from tests.ui.person import Person


def test_a_question_is_answered_with_its_thinking_beside_it(person: Person) -> None:
    person.ask_and_wait("Which is larger, 9.11 or 9.9?")
    assert person.shown() == [("Which is larger, 9.11 or 9.9?", "Compare 0.11 with 0.90.", "9.9 is larger.")]
    assert person.window.composer.text() == ""


def test_lines_are_as_long_as_their_pane_allows(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    branch = person.program.store.conversations.branch(person.desk.conversation.conversation)
    view = person.window.transcript.view_of(branch[0].answer.id)
    for pane in (view.thinking, view.answer):
        assert pane.view.sheets.page(0).document.textWidth() == pane.view.text_width()


def test_everything_that_was_said_is_there_after_a_restart(start: Callable[..., Person], qapp: QApplication) -> None:
    first = start()
    first.wait_ready()
    first.ask_and_wait("a poem")
    first.program.close()
    first.program.dismiss()
    second = start()
    second.wait_ready()
    second.desk.conversation.open(second.program.store.conversations.list()[0].id)
    assert second.shown() == [("a poem", "A poem needs spring.", "春風\n\n細雨")]


def test_regenerating_makes_a_sibling_and_loses_nothing(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    person.window.actions_.regenerate.trigger()
    person.wait(lambda: person.answers() == 2)
    person.wait_ready()
    branch = person.program.store.conversations.branch(person.desk.conversation.conversation)
    assert len(branch) == 1
    assert len(branch[0].answers) == 2


def test_an_edited_question_begins_a_branch_beside_the_old_one(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    branch = person.program.store.conversations.branch(person.desk.conversation.conversation)
    person.desk.conversation.edit(branch[0].question.id, "a poem")
    person.wait(lambda: [q for q, _, _ in person.shown()] == ["a poem"])
    person.wait_ready()
    person.desk.conversation._choose(branch[0].question.id)
    person.wait(lambda: [q for q, _, _ in person.shown()] == ["9.11 or 9.9?"])


def test_stop_keeps_what_was_said_and_continue_goes_on_from_there(start: Callable[..., Person]) -> None:
    person = start(speed=200)
    person.wait_ready()
    person.ask("something long")
    person.wait(lambda: (live := person.program.session.live) is not None and len(live.thinking) > 50)
    person.qtbot.keyClick(person.window, Qt.Key.Key_Escape)
    person.wait_ready()
    (_, thinking, _), *_ = person.shown()
    assert set(thinking) == {"想"}
    answer = person.program.store.conversations.branch(person.desk.conversation.conversation)[0].answer
    person.desk.conversation.go_on(answer.id)
    person.wait(lambda: person.program.session.status.phase in RUNNING)
    person.wait(lambda: (live := person.program.session.live) is not None and len(live.thinking) > len(thinking) + 20)
    person.desk.conversation.stop()
    person.wait_ready()
    (_, longer, _), *_ = person.shown()
    assert longer.startswith(thinking)
    assert len(longer) > len(thinking)


@pytest.mark.logs_warnings
def test_an_engine_that_dies_takes_neither_the_window_nor_the_text(
    start: Callable[..., Person], tmp_path: Path
) -> None:
    person = start(speed=200)
    person.wait_ready()
    person.ask("something long")
    person.wait(lambda: (live := person.program.session.live) is not None and len(live.thinking) > 50)
    os.kill(person.program.session.pid, signal.SIGKILL)
    person.wait_ready()
    ((_, thinking, _),) = person.shown()
    assert len(thinking) > 50
    person.ask_and_wait("9.11 or 9.9?")
    assert person.shown()[-1][2] == "9.9 is larger."


def test_a_deleted_conversation_comes_back_by_undo(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    conversation = person.desk.conversation.conversation
    person.window.actions_.delete.trigger()
    person.wait(lambda: person.program.store.conversations.list() == [])
    person.wait(lambda: person.desk.conversation.conversation is None)
    (notice,) = person.window.notices.texts()
    assert "9.11 or 9.9?" in notice
    person.press("Undo")
    person.wait(lambda: person.desk.conversation.conversation == conversation)
    assert person.shown() != []


def test_a_notice_is_as_tall_as_its_text(person: Person) -> None:
    notices = person.window.notices
    notices.show_error(EngineError("prompt_too_long", needed=9000, available=8192))
    notices.show_info("short", "Undo", lambda: None)
    person.wait(notices.isVisible)
    for label in (label for label in notices.findChildren(QLabel) if label.text()):
        person.wait(lambda label=label: label.height() >= label.heightForWidth(label.width()) > 0)


def test_the_language_changes_while_the_window_is_open(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    person.window.composer.set_text("half a ques")
    person.program.settings.replace(language="zh_CN")
    assert person.window.actions_.new.text() == "新对话"
    assert person.window.composer.text() == "half a ques"
    assert len(person.shown()) == 1
    person.program.settings.replace(language="en")
    assert person.window.actions_.new.text() == "New conversation"


def test_a_system_prompt_just_typed_is_not_lost(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    conversation = person.desk.conversation.conversation
    person.window.sampling._system.setPlainText("Be brief.")
    person.window.actions_.new.trigger()
    person.wait(lambda: person.program.store.conversations.get(conversation).system == "Be brief.")
    person.window.sampling._system.setPlainText("Be long.")
    person.program.settings.replace(language="zh_CN")
    assert person.window.sampling._system.toPlainText() == "Be long."
    person.program.settings.replace(language="en")
    person.ask_and_wait("a poem")
    assert person.program.store.conversations.get(person.desk.conversation.conversation).system == "Be long."


def test_escape_leaves_the_editor_of_a_question(person: Person) -> None:
    person.ask_and_wait("9.11 or 9.9?")
    person.window.actions_.edit_question.trigger()
    question = person.window.transcript.current().question
    assert question.editing
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not question.editing


def test_a_run_goes_on_while_the_language_changes(start: Callable[..., Person]) -> None:
    person = start(speed=300)
    person.wait_ready()
    person.ask("something long")
    person.wait(lambda: (live := person.program.session.live) is not None and len(live.thinking) > 20)
    person.program.settings.replace(language="zh_CN")
    before = len(person.shown()[0][1])
    person.wait(lambda: len(person.shown()[0][1]) > before + 20)
    person.desk.conversation.stop()
    person.wait_ready()


def test_a_run_goes_on_while_another_conversation_is_read(start: Callable[..., Person]) -> None:
    person = start(speed=300)
    person.wait_ready()
    person.ask_and_wait("a poem")
    poem = person.desk.conversation.conversation
    person.desk.conversation.open(None)
    person.ask("something long")
    person.wait(lambda: (live := person.program.session.live) is not None and len(live.thinking) > 20)
    running = person.desk.conversation.conversation
    person.desk.conversation.open(poem)
    assert [q for q, _, _ in person.shown()] == ["a poem"]
    person.desk.conversation.open(running)
    before = len(person.shown()[0][1])
    person.wait(lambda: len(person.shown()[0][1]) > before)
    person.desk.conversation.stop()
    person.wait_ready()


def test_a_model_file_dropped_on_the_window_is_loaded(person: Person, tmp_path: Path) -> None:
    other = tmp_path / "Qwen3-8B-Q4_K_M.gguf"
    other.write_bytes(b"GGUF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    at = QPointF(100, 100)
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    person.window.dropEvent(event)
    person.wait(lambda: (m := person.program.session.status.model) is not None and Path(m.path) == other)
    assert person.program.settings.now.recent[0] == str(other)


@pytest.mark.parametrize("command", ["templates", "settings", "shortcuts", "load_options"])
def test_every_dialog_opens_and_closes(person: Person, command: str) -> None:
    def dialogs() -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    getattr(person.window.actions_, command).trigger()
    person.wait(lambda: len(dialogs()) == 1)
    person.qtbot.keyClick(dialogs()[0], Qt.Key.Key_Escape)
    person.wait(lambda: dialogs() == [])


def test_sampling_that_was_changed_is_asked_with_and_remembered(person: Person) -> None:
    panel = person.window.sampling
    panel.changed.emit({**person.desk.models._values(), "temperature": 0.25, "max_tokens": 7})
    person.ask_and_wait("9.11 or 9.9?")
    answer = person.program.store.conversations.branch(person.desk.conversation.conversation)[0]
    assert answer.generation.sampling["temperature"] == 0.25
    assert answer.generation.ending == "length"


@pytest.mark.logs_warnings
def test_a_file_that_is_no_model_is_refused_in_one_sentence(qapp, qtbot, tmp_path: Path) -> None:
    junk = tmp_path / "junk.gguf"
    junk.write_text("not weights at all")
    program = Program(qapp, tmp_path / "sibian.db", junk, Launch())
    program.settings.replace(language="en")
    program.show()
    try:
        qtbot.waitUntil(lambda: program.desk.window.notices.texts() != [], timeout=20_000)
        assert program.desk.window.notices.texts()[0].startswith("junk.gguf is not a GGUF file.")
        assert program.session.status.phase in (Phase.IDLE, Phase.STARTING, Phase.OFF)
    finally:
        program.close()
        program.dismiss()


@pytest.mark.model
def test_the_starter_thinks_and_answers_in_the_window(qapp, qtbot, tmp_path: Path, starter_weights: Path) -> None:
    program = Program(qapp, tmp_path / "sibian.db", starter_weights, Launch())
    program.settings.replace(language="en")
    program.show()
    person = Person(program, qtbot)
    try:
        person.wait(lambda: program.session.status.phase is Phase.READY, 60_000)
        program.desk.window.sampling.changed.emit({**program.desk.models._values(), "max_tokens": 60})
        person.ask_and_wait("Hello")
        ((_, thinking, answer),) = person.shown()
        assert len(thinking) > 3
        assert len(answer) > 3
    finally:
        program.close()
        program.dismiss()
