"""Candidates: where a thinking holds an answer, when it changes, and what the answer confirms."""

from app.trace.candidates import Candidates, candidates, final_value, share_after
from app.trace.steps import segment
from tests.trace.traces import labelled, read

POEM = "春风又绿江南岸，明月何时照我还。细雨斜阳归故里，青山依旧对门关。"
DRAFT = "春风又绿江南岸，明月何时照我还。细雨斜阳归客路，青山依旧对门关。"


def of(thinking: str, answer: str = "") -> Candidates:
    return candidates(segment(thinking), answer)


def seen(found: Candidates) -> list[tuple[str, str, bool, bool]]:
    return [(each.value, each.how, each.changed, each.confirmed) for each in found.all]


def test_an_answer_that_changes_and_comes_back_is_a_timeline() -> None:
    found = of("So the answer is 12. Wait, no: \\boxed{14}. Hmm. The answer should be 12.0 after all.", "It is **12**.")
    assert seen(found) == [("12", "stated", False, True), ("14", "boxed", True, False), ("12.0", "stated", True, True)]
    assert found.changes == 2
    assert found.first_confirmed == found.all[0]


def test_a_candidate_points_at_its_own_characters() -> None:
    thinking = "Let me see.\n\nSo it must be \\boxed{\\frac{1}{2}}. Fine. 所以答案是42。"
    found = of(thinking, "答案是：42")
    assert [thinking[each.start : each.end] for each in found.all] == ["\\frac{1}{2}", "42"]
    assert [segment(thinking)[each.step].text.strip() for each in found.all][1] == "所以答案是42。"


def test_the_final_value_counts_wherever_a_sentence_comes_to_it() -> None:
    found = of("700 + 56 = 756. So there are 756 of them, with 756 left. It gives 75.6.", "\\boxed{756}")
    assert [(each.how, each.step) for each in found.all] == [("restated", 0), ("restated", 1)]


def test_a_poem_that_stands_there_whole_is_a_candidate() -> None:
    found = of(f"先写一首：\n{DRAFT}\n“路”字不好，改一下：\n{POEM}\n可以了。", f"《归》\n{POEM}")
    assert [(each.how, each.changed, each.confirmed) for each in found.all] == [
        ("draft", False, False),
        ("draft", True, True),
    ]


def test_a_lettered_option_is_taken_where_the_text_settles_on_it() -> None:
    found = of("Option A says so. B is the best, I think. Hmm, I'd go with (D).", "Therefore, the best answer is: (D).")
    assert [(each.value, each.confirmed) for each in found.all] == [("B", False), ("D", True)]


def test_words_that_are_no_value_are_no_candidate() -> None:
    assert of("The answer is not clear. The answer is correct. The answer is that it works. 答案是什么？").all == ()


def test_the_last_candidate_counts_where_there_is_no_answer() -> None:
    found = of("\\boxed{1}. Then \\boxed{2}.")
    assert (found.final, [each.confirmed for each in found.all]) == ("2", [False, True])


def test_what_an_answer_comes_to() -> None:
    assert final_value("Since \\boxed{3} fails, \\boxed{\\text{(D)}} it is.") == "\\text{(D)}"
    assert final_value("42") == "42"
    assert final_value("A long explanation.\n\nIt has **one value** in the end.") == "one value"
    assert final_value("Nothing that could be compared, at some length and in two lines.\n\nOr three.") is None
    assert final_value("") is None


def test_the_known_answer_is_found_where_it_first_stood() -> None:
    found = of("Maybe \\boxed{3}. No. \\boxed{0.5}. Then \\boxed{4}.", "\\boxed{4}")
    first = found.first_equal("\\frac{1}{2}")
    assert first is not None
    assert first.value == "0.5"
    assert share_after(1, [10, 10, 20]) == 0.5
    assert share_after(0, []) == 0.0


def test_real_traces_come_to_the_answer_that_was_published() -> None:
    right = [
        candidates(segment(trace["thinking"]), trace["answer"]).final
        == candidates([], f"\\boxed{{{trace['extracted_answer']}}}").final
        for trace, _ in labelled()
    ]
    assert sum(right) == len(right)
    lettered = read("thought_branches_cued_pairs_en.jsonl")
    finals = [candidates(segment(trace["thinking"]), trace["answer"]).final for trace in lettered]
    assert sum(final in ("a", "b", "c", "d", "e") for final in finals if final) / len(finals) > 0.9


def test_boxes_without_end_cost_nothing() -> None:
    assert of("\\boxed{" * 5000 + "{" * 5000).all == ()
