"""Takes the README's pictures from real windows that talk to a real engine process playing the shipped demo.

    python -m tests.screenshots FOLDER [--all]

`--all` adds the states nobody puts into a README but everybody should look at: empty, narrow, one pane, dialogs.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app import main as window_program
from app.ui.library.page import LibraryPage
from tests.screenshots import pages, reading
from tests.screenshots.studio import SIZE, Studio  # first: it says where Qt draws

QUESTIONS = {
    "en": ("Which is larger, 9.11 or 9.9?", "Writes to our orders database time out in bursts. Where is the fault?"),
    "zh_CN": ("9.11 和 9.9 哪个大？", "以立春为题，分别模仿李白和杜甫各写一首七言绝句。"),
}
NARROW = (600, 860)
MIDDLE = (900, 600)


def take(studio: Studio, everything: bool) -> None:
    first, second = QUESTIONS[studio.language]
    desk, settings = studio.program.desk, studio.program.settings
    if everything:
        studio.shoot("empty")
    studio.ask(first)
    studio.finish()
    if everything:
        studio.shoot("short")
    desk.conversation.open(None)
    studio.ask(second)
    live = studio.program.session
    studio.wait(lambda: live.live is not None and len(live.live.thinking) > 600)
    studio.shoot("thinking")
    studio.wait(lambda: live.live is not None and len(live.live.answer) > 40)
    if everything:
        studio.shoot("answering")
    studio.finish()
    studio.shoot("answered")
    if not everything:
        return
    settings.replace(sampling_panel=True)
    studio.shoot("sampling")
    settings.replace(steering_unfolded=True)
    studio.shoot("steering")
    settings.replace(sampling_panel=False)
    take_branching(studio)
    for mode in ("thinking", "answer"):
        settings.replace(view_mode=mode)
        studio.shoot(f"only-{mode}")
    settings.replace(view_mode="both")
    studio.window.resize(*NARROW)
    studio.shoot("narrow")
    studio.window.resize(*SIZE)
    take_library(studio)
    for action in ("templates", "settings", "shortcuts", "load_options"):
        getattr(desk.window.actions_, action).trigger()
        studio.settle()
        dialog = next(w for w in studio.application.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        studio.shoot(action, dialog)
        dialog.close()


def take_library(studio: Studio) -> None:
    """Weights for this machine: the best of them, some that are too large, no finds, and in narrow windows."""
    studio.leave_home()
    window = studio.program.desk.window
    window.actions_.library.trigger()
    page = window.page
    assert isinstance(page, LibraryPage)
    studio.wait(lambda: len(page.list.lines()) > 20)
    studio.wait(lambda: not page.list.foot().endswith("…"), 300)
    studio.shoot("library")
    for name, size, key in (("library", MIDDLE, "deepseek-r1-distill-qwen-7b"), ("library-large", SIZE, "deepseek-r1")):
        window.resize(*size)
        page.select_wished.emit(f"entry:{key}")
        studio.wait(lambda: page.detail.plan.state() is not None)
        studio.settle()
        page.list.enter_wished.emit()
        studio.shoot(f"{name}-{size[0]}")
    window.resize(*NARROW)
    page.detail.back_wished.emit()
    studio.shoot("library-narrow")
    window.resize(*SIZE)
    page.list.filters.search.setText("zzz")
    studio.wait(lambda: bool(page.list.message()))
    studio.shoot("library-nothing")
    window.actions_.stop.trigger()


def take_branching(studio: Studio) -> None:
    """Choosing a token and changing the thinking, in a wide window and in a narrow one."""
    desk = studio.program.desk
    view = desk.window.transcript.current()
    assert view is not None
    for size, where in ((SIZE, ""), (NARROW, "-narrow")):
        studio.window.resize(*size)
        view.choose_place("fork")
        studio.wait(lambda: view.choosing)
        view.chooser.view.choose(40)
        studio.shoot(f"choosing{where}")
        view.chooser.closed.emit()
        view.edit_thinking()
        studio.shoot(f"rewriting{where}")
        view.thinking.editor.cancelled.emit()
    studio.window.resize(*SIZE)
    settings = studio.program.settings
    settings.replace(steering={str(studio.model): {"extensions": 1, "budget": 400}})
    desk.conversation.open(None)
    studio.ask(QUESTIONS[studio.language][0])
    studio.finish()
    studio.shoot("steered")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", help="for example zh-dark, or reading, or pages")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    application = window_program.make_application()
    if options.only in ("", "reading"):
        reading.take(lambda *how: Studio(application, options.folder, *how))
    if options.only in ("", "pages"):
        pages.take(lambda *how: Studio(application, options.folder, *how))
    if options.only in ("reading", "pages"):
        return 0
    for language in QUESTIONS:
        for theme in ("light", "dark"):
            if options.only and options.only != f"{'zh' if language == 'zh_CN' else language}-{theme}":
                continue
            studio = Studio(application, options.folder, language, theme)
            take(studio, options.all)
            studio.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
