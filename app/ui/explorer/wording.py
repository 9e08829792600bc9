"""The words for kinds, marks, phases and flags, and how figures are read out. No decisions."""

from PySide6.QtCore import QCoreApplication, QLocale

from app.trace.flags import FlagName
from app.trace.kind_names import KindName
from app.trace.phases import Phase
from app.ui.explorer.states import MarkSort

LONGEST = 90
"""Characters of a line that is only to be recognised."""


def kind(name: KindName) -> str:
    translate = QCoreApplication.translate
    words: dict[KindName, str] = {
        "problem_setup": translate("Kinds", "Setup: reads the problem"),
        "plan_generation": translate("Kinds", "Plan: decides how to go on"),
        "fact_retrieval": translate("Kinds", "Fact: recalls something"),
        "active_computation": translate("Kinds", "Computation: works it out"),
        "result_consolidation": translate("Kinds", "Result: gathers what it has"),
        "uncertainty_management": translate("Kinds", "Uncertainty: doubts, rethinks"),
        "self_checking": translate("Kinds", "Verification: checks itself"),
        "final_answer_emission": translate("Kinds", "Answer: states the result"),
    }
    return words[name]


def kind_short(name: KindName) -> str:
    translate = QCoreApplication.translate
    words: dict[KindName, str] = {
        "problem_setup": translate("Kinds", "setup"),
        "plan_generation": translate("Kinds", "plan"),
        "fact_retrieval": translate("Kinds", "fact"),
        "active_computation": translate("Kinds", "computation"),
        "result_consolidation": translate("Kinds", "result"),
        "uncertainty_management": translate("Kinds", "uncertainty"),
        "self_checking": translate("Kinds", "verification"),
        "final_answer_emission": translate("Kinds", "answer"),
    }
    return words[name]


def mark(sort: MarkSort) -> str:
    translate = QCoreApplication.translate
    words: dict[MarkSort, str] = {
        "doubt": translate("Marks", "Doubts"),
        "switch": translate("Marks", "Takes another way"),
        "check": translate("Marks", "Checks"),
        "candidate": translate("Marks", "Candidate answers"),
        "weighed": translate("Marks", "Weighed"),
        "mine": translate("Marks", "Marked by you"),
    }
    return words[sort]


def phase(found: Phase) -> str:
    translate = QCoreApplication.translate
    if found.name == "reconsideration":
        return translate("Phases", "Reconsideration {number}").format(number=found.number)
    return {
        "definition": translate("Phases", "What is asked"),
        "first_pass": translate("Phases", "First pass"),
        "decision": translate("Phases", "Decision"),
    }[found.name]


def flag(name: FlagName) -> str:
    translate = QCoreApplication.translate
    words: dict[FlagName, str] = {
        "circles": translate("Flags", "Goes in circles"),
        "gave_up": translate("Flags", "Gave up, answered all the same"),
        "hedged": translate("Flags", "Unsure in the thinking, not in the answer"),
        "mixing": translate("Flags", "Mixes languages"),
        "cut_off": translate("Flags", "Cut off"),
    }
    return words[name]


def shortened(text: str, most: int = LONGEST) -> str:
    """A line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def number(value: float, decimals: int = 0) -> str:
    locale = QLocale()
    return locale.toString(float(value), "f", decimals) if decimals else locale.toString(round(value))


def percent(share: float, decimals: int = 0) -> str:
    return f"{number(100 * share, decimals)} %"


def duration(seconds: float) -> str:
    if seconds < 10:
        return QCoreApplication.translate("Figures", "{seconds} s").format(seconds=number(seconds, 1))
    if seconds < 90:
        return QCoreApplication.translate("Figures", "{seconds} s").format(seconds=number(seconds))
    return QCoreApplication.translate("Figures", "{minutes} min {seconds} s").format(
        minutes=number(seconds // 60), seconds=number(seconds % 60)
    )
