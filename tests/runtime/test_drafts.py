"""Guesses from the text so far, and the decision whether guessing pays, under costs like a CPU's and like a GPU's."""

import random
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.drafts import Lookup, Payoff

# ---- prompt lookup --------------------------------------------------------------------------------------------------


def looked_up(text: list[int], longest: int, shortest: int, most: int) -> list[int]:
    """What `Lookup` should guess, by trying every place."""
    for n in range(longest, shortest - 1, -1):
        for end in range(len(text) - 1, n - 1, -1):
            if text[end - n : end] == text[-n:]:
                return text[end : end + most]
    return []


def test_a_text_is_expected_to_go_on_as_it_did_before():
    lookup = Lookup()
    lookup.extend([1, 2, 3, 4, 5, 6, 9, 1, 2])
    assert lookup.guess() == [3, 4, 5, 6, 9, 1, 2]
    assert lookup.guess(2) == [3, 4]
    assert lookup.guess(0) == []
    lookup.add(3)
    assert lookup.guess(3) == [4, 5, 6]
    lookup.add(8)
    assert lookup.guess() == []


def test_more_words_in_common_count_more_than_a_later_place():
    lookup = Lookup()
    lookup.extend([1, 2, 3, 7, 0, 2, 3, 8, 1, 2, 3])
    assert lookup.guess(1) == [7]


def test_the_latest_of_equal_places_counts():
    lookup = Lookup()
    lookup.extend([2, 3, 7, 2, 3, 8, 2, 3])
    assert lookup.guess(1) == [8]


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 3), st.integers(0, 3), st.integers(1, 5))
def test_a_guess_is_what_trying_every_place_finds(text, shortest, more, most):
    lookup = Lookup(shortest + more, shortest, most)
    for at, token in enumerate(text, 1):
        lookup.add(token)
        assert lookup.guess() == looked_up(text[:at], shortest + more, shortest, most)
    assert len(lookup) == len(text)


def test_nothing_is_lost_when_the_tables_grow():
    chance = random.Random(3)
    text = [chance.randrange(50) for _ in range(4000)]
    lookup = Lookup()
    lookup.extend(text[:-60])
    for at in range(len(text) - 60, len(text)):
        lookup.add(text[at])
        assert lookup.guess() == looked_up(text[: at + 1], 4, 2, 8)


@pytest.mark.parametrize("arguments", [(2, 3, 8), (4, 0, 8), (4, 2, 0)])
def test_a_lookup_that_cannot_be_is_refused(arguments):
    with pytest.raises(ValueError, match="no such lookup"):
        Lookup(*arguments)


def test_it_takes_less_than_a_hundred_bytes_a_token_where_nothing_is_ever_said_twice():
    tracemalloc.start()
    try:
        lookup = Lookup()
        lookup.extend(range(100_000, 120_000))
        assert tracemalloc.get_traced_memory()[1] < 100 * 20_000
    finally:
        tracemalloc.stop()
    assert lookup.guess() == []


# ---- whether it pays ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Machine:
    """A step with m tokens costs a + b m; a single one costs 1."""

    b: float

    @classmethod
    def where_eight_cost(cls, steps: float) -> "Machine":
        return cls((steps - 1) / 7)

    def cost(self, guessed: int) -> float:
        return 1 + self.b * guessed

    def gain(self, acceptance: float, guessed: int) -> float:
        """Speed with so many guesses, as a multiple of the plain one."""
        return sum(acceptance**i for i in range(guessed + 1)) / self.cost(guessed)

    def best(self, acceptance: float) -> float:
        return max(self.gain(acceptance, guessed) for guessed in range(9))


CPU, BETWEEN, GPU = (Machine.where_eight_cost(steps) for steps in (4.2, 2.4, 1.1))
MACHINES = pytest.mark.parametrize("machine", [CPU, BETWEEN, GPU], ids=["cpu", "between", "gpu"])
RATES = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]


@dataclass
class Outcome:
    gain: float
    """Speed, as a multiple of the plain one, by true costs."""
    lengths: list[int]


def simulate(
    machine: Machine,
    acceptance: float | Callable[[int], float],
    tokens: int = 4000,
    seed: int = 0,
    offered: float = 1.0,
    first: float = 1.0,
    slower: float = 0.0,
) -> Outcome:
    """A run with steps whose times are noisy (5 %, one in 200 several times too long); the gain is without the noise.

    acceptance: of each guess, or that by the tokens so far. offered: how often there is something to guess.
    first: how many times too long the first step with guesses takes. slower: by how much steps grow over the run.
    """
    chance, payoff, second = random.Random(seed), Payoff(), 0.013
    spent = plain = 0.0
    lengths: list[int] = []
    done = 0
    while done < tokens:
        depth = 1 + slower * done / tokens
        length = payoff.length() if chance.random() < offered else 0
        true = machine.cost(length) * depth
        seen = true * second * max(0.5, chance.gauss(1, 0.05))
        seen *= chance.uniform(2, 8) if chance.random() < 0.005 else 1.0
        accepted = 0
        if length:
            rate = acceptance(done) if callable(acceptance) else acceptance
            while accepted < length and chance.random() < rate:
                accepted += 1
            payoff.note(length, accepted, seen * first)
            first = 1.0
        else:
            payoff.note_plain(seen)
        done += accepted + 1
        spent += true
        plain += depth * (accepted + 1)
        lengths.append(length)
    return Outcome(plain / spent, lengths)


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


@MACHINES
@pytest.mark.parametrize("acceptance", RATES)
def test_it_finds_out_whether_guessing_pays_and_how_many_guesses_are_best(machine, acceptance):
    gains = [simulate(machine, acceptance, seed=seed).gain for seed in range(5)]
    best = machine.best(acceptance)
    assert mean(gains) > 0.94 * best
    assert min(gains) > 0.90 * best
    assert min(gains) > 0.98


@MACHINES
def test_where_guesses_never_pay_it_costs_less_than_two_percent(machine):
    for tokens in (300, 1000, 8000):
        gains = [simulate(machine, 0.0, tokens, seed).gain for seed in range(5)]
        assert min(gains) > 0.98


def test_where_guesses_never_pay_they_become_rare():
    lengths = simulate(CPU, 0.05).lengths
    assert sum(map(bool, lengths[1000:])) < 0.03 * len(lengths[1000:])
    assert any(lengths[-1000:]), "but never end: the text may begin to repeat itself"


@pytest.mark.parametrize(
    ("machine", "acceptance", "least", "most"), [(CPU, 0.9, 2, 5), (GPU, 0.9, 7, 8), (CPU, 0.7, 1, 2)]
)
def test_more_is_guessed_where_guesses_are_cheap_and_right(machine, acceptance, least, most):
    lengths = [length for length in simulate(machine, acceptance).lengths[500:] if length]
    assert least <= mean([float(length) for length in lengths]) <= most


@MACHINES
def test_it_notices_when_the_text_begins_to_repeat_itself_and_when_it_stops(machine):
    def rate(done: int) -> float:
        return 0.95 if done // 400 % 2 else 0.02

    best = 2 / (1 / machine.best(0.95) + 1 / machine.best(0.02))
    gains = [simulate(machine, rate, 8000, seed).gain for seed in range(5)]
    assert mean(gains) > 0.93 * best
    assert min(gains) > 0.90 * best


@MACHINES
def test_a_lookup_that_seldom_has_something_to_say_never_costs_much(machine):
    for acceptance in (0.0, 0.5):
        assert simulate(machine, acceptance, offered=0.2).gain > 0.98
    assert simulate(machine, 0.95, offered=0.2).gain > 1.03


@MACHINES
def test_a_first_step_that_warms_something_up_does_not_decide(machine):
    gains = [simulate(machine, 0.9, 1000, seed, first=20.0).gain for seed in range(5)]
    assert min(gains) > 0.85 * machine.best(0.9)


@MACHINES
def test_steps_may_grow_slower_with_the_depth_of_the_text(machine):
    for acceptance in (0.0, 0.9):
        assert simulate(machine, acceptance, slower=2.0).gain > 0.93 * machine.best(acceptance)


def test_no_guess_is_made_before_it_is_known_what_a_plain_step_costs():
    payoff = Payoff()
    assert payoff.length() == 0
    payoff.note(4, 4, 0.01)
    assert payoff.length() == 0
    for _ in range(4):
        payoff.note_plain(0.01)
    assert payoff.length() > 0


def test_no_more_is_guessed_than_is_allowed():
    payoff = Payoff(most=1)
    for _ in range(4):
        payoff.note_plain(0.01)
    for _ in range(20):
        assert payoff.length() == 1
        payoff.note(1, 1, 0.01)


def test_a_clock_that_stands_still_does_no_harm():
    payoff = Payoff()
    for _ in range(10):
        payoff.note_plain(0.0)
        payoff.note(2, 1, 0.0)
        assert payoff.length() == 0
