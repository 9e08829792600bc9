"""What the exchange with other programs says to people."""

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from app.exchange.choices import Thinking, Words
from app.exchange.formats import TITLES
from app.exchange.opening import Reading
from app.exchange.values import LeftOut, Reason
from app.store.imports import ImportProgress, ImportReport
from app.ui.exchange.states import Fact, ImportState, Lack

MOST_EXAMPLES = 4


class Counted(QObject):
    """A home for texts that count: lupdate sees plural forms only in `tr`."""

    def files(self, number: int) -> str:
        return self.tr("%n file(s)", "", number)

    def brought_in(self, number: int) -> str:
        return self.tr("%n conversation(s) brought in", "", number)


def count(number: int) -> str:
    return QLocale().toString(number)


def reason(what: Reason) -> str:
    """Why something was left out."""
    translate = QCoreApplication.translate
    match what:
        case "torn":
            return translate("Exchange", "the file ends in the middle")
        case "malformed":
            return translate("Exchange", "not of the shape it should have")
        case "too_large":
            return translate("Exchange", "too large")
        case "too_deep":
            return translate("Exchange", "nested too deeply")
        case "empty":
            return translate("Exchange", "conversations in which nothing is said")
        case "no_parent":
            return translate("Exchange", "messages whose predecessor is missing; they stand at the beginning")
        case "picture":
            return translate("Exchange", "pictures")
        case "attachment":
            return translate("Exchange", "attached files")
        case "search_results":
            return translate("Exchange", "results of web searches")
        case "tool":
            return translate("Exchange", "what tools were asked and said")
        case "system":
            return translate("Exchange", "system messages within a conversation")
        case "unknown_part":
            return translate("Exchange", "parts of an unknown kind")
        case "figures":
            return translate("Exchange", "figures of tokens that cannot be read")
        case "unknown_format":
            return translate("Exchange", "files of no known format")
        case "unsafe":
            return translate("Exchange", "zips that cannot or must not be unpacked")
        case "unreadable":
            return translate("Exchange", "files that cannot be read")
        case "newer":
            return translate("Exchange", "files of a newer version of Sibian")


def running(progress: ImportProgress, names: tuple[str, ...], share: float) -> ImportState:
    translate = QCoreApplication.translate
    name = names[0] if len(names) == 1 else Counted().files(len(names))
    match progress.phase:
        case "reading":
            headline = translate("Exchange", "Reading {name}…").format(name=name)
        case "waiting":
            headline = translate("Exchange", "Waiting until the answer is written…")
        case "writing":
            headline = translate("Exchange", "Putting everything into place…")
    figures = translate("Exchange", "{conversations} conversations, {messages} messages").format(
        conversations=count(progress.conversations), messages=count(progress.messages)
    )
    return ImportState(progress.phase, headline, figures, share if progress.phase == "reading" else -1.0)


def ended(report: ImportReport, reading: Reading) -> ImportState:
    translate = QCoreApplication.translate
    if report.cancelled:
        return ImportState("cancelled", translate("Exchange", "Cancelled. Nothing was brought in."))
    found = dict.fromkeys(TITLES[each.format] for each in reading.read)
    met = len(report.taken) + len(report.grown) + report.there + report.in_trash
    if report.taken or report.grown:
        headline = Counted().brought_in(len(report.taken) + len(report.grown))
    elif met:
        headline = translate("Exchange", "Everything in it was there already")
    else:
        headline = translate("Exchange", "Nothing could be brought in")
    detail = translate("Exchange", "Read as {formats}.").format(formats=", ".join(found)) if found else ""
    return ImportState(
        "done" if met else "failed",
        headline,
        detail,
        1.0,
        tuple(_facts(report)),
        tuple(lacks(report)),
        next(iter((*report.taken[::-1], *report.grown)), None),
    )


def _facts(report: ImportReport) -> list[Fact]:
    translate = QCoreApplication.translate
    facts = [
        (len(report.taken), translate("Exchange", "new conversations")),
        (len(report.grown), translate("Exchange", "had grown; what is new was added as branches or at their end")),
        (report.messages, translate("Exchange", "messages written")),
        (report.there, translate("Exchange", "were there already")),
        (report.in_trash, translate("Exchange", "were there already, in the trash")),
    ]
    return [Fact(count(number), text) for number, text in facts if number]


def lacks(report: ImportReport) -> list[Lack]:
    examples: dict[Reason, list[str]] = {}
    for each in report.left_out:
        if each.what:
            examples.setdefault(each.reason, []).append(_one_line(each))
    return [
        Lack(count(number), reason(what), tuple(dict.fromkeys(examples.get(what, ())))[:MOST_EXAMPLES])
        for what, number in report.reasons
    ]


def _one_line(left: LeftOut) -> str:
    return " ".join(left.what.split())[:80]


def form_title(form: str) -> str:
    translate = QCoreApplication.translate
    return {
        "markdown": translate("Exchange", "Markdown"),
        "html": translate("Exchange", "Web page"),
        "pdf": translate("Exchange", "PDF"),
        "picture": translate("Exchange", "Picture"),
        "openai": translate("Exchange", "Data: messages"),
        "sharegpt": translate("Exchange", "Data: ShareGPT"),
        "training": translate("Exchange", "Data: for training"),
        "sibian": translate("Exchange", "Sibian, complete"),
    }[form]


def form_hint(form: str) -> str:
    """What a form is for."""
    translate = QCoreApplication.translate
    return {
        "markdown": translate("Exchange", "Text for notes and editors."),
        "html": translate("Exchange", "One file with both panes; it needs no network and runs nothing."),
        "pdf": translate("Exchange", "Pages to print or send, formulas drawn."),
        "picture": translate("Exchange", "The last exchange as a picture to share."),
        "openai": translate("Exchange", "JSON lines; the thinking stands in reasoning_content."),
        "sharegpt": translate("Exchange", "JSON lines; the thinking stands in <think>."),
        "training": translate("Exchange", "Messages with what is known of each answer, to choose by."),
        "sibian": translate("Exchange", "Everything, with all branches and figures; it can be brought in again."),
    }[form]


def thinking_title(thinking: Thinking) -> str:
    translate = QCoreApplication.translate
    return {
        "with": translate("Exchange", "With"),
        "folded": translate("Exchange", "Folded"),
        "without": translate("Exchange", "Without"),
    }[thinking]


def words(language: str) -> Words:
    """What stands between the texts of what is taken out."""
    translate = QCoreApplication.translate
    return Words(
        question=translate("Exchange", "Question"),
        thinking=translate("Exchange", "Thinking"),
        answer=translate("Exchange", "Answer"),
        system=translate("Exchange", "System prompt"),
        branch=translate("Exchange", "Branch {number} of {count}"),
        thought_for=translate("Exchange", "thought for {seconds} s"),
        language="zh-CN" if language.startswith("zh") else "en",
    )
