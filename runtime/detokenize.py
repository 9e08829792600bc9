"""Bytes of tokens to whole characters. A token may end in the midst of a character; half of one is never let out.

What is no UTF-8 becomes U+FFFD, as Python's own decoder does it for the whole: `llama_cpp.Llama` decodes with
`errors="ignore"` and so drops bytes in silence.
"""

import codecs


class Detokenizer:
    """Decodes one stream. The characters are those of decoding all its bytes at once, however they are cut."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, piece: bytes) -> str:
        """The characters that `piece` completes."""
        return self._decoder.decode(piece)

    def finish(self) -> str:
        """Nothing more comes: U+FFFD if the stream ended within a character."""
        return self._decoder.decode(b"", final=True)

    @property
    def pending(self) -> int:
        """Bytes of a character that is not whole yet."""
        return len(self._decoder.getstate()[0])

    def __copy__(self) -> "Detokenizer":
        copied = Detokenizer()
        copied._decoder.setstate(self._decoder.getstate())
        return copied
