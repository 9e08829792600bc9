"""One exchange as it is read: what is said, what is offered, what is wished."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.input_box import InputBox
from app.ui.conversation.states import ExchangeState, RunFigures
from app.ui.theme import theme_named

Made = Callable[..., ExchangeState]


@pytest.fixture
def view(host: QWidget) -> ExchangeView:
    made = ExchangeView(theme_named("light"), host)
    made.resize(1200, 700)
    made.show()
    return made


def shown(view: QWidget) -> list[str]:
    """Every word of labels and buttons that can be seen."""
    widgets = [*view.findChildren(QLabel), *view.findChildren(QPushButton)]
    return [each.text() for each in widgets if each.isVisible() and each.text()]


def button(view: QWidget, name: str) -> QAbstractButton:
    found = [each for each in view.findChildren(QAbstractButton) if name in (each.accessibleName(), each.text())]
    return next((each for each in found if each.isVisible()), found[0])


def says(view: QWidget, words: str) -> bool:
    return any(words in each for each in shown(view))


def test_thinking_stands_at_the_left_of_the_answer(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.fit(1200, 700)
    assert view.thinking.isVisible()
    assert view.answer.isVisible()
    assert (
        view.thinking.mapTo(view, view.thinking.rect().topRight()).x()
        < view.answer.mapTo(view, view.rect().topLeft()).x()
    )
    assert view.thinking.view.plain_text().startswith("Let me weigh this.")
    assert view.answer.view.plain_text().startswith("It is so, and for this reason.")


def test_every_phase_has_its_figures(view: ExchangeView, exchange: Made) -> None:
    figures = RunFigures(512, 1200, 12.4, 30.0, first_token_s=0.4, first_answer_token_s=65.0)
    view.show_state(exchange(figures=figures))
    assert says(view.thinking, "12.4 s")
    assert says(view.thinking, "41 tokens/s")
    assert says(view.answer, "1,200 ")
    assert says(view.answer, "40 tokens/s")
    assert says(view.header, "R1")
    assert says(view.header, "answer began after 1 min 05 s")


def test_the_figures_of_a_hidden_pane_move_into_the_header(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.set_mode("answer")
    assert not view.thinking.isVisible()
    assert says(view.header, "12.4 s")
    view.set_mode("thinking")
    assert not view.answer.isVisible()
    assert view.thinking.isVisible()
    assert says(view.header, "1,200 ")


def test_reading_the_prompt_shows_how_far_it_is(view: ExchangeView, running: Made) -> None:
    view.show_state(running(figures=RunFigures(prompt_tokens=2048, prefill=0.43)))
    assert says(view.header, "Reading the prompt")
    assert says(view.header, "43 %")
    assert says(view.header, "2,048 ")


def test_the_header_follows_the_run_from_thinking_to_the_answer(view: ExchangeView, running: Made) -> None:
    view.show_state(running())
    view.grow("thinking", "Hm.")
    assert says(view.header, "Thinking")
    view.grow("answer", "So.")
    assert says(view.header, "Answering")
    view.show_phase("stopping")
    assert says(view.header, "Stopping")
    view.show_state(running(thinking="Hm.", answer="So.", phase="over", ending="cancelled", can_act=True))
    assert not says(view.header, "Stopping")
    assert says(view.foot, "Stopped")


def test_no_pane_opens_for_thinking_before_there_is_some(view: ExchangeView, running: Made) -> None:
    view.show_state(running())
    assert not view.thinking.isVisible()
    view.grow("thinking", "Hm.")
    assert view.thinking.isVisible()


def test_an_answer_without_thinking_takes_the_whole_width(view: ExchangeView, running: Made) -> None:
    view.show_state(running())
    view.grow("answer", "Straight away.")
    view.fit(1200, 700)
    assert not view.thinking.isVisible()
    assert view.answer.width() > 1100
    assert says(view.answer, "no thinking")


def test_thinking_only_says_so_where_there_was_none(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(thinking="", has_thinking=False))
    view.set_mode("thinking")
    assert says(view.thinking, "No thinking")


def test_streaming_shows_the_same_as_the_whole(view: ExchangeView, running: Made, exchange: Made) -> None:
    text = "# 立春\n\n`code` and **bold**\n\n- one\n- two\n"
    view.show_state(running())
    for at in range(0, len(text), 3):
        view.grow("answer", text[at : at + 3])
    view.show_state(exchange(thinking="", answer=text))
    whole = ExchangeView(theme_named("light"), view.parentWidget())
    whole.show_state(exchange(thinking="", answer=text))
    assert view.answer.view.plain_text() == whole.answer.view.plain_text()
    assert "**" not in view.answer.view.plain_text()


def test_each_pane_is_copied_as_its_markdown(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    view.show_state(exchange(thinking="*think*", answer="**answer**"))
    with qtbot.waitSignal(view.copied) as told:
        button(view, "Copy the thinking").click()
    assert told.args == ["thinking"]
    assert QGuiApplication.clipboard().text() == "*think*"
    button(view, "Copy the answer").click()
    assert QGuiApplication.clipboard().text() == "**answer**"
    button(view, "Copy the question").click()
    assert QGuiApplication.clipboard().text() == "Question 1?"


@pytest.mark.parametrize(
    ("ending", "word", "continues"),
    [
        ("stop", "", False),
        ("interrupted", "Cut off", True),
        ("cancelled", "Stopped", True),
        ("length", "Length limit reached", True),
        ("context_full", "Context full", False),
        ("failed", "Failed", True),
    ],
)
def test_an_ending_says_what_happened_and_offers_what_helps(
    view: ExchangeView, exchange: Made, ending: str, word: str, continues: bool
) -> None:
    view.show_state(exchange(ending=ending, fault="The engine died.", next_step="Try again."))
    assert says(view.foot, word) if word else not view.foot.text()
    assert button(view, "Continue").isVisible() == continues
    assert button(view, "Regenerate").isVisible()
    assert says(view.foot, "The engine died. Try again.") == (ending == "failed")


def test_continue_and_regenerate_name_the_answer(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    view.show_state(exchange(7, ending="interrupted"))
    with qtbot.waitSignal(view.continue_wished) as told:
        button(view, "Continue").click()
    assert told.args == [71]
    with qtbot.waitSignal(view.regenerate_wished) as told:
        button(view, "Regenerate").click()
    assert told.args == [71]


def test_nothing_that_begins_a_run_is_offered_while_one_goes_on(
    view: ExchangeView, exchange: Made, running: Made
) -> None:
    view.show_state(exchange(can_act=False, ending="interrupted", answers=(11, 12)))
    assert not button(view, "Regenerate").isEnabled()
    assert not button(view, "Continue").isEnabled()
    assert not button(view, "Edit the question and ask again").isEnabled()
    assert not button(view, "Next version").isEnabled()
    view.show_state(running())
    assert not button(view, "Regenerate").isVisible()


def test_versions_of_an_answer_are_counted_and_stepped_through(
    view: ExchangeView, exchange: Made, qtbot: QtBot
) -> None:
    view.show_state(exchange(answer_id=12, answers=(11, 12, 19)))
    assert says(view.foot, "2/3")
    with qtbot.waitSignal(view.sibling_wished) as told:
        button(view.foot, "Previous version of the answer").click()
    assert told.args == [11]
    with qtbot.waitSignal(view.sibling_wished) as told:
        button(view.foot, "Next version").click()
    assert told.args == [19]


def test_versions_of_a_question_have_their_own_switcher(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    view.show_state(exchange(questions=(8, 10)))
    assert says(view.question, "2/2")
    assert not button(view.question, "Next version").isEnabled()
    with qtbot.waitSignal(view.sibling_wished) as told:
        button(view.question, "Previous version of the question").click()
    assert told.args == [8]


def test_a_question_is_edited_in_its_place_and_sent_with_enter(
    view: ExchangeView, exchange: Made, qtbot: QtBot
) -> None:
    view.show_state(exchange())
    button(view, "Edit the question and ask again").click()
    box = view.findChild(InputBox)
    assert isinstance(box, InputBox)
    assert box.toPlainText() == "Question 1?"
    QTest.keyClicks(box, " Why")
    with qtbot.waitSignal(view.edit_wished) as told:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert told.args == [10, "Question 1? Why"]
    assert box.isVisible()  # until the store has it, this is the only place where the new text is


def test_escape_gives_an_edit_up(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.question.edit()
    box = view.findChild(InputBox)
    assert isinstance(box, InputBox)
    QTest.keyClicks(box, " changed")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not view.question.editing
    view.question.edit()
    assert box.toPlainText() == "Question 1?"


def test_a_question_is_shown_letter_by_letter(view: ExchangeView, exchange: Made) -> None:
    question = "<img src='/dev/zero'>\n  **not bold**  &amp;\n\n\tlast"
    view.show_state(exchange(question=question))
    assert question in [each.toPlainText() for each in view.question.findChildren(type(view.question._text))]


def test_a_long_question_is_folded_until_asked_for(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(question="\n".join(f"line {number}" for number in range(60))))
    folded = view.fit(1200, 700)
    button(view, "Show the whole question").click()
    assert view.fit(1200, 700) > folded + 600
    button(view, "Fold the question").click()
    assert view.fit(1200, 700) == folded


def test_a_question_without_an_answer_offers_to_be_answered(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(answer_id=None, answers=(), thinking="", answer="", ending=None))
    assert says(view.foot, "not been answered")


def test_every_control_has_a_name(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(questions=(9, 10), answers=(11, 12), ending="interrupted"))
    controls = view.findChildren(QAbstractButton)
    nameless = [each for each in controls if not (each.accessibleName() or each.text())]
    assert nameless == []
    assert len(controls) > 8
    assert view.thinking.view.accessibleName() == "Thinking"
    assert view.answer.view.accessibleName() == "Answer"


def test_a_short_exchange_is_as_tall_as_its_text_and_a_long_one_fits_the_room(
    view: ExchangeView, exchange: Made
) -> None:
    view.show_state(exchange(thinking="Short.", answer="Short."))
    assert view.fit(1200, 700) < 300
    view.show_state(exchange(thinking="Long.\n\n" * 300))
    assert 600 < view.fit(1200, 700) <= 700
    assert view.thinking.view.verticalScrollBar().maximum() > 1000


def test_a_running_exchange_has_its_full_height_at_once(view: ExchangeView, running: Made) -> None:
    view.show_state(running())
    before = view.fit(1200, 700)
    view.grow("thinking", "Long.\n\n" * 300)
    assert view.fit(1200, 700) == before
    assert before > 600


def test_narrow_puts_the_thinking_above_the_answer(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(thinking="Long.\n\n" * 300, answer="Also long.\n\n" * 300))
    height = view.fit(640, 700)
    view.resize(640, height)
    thinking = view.thinking.mapTo(view, view.thinking.rect().bottomLeft())
    answer = view.answer.mapTo(view, view.rect().topLeft())
    assert thinking.y() < answer.y()
    assert view.thinking.width() == view.answer.width()
    assert view.thinking.height() > 150
    assert view.answer.height() > view.thinking.height()


def test_waiting_becomes_reading_when_the_prompt_is_known(view: ExchangeView, running: Made) -> None:
    view.show_state(running(phase="waiting"))
    assert says(view.header, "Waiting for the engine")
    view.show_figures(RunFigures(prompt_tokens=30, prefill=0.5))
    assert says(view.header, "Reading the prompt")


def test_a_text_that_just_fits_finds_its_height(view: ExchangeView, exchange: Made) -> None:
    """One more line where a scroll bar is shown, one less where not: the height must not swing between the two."""
    for words in range(40, 400, 3):
        view.show_state(exchange(thinking="", answer="word " * words))
        height = view.fit(700, 420)
        bar = view.answer.view.verticalScrollBar()
        assert view.fit(700, 420) == height
        assert bar.isVisible() == (bar.maximum() > 0)


def test_lines_do_not_break_anew_when_a_running_text_begins_to_scroll(view: ExchangeView, running: Made) -> None:
    view.show_state(running(phase="thinking"))
    view.grow("thinking", "One.")
    view.fit(1200, 700)
    width = view.thinking.view.viewport().width()
    view.grow("thinking", "More of it.\n\n" * 100)
    view.thinking.view.finish()
    view.fit(1200, 700)
    assert view.thinking.view.verticalScrollBar().maximum() > 0
    assert view.thinking.view.viewport().width() == width


def test_the_way_to_the_explorer_stands_where_the_line_begins_and_stays_there(
    view: ExchangeView, running: Made, exchange: Made
) -> None:
    view.show_state(running(thinking="Hm.", phase="thinking"))
    QTest.qWait(0)
    way = button(view.foot, "Explore the thinking step by step")
    assert way.isVisible()
    while_thinking = way.x()
    view.show_state(exchange())
    QTest.qWait(0)
    assert way.x() == while_thinking
    others = [each for each in view.foot.findChildren(QPushButton) if each.isVisible() and each is not way]
    assert others
    assert all(each.x() > way.x() for each in others)
