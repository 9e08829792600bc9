"""Figures of a run in words: counts, durations, speeds. Knows the interface's language and nothing else.

Every function gives a whole phrase; facts are set side by side with `beside`, never built into a sentence.
"""

from PySide6.QtCore import QCoreApplication, QLocale, QObject

MINUTE = 60
HOUR = 3600
SLOW = 10.0
"""Below this many tokens a second a decimal place still tells something."""
SHORTEST = 0.05
"""Seconds below which a speed would be noise."""
BETWEEN = "  ·  "
"""What stands between two facts."""


class Figures(QObject):
    """A home for a text that counts: lupdate sees plural forms only in `tr`."""

    def tokens(self, count: int) -> str:
        return self.tr("%Ln token(s)", "", count)


def tokens(count: int) -> str:
    """A count in words: "1,234 tokens", grouped as the language does."""
    return Figures().tokens(count)


def duration(seconds: float) -> str:
    """A span of time: "12.4 s", "1 min 05 s", "2 h 03 min"."""
    tenths = round(seconds * 10)
    if tenths < MINUTE * 10:
        number = QLocale().toString(tenths / 10, "f", 1)
        return QCoreApplication.translate("Figures", "{seconds} s").format(seconds=number)
    whole = round(seconds)
    if whole < HOUR:
        return QCoreApplication.translate("Figures", "{minutes} min {seconds} s").format(
            minutes=whole // MINUTE, seconds=f"{whole % MINUTE:02d}"
        )
    return QCoreApplication.translate("Figures", "{hours} h {minutes} min").format(
        hours=whole // HOUR, minutes=f"{whole % HOUR // MINUTE:02d}"
    )


def speed(count: int, seconds: float) -> str:
    """A rate: "41 tokens/s"; empty where there is too little to tell."""
    if count < 2 or seconds < SHORTEST:
        return ""
    rate = count / seconds
    number = QLocale().toString(rate, "f", 1 if rate < SLOW else 0)
    return QCoreApplication.translate("Figures", "{rate} tokens/s").format(rate=number)


def percent(share: float) -> str:
    """A share: "43 %" of 0.43."""
    number = QLocale().toString(round(100 * max(0.0, min(1.0, share))))
    return QCoreApplication.translate("Figures", "{number} %").format(number=number)


def beside(*facts: str) -> str:
    """Those facts that are known, set side by side."""
    return BETWEEN.join(fact for fact in facts if fact)


def cost(count: int, seconds: float) -> str:
    """What a channel took: "512 tokens · 12.4 s · 41 tokens/s", as far as it is known; empty where it is empty."""
    if count == 0:
        return ""
    return beside(tokens(count), duration(seconds) if seconds > 0 else "", speed(count, seconds))
