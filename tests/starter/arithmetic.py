"""Sums, differences and short stories about them, worked out column by column.

Every step needs one look-up and at most two digits carried along, and no word more than a reader needs: what is read
and written is what a training costs. Knows nothing of training.
"""

from random import Random

from tests.starter.sample import Family, Task

COLUMNS = ("Ones", "Tens", "Hundreds")
NUMBER = r"\d+"
SINGLE = 0.08
"""How often both numbers have one digit only."""


def add_columns(first: int, second: int) -> list[str]:
    """The lines of a sum, from the ones upwards."""
    lines, carry, columns = [], 0, max(len(str(first)), len(str(second)))
    for column in range(columns):
        a, b = first // 10**column % 10, second // 10**column % 10
        total = a + b + carry
        carries = total >= 10 and column < columns - 1
        lines.append(f"{COLUMNS[column]}: {a}+{b}{'+1' if carry else ''}={total}{', carry 1' if carries else ''}.")
        carry = total // 10
    return lines


def subtract_columns(first: int, second: int) -> list[str]:
    """The lines of a difference that is not negative, from the ones upwards."""
    lines, borrowed = [], False
    for column in range(len(str(first))):
        a, b = first // 10**column % 10, second // 10**column % 10
        lent, left = (f"{a}-1", a - 1) if borrowed else (f"{a}", a)
        borrowed = left < b
        steps = f"{left}<{b}, borrow, {left + 10}-{b}={left + 10 - b}" if borrowed else f"{lent}-{b}={left - b}"
        lines.append(f"{COLUMNS[column]}: {steps}.")
    return lines


def _two_numbers(random: Random) -> tuple[int, int]:
    """Nearly always of two digits."""
    least, most = (1, 9) if random.random() < SINGLE else (10, 99)
    return random.randint(least, most), random.randint(least, most)


def _add(random: Random) -> Task:
    a, b = _two_numbers(random)
    values = {"a": str(a), "b": str(b)}
    return Task(f"add {a} {b}", values, "\n".join(add_columns(a, b)), f"The answer is {a + b}.", (str(a + b),))


def _subtract(random: Random) -> Task:
    b, a = sorted(_two_numbers(random))
    values, lines = {"a": str(a), "b": str(b)}, subtract_columns(a, b)
    return Task(f"sub {a} {b}", values, "\n".join(lines), f"The answer is {a - b}.", (str(a - b),))


NAMES = ("Tom", "Anna", "Ben", "Lucy", "Sam", "Mia", "Jack", "Emma", "Paul", "Lily", "Max", "Kate", "Leo", "Rose")
THINGS = (
    "apples",
    "books",
    "coins",
    "stamps",
    "pens",
    "cards",
    "eggs",
    "shells",
    "cookies",
    "marbles",
    "balls",
    "keys",
)
MORE = (
    "{name} has {a} {things}. {name} buys {b} more. How many {things} does {name} have now?",
    "{name} has {a} {things} and gets {b} more {things}. How many are there in all?",
    "There are {a} {things} in a box. {name} puts in {b} more. How many {things} are in the box?",
    "{name} found {a} {things} on Monday and {b} on Tuesday. How many {things} is that together?",
    "{name} had {a} {things}. A friend gave {name} {b} more. How many {things} are there now?",
    "{name} owns {a} {things}. Then {name} finds {b} more. How many {things} does {name} own?",
)
LESS = (
    "{name} has {a} {things}. {name} gives away {b}. How many {things} are left?",
    "{name} had {a} {things} and lost {b} of them. How many {things} does {name} have now?",
    "There are {a} {things} in a box. {name} takes out {b}. How many {things} are still in the box?",
    "{name} has {a} {things} and sells {b}. How many {things} are left?",
    "{name} had {a} {things}. {name} used {b} of them. How many remain?",
    "Out of {a} {things}, {name} gives {b} to a friend. How many {things} does {name} keep?",
)


def _story(random: Random) -> Task:
    a, b = random.randint(20, 69), random.randint(10, 29)
    if a <= b:
        a, b = b + 1, a
    values = {"a": str(a), "b": str(b), "name": random.choice(NAMES), "things": random.choice(THINGS)}
    if random.random() < 0.5:
        lines, result, wordings = [f"More, so add: {a} + {b}.", *add_columns(a, b)], a + b, MORE
    else:
        lines, result, wordings = [f"Less, so subtract: {a} - {b}.", *subtract_columns(a, b)], a - b, LESS
    key = f"story {a} {b} {wordings is MORE}"
    answer = f"{result} {values['things']}."
    return Task(key, values, "\n".join(lines), answer, (str(result),), wordings=wordings)


def _families() -> tuple[Family, ...]:
    add = (
        *("What is {a} + {b}?", "Calculate {a} + {b}.", "{a} + {b} = ?", "What is {a} plus {b}?", "Add {a} and {b}."),
        *("{a}+{b}", "What is {a}+{b}?"),
        *(
            "How much is {a} + {b}?",
            "Find the sum of {a} and {b}.",
            "Please work out {a} + {b}.",
            "Compute {a} plus {b}.",
        ),
    )
    subtract = (
        *("What is {a} - {b}?", "Calculate {a} - {b}.", "{a} - {b} = ?", "What is {a} minus {b}?", "{a}-{b}"),
        *("Subtract {b} from {a}.", "How much is {a} - {b}?", "Please work out {a} - {b}.", "Compute {a} minus {b}."),
    )
    return (
        Family("addition", 18, NUMBER, add, _add),
        Family("subtraction", 13, NUMBER, subtract, _subtract),
        Family("stories", 9, NUMBER, MORE, _story),
    )


ARITHMETIC = _families()
