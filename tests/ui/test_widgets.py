"""The small widgets, as a person sees, hears and presses them."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from app.ui.icons import icon
from app.ui.theme import apply, theme_named
from app.ui.widgets.badge import Badge
from app.ui.widgets.callout import Callout
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.link_line import LinkLine
from app.ui.widgets.meter import Meter
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.splitter import Splitter
from app.ui.widgets.tips import plain_tip

LIGHT, DARK = theme_named("light"), theme_named("dark")
HOSTILE = "<img src=/dev/zero> & <b>bold</b>"


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()


def test_every_label_takes_text_as_it_is(qtbot: QtBot) -> None:
    widgets = [Callout("error", HOSTILE), EmptyState(HOSTILE, HOSTILE), Badge(HOSTILE), ElidedLabel(HOSTILE)]
    for widget in widgets:
        shown(widget, qtbot)
        labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
        texts = [label for label in labels if label.text()]
        assert texts
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in texts)
        assert HOSTILE in widget.text()


def test_a_tool_tip_never_becomes_markup() -> None:
    assert "<img" not in plain_tip(HOSTILE)
    assert plain_tip("") == ""


def test_a_label_without_room_is_cut_and_says_the_whole_on_hovering(qtbot: QtBot) -> None:
    label = ElidedLabel("一个非常非常长的模型名字 DeepSeek-R1-Distill-Qwen-32B-Q4_K_M")
    label.resize(80, 20)
    shown(label, qtbot)
    label.resize(80, 20)
    assert label.elided().endswith("…")
    assert "Q4_K_M" in label.toolTip()
    assert label.text().endswith("Q4_K_M")
    label.resize(2000, 20)
    assert label.elided() == label.text()
    assert label.toolTip() == ""


def test_a_link_of_one_line_is_cut_where_there_is_no_room_and_then_says_the_whole(qtbot: QtBot) -> None:
    link = LinkLine("Answer 2  Up to 100 there are 20 multiples of 5 & 4 multiples of 25")
    shown(link, qtbot)
    link.resize(120, 30)
    assert link.text().endswith("…")
    assert "multiples of 25" in link.toolTip()
    assert link.minimumSizeHint().width() < 120
    assert link.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Preferred
    link.resize(2000, 30)
    assert link.text().endswith("5 && 4 multiples of 25")


def test_facts_without_room_are_left_out_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("512 tokens  ·  12.4 s  ·  41 tokens/s", between="  ·  ")
    shown(label, qtbot)
    label.resize(2000, 20)
    assert label.elided().endswith("41 tokens/s")
    label.resize(label.fontMetrics().horizontalAdvance("512 tokens · 12.4 s · 41"), 20)
    assert label.elided() == "512 tokens · 12.4 s"
    assert "41 tokens/s" in label.toolTip()
    label.resize(20, 20)
    assert label.elided().endswith("…")


def test_an_icon_button_says_what_it_does_and_changes_with_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = IconButton("copy", "Copy the answer", LIGHT)
    shown(button, qtbot)
    assert button.accessibleName() == "Copy the answer"
    assert "Copy the answer" in button.toolTip()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    apply(qapp, DARK)
    assert button.icon().cacheKey() == icon("copy", DARK).cacheKey()
    apply(qapp, LIGHT)
    assert button.icon().cacheKey() == icon("copy", LIGHT).cacheKey()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("name", ["no-such-icon"])
def test_an_icon_that_does_not_exist_is_a_fault_at_once(name: str) -> None:
    with pytest.raises(OSError, match=name):
        icon(name, LIGHT)


def test_one_of_several_is_chosen_by_mouse_and_by_arrow_keys(qtbot: QtBot) -> None:
    modes = Segmented([("both", "Both"), ("thinking", "思考"), ("answer", "Answer")], LIGHT)
    shown(modes, qtbot)
    said: list[str] = []
    modes.chosen.connect(said.append)
    modes.set_value("thinking")
    assert said == []
    assert modes.value() == "thinking"
    segments = modes.findChildren(type(modes.focusProxy()))
    QTest.mouseClick(segments[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(segments[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(modes.focusProxy(), Qt.Key.Key_Right)
    QTest.keyClick(modes.focusProxy(), Qt.Key.Key_Right)
    QTest.keyClick(modes.focusProxy(), Qt.Key.Key_Right)
    assert said == ["both", "thinking", "answer", "both"]
    assert [segment.isChecked() for segment in segments] == [True, False, False]
    assert sum(bool(segment.focusPolicy() & Qt.FocusPolicy.TabFocus) for segment in segments) == 1


def test_the_meter_warns_before_it_is_full_and_tells_a_screen_reader(qtbot: QtBot) -> None:
    meter = Meter(LIGHT)
    shown(meter, qtbot)
    meter.show_value(0.15, "1,234 / 8,192")
    assert meter.accessibleDescription() == "1,234 / 8,192"
    assert not meter.warns
    calm = meter.grab().toImage()
    meter.show_value(0.86, "1,234 / 8,192")
    assert meter.warns
    assert meter.grab().toImage() != calm
    meter.show_value(1.7, "14,000 / 8,192")
    assert meter.sizeHint().width() > 64
    meter.grab()


def test_the_edge_between_two_sides_moves_by_keys_and_is_evened_by_a_double_click(qtbot: QtBot) -> None:
    splitter = Splitter(Qt.Orientation.Horizontal, LIGHT)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(600, 200)
    shown(splitter, qtbot)
    splitter.setSizes([200, 400])
    before = splitter.sizes()[0]
    handle = splitter.handle(1)
    assert handle.accessibleName()
    QTest.keyClick(handle, Qt.Key.Key_Right)
    assert splitter.sizes()[0] > before
    handle.setFocus()
    handle.grab()
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, pos=QPointF(2, 50).toPoint())
    assert abs(splitter.sizes()[0] - splitter.sizes()[1]) <= 1


def test_a_notice_is_closed_by_its_button_and_says_so_once(qtbot: QtBot) -> None:
    callout = Callout("warn", "Almost full.")
    shown(callout, qtbot)
    said: list[int] = []
    callout.closed.connect(lambda: said.append(1))
    QTest.mouseClick(callout.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert said == [1]
    assert not callout.isVisible()


@pytest.mark.parametrize("closes", [True, False])
def test_a_notice_does_what_its_action_says(qtbot: QtBot, closes: bool) -> None:
    callout = Callout("info", "Deleted.", closable=False)
    done: list[int] = []
    callout.add_action("Undo", lambda: done.append(1))
    callout.add_action_closes = closes
    shown(callout, qtbot)
    QTest.mouseClick(callout.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert callout.isVisible() != closes


def test_an_empty_place_offers_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("Nothing yet", "Write a question.", button="Begin", icon_name="feather")
    shown(empty, qtbot)
    with qtbot.waitSignal(empty.button_wished, timeout=500):
        QTest.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_a_badge_changes_its_word_and_tone(qapp: QApplication, qtbot: QtBot) -> None:
    apply(qapp, LIGHT)
    badge = Badge("", "plain", LIGHT)
    shown(badge, qtbot)
    badge.show_value("Failed", "error")
    failed = badge.grab().toImage()
    badge.show_value("Failed", "good")
    assert badge.text() == "Failed"
    assert badge.grab().toImage() != failed
    qapp.setStyleSheet("")
