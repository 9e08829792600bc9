"""Every command of the window in one place, with its shortcut. Commands are told apart by attribute, not by text."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Actions:
    """The window's commands."""

    new: QAction
    open_model: QAction
    load_options: QAction
    library: QAction
    group: QAction
    bring_in: QAction
    take_out: QAction
    branches: QAction
    templates: QAction
    show_prompt: QAction
    stop: QAction
    answer_now: QAction
    regenerate: QAction
    reroll: QAction
    choose_place: QAction
    edit_thinking: QAction
    explore: QAction
    edit_question: QAction
    copy_answer: QAction
    copy_thinking: QAction
    go_to_end: QAction
    next_exchange: QAction
    previous_exchange: QAction
    focus_composer: QAction
    search: QAction
    find: QAction
    find_next: QAction
    find_previous: QAction
    rename: QAction
    delete: QAction
    sidebar: QAction
    sampling: QAction
    show_both: QAction
    show_thinking: QAction
    show_answer: QAction
    print_out: QAction
    save_pdf: QAction
    larger: QAction
    smaller: QAction
    usual_size: QAction
    settings: QAction
    shortcuts: QAction
    quit: QAction


def make_actions(window: QWidget) -> Actions:
    """Create the commands on `window`, so that their shortcuts work wherever the focus is in it."""

    def action(text: str, *keys: str, checkable: bool = False) -> QAction:
        made = QAction(text, window)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.setCheckable(checkable)
        window.addAction(made)
        return made

    translate = QCoreApplication.translate
    return Actions(
        new=action(translate("Actions", "New conversation"), "Ctrl+N"),
        open_model=action(translate("Actions", "Open a model file"), "Ctrl+O"),
        load_options=action(translate("Actions", "How to load the model"), "Ctrl+Shift+O"),
        library=action(translate("Actions", "Weights: find, get and place them"), "Ctrl+Shift+L"),
        group=action(translate("Actions", "Many tries: sample answers side by side"), "Ctrl+Shift+M"),
        bring_in=action(translate("Actions", "Bring in conversations of other programs"), "Ctrl+Shift+I"),
        take_out=action(translate("Actions", "Take conversations out: text, page, PDF, picture, data"), "Ctrl+Shift+X"),
        branches=action(translate("Actions", "The tree of branches"), "Ctrl+Shift+B"),
        templates=action(translate("Actions", "Prompt templates"), "Ctrl+T"),
        show_prompt=action(translate("Actions", "Show the exact prompt"), "Ctrl+Shift+P"),
        stop=action(translate("Actions", "Stop"), "Esc"),
        answer_now=action(translate("Actions", "End the thinking and answer now"), "Ctrl+J"),
        regenerate=action(translate("Actions", "Regenerate the answer"), "Ctrl+R"),
        reroll=action(translate("Actions", "Answer again with the same thinking"), "Ctrl+Shift+R"),
        choose_place=action(translate("Actions", "Go on or fork from a place"), "Ctrl+Shift+F"),
        edit_thinking=action(translate("Actions", "Edit the thinking and go on"), "Ctrl+Shift+E"),
        explore=action(translate("Actions", "Explore the thinking"), "Ctrl+E"),
        edit_question=action(translate("Actions", "Edit the last question"), "Ctrl+Up"),
        copy_answer=action(translate("Actions", "Copy the answer"), "Ctrl+Shift+C"),
        copy_thinking=action(translate("Actions", "Copy the thinking"), "Ctrl+Shift+T"),
        go_to_end=action(translate("Actions", "Follow the end again"), "Ctrl+End"),
        next_exchange=action(translate("Actions", "Next exchange"), "Alt+Down"),
        previous_exchange=action(translate("Actions", "Previous exchange"), "Alt+Up"),
        focus_composer=action(translate("Actions", "Write a question"), "Ctrl+L"),
        search=action(translate("Actions", "Search everything"), "Ctrl+K"),
        find=action(translate("Actions", "Find in this conversation"), "Ctrl+F"),
        find_next=action(translate("Actions", "Next find"), "F3", "Ctrl+G"),
        find_previous=action(translate("Actions", "Previous find"), "Shift+F3", "Ctrl+Shift+G"),
        rename=action(translate("Actions", "Rename the conversation"), "F2"),
        delete=action(translate("Actions", "Delete the conversation"), "Ctrl+Shift+Backspace"),
        sidebar=action(translate("Actions", "Conversations"), "Ctrl+B", checkable=True),
        sampling=action(translate("Actions", "Sampling"), "Ctrl+Shift+S", checkable=True),
        show_both=action(translate("Actions", "Show thinking and answer"), "Ctrl+1"),
        show_thinking=action(translate("Actions", "Show only the thinking"), "Ctrl+2"),
        show_answer=action(translate("Actions", "Show only the answer"), "Ctrl+3"),
        print_out=action(translate("Actions", "Print this exchange"), "Ctrl+P"),
        save_pdf=action(translate("Actions", "Save this exchange as PDF"), "Ctrl+Shift+D"),
        larger=action(translate("Actions", "Larger text"), "Ctrl++", "Ctrl+="),
        smaller=action(translate("Actions", "Smaller text"), "Ctrl+-"),
        usual_size=action(translate("Actions", "Text of the usual size"), "Ctrl+0"),
        settings=action(translate("Actions", "Settings"), "Ctrl+,"),
        shortcuts=action(translate("Actions", "Keyboard shortcuts"), "F1"),
        quit=action(translate("Actions", "Quit"), "Ctrl+Q"),
    )
