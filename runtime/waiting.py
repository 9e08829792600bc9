"""How the threads of llama.cpp wait for each other. Imports nothing that loads them."""

import os


def wait_politely() -> None:
    """On a small machine, let llama.cpp's threads wait for each other for about a millisecond, and then sleep.

    GNU OpenMP spins 300,000 times (ten milliseconds and more), and keeps the core that the other thread waits for.
    Measured on two cores, the starter model, two other programs busy, on an AMD EPYC: 3 to 5 tokens per second so, 15
    to 18 with 1,000. Too few cost as much: alone on an Intel Xeon, whose threads wake slowly, 75 to 80 tokens per
    second with 20,000 and more, 70 with 10,000, 53 with 1,000 (two other programs busy: 26, and 30 with 1,000).
    Not tried with many cores, so those are left alone. Must come before the library is loaded.
    """
    if (os.cpu_count() or 1) <= 4 and "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", "30000")
