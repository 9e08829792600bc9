"""What kinds of check, their options and what can be chosen there are called. Knows the interface's language alone."""

from PySide6.QtCore import QCoreApplication

from app.forms.spec import Option
from app.ui.templates.checks import NO, YES


def kind(name: str) -> str:
    translate = QCoreApplication.translate
    return {
        "poem": translate("Checks", "Verse"),
        "prose": translate("Checks", "Parallel prose"),
        "couplet": translate("Checks", "A line to stand opposite"),
        "edit": translate("Checks", "Little is changed"),
        "boxed": translate("Checks", "Boxed result"),
        "json": translate("Checks", "JSON"),
        "code": translate("Checks", "Code"),
        "length": translate("Checks", "Length"),
        "words": translate("Checks", "Words in it, words not in it"),
        "headings": translate("Checks", "Headings"),
        "table": translate("Checks", "Table"),
        "plain": translate("Checks", "No lists"),
        "language": translate("Checks", "Languages"),
        "manner": translate("Checks", "Manner of thinking"),
    }.get(name, name)


def option(of: str, name: str) -> str:
    """The label of an option; some are called otherwise in one kind than in another."""
    translate = QCoreApplication.translate
    own = {
        ("edit", "base"): translate("Checks", "Text it is to be like"),
        ("edit", "most"): translate("Checks", "Share that may be changed"),
        ("language", "least"): translate("Checks", "Share of it at least"),
        ("code", "language"): translate("Checks", "Programming language"),
        ("couplet", "count"): translate("Checks", "How many lines"),
        ("poem", "count"): translate("Checks", "How many poems"),
        ("code", "count"): translate("Checks", "How many blocks"),
        ("table", "rows"): translate("Checks", "Rows at least"),
        ("headings", "required"): translate("Checks", "Headings, one on a line"),
        ("words", "required"): translate("Checks", "Words it must have, one on a line"),
        ("manner", "thinking"): translate("Checks", "Think before answering"),
        ("language", "thinking"): translate("Checks", "Language of the thinking"),
    }
    known = {
        "form": translate("Checks", "Form"),
        "rhyme_book": translate("Checks", "Rhyme book"),
        "level": translate("Checks", "Strictness at least"),
        "scheme": translate("Checks", "Scheme"),
        "rhyme": translate("Checks", "Rhyme group"),
        "model": translate("Checks", "Piece it may not copy"),
        "least": translate("Checks", "At least"),
        "most": translate("Checks", "At most"),
        "closing_poem": translate("Checks", "A poem at the end"),
        "overlap": translate("Checks", "Share that may be copied"),
        "score": translate("Checks", "Score at least"),
        "first": translate("Checks", "The first line"),
        "expected": translate("Checks", "Right result; empty for the majority's"),
        "tolerance": translate("Checks", "Tolerance"),
        "schema": translate("Checks", "JSON Schema"),
        "only": translate("Checks", "Nothing but JSON"),
        "tests": translate("Checks", "Tests"),
        "seconds": translate("Checks", "Seconds for the tests"),
        "forbid": translate("Checks", "Not to be used, one on a line"),
        "unit": translate("Checks", "Counted in"),
        "forbidden": translate("Checks", "Words it must not have, one on a line"),
        "in_order": translate("Checks", "In this order"),
        "columns": translate("Checks", "Columns"),
        "headers": translate("Checks", "Headers, one on a line"),
        "source": translate("Checks", "Text its evidence is from"),
        "answer": translate("Checks", "Language of the answer"),
        "repetition": translate("Checks", "Not going in circles"),
        "weight": translate("Checks", "Weight"),
    }
    return own.get((of, name)) or known.get(name, name)


def choice(value: str) -> str:
    """What can be chosen, in words; names of forms and books are their own."""
    translate = QCoreApplication.translate
    return {
        "auto": translate("Checks", "any"),
        YES: translate("Checks", "yes"),
        NO: translate("Checks", "no"),
        "words": translate("Checks", "words"),
        "characters": translate("Checks", "characters"),
        "zh": translate("Checks", "Chinese"),
        "en": translate("Checks", "English"),
    }.get(value, value)


def wanted(name: str, option: Option) -> str:
    """What may stand at an option, for where something else does."""
    translate = QCoreApplication.translate
    if name == "weight":
        return translate("Checks", "A number from 0 to 100 is wanted.")
    return {
        "whole": translate("Checks", "A whole number is wanted."),
        "share": translate("Checks", "A number from 0 to 1 is wanted."),
        "seconds": translate("Checks", "A number of seconds up to 60 is wanted."),
        "yes_no": translate("Checks", "Choose yes or no."),
        "choice": translate("Checks", "Choose one of those offered, or a variable."),
        "words": translate("Checks", "A list is wanted, one on a line."),
    }.get(option.sort, translate("Checks", "A text is wanted."))
