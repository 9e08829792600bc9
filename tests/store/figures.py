"""Tokens with every column, the same for the same numbers: what tests write and expect to read again."""

from array import array

from app.store.tokens import Tokens


def full_tokens(count: int, first: int = 0, k: int = 5) -> Tokens:
    """`count` tokens from the one with number `first` on; all their figures are exact on the disk."""
    numbers = range(first, first + count)
    nats = {
        "logprob": array("f", [-number / 1024 for number in numbers]),
        "sampled": array("f", [-number / 512 for number in numbers]),
        "entropy": array("f", [number % 8 / 4 for number in numbers]),
        "confidence": array("f", [number % 16 / 2 for number in numbers]),
        "top_logprob": array("f", [-rank - number % 4 / 8 for number in numbers for rank in range(k)]),
        "top_sampled": array("f", [-rank if rank < 2 else float("-inf") for number in numbers for rank in range(k)]),
    }
    return Tokens(
        ids=tuple(number * 7919 % 150_000 for number in numbers),
        at=tuple(number / 16 for number in numbers),
        lengths=tuple(number % 3 for number in numbers),
        origins=tuple(number % 5 // 4 for number in numbers),
        k=k,
        top_ids=array("i", [number + rank for number in numbers for rank in range(k)]),
        **nats,
    )
