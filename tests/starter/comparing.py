"""Which of two decimals is larger, numbers in order, odd and even, and letters counted in words.

Words are real ones; each is trained on with other letters than those it is asked for in the evaluation. Knows nothing
of training.
"""

from pathlib import Path
from random import Random

from tests.starter.sample import Family, Task

WORDS = tuple(dict.fromkeys((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()))
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _decimals(random: Random) -> Task:
    whole = random.randint(0, 20)
    first, second = _fraction(random), _fraction(random)
    other = whole
    kind = random.random()
    if kind < 0.2:
        other = random.randint(0, 20)
    elif kind < 0.35:
        second = first[0] + _fraction(random)[-1]  # decided by the hundredths
    if kind > 0.6:  # one digit against two, as in 9.9 and 9.11: the shorter one looks the smaller
        first, second = str(random.randint(2, 9)), f"{random.randint(0, 8)}{random.randint(1, 9)}"
    if (whole, f"{first:0<2}") == (other, f"{second:0<2}"):
        return _decimals(random)
    pair = [(whole, first), (other, second)]
    random.shuffle(pair)
    return compare(*(f"{w}.{f}" for w, f in pair))


def _fraction(random: Random) -> str:
    return random.choice((str(random.randint(1, 9)), f"{random.randint(0, 9)}{random.randint(1, 9)}"))


def compare(a: str, b: str) -> Task:
    """Which of two different decimals is larger, place by place."""
    (whole_a, fraction_a), (whole_b, fraction_b) = a.split("."), b.split(".")
    places = [("Whole parts", whole_a, whole_b)]
    padded = f"{fraction_a:0<2}", f"{fraction_b:0<2}"
    places += [(name, padded[0][at], padded[1][at]) for at, name in enumerate(("Tenths", "Hundredths"))]
    lines = []
    for name, x, y in places:
        if x != y:
            larger = a if int(x) > int(y) else b
            lines.append(f"{name}: {x}{'>' if larger == a else '<'}{y}.")
            break
        lines.append(f"{name}: {x}={y}.")
    key = "decimals " + " ".join(sorted((a, b)))
    guess = "first" if larger == a else "second"
    return Task(key, {"a": a, "b": b}, "\n".join(lines), f"{larger} is larger.", (larger,), guess)


def _sort(random: Random) -> Task:
    numbers = random.sample(range(10, 100), 3)
    left, lines = list(numbers), []
    while len(left) > 1:
        least = min(left)
        lines.append(f"Smallest of {_listed(left)}: {least}.")
        left.remove(least)
    lines.append(f"Last: {left[0]}.")
    ordered = sorted(numbers)
    lines.append(f"Check: {' < '.join(map(str, ordered))}, right.")
    key = "sort " + " ".join(map(str, ordered))
    values = {"a": _listed(numbers)}
    return Task(key, values, "\n".join(lines), f"{_listed(ordered)}.", tuple(map(str, ordered)))


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _parity(random: Random) -> Task:
    number = random.randint(10, 9999)
    kind = "odd" if number % 2 else "even"
    thinking = f"The last digit of {number} is {number % 10}, and {number % 10} is {kind}."
    return Task(f"parity {number}", {"a": str(number)}, thinking, f"{number} is {kind}.", (kind,))


def _letters(random: Random) -> Task:
    wanted = random.choice((0, 1, 1, 2, 2, 3, 3, 4))
    found: list[tuple[str, str]] = []
    while not found:
        word = random.choice(WORDS)
        found = [(word, letter) for letter in ALPHABET if word.count(letter) == wanted]
    return count(*random.choice(found))


def count(word: str, letter: str) -> Task:
    """How often a letter comes in a word, spelled and counted on the way."""
    spelled, seen = [], 0
    for each in word:
        seen += each == letter
        spelled.append(f"{each}{seen}" if each == letter else each)
    thinking = f"Count {letter}: {' '.join(spelled)}."
    answer = f"{word} has {seen} {letter}{'' if seen == 1 else chr(39) + 's'}."
    return Task(f"letters {word} {letter}", {"word": word, "letter": letter}, thinking, answer, (str(seen),))


COMPARING = (
    Family(
        "decimals",
        10,
        r"\d+\.\d+",
        (
            *("Which is larger, {a} or {b}?", "Which is bigger, {a} or {b}?", "Which number is greater: {a} or {b}?"),
            *("What is larger, {a} or {b}?", "Is {a} or {b} larger?", "Compare {a} and {b}. Which one is larger?"),
            *("Which number is bigger, {a} or {b}?", "Of {a} and {b}, which is the larger number?"),
        ),
        _decimals,
    ),
    Family(
        "sorting",
        10,
        r"\d+",
        (
            *("Sort {a}.", "Sort these numbers: {a}.", "Put {a} in order from smallest to largest.", "Order {a}."),
            *("Sort the numbers {a} in ascending order.", "Arrange {a} from smallest to largest."),
            *("Please sort the list {a}.", "Write {a} in increasing order."),
        ),
        _sort,
    ),
    Family(
        "parity",
        4,
        r"\b(?:odd|even)\b",
        (
            *("Is {a} odd or even?", "Is {a} even or odd?", "Is the number {a} odd or even?", "Odd or even: {a}?"),
            *("Tell me whether {a} is odd or even.", "Is {a} an even or an odd number?"),
        ),
        _parity,
    ),
    Family(
        "letters",
        34,
        r"\d+",
        (
            *("How many {letter}'s are in {word}?", "How many {letter}'s are there in {word}?"),
            *("How many times does {letter} occur in {word}?", "How often does the letter {letter} come in {word}?"),
            *("Count the letter {letter} in {word}.", "How many {letter}s are in the word {word}?"),
            *("How many times is the letter {letter} in {word}?", "How many {letter}'s does {word} have?"),
            *("Count the {letter}'s in the word {word}.", "Tell me how many times {letter} appears in {word}."),
        ),
        _letters,
    ),
)
