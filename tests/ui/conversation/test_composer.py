"""Writing a question, as somebody does it with a keyboard and an input method."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conversation.composer import Composer
from app.ui.conversation.input_box import AFTER_COMPOSITION_S, InputBox
from app.ui.conversation.states import ComposerState

Key = Qt.Key


def box(composer: Composer) -> InputBox:
    found = composer.findChild(InputBox)
    assert isinstance(found, InputBox)
    return found


def button(composer: QWidget, name: str) -> QToolButton:
    return next(each for each in composer.findChildren(QToolButton) if each.accessibleName() == name)


def compose(input_box: InputBox, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(input_box, event)


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    texts: list[str] = []
    composer.send_wished.connect(texts.append)
    return texts


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_sends_what_was_typed(composer: Composer, sent: list[str], key: Qt.Key) -> None:
    QTest.keyClicks(box(composer), "Which is larger?")
    QTest.keyClick(box(composer), key)
    assert sent == ["Which is larger?"]


def test_shift_enter_breaks_the_line(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(box(composer), "one")
    QTest.keyClick(box(composer), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box(composer), "two")
    assert sent == []
    assert composer.text() == "one\ntwo"


def test_enter_during_a_composition_never_sends(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(box(composer), "ni ")
    compose(box(composer), "ni'hao")
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == []
    assert composer.text() == "ni "


def test_the_enter_that_ends_a_composition_does_not_send_and_the_next_one_does(
    composer: Composer, sent: list[str], qtbot: QtBot
) -> None:
    compose(box(composer), "lichun")
    compose(box(composer), "", commit="立春")
    QTest.keyClick(box(composer), Key.Key_Return)  # some input methods hand it on after they have committed
    assert sent == []
    assert composer.text() == "立春"
    qtbot.wait(round(AFTER_COMPOSITION_S * 1000) + 20)
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == ["立春"]


def test_a_composition_that_was_given_up_leaves_enter_as_it_was(
    composer: Composer, sent: list[str], qtbot: QtBot
) -> None:
    QTest.keyClicks(box(composer), "hello")
    compose(box(composer), "ab")
    compose(box(composer), "")
    qtbot.wait(round(AFTER_COMPOSITION_S * 1000) + 20)
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == ["hello"]


def test_blank_text_is_not_sent(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(box(composer), "  ")
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == []
    assert not button(composer, "Send").isEnabled()


def test_a_sent_text_stays_until_the_store_has_it(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(box(composer), "precious")
    QTest.keyClick(box(composer), Key.Key_Return)
    assert composer.text() == "precious"
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == ["precious"]  # not twice
    composer.accept()
    assert composer.text() == ""


def test_what_is_typed_between_sending_and_acceptance_is_kept(composer: Composer) -> None:
    composer.set_text("𝒳 first")  # outside the basic plane: two units of UTF-16
    QTest.keyClick(box(composer), Key.Key_Return)
    box(composer).moveCursor(box(composer).textCursor().MoveOperation.End)
    QTest.keyClicks(box(composer), " and then")
    composer.accept()
    assert composer.text() == " and then"


def test_a_refused_question_stays_and_can_be_sent_again(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(box(composer), "again")
    QTest.keyClick(box(composer), Key.Key_Return)
    composer.refuse()
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == ["again", "again"]


def test_undo_brings_an_accepted_question_back(composer: Composer) -> None:
    QTest.keyClicks(box(composer), "hello")
    QTest.keyClick(box(composer), Key.Key_Return)
    composer.accept()
    box(composer).undo()
    assert composer.text() == "hello"


def test_stop_stands_in_the_place_of_send_while_a_run_goes_on(
    composer: Composer, sent: list[str], qtbot: QtBot
) -> None:
    composer.set_text("next question")
    composer.show_state(ComposerState(running=True))
    assert not button(composer, "Send").isVisible()
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == []
    with qtbot.waitSignal(composer.stop_wished):
        QTest.mouseClick(button(composer, "Stop"), Qt.MouseButton.LeftButton)
    composer.show_state(ComposerState())
    assert button(composer, "Send").isEnabled()


def test_without_a_model_nothing_is_sent_and_the_box_says_what_to_do(composer: Composer, sent: list[str]) -> None:
    composer.show_state(ComposerState(can_send=False, hint="Choose a model to begin."))
    assert box(composer).placeholderText() == "Choose a model to begin."
    QTest.keyClicks(box(composer), "hello")
    QTest.keyClick(box(composer), Key.Key_Return)
    assert sent == []
    assert composer.text() == "hello"


def test_the_box_grows_with_its_text_up_to_eight_lines(composer: Composer, qtbot: QtBot) -> None:
    one = box(composer).height()
    line = box(composer).fontMetrics().lineSpacing()
    composer.set_text("a\nb\nc")
    qtbot.waitUntil(lambda: box(composer).height() == one + 2 * line)
    composer.set_text("立春" * 400)  # wraps, without a single space
    qtbot.waitUntil(lambda: box(composer).height() == one + 7 * line)
    composer.set_text("")
    qtbot.waitUntil(lambda: box(composer).height() == one)


def test_tab_leaves_the_box(composer: Composer) -> None:
    QTest.keyClicks(box(composer), "text")
    QTest.keyClick(box(composer), Key.Key_Tab)
    assert QApplication.focusWidget() is not box(composer)
    assert composer.text() == "text"


def test_pasted_formatting_becomes_plain_text(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("<b>plain</b>")
    QGuiApplication.clipboard().setMimeData(data)
    box(composer).paste()
    # What was made in Python must not outlive Python on the clipboard.
    QGuiApplication.clipboard().clear()
    assert composer.text() == "<b>plain</b>"


def test_a_dropped_file_is_left_to_the_window(composer: Composer) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/model.gguf")])
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(box(composer).viewport(), event)
    assert not event.isAccepted()


def test_every_control_has_a_name(composer: Composer) -> None:
    composer.show_context(900, 8192)
    controls = [*composer.findChildren(QToolButton), box(composer)]
    assert all(each.accessibleName() for each in controls)
    assert len(controls) >= 5


def test_the_templates_and_sampling_are_wished_for(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.templates_wished):
        button(composer, "Prompt templates").click()
    with qtbot.waitSignal(composer.sampling_wished):
        button(composer, "Sampling").click()
