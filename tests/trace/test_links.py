"""Sentences of the answer lead to the steps that settle them, or are said not to be in the thinking."""

from app.trace.links import Link, links
from app.trace.marks import marks
from app.trace.steps import segment
from tests.trace.traces import labelled

THINKING = (
    "The plates go around a circular table. There are 10 plates in total. "
    "Then 362880 / 480 = 756 arrangements have no restriction. "
    "Paris might be the place of the party. Wait, that is wrong, it can't be Paris. "
    "With the green ones adjacent there are 168 arrangements. So 756 - 168 = 588 remain. Again 588 remain."
)


def of(answer: str, thinking: str = THINKING) -> list[Link]:
    steps = segment(thinking)
    return links(steps, segment(answer), marks(steps))


def test_a_sentence_leads_to_the_earliest_step_that_settles_it() -> None:
    (link,) = of("So 588 arrangements remain.")
    assert link.standing == "found"
    assert segment(THINKING)[link.evidence[0].step].text.startswith("So 756 - 168 = 588")
    assert "588" in link.evidence[0].shared


def test_a_sentence_with_facts_of_several_steps_names_them() -> None:
    (link,) = of("Of 756 arrangements without restriction, 168 have the green plates adjacent.")
    assert {segment(THINKING)[each.step].text.split()[0] for each in link.evidence} >= {"Then", "With"}


def test_what_the_thinking_never_held_is_said_to_be_new() -> None:
    link, other = of("There are 4242 ways. The Eiffel tower sparkles beautifully.")
    assert (link.standing, link.missing) == ("absent", ("4242",))
    assert other.standing == "absent"


def test_what_was_thought_and_thrown_away_is_said_so() -> None:
    (link,) = of("The place of the party is Paris.")
    assert link.standing == "rejected"


def test_a_sentence_that_says_nothing_is_plain() -> None:
    assert [link.standing for link in of("Here you are! So that is it.")] == ["plain", "plain"]


def test_chinese_is_matched_by_pairs_of_characters() -> None:
    thinking = "先看平仄。首句用仄起，押平水韵的东韵。第三句写江边的渔火。最后点出思乡之情。"
    link, other = of("第三句写江边渔火。全诗由人工智能生成于硅谷。", thinking)
    assert (link.standing, segment(thinking)[link.evidence[0].step].text) == ("found", "第三句写江边的渔火。")
    assert other.standing == "absent"


def test_without_a_thinking_nothing_is_found() -> None:
    assert [link.standing for link in of("It is 42 kilometres to Berlin.", "")] == ["absent"]


def test_most_of_a_real_answer_stands_in_its_thinking() -> None:
    standings = [
        link.standing
        for trace, _ in labelled()
        for link in of(trace["answer"], trace["thinking"])
        if link.standing != "plain"
    ]
    assert standings.count("found") / len(standings) > 0.7
