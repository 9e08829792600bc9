"""Run by test_crash.py and killed there: asks and streams without end, and says what the store has acknowledged.

Each line is `asked GENERATION CONVERSATION NUMBER`, `kept GENERATION COUNT` (chunks) or `ended GENERATION COUNT`.
"""

import sys
from itertools import count
from pathlib import Path

from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.store import Store
from app.store.tokens import Tokens


def chunk(number: int, index: int) -> str:
    """The text that question `number` is answered with, piece by piece: the true stream, known to both sides."""
    return f"{number}·{index}思" * (index % 7 + 1)


def told(number: int, index: int) -> Tokens:
    """The token of that piece with its figures, which both sides know too."""
    nats = tuple(-rank - index / 8 for rank in range(5))
    return Tokens(
        (index,),
        (index / 8,),
        (len(chunk(number, index)),),
        (index % 3,),
        *((nat,) for nat in nats[:4]),
        5,
        tuple(range(index, index + 5)),
        nats,
        (*nats[:2], *(float("-inf"),) * 3),
    )


def main(path: Path) -> None:
    store = Store.open(path, lambda raw, family, opened: [Part("answer", raw)], reserve_size=65536)
    print("open", flush=True)
    for number in count():
        asked = NewExchange(None, None, f"question {number}", "m", "/w", "f", "none", {})
        begun = store.generations.begin(asked).result().value
        print("asked", begun.generation, begun.conversation, number, flush=True)
        length = number * 13 % 40
        for index in range(length):
            store.generations.append(begun.generation, Chunk(chunk(number, index), told(number, index))).result()
            print("kept", begun.generation, index + 1, flush=True)
        text = "".join(chunk(number, index) for index in range(length))
        store.generations.finish(begun.generation, Outcome("stop", (Part("answer", text),))).result()
        print("ended", begun.generation, length, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
