"""What the group's views say of a sample in words. Knows the interface's language, and no widget."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from app.forms.sentences import SENTENCES
from app.ui.conversation import wording
from app.ui.conversation.states import RunPhase
from app.ui.group.gain import signed
from app.ui.group.states import SampleState, Worth


def phase(of: RunPhase) -> str:
    """What a sample is doing, in a word; empty when it is over."""
    translate = QCoreApplication.translate
    return {
        "waiting": translate("Sample", "Waiting"),
        "reading": translate("Sample", "Reading"),
        "thinking": translate("Sample", "Thinking"),
        "answering": translate("Sample", "Answering"),
        "stopping": translate("Sample", "Stopping"),
        "over": "",
    }[of]


def ending(kind: str | None) -> str:
    """How a sample ended where it did not by itself."""
    translate = QCoreApplication.translate
    return {
        "length": translate("Sample", "Length limit"),
        "context_full": translate("Sample", "Context full"),
        "cancelled": translate("Sample", "Stopped"),
        "failed": translate("Sample", "Failed"),
        "interrupted": translate("Sample", "Cut off"),
    }.get(kind or "", "")


def figures(sample: SampleState) -> str:
    """Length, tempo and confidence, as far as they are known."""
    locale, translate = QLocale(), QCoreApplication.translate
    rate = confidence = ""
    if sample.per_second is not None:
        digits = 1 if sample.per_second < wording.SLOW else 0
        number = locale.toString(sample.per_second, "f", digits)
        rate = translate("Figures", "{rate} tokens/s").format(rate=number)
    if sample.confidence is not None:
        number = locale.toString(sample.confidence, "f", 1)
        confidence = translate("Sample", "confidence {value}").format(value=number)
    return wording.beside(wording.tokens(sample.tokens) if sample.tokens else "", rate, confidence)


def reward(worth: Worth) -> str:
    """The reward in figures; empty where there was nothing to judge."""
    if worth.reward is None:
        return ""
    return QCoreApplication.translate("Sample", "reward {value}").format(value=number(worth.reward))


def advantage(worth: Worth) -> str:
    return "" if worth.advantage is None else signed(worth.advantage)


def rules(worth: Worth) -> str:
    """What each rule gave, side by side."""
    return wording.beside(*(f"{rule.name} {number(rule.value)}" for rule in worth.rules))


def number(value: float) -> str:
    return QLocale().toString(value, "f", 2)


def rule(name: str) -> str:
    """What a rule of a checker is called."""
    translate = QCoreApplication.translate
    kind, _, number = name.partition(" ")
    known = {
        "form": translate("Rules", "form"),
        "tone": translate("Rules", "tones"),
        "structure": translate("Rules", "structure"),
        "rhyme": translate("Rules", "rhyme"),
        "repetition": translate("Rules", "repetition"),
        "parallel": translate("Rules", "parallelism"),
        "poem": translate("Rules", "verse"),
        "prose": translate("Rules", "parallel prose"),
        "couplet": translate("Rules", "couplet"),
        "edit": translate("Rules", "little changed"),
        "boxed": translate("Rules", "result"),
        "json": translate("Rules", "JSON"),
        "code": translate("Rules", "code"),
        "length": translate("Rules", "length"),
        "words": translate("Rules", "words"),
        "headings": translate("Rules", "headings"),
        "table": translate("Rules", "table"),
        "plain": translate("Rules", "no lists"),
        "language": translate("Rules", "language"),
        "manner": translate("Rules", "manner"),
    }
    return f"{known.get(kind, kind)} {number}".strip()


def finding(kept: Mapping[str, Any]) -> str:
    """A finding as a sentence."""
    template = SENTENCES.get(str(kept.get("kind")), "")
    if not template:
        return str(kept.get("kind", ""))
    try:
        return QCoreApplication.translate("Forms", template).format(**kept.get("fields", {}))
    except (KeyError, IndexError):
        return template  # kept by another version, which knew it otherwise
