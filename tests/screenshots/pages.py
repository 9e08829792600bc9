"""Pictures of the pages over the conversation: explorer, comparison, statistics, tries, verse, search, tree, library.

Each studio is one window whose engine has said what the page is about.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel

from app.engine.values import RUNNING
from app.groups.grading import key_of
from app.ui.branches.page import BranchesPage
from app.ui.explorer.page import ExplorerPage
from app.ui.group.page import GroupPage
from app.ui.group.states import Prepared
from app.ui.library.page import LibraryPage
from app.ui.search.page import SearchPage
from app.ui.statistics.page import StatisticsPage
from app.ui.verse.page import VersePage
from tests.screenshots import told
from tests.screenshots.studio import Studio

SIZE = (1240, 820)
SPEED = 240
"""Tokens a second: as much as there is patience for, since figures of time are in the pictures."""
VERSE, DATABASE = "以立春为题，分别模仿李白和杜甫各写一首七言绝句。", "数据库每隔几分钟就变慢一次，怎么查？"
DECIMALS = "Which is larger, 9.11 or 9.9?"
TRIES = 6


def take(make_studio: Callable[[str, str, Path, float], Studio]) -> None:
    for language, theme, shoot in (
        ("zh_CN", "dark", in_chinese),
        ("en", "light", in_english),
        ("zh_CN", "light", of_verse),
        ("en", "dark", of_library),
    ):
        studio = make_studio(language, theme, told.script(), SPEED)
        studio.window.resize(*SIZE)
        shoot(studio)
        studio.close()


def in_chinese(studio: Studio) -> None:
    studio.say(DATABASE)
    studio.say(told.AUTUMN)
    for _ in range(2):
        again(studio)
    branches(studio)
    studio.say(VERSE)
    explorer(studio, row=9, tab="overview")
    search(studio, "江城")


def in_english(studio: Studio) -> None:
    studio.say(DECIMALS)
    studio.say(told.ZEROS)
    for _ in range(2):
        again(studio)
    desk = studio.program.desk
    answers = sorted(desk.conversation.answers)
    explorer(studio, row=5, tab="step")
    desk.exploring.compare(answers[-1])
    studio.settle()
    studio.shoot("compare")
    studio.say(told.AUTUMN)
    for _ in range(5):
        again(studio)
    desk.pages.show("statistics")
    page = studio.window.page
    assert isinstance(page, StatisticsPage)
    studio.wait(lambda: "10" in page.foot())
    page.setFocus()
    studio.shoot("statistics")


def of_verse(studio: Studio) -> None:
    desk = studio.program.desk
    desk.conversation.open(None)
    desk.pages.show("group")
    page = studio.window.page
    assert isinstance(page, GroupPage)
    wanted = key_of({"kind": "poem", "form": "七言绝句", "count": 1})
    desk.pages.opener("group").prepare(Prepared(told.AUTUMN, count=TRIES, checker=wanted))
    page.ask._ask.click()
    studio.wait(lambda: page.state is not None and len(page.state.samples) == TRIES)
    studio.wait(lambda: all(each.worth.reward is not None for each in page.state.samples))
    page.order_chosen.emit("reward")
    studio.finish()
    studio.shoot("tries")
    desk.trying.check_verse(told.SPOILT)
    verse = studio.window.page
    assert isinstance(verse, VersePage)
    studio.settle()
    verse.sheet.choose((0, 3, 6))
    studio.shoot("verse")


def of_library(studio: Studio) -> None:
    studio.leave_home()
    studio.window.actions_.library.trigger()
    page = studio.window.page
    assert isinstance(page, LibraryPage)
    studio.wait(lambda: len(page.list.lines()) > 20)
    studio.wait(lambda: not page.list.foot().endswith("…"), 300)
    page.select_wished.emit("entry:deepseek-r1-distill-qwen-7b")
    studio.wait(lambda: page.detail.plan.state() is not None)
    studio.shoot("library")


def again(studio: Studio) -> None:
    """Another version of the last answer."""
    studio.program.desk.conversation.regenerate_last()
    studio.wait(lambda: studio.program.session.status.phase in RUNNING)
    studio.finish()


def explorer(studio: Studio, row: int, tab: str) -> None:
    """The last answer's thinking, with the cursor in one of its steps."""
    desk = studio.program.desk
    desk.exploring.explore(max(desk.conversation.answers))
    page = studio.window.page
    assert isinstance(page, ExplorerPage)
    opener = desk.pages.opener("explorer")
    studio.wait(lambda: opener.presenter.view is not None)
    opener.presenter.go(row)
    page.inspector.tab_wished.emit(tab)
    studio.shoot("explorer")
    desk.pages.leave()


def branches(studio: Studio) -> None:
    """Two answers to one question side by side."""
    studio.program.desk.pages.show("branches")
    page = studio.window.page
    assert isinstance(page, BranchesPage)
    page.list.clearSelection()
    for place in range(1, 3):
        page.list.selectionModel().select(page.rows.index(place), QItemSelectionModel.SelectionFlag.Select)
    studio.shoot("branches")
    studio.program.desk.pages.leave()


def search(studio: Studio, words: str) -> None:
    studio.program.desk.pages.show("search")
    page = studio.window.page
    assert isinstance(page, SearchPage)
    page.field.setText(words)
    page.filters.changed.emit(page.filters.asked())
    studio.wait(lambda: bool(page.foot()))
    studio.shoot("search")
