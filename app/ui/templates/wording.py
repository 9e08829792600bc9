"""Texts of the templates' views that are made from data: faults, headings, recommended sampling."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.prompts import Problem, as_typed
from app.prompts.problems import WHYS


def why(problem: Problem) -> str:
    """A problem in the interface's language."""
    return QCoreApplication.translate("Prompts", WHYS[problem.kind]).format(**problem.fields)


def fault(problem: Problem) -> str:
    """A template's problem with where it is: "Line 3: there is no variable named x"."""
    translate = QCoreApplication.translate
    if problem.line is not None:
        return translate("TemplateFaults", "Line {line}: {why}").format(line=problem.line, why=why(problem))
    if problem.variable:
        return translate("TemplateFaults", "{name}: {why}").format(name=problem.variable, why=why(problem))
    return why(problem)


def heading(category: str) -> str:
    """A shipped category's name; another's as it is."""
    translate = QCoreApplication.translate
    known = {
        "verse": translate("TemplateCategories", "Verse"),
        "prose": translate("TemplateCategories", "Prose"),
        "operations": translate("TemplateCategories", "Operations"),
        "mathematics": translate("TemplateCategories", "Mathematics"),
        "code": translate("TemplateCategories", "Code"),
        "texts": translate("TemplateCategories", "Texts"),
    }
    return known.get(category, category)


CATEGORY_ORDER = ("verse", "prose", "operations", "mathematics", "code", "texts")


def recommended(sampling: Mapping[str, Any]) -> str:
    """The recommended sampling in one line; empty for none."""
    translate = QCoreApplication.translate
    names = {
        "temperature": translate("SamplingNames", "temperature"),
        "top_k": translate("SamplingNames", "top-k"),
        "top_p": translate("SamplingNames", "top-p"),
        "min_p": translate("SamplingNames", "min-p"),
        "repeat_penalty": translate("SamplingNames", "repeat penalty"),
        "repeat_last_n": translate("SamplingNames", "repeat window"),
        "presence_penalty": translate("SamplingNames", "presence penalty"),
        "frequency_penalty": translate("SamplingNames", "frequency penalty"),
        "seed": translate("SamplingNames", "seed"),
    }
    given = [f"{names.get(name, name)} {as_typed(value)}" for name, value in sampling.items()]
    if not given:
        return ""
    return translate("SamplingNames", "Recommended: {values}").format(values=" · ".join(given))


def when(moment: float) -> str:
    """A moment, as a person tells one version from another."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(round(moment)), QLocale.FormatType.ShortFormat)
