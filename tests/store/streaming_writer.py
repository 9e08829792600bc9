"""Run by test_crash.py and killed there: asks and streams without end, and says what the store has acknowledged.

Each line is `asked GENERATION CONVERSATION NUMBER`, `kept GENERATION COUNT` (chunks) or `ended GENERATION COUNT`.
"""

import sys
from itertools import count
from pathlib import Path

from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.store import Store


def chunk(number: int, index: int) -> str:
    """The text that question `number` is answered with, piece by piece: the true stream, known to both sides."""
    return f"{number}·{index}思" * (index % 7 + 1)


def main(path: Path) -> None:
    store = Store.open(path, lambda raw, family, opened: [Part("answer", raw)], reserve_size=65536)
    print("open", flush=True)
    for number in count():
        asked = NewExchange(None, None, f"question {number}", "m", "/w", "f", "none", {})
        begun = store.generations.begin(asked).result().value
        print("asked", begun.generation, begun.conversation, number, flush=True)
        length = number * 13 % 40
        for index in range(length):
            store.generations.append(begun.generation, Chunk(chunk(number, index), (index,), (index / 10,))).result()
            print("kept", begun.generation, index + 1, flush=True)
        text = "".join(chunk(number, index) for index in range(length))
        store.generations.finish(begun.generation, Outcome("stop", (Part("answer", text),))).result()
        print("ended", begun.generation, length, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
