"""The library's words for figures, judgements and faults. Knows the interface's language and plain values."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from app.library.languages import NAMES, base
from app.library.opening import SHIPPED
from app.ui.library.states import Fit, FitKind
from app.ui.model.wording import memory

MINUTE, HOUR, DAY = 60, 3600, 86_400
BETWEEN = " · "
LETTERS = ("LATIN", "CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def fit_word(kind: FitKind) -> str:
    translate = QCoreApplication.translate
    return {
        "well": translate("LibraryFit", "Runs well"),
        "experts_in_memory": translate("LibraryFit", "Experts in memory"),
        "partly": translate("LibraryFit", "Partly on the GPU"),
        "slow": translate("LibraryFit", "Slow"),
        "too_large": translate("LibraryFit", "Too large"),
        "cannot": translate("LibraryFit", "Cannot be run"),
        "unknown": translate("LibraryFit", "Not known yet"),
    }[kind]


def fit(kind: FitKind, reason: str = "") -> Fit:
    return Fit(kind, fit_word(kind), reason)


def number(value: int) -> str:
    return QLocale().toString(value)


def rate(per_second: float) -> str:
    """Tokens a second as a number: what is below ten with one place behind the point."""
    return QLocale().toString(per_second, "f", 1) if per_second < 10 else number(round(per_second))


def speed(per_second: float) -> str:
    """ "6.4 tok/s"; a dash where nothing would come."""
    translate = QCoreApplication.translate
    return translate("Library", "{rate} tok/s").format(rate=rate(per_second)) if per_second > 0 else "–"


def counted(parameters: int) -> str:
    """Numbers of parameters as makers name them: "671B", "1.5B", "135M", "1T"."""
    for unit, name in ((10**12, "T"), (10**9, "B"), (10**6, "M")):
        if parameters >= unit * 0.9995:
            value = parameters / unit
            places = 1 if value < 100 and round(value, 1) != round(value) else 0
            return QLocale().toString(value, "f", places) + name
    return number(parameters)


def parameters(total: int, active: int) -> str:
    """ "671B, of which 37B work on each token"."""
    if not active or active >= total:
        return counted(total)
    text = QCoreApplication.translate("Library", "{total}, of which {active} work on each token")
    return text.format(total=counted(total), active=counted(active))


def tokens(count: int) -> str:
    return QCoreApplication.translate("Library", "{count} tokens").format(count=number(count))


def ram(size: int) -> str:
    """Memory by powers of two, as it is sold: "208 MiB", "5.1 GiB", "256 GiB"."""
    gib = size / (1 << 30)
    if round(gib, 1) < 1:
        return f"{number(round(size / (1 << 20)))} MiB"
    return f"{QLocale().toString(gib, 'f', 1 if gib < 100 else 0)} GiB"


def module(size: int) -> str:
    """How much memory something was built with: without a place behind the point that would say nothing."""
    gib = size / (1 << 30)
    return f"{number(round(gib))} GiB" if abs(gib - round(gib)) < 0.05 and gib >= 1 else ram(size)


def time_left(seconds: float) -> str:
    translate = QCoreApplication.translate
    if seconds < MINUTE:
        return translate("Library", "{count} s left").format(count=max(1, round(seconds)))
    if seconds < HOUR:
        return translate("Library", "{count} min left").format(count=round(seconds / MINUTE))
    if seconds < DAY:
        return translate("Library", "{hours} h {minutes} min left").format(
            hours=int(seconds // HOUR), minutes=int(seconds % HOUR // MINUTE)
        )
    return translate("Library", "more than a day left")


def day(written: str) -> str:
    """ "2025-01-20" as the interface writes dates; what is no date stays as it is."""
    date = QDate.fromString(written, Qt.DateFormat.ISODate)
    if not date.isValid():
        return written
    form = QCoreApplication.translate("Library", "d MMMM yyyy", "form of a date, in the letters of Qt")
    return QLocale().toString(date, form)


def language(tag: str) -> str:
    """A language by its own name, so that whoever speaks it finds it; by its English one where that is written in
    letters that many systems have no face for (Qt would warn of each, and look for long)."""
    own, english = NAMES.get(base(tag), (tag, tag))
    return (
        own
        if all(unicodedata.name(letter, "").split()[0] in LETTERS for letter in own if letter.isalpha())
        else english
    )


def thinking(how: str, family: str) -> str:
    translate = QCoreApplication.translate
    text = {
        "always": translate("Library", "Always, before each answer"),
        "switchable": translate("Library", "Can be turned on and off"),
        "no": translate("Library", "Does not think aloud"),
    }.get(how, how)
    if how == "no" or not family:
        return text
    return translate("Library", "{how} (marks of {family})").format(how=text, family=family)


def system_prompt(advice: str) -> str:
    translate = QCoreApplication.translate
    if advice == "advised_against":
        return translate("Library", "The makers advise against one; Sibian then sends none.")
    return translate("Library", "As usual")


def sampling(values: Mapping[str, Any]) -> str:
    """Recommended values in one line; empty for none."""
    translate = QCoreApplication.translate
    names = {
        "temperature": translate("SamplingNames", "temperature"),
        "top_p": translate("SamplingNames", "top-p"),
        "top_k": translate("SamplingNames", "top-k"),
        "min_p": translate("SamplingNames", "min-p"),
    }
    told = [f"{name} {QLocale().toString(float(values[key]), 'g', 3)}" for key, name in names.items()
            if values.get(key) is not None]  # fmt: skip
    return BETWEEN.join(told)


def stage(state: str) -> str:
    """What a download is doing."""
    translate = QCoreApplication.translate
    return {
        "waiting": translate("Library", "Waiting"),
        "running": translate("Library", "Downloading"),
        "paused": translate("Library", "Paused"),
        "checking": translate("Library", "Checking"),
        "failed": translate("Library", "Stopped by a fault"),
    }.get(state, "")


def amount(received: int, total: int) -> str:
    """ "3.8 of 9.0 GB"."""
    if not total:
        return memory(received)
    text = QCoreApplication.translate("Library", "{received} of {total}")
    return text.format(received=memory(received), total=memory(total))


def fault(kind: str, file: str, numbers: Mapping[str, Any]) -> str:
    """What stopped a download and what to do about it; `kind` as in `models.download.Fault`."""
    translate = QCoreApplication.translate
    again = translate("LibraryFaults", "The download could not go on ({kind}). Try again.")
    sentences = {
        "unreachable": translate(
            "LibraryFaults",
            "The hub cannot be reached. Look at the network or the proxy, or choose another hub in the settings; what "
            "has arrived is kept.",
        ),
        "refused": translate("LibraryFaults", "The hub refuses just now. Wait a while, then try again."),
        "not_found": translate(
            "LibraryFaults", "This hub does not have {file}. Another quantization or another hub may."
        ),
        "unauthorized": translate(
            "LibraryFaults",
            "The makers want their licence to be accepted first. Do so on their page, then put your token into the "
            "settings.",
        ),
        "disk_full": translate(
            "LibraryFaults", "There is not enough room on the disk: {needed} are needed and {free} are free."
        ),
        "wrong_bytes": translate(
            "LibraryFaults", "{file} did not arrive as the hub says it is. Trying again fetches only that part."
        ),
        "changed": translate("LibraryFaults", "{file} was changed on the hub meanwhile. Trying again begins it anew."),
        "bad_name": translate("LibraryFaults", "The hub named a file that Sibian will not write: {file}"),
        "folder": translate(
            "LibraryFaults", "Nothing can be written to the folder for downloads. Choose another in the settings."
        ),
        "proxy": translate(
            "LibraryFaults", "The proxy cannot be used. Look at its address in the settings, and at its password."
        ),
        "bug": translate("LibraryFaults", "Sibian could not do this, by a fault of its own; details are in the log."),
    }  # fmt: skip
    sizes = {name: memory(value) for name, value in numbers.items() if isinstance(value, int)}
    fields = {"file": file, "needed": "?", "free": "?", "kind": kind, **sizes}
    return sentences.get(kind, again).format(**fields)


def transfer(per_second: float) -> str:
    """ "41 MB/s"."""
    return QCoreApplication.translate("Library", "{size}/s").format(size=memory(round(per_second)))


def broken(kind: str, numbers: Mapping[str, Any]) -> str:
    """Why a file that is named like weights cannot be opened; `kind` as in `models.gguf.BadGguf`."""
    translate = QCoreApplication.translate
    if kind == "truncated" and {"found", "expected"} <= numbers.keys():
        text = translate("LibraryFit", "The file is incomplete: {found} of {expected} are there.")
        return text.format(found=memory(numbers["found"]), expected=memory(numbers["expected"]))
    return {
        "truncated": translate("LibraryFit", "The file is incomplete."),
        "missing_shard": translate("LibraryFit", "A part of these weights is missing."),
        "unsupported": translate("LibraryFit", "llama.cpp does not know this architecture yet."),
        "not_gguf": translate("LibraryFit", "This is no GGUF file."),
    }.get(kind, translate("LibraryFit", "The file is damaged: its header makes no sense."))


def belongs(programs: Sequence[str], owned: bool) -> str:
    """Whose a file is."""
    translate = QCoreApplication.translate
    if owned:
        return translate("Library", "Downloaded by Sibian")
    if not programs:
        return translate("Library", "In a folder of yours; Sibian leaves it as it is.")
    text = translate("Library", "Belongs to {programs}; Sibian uses it in place and leaves it as it is.")
    return text.format(programs=translate("Library", " and ", "between names of programs").join(programs))


def shipped() -> str:
    return QCoreApplication.translate("Library", "Comes with Sibian")


def program(name: str) -> str:
    """The program that weights belong to, by its own name."""
    return shipped() if name == SHIPPED else name
