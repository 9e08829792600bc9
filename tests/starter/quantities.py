"""Weekdays, clock times and units. Knows nothing of training."""

from random import Random

from tests.starter.sample import Family, Task

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday(random: Random) -> Task:
    start, days = random.randrange(7), random.randint(2, 20)
    weeks = days // 7 * 7
    left = days - weeks
    lines = [f"A week is 7, {days}-{weeks}={left}."] if weeks else []
    # Days are counted down: where to stop is then the same for all of them.
    lines += [f"{left - step} {DAYS[(start + step) % 7]}" for step in range(left + 1)]
    end = DAYS[(start + days) % 7]
    values = {"day": DAYS[start], "n": str(days)}
    return Task(f"weekday {start} {days}", values, "\n".join(lines), f"It is {end}.", (end,))


MINUTES_LATER = (
    "What time is it {n} minutes after {time}?",
    "It is {time}. What time is it in {n} minutes?",
    "A film starts at {time} and lasts {n} minutes. When does it end?",
    "What time comes {n} minutes after {time}?",
    "It is {time} now. What will the clock show {n} minutes later?",
    "A bus leaves at {time} and drives for {n} minutes. When does it arrive?",
)
HOURS_LATER = (
    "What time is it {n} hours after {time}?",
    "It is {time}. What time is it in {n} hours?",
    "A trip starts at {time} and lasts {n} hours. When does it end?",
    "What time comes {n} hours after {time}?",
    "It is {time} now. What will the clock show {n} hours later?",
    "A train leaves at {time} and drives for {n} hours. When does it arrive?",
)


def _clock(random: Random) -> Task:
    hour, minute = random.randint(1, 12), random.randrange(0, 60, 5)
    time = f"{hour}:{minute:02}"
    if random.random() < 0.6:
        n, wordings = random.randrange(5, 60, 5), MINUTES_LATER
        lines, hour, minute = _minutes_later(hour, minute, n)
        key = f"clock {time} {n} minutes"
    else:
        n, wordings = random.randint(2, 11), HOURS_LATER
        key = f"clock {time} {n} hours"
        lines, hour = _hours_later(hour, n)
    end = f"{hour}:{minute:02}"
    return Task(key, {"time": time, "n": str(n)}, "\n".join(lines), f"It is {end}.", (end,), wordings=wordings)


def _minutes_later(hour: int, minute: int, n: int) -> tuple[list[str], int, int]:
    total = minute + n
    if total < 60:
        return [f"Minutes: {minute}+{n}={total}.", f"Hours: {hour}."], hour, total
    lines = [f"Minutes: {minute}+{n}={total}, {total}-60={total - 60}, one more hour."]
    more, hour = _hours_later(hour, 1)
    return lines + more, hour, total - 60


def _hours_later(hour: int, n: int) -> tuple[list[str], int]:
    total = hour + n
    if total <= 12:
        return [f"Hours: {hour}+{n}={total}."], total
    return [f"Hours: {hour}+{n}={total}, {total}-12={total - 12}."], total - 12


# Unit, smaller unit, how many of it in one, the largest number asked for.
UNITS = (
    *(("weeks", "days", 7, 9), ("years", "months", 12, 9), ("hours", "minutes", 60, 9), ("minutes", "seconds", 60, 9)),
    *(("meters", "centimeters", 100, 40), ("dollars", "cents", 100, 40)),
    *(("kilometers", "meters", 1000, 40), ("kilograms", "grams", 1000, 40)),
)


def _unit(random: Random) -> Task:
    unit, small, factor, most = random.choice(UNITS)
    n = random.randint(2, most)
    lines = [f"One {unit[:-1]} is {factor} {small}.", f"{n}*{factor}={n * factor}."]
    answer = f"{n * factor} {small}."
    return Task(f"unit {unit} {n}", {"n": str(n), "u": unit, "v": small}, "\n".join(lines), answer, (str(n * factor),))


QUANTITIES = (
    Family(
        "weekdays",
        12,
        "|".join(DAYS),
        (
            *("What day is {n} days after {day}?", "Today is {day}. What day is it in {n} days?"),
            *("If today is {day}, what day is it {n} days later?", "It is {day}. Which day comes {n} days later?"),
            *(
                "Which weekday is {n} days after {day}?",
                "Today is {day}. What day of the week will it be in {n} days?",
            ),
        ),
        _weekday,
    ),
    Family("clock", 7, r"\d+:\d\d", MINUTES_LATER, _clock),
    Family(
        "units",
        9,
        r"\d+",
        (
            *("How many {v} are in {n} {u}?", "How many {v} are {n} {u}?", "Convert {n} {u} to {v}."),
            *("How many {v} do {n} {u} have?", "{n} {u} are how many {v}?", "Change {n} {u} into {v}."),
        ),
        _unit,
    ),
)
