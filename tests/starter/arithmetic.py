"""Sums, differences, products and short stories about them, worked out column by column.

Every step needs one look-up and at most two digits carried along; the result so far is written out again in each line,
so that no line has to be put together from far apart. Knows nothing of training.
"""

from random import Random

from tests.starter.sample import Family, Task

COLUMNS = ("Ones", "Tens", "Hundreds")
NUMBER = r"\d+"


def add_columns(first: int, second: int) -> list[str]:
    """The lines of a sum, from the ones upwards."""
    lines, carry, result = [], 0, ""
    for column in range(max(len(str(first)), len(str(second)))):
        a, b = first // 10**column % 10, second // 10**column % 10
        total = a + b + carry
        last = max(first, second) < 10 ** (column + 1)
        result = (str(total) if last else str(total % 10)) + result
        carries = total >= 10 and not last
        steps = f"{a}+{b}{'+1' if carry else ''}={total}{', carry 1' if carries else ''}"
        lines.append(f"{COLUMNS[column]}: {steps}, so {result}.")
        carry = total // 10
    return lines


def subtract_columns(first: int, second: int) -> list[str]:
    """The lines of a difference that is not negative, from the ones upwards, with the ones checked at the end."""
    lines, borrow, result = [], 0, ""
    for column in range(len(str(first))):
        a, b = first // 10**column % 10, second // 10**column % 10
        lent = f"{a}-1" if borrow else f"{a}"
        left = a - borrow - b
        steps = f"{lent}-{b}={left}"
        if left < 0:
            left += 10
            steps = f"{lent}-{b} is too small, borrow: {a - borrow + 10}-{b}={left}"
        borrow = int(a - borrow - b < 0)
        result = f"{left}{result}"
        lines.append(f"{COLUMNS[column]}: {steps}, so {result}.")
    ones, taken = int(result[-1]), second % 10
    lines.append(f"Check the ones: {ones}+{taken}={ones + taken}, right.")
    return lines


def multiply_columns(digit: int, number: int) -> list[str]:
    """The lines of one digit times a number of two digits."""
    tens, ones = divmod(number, 10)
    low, high = digit * ones, digit * tens
    carry = low // 10
    more = f", {high}+{carry}={high + carry}" if carry else ""
    return [
        f"Ones: {digit}*{ones}={low}{f', carry {carry}' if carry else ''}, so {low % 10}.",
        f"Tens: {digit}*{tens}={high}{more}, so {digit * number}.",
    ]


def _add(random: Random) -> Task:
    a, b = random.randint(10, 99), random.randint(10, 99)
    values = {"a": str(a), "b": str(b)}
    return Task(f"add {a} {b}", values, "\n".join(add_columns(a, b)), f"The answer is {a + b}.", (str(a + b),))


def _subtract(random: Random) -> Task:
    b, a = sorted((random.randint(10, 99), random.randint(10, 99)))
    values, lines = {"a": str(a), "b": str(b)}, subtract_columns(a, b)
    return Task(f"sub {a} {b}", values, "\n".join(lines), f"The answer is {a - b}.", (str(a - b),))


def _multiply(random: Random) -> Task:
    digit, number = random.randint(2, 9), random.randint(11, 99)
    a, b = random.choice(((digit, number), (number, digit)))
    lines, product = multiply_columns(digit, number), digit * number
    values = {"a": str(a), "b": str(b)}
    return Task(f"mul {digit} {number}", values, "\n".join(lines), f"The answer is {product}.", (str(product),))


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
    a, b = random.randint(11, 69), random.randint(3, 29)
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
        *(
            "How much is {a} + {b}?",
            "Find the sum of {a} and {b}.",
            "Please work out {a} + {b}.",
            "Compute {a} plus {b}.",
        ),
    )
    subtract = (
        *("What is {a} - {b}?", "Calculate {a} - {b}.", "{a} - {b} = ?", "What is {a} minus {b}?"),
        *("Subtract {b} from {a}.", "How much is {a} - {b}?", "Please work out {a} - {b}.", "Compute {a} minus {b}."),
    )
    multiply = (
        *(
            "What is {a} * {b}?",
            "Calculate {a} * {b}.",
            "{a} x {b} = ?",
            "What is {a} times {b}?",
            "Multiply {a} by {b}.",
        ),
        *("How much is {a} x {b}?", "What is {a} x {b}?", "Please work out {a} * {b}.", "Compute {a} times {b}."),
    )
    return (
        Family("addition", 10, NUMBER, add, _add),
        Family("subtraction", 12, NUMBER, subtract, _subtract),
        Family("multiplication", 10, NUMBER, multiply, _multiply),
        Family("stories", 7, NUMBER, MORE, _story),
    )


ARITHMETIC = _families()
