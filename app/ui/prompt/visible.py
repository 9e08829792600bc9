"""Tokens so that each of their characters can be seen, also those that have no look of their own. No Qt."""

import re
import unicodedata

from app.text.clean import clean

LONGEST = 24
"""Characters of a token that are shown; a token of 128 blanks is no better understood for showing them all."""
SPECIAL = re.compile(r"<[^\s<>]{2,}>|\[[A-Z_]{2,}\]")
"""What control tokens look like: <|im_start|>, <｜User｜>, <s>, </think>, [INST]."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: with one of them a text can look like another."""
_SIGNS = {" ": "·", "\n": "⏎", "\r": "␍", "\t": "⇥", "\u3000": "□", "\u00a0": "⍽", "\x7f": "␡"}
_UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
"""Unicode categories without a look, among them the marks that turn the direction of what is around them."""


def visible(piece: str) -> str:
    """`piece` with a sign for everything that could not be seen; "∅" for no text at all."""
    shown = "".join(map(_sign, piece[:LONGEST]))
    return shown + ("…" if len(piece) > LONGEST else "") if piece else "∅"


def readable(text: str) -> str:
    """A whole text, of which nothing turns the direction of the rest."""
    return _TURNING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", clean(text))


def is_special(piece: str) -> bool:
    """Whether a token looks like one that controls the model and says nothing."""
    return SPECIAL.fullmatch(piece) is not None


def _sign(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character < " ":
        return chr(0x2400 + ord(character))
    if unicodedata.category(character) in _UNSEEN:
        return f"U+{ord(character):04X}"
    return character
