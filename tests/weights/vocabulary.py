"""A byte-level BPE vocabulary of any size, with the special tokens of ChatML and thinking, and two chat templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, product

from gguf import TokenType

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
THINKING = CHATML.replace("assistant\\n' }}", "assistant\\n<think>\\n' }}")
"""As of DeepSeek-R1: the prompt opens the thinking."""

END, BEGIN, TEXT_END, THINK, THINK_END = "<|im_end|>", "<|im_start|>", "<|endoftext|>", "<think>", "</think>"
CONTROL = (TEXT_END, BEGIN, END)
MARKS = (THINK, THINK_END)

_LETTERS = "inerreonatenndtiesteofeditalarsttontngsehaasouiolenouscomedehi"
_PAIRS = [_LETTERS[at : at + 2] for at in range(0, len(_LETTERS), 2)]
_SYLLABLES = ["".join(pair) for pair in product("bcdfghjklmnprstvwxyz", "aeiou")]


@dataclass(frozen=True)
class Vocabulary:
    """`size` tokens: every byte, some merges, special ones, and made-up words up to that size.

    The made-up words are never found by the tokenizer, but the model may say them. No two tokens are alike.
    """

    size: int = 512

    @cached_property
    def merges(self) -> list[str]:
        """Pairs of tokens that the tokenizer joins, first come first served."""
        return ["Ġ t", "h e", "Ġ a", *(" ".join(pair) for pair in _PAIRS), "Ġt he"]

    @cached_property
    def tokens(self) -> list[str]:
        found = dict.fromkeys(_bytes())
        found |= dict.fromkeys("".join(merge.split(" ")) for merge in self.merges)
        words = _made_up()
        while len(found) < self.size - len(CONTROL) - len(MARKS):
            found[next(words)] = None
        return [*found, *CONTROL, *MARKS]

    @cached_property
    def types(self) -> list[int]:
        plain = len(self.tokens) - len(CONTROL) - len(MARKS)
        special = [TokenType.CONTROL] * len(CONTROL) + [TokenType.USER_DEFINED] * len(MARKS)
        return [int(kind) for kind in [TokenType.NORMAL] * plain + special]

    @property
    def special(self) -> range:
        """Ids of the tokens that are not text. Weights give them small rows, so that runs do not end by chance."""
        return range(self.size - len(CONTROL) - len(MARKS), self.size)

    def id(self, token: str) -> int:
        return self.tokens.index(token)


def _bytes() -> Iterator[str]:
    """How GPT-2 spells the 256 bytes: printable ones as themselves, the rest as characters from U+0100 on."""
    spare = count(0x100)
    for byte in range(256):
        printable = 0x21 <= byte <= 0x7E or 0xA1 <= byte <= 0xAC or byte >= 0xAE
        yield chr(byte) if printable else chr(next(spare))


def _made_up() -> Iterator[str]:
    for length in count(2):
        for syllables in product(_SYLLABLES, repeat=length):
            yield "Ġ" + "".join(syllables)
