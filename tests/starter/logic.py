"""Syllogisms over everyday nouns in any combination, so that only the form decides. Knows nothing of training."""

from random import Random

from tests.starter.sample import Family, Task

NOUNS = (
    *("cat", "dog", "bird", "fish", "baker", "singer", "doctor", "teacher", "farmer", "dancer", "painter", "pilot"),
    *("robot", "king", "queen", "writer", "driver", "student", "player", "runner", "hunter", "sailor", "cook", "clown"),
    *("tiger", "horse", "rabbit", "mouse", "judge", "lawyer", "nurse", "poet", "guard", "monk", "giant", "wizard"),
)
NAMES = ("Tom", "Anna", "Ben", "Lucy", "Sam", "Mia", "Jack", "Emma", "Paul", "Lily", "Max", "Kate", "Leo", "Rose")
IRREGULAR = {"fish": "fish", "mouse": "mice"}


def _many(noun: str) -> str:
    return IRREGULAR.get(noun, f"{noun}s")


def _syllogism(random: Random) -> Task:
    a, b, c = random.sample(NOUNS, 3)
    many_a, many_b, many_c = _many(a), _many(b), _many(c)
    name = random.choice(NAMES)
    form = random.choice(("one yes", "chain yes", "one no", "none no", "shared no", "one yes", "chain yes", "back no"))
    rule, asked = f"All {many_a} are {many_b}.", f"Are all {many_a} {many_c}?"
    match form:
        case "one yes":
            facts, asked = f"{rule} {name} is a {a}.", f"Is {name} a {b}?"
            thinking = f"{name} is a {a}, and all {many_a} are {many_b}, so {name} is a {b}."
        case "chain yes":
            facts = f"{rule} All {many_b} are {many_c}."
            thinking = f"All {many_a} are {many_b}, and all {many_b} are {many_c}, so all {many_a} are {many_c}."
        case "one no":
            facts, asked = f"{rule} {name} is a {b}.", f"Is {name} a {a}?"
            thinking = f"{name} is a {b}. All {many_a} are {many_b}, but not all {many_b} are {many_a}."
        case "none no":
            facts, asked = f"No {many_a} are {many_b}. {name} is a {a}.", f"Is {name} a {b}?"
            thinking = f"{name} is a {a}, and no {many_a} are {many_b}, so {name} is not a {b}."
        case "shared no":
            facts = f"{rule} All {many_c} are {many_b}."
            thinking = f"Both {many_a} and {many_c} are {many_b}, but that does not make {many_a} {many_c}."
        case _:
            facts, asked = rule, f"Are all {many_b} {many_a}?"
            thinking = f"All {many_a} are {many_b}, but not all {many_b} are {many_a}."
    yes = form.endswith("yes")
    answer = "Yes, that follows." if yes else "No, that does not follow."
    values = {"facts": facts, "asked": asked, "small": asked[0].lower() + asked[1:]}
    return Task(f"logic {form} {a} {b} {c}", values, thinking, answer, ("Yes" if yes else "No",))


LOGIC = (
    Family(
        "syllogisms",
        10,
        r"\b(?:Yes|No)\b",
        (
            *("{facts} {asked}", "{facts} {asked} Yes or no?", "Suppose this is true: {facts} {asked}"),
            *(
                "{facts} Does it follow? {asked}",
                "Here is what we know. {facts} Now, {small}",
                "{facts} Tell me: {small}",
            ),
        ),
        _syllogism,
    ),
)
