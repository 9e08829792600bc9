"""How much `make bench` measures. All in tokens but `rounds`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`depths` are of decode; 0 is the shortest prompt that the template lets there be."""

    rounds: int = 5
    depths: tuple[int, ...] = (0, 2048)
    tokens: int = 64
    prompt: int = 512
    shared: int = 512
    sampled: int = 48
    early: int = 256
    late: int = 32_768
    conversation: int = 4000
    completion: int = 256


WHOLE = Sizes()
QUICK = Sizes(
    rounds=2, depths=(0, 256), tokens=16, prompt=128, shared=256, sampled=8, late=4096, conversation=600, completion=32
)
