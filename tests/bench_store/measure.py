"""What is measured on a large database, in milliseconds; CPU time of the measuring thread stands beside wall time."""

import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.store.keeping.stats import stats
from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.search.finder import FIRST_S
from app.store.search.records import Filter
from app.store.store import Store
from tests.bench_store.build import MODELS
from tests.bench_store.texts import Texts

Table = tuple[list[str], list[list[str]]]
MEBI = 1 << 20
ROUNDS = 7


def no_split(raw: str, family: str, opened: bool) -> list[Part]:
    return []


def opened(path: Path) -> Store:
    return Store.open(path, no_split, reserve_size=0)


def sizes(path: Path) -> Table:
    found = stats(path)
    return (
        ["messages", "text, MiB", "raw texts and prompts, compressed", "other tables", "search index"],
        [
            [
                f"{found.messages:,}",
                *(f"{size / MEBI:.0f}" for size in (found.texts, found.runs, found.other, found.index)),
            ]
        ],
    )


def opening(path: Path, folder: Path) -> Table:
    """Opening and listing, beside an empty database."""
    empty = folder / "empty" / "sibian.db"
    opened(empty).close()
    rows = []
    for name, each in (("empty", empty), ("full", path)):
        spent: list[list[float]] = []
        for _ in range(ROUNDS):
            cpu, wall = time.process_time(), time.perf_counter()
            store = opened(each)
            middle = time.perf_counter()
            listed = len(store.conversations.list())
            spent.append(
                [
                    (middle - wall) * 1e3,
                    (time.perf_counter() - middle) * 1e3,
                    (time.process_time() - cpu) * 1e3,
                ]
            )
            store.close()
        rows.append([name, f"{listed:,}", *(f"{statistics.median(column):.1f}" for column in zip(*spent, strict=True))])
    return ["database", "conversations", "open, ms", "list, ms", "both, CPU ms"], rows


def searching(path: Path, texts: Texts, queries: int) -> Table:
    with opened(path) as store:
        assert store.search.settled(600)
        rows = []
        for name, words, filter in _kinds(texts, store, queries):
            first, every, whole, cpu, found = [], [], [], [], []
            for word in words:
                before, wall = time.thread_time(), time.perf_counter()
                hits = store.search.search(word, filter, within=FIRST_S)
                first.append((time.perf_counter() - wall) * 1e3)
                if hits.unfinished:
                    hits = store.search.search(word, filter)
                every.append((time.perf_counter() - wall) * 1e3)
                count = store.search.count(word, filter)
                whole.append((time.perf_counter() - wall) * 1e3)
                cpu.append((time.thread_time() - before) * 1e3)
                found.append(max(count.number, len(hits.hits)))
            cells = [
                name,
                f"{statistics.median(found):,.0f}",
                _middle(first),
                _high(first),
                _high(every),
                _high(whole),
                _high(cpu),
            ]
            rows.append(cells)
    return [
        "what",
        "texts found, median",
        "first hits, median ms",
        "first, p95",
        "hits, p95",
        "with count, p95",
        "CPU, p95",
    ], rows


def _kinds(texts: Texts, store: Store, queries: int) -> list[tuple[str, list[str], Filter]]:
    def chinese(length: int) -> list[str]:
        return _many(queries, lambda: texts.word(chinese=True), lambda word: len(word) == length)

    english = _many(queries, lambda: texts.word(chinese=False), lambda word: len(word) > 3)
    pairs = chinese(2)
    phrases = [" ".join((texts.word(chinese=False), texts.word(chinese=False))) for _ in range(queries // 4)]
    everything = Filter()
    return [
        ("Chinese, 1 character", chinese(1), everything),
        ("Chinese, 2 characters", pairs, everything),
        ("Chinese, 3 characters", chinese(3), everything),
        ("Chinese, 4 characters", chinese(4), everything),
        ("Chinese, two words", [f"{a} {b}" for a, b in zip(pairs, reversed(pairs), strict=True)], everything),
        ("English words", english, everything),
        ("beginnings of words", [word[: 3 + number % 3] for number, word in enumerate(english)], everything),
        ("English, two words", phrases, everything),
        ("English, in quotes", [f'"{phrase}"' for phrase in phrases], everything),
        ("2 characters, thinking only", pairs, Filter(where="thinking")),
        ("2 characters, not in the answer", pairs, Filter(where="thinking_only")),
        ("2 characters, by weights", pairs, Filter(model=MODELS[0])),
        ("2 characters, of a month", pairs, Filter(since=1_710_000_000.0, until=1_712_600_000.0)),
    ]


def _many(count: int, make: Callable[[], str], fits: Callable[[str], bool]) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        if fits(word := make()):
            found.append(word)
    return found


def writing(path: Path, texts: Texts) -> Table:
    """Chunks of a stream, as they are written while nobody searches and while somebody does without a pause."""
    rows = []
    with opened(path) as store:
        assert store.search.settled(600)
        words = _many(50, lambda: texts.word(chinese=True), lambda word: len(word) == 2)
        for name, busy in (("nobody searches", False), ("somebody searches without a pause", True)):
            stop = threading.Event()

            def search(stop: threading.Event = stop) -> None:
                at = 0
                while not stop.is_set():
                    store.search.search(words[at % len(words)])
                    at += 1

            searcher = threading.Thread(target=search)
            if busy:
                searcher.start()
            spent, end = _stream(store)
            stop.set()
            if busy:
                searcher.join()
            rows.append([name, _middle(spent), _high(spent), f"{end:.1f}"])
    return ["a chunk is on the disk after, ms", "median", "p95", "the end of the answer"], rows


def _stream(store: Store) -> tuple[list[float], float]:
    asked = NewExchange(None, None, "bench", "m", "/w", "f", "none", {})
    begun = store.generations.begin(asked).result().value
    spent = []
    for _ in range(100):
        wall = time.perf_counter()
        store.generations.append(begun.generation, Chunk("这一段正在写。" * 6)).result()
        spent.append((time.perf_counter() - wall) * 1e3)
    wall = time.perf_counter()
    store.generations.finish(begun.generation, Outcome("stop", (Part("answer", "这一段正在写。" * 600),))).result()
    end = (time.perf_counter() - wall) * 1e3
    store.conversations.purge(begun.conversation).result()
    return spent, end


def _middle(values: list[float]) -> str:
    return f"{statistics.median(values):.1f}"


def _high(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.1f}"
