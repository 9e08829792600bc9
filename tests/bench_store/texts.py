"""Texts of any length from a seed: Chinese and English with the frequencies of words that languages have. Quick."""

from typing import Any

import numpy as np

CHARACTERS, CHINESE_WORDS, ENGLISH_WORDS = 3500, 40_000, 60_000
_ONSETS = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl"]
_RIMES = ["a", "e", "i", "o", "u", "ai", "ea", "er", "in", "on", "al"]


def _zipf(size: int, slope: float) -> Any:
    """Cumulative chances of ranks, the first the likeliest."""
    chances = 1 / np.arange(1, size + 1) ** slope
    return np.cumsum(chances / chances.sum())


class Texts:
    """A vocabulary and a source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        chars = [chr(0x4E00 + int(place)) for place in self.chance.choice(20_000, CHARACTERS, replace=False)]
        likely, lengths = (
            _zipf(CHARACTERS, 0.9),
            self.chance.choice([1, 2, 3, 4], CHINESE_WORDS, p=[0.1, 0.65, 0.15, 0.1]),
        )
        picks = np.searchsorted(likely, self.chance.random(int(lengths.sum()))).clip(0, CHARACTERS - 1).tolist()
        self.chinese, at = [], 0
        for length in lengths.tolist():
            self.chinese.append("".join(chars[pick] for pick in picks[at : at + length]))
            at += length
        syllables = [onset + rime for onset in _ONSETS for rime in _RIMES]
        sizes = self.chance.choice([1, 2, 3, 4], ENGLISH_WORDS, p=[0.1, 0.45, 0.35, 0.1]).tolist()
        self.english = [
            "".join(syllables[pick] for pick in self.chance.integers(0, len(syllables), size)) for size in sizes
        ]
        self._ranks = {True: _zipf(CHINESE_WORDS, 1.0), False: _zipf(ENGLISH_WORDS, 1.05)}

    def text(self, chinese: bool, size: int) -> str:
        """About `size` bytes."""
        vocabulary = self.chinese if chinese else self.english
        count = max(1, int(size / (6.3 if chinese else 7)))
        picks = np.searchsorted(self._ranks[chinese], self.chance.random(count)).clip(0, len(vocabulary) - 1)
        words = [vocabulary[pick] for pick in picks.tolist()]
        for at in range(7, count, 9):
            words[at] += ("，" if at % 2 else "。\n") if chinese else ("," if at % 2 else ".\n")
        return ("" if chinese else " ").join(words)

    def word(self, chinese: bool) -> str:
        """A word as likely as in a text."""
        vocabulary = self.chinese if chinese else self.english
        pick = int(np.searchsorted(self._ranks[chinese], self.chance.random()))
        return vocabulary[min(pick, len(vocabulary) - 1)]
