"""The page on which a poem is checked, as somebody who writes one sees it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.forms.verse import check
from app.ui.theme import theme_named
from app.ui.verse.page import VersePage
from app.ui.verse.plan import CELL_WIDTH, plan
from app.ui.verse.presenter import Kept, VersePresenter
from app.ui.verse.wording import readings, summary

SPRING = "东风一夜到江城，细雨无声润草生。\n忽有流莺啼柳外，一犁烟水起春耕。"
SPOILT = SPRING.replace("草生", "草绿")
STORM = (
    "一上高城万里愁，蒹葭杨柳似汀洲。溪云初起日沉阁，山雨欲来风满楼。"
    "鸟下绿芜秦苑夕，蝉鸣黄叶汉宫秋。行人莫问当年事，故国东来渭水流。"
)


@pytest.fixture
def page(qtbot: QtBot) -> VersePage:
    made = VersePage(theme_named("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.presenter = VersePresenter(made, Kept(), made)
    return made


def write(qtbot: QtBot, page: VersePage, text: str) -> None:
    page.set_text(text)
    qtbot.waitUntil(lambda: page.sheet.report is not None and not page.presenter._soon.isActive())


def test_a_regular_poem_is_told_as_such_with_its_scheme_and_rhyme(page, qtbot):
    write(qtbot, page, SPRING)
    assert "正格" in page.sheet.accessibleName()
    (poem,) = page.sheet.report.poems
    assert (poem.scheme, poem.rhyme.group) == ("平起首句入韵", "下平八庚")


def test_a_fault_stands_in_the_list_as_a_sentence_and_points_at_its_character(page, qtbot):
    write(qtbot, page, SPOILT)
    assert page.faults.texts()[0].startswith("✕")
    page.faults.setCurrentRow(0)
    assert page.sheet._told == {(0, 1, 6)}
    assert page.sheet.cell((0, 1, 6)).severity == "error"


def test_a_character_is_chosen_and_replaced_and_undo_brings_it_back(page, qtbot):
    spoilt = STORM.replace("水流", "水绿")
    write(qtbot, page, "🌸\n" + spoilt)
    page.sheet.choose((0, 7, 6))
    assert page.sheet.cell((0, 7, 6)).char == "绿"
    assert {"头", "舟", "游"} <= set(page.replacing.offered())
    page.replacing.replace_wished.emit("流")
    assert page.text() == "🌸\n" + STORM
    assert "出律" not in summary(page.sheet.report)
    page.edit.undo()
    assert page.text() == "🌸\n" + spoilt


def test_what_is_pressed_is_the_character_under_the_pointer(page, qtbot):
    write(qtbot, page, SPRING)
    spot = page.sheet._plan.of((0, 2, 3))
    qtbot.mouseClick(page.sheet, Qt.MouseButton.LeftButton, pos=QPoint(spot.left + CELL_WIDTH // 2, spot.top + 30))
    assert page.sheet._chosen == (0, 2, 3)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Right)
    assert page.sheet._chosen == (0, 2, 4)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up)
    assert page.sheet._chosen == (0, 1, 4)


def test_readings_name_their_tone_group_and_how_usual_they_are():
    (poem,) = check("行到水穷处，坐看云起时。偶然值林叟，谈笑无还期。", "五言绝句").poems
    told = readings(poem.lines[1].cells[1])
    assert told.startswith("看\n")
    assert "level (平)" in told
    assert "%" in told


def test_couplets_lie_side_by_side_where_there_is_room():
    report = check(STORM)
    wide, narrow = plan(report, 900), plan(report, 400)
    assert wide.of((0, 1, 0)).top == wide.of((0, 0, 0)).top
    assert narrow.of((0, 1, 0)).top > narrow.of((0, 0, 0)).top
    assert narrow.width <= 400
    assert len(wide.spots) == len(narrow.spots) == 56
    assert wide.height < narrow.height


def test_the_form_and_rhyme_book_that_are_asked_for_count(page, qtbot):
    write(qtbot, page, SPRING)
    page.presenter.show_text(SPRING, "五言绝句", "中华通韵")
    assert page.options() == ("五言绝句", "中华通韵")
    assert "出律" in summary(page.sheet.report)


class Painted(QObject):
    """What of the sheet is painted, and which other widgets are, by name."""

    def __init__(self, page: VersePage) -> None:
        super().__init__(page)
        self._page = page
        self.sheet = QRegion()
        self.others: set[str] = set()
        self.laid_out = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and watched is self._page.sheet:
            self.sheet = self.sheet.united(event.region())
        elif isinstance(event, QPaintEvent):
            self.others.add(type(watched).__name__)
        elif event.type() == QEvent.Type.LayoutRequest:
            self.laid_out += 1
        return False

    def wait(self, do: Callable[[], object]) -> None:
        """Watch what this has painted."""
        application = QApplication.instance()
        for _ in range(5):  # what was shown before has to come to rest
            application.processEvents()
        application.installEventFilter(self)
        do()
        for _ in range(5):
            application.processEvents()
        application.removeEventFilter(self)


def typed(page: VersePage, char: str) -> Painted:
    """A letter at the end, checked as after the pause that follows it."""
    painted = Painted(page)
    painted.wait(lambda: (page.edit.insertPlainText(char), page.presenter._check()))
    return painted


def test_a_keystroke_waits_for_no_check(page, qtbot):
    write(qtbot, page, STORM)
    before = page.sheet.report
    page.edit.insertPlainText("天")
    assert page.sheet.report is before
    qtbot.waitUntil(lambda: page.sheet.report is not before)


def test_a_letter_has_its_own_line_painted_and_nothing_else(page, qtbot):
    couplets = STORM.split("。")
    write(qtbot, page, f"{couplets[0]}。\n{couplets[1][:-2]}")
    page.edit.moveCursor(QTextCursor.MoveOperation.End)
    heads = [head.rect for head in page.sheet._shown.heads]
    painted = typed(page, couplets[1][-2])
    line = page.sheet._shown.lines[0, 3]
    assert line.cells[-1].char == couplets[1][-2]
    assert not painted.sheet.isEmpty()
    allowed = QRegion(line.rect)
    for rect in heads:
        allowed += rect
    assert painted.sheet.subtracted(allowed).isEmpty()
    assert painted.laid_out == 0
    assert "FaultList" not in painted.others
    assert "VersePage" not in painted.others


def test_what_stays_as_it_was_is_the_same_object_after_another_check():
    before = check("\n".join((SPRING, "", SPOILT[:30])), partial=True)
    after = check("\n".join((SPRING, "", SPOILT[:31])), partial=True)
    kept, _ = after.poems
    assert kept is before.poems[0]
    assert after.poems[1].lines[0].cells is before.poems[1].lines[0].cells


def on_screen(page: VersePage) -> QImage:
    QApplication.processEvents()
    corner, sheet = page.sheet.mapTo(page, QPoint(0, 0)), page._area.viewport()
    shot = page.screen().grabWindow(page.winId()).toImage()
    return shot.copy(corner.x(), corner.y(), sheet.width(), sheet.height()).convertToFormat(QImage.Format.Format_RGB32)


def test_the_screen_shows_what_painting_it_at_once_would(page, qtbot):
    for place, char in enumerate(STORM.replace("水流", "水绿")):
        typed(page, char)
        if place % 9 == 4:
            page.sheet.choose((0, 0, place % 7))
            page.faults.setCurrentRow(0)
    grown = on_screen(page)
    page.sheet.update()
    assert on_screen(page) == grown


def test_nothing_written_shows_what_to_do(page):
    assert page._stack.currentIndex() == 0
    assert page.sheet.report is None


def test_poems_of_an_answer_are_told_apart(page, qtbot):
    write(qtbot, page, f"仿李白\n\n{SPRING}\n\n仿杜甫\n\n{SPOILT}\n")
    assert [poem.title for poem in page.sheet.report.poems] == ["仿李白", "仿杜甫"]
    assert page.faults.texts()[0].startswith("✕  2:")
