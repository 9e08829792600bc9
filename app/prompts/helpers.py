"""What a prompt may call: a pattern of tones, characters of a rhyme, the tone a couplet's other line must end in."""

from collections.abc import Callable
from typing import Any

from app.forms.verse import chart as charts
from app.prompts.limits import plain, short_enough

MOST_CHARACTERS = 400


def chart(form: object, scheme: object = "") -> str:
    """The pattern of a form in a scheme, a line to a line; of every scheme where none is named."""
    made = charts.chart(str(plain(form)), str(plain(scheme)))
    short_enough(len(made))
    return made


def rhyme_chars(group: object, count: object = 40, book: object = "平水韵") -> str:
    """The usual characters of a rhyme group, spaces between."""
    most = max(1, min(int(plain(count)), MOST_CHARACTERS))
    return " ".join(charts.rhyme_characters(str(plain(group)), most, str(plain(book))))


def opposite_tone(text: object) -> str:
    """平 or 仄: what a line must end in that stands opposite `text`."""
    return charts.opposite_tone(str(plain(text)))


HELPERS: dict[str, Callable[..., Any]] = {
    "chart": chart,
    "opposite_tone": opposite_tone,
    "rhyme_chars": rhyme_chars,
}
