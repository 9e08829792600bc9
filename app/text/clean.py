"""Characters that no page should have to deal with. Knows nothing of Markdown."""

import re

# Lone surrogates cannot be encoded, U+FDD0 to U+FDEF and U+FFFC are how QTextDocument marks frames and objects inside
# its own text, and the rest are control characters that no face draws.
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean(text: str) -> str:
    """`text` with one kind of line break and with U+FFFD for every character that cannot be shown."""
    return _JUNK.sub("\ufffd", _BREAKS.sub("\n", text)).replace("\v", " ").replace("\f", " ")
