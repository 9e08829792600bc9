"""Between text and the tokens of open weights."""

import ctypes
from typing import Any

from llama_cpp import llama_cpp as api


class Vocabulary:
    """The vocabulary of `model`, which must stay open as long."""

    def __init__(self, model: Any) -> None:
        self.handle = api.llama_model_get_vocab(model)
        self.size = int(api.llama_vocab_n_tokens(self.handle))
        self._piece = ctypes.create_string_buffer(256)
        self._pieces: dict[int, bytes] = {}
        self._ends: dict[int, bool] = {}
        # Both hold what was asked for: a text uses a few thousand of its vocabulary, and each call into C costs more.
        self.bos = self._spelled(api.llama_vocab_bos(self.handle))
        self.eos = self._spelled(api.llama_vocab_eos(self.handle))
        self.adds_bos = bool(api.llama_vocab_get_add_bos(self.handle))

    def tokenize(self, text: str) -> list[int]:
        """Tokens of a text; marks in it become the special tokens they name, and nothing is added."""
        data = text.encode()
        room = len(data) + 8
        while True:
            tokens = (api.llama_token * room)()
            count = api.llama_tokenize(self.handle, data, len(data), tokens, room, False, True)
            if count >= 0:
                return list(tokens[:count])
            room = -count

    def tokenize_more(self, text: str) -> list[int]:
        """Tokens whose bytes are exactly the text. Some vocabularies put a space before whatever they are given: then
        it is given a line break to begin with, whose token is left out."""
        wanted = text.encode()
        tokens = self.tokenize(text)
        if b"".join(map(self.piece, tokens)) == wanted:
            return tokens
        longer = self.tokenize("\n" + text)
        for start in range(1, min(4, len(longer))):
            if b"".join(map(self.piece, longer[start:])) == wanted:
                return longer[start:]
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of a token, special ones spelled out; may be part of a character."""
        known = self._pieces.get(token)
        if known is None:
            known = self._pieces[token] = self._read_piece(token)
        return known

    def ends(self, token: int) -> bool:
        """Whether a token ends a turn."""
        known = self._ends.get(token)
        if known is None:
            known = self._ends[token] = bool(api.llama_vocab_is_eog(self.handle, token))
        return known

    def _read_piece(self, token: int) -> bytes:
        length = api.llama_token_to_piece(self.handle, token, self._piece, len(self._piece), 0, True)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            return self._read_piece(token)
        return ctypes.string_at(self._piece, length)

    def _spelled(self, token: int) -> str:
        """How the vocabulary spells a special token; empty for one that does not exist."""
        return "" if token < 0 else str(api.llama_vocab_get_text(self.handle, token).decode("utf-8", "replace"))
