"""Kinds are a guess of measured quality, made soon enough to follow a trace."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import paths
from app.trace.kinds import KINDS, classify, quality
from app.trace.paragraphs import paragraph_features
from app.trace.steps import Step, segment
from app.trace.tagger import Tagger, Weights
from tests.trace.traces import chinese, english, labelled

ROOT = Path(__file__).parents[2]


def test_every_step_gets_one_of_the_eight_kinds_and_a_probability() -> None:
    steps = segment("I need to find the sum. 2 + 2 = 4. Wait, let me check that. So the final answer is \\boxed{4}.")
    kinds = classify(steps)
    assert len(kinds) == len(steps)
    assert all(kind.kind in KINDS and 1 / 8 <= kind.probability <= 1 for kind in kinds)
    assert classify([]) == []


def test_what_nobody_would_mistake_is_not_mistaken() -> None:
    text = (
        "Okay, so I have this problem about two plates. First, I need to find how many ways there are. "
        "I remember that the formula for circular permutations is (n-1)!. So, 4 * 3 * 2 = 24. "
        "Wait, I'm confused, maybe I made a mistake somewhere. Therefore, the final answer is \\boxed{24}."
    )
    first, *_, doubt, last = (kind.kind for kind in classify(segment(text)))
    assert (first, doubt, last) == ("problem_setup", "uncertainty_management", "final_answer_emission")


def test_chinese_cue_words_are_understood() -> None:
    text = (
        "设这个数是三。计算得到3+4=7。等等，不对，我可能搞错了。让我重新检查一遍，验证一下。所以最终答案是\\boxed{7}。"
    )
    kinds = [kind.kind for kind in classify(segment(text))]
    assert kinds[2] in ("uncertainty_management", "self_checking")
    assert kinds[-1] in ("final_answer_emission", "result_consolidation")
    spread = {kind.kind for trace in chinese()[:40] for kind in classify(segment(trace["thinking"]))}
    assert len(spread) >= 5


def test_the_quality_that_is_told_is_what_was_asked_for() -> None:
    told = quality()
    assert told.steps == 2816
    assert told.accuracy >= 0.60
    assert told.macro_f1 >= 0.56
    assert set(told.f1) == set(KINDS)
    report = json.loads((ROOT / "tests" / "kinds" / "report.json").read_text(encoding="utf-8"))
    assert (report["macro_f1"], report["accuracy"]) == (told.macro_f1, told.accuracy)
    assert told.macro_f1 - report["cue_words"]["macro_f1"] >= 0.15


def test_the_weights_are_small_and_know_their_own_training_data() -> None:
    assert (paths.assets() / "kinds.npz").stat().st_size < 2 * 1024 * 1024
    right = [
        kind.kind == step["function_tags"][0]
        for trace, steps in labelled()
        for kind, step in zip(classify(segment(trace["thinking"], "thought-anchors")), steps, strict=True)
    ]
    assert sum(right) / len(right) > 0.7


def test_ten_thousand_steps_are_classified_in_a_second() -> None:
    steps = [step for trace in english() for step in segment(trace["thinking"])][:10_000]
    classify(steps[:10])
    began = time.thread_time()
    assert len(classify(steps)) == 10_000
    assert time.thread_time() - began < 1.0


def test_only_words_order_and_paragraphs_count() -> None:
    """Where a trace stands in a text, and white space that is no empty line, is nothing to it."""
    steps = segment(english()[0]["thinking"])[:50]
    moved = [Step(step.start + 1000, step.end + 1000, step.text.rstrip()) for step in steps]
    assert classify(moved) == classify(steps)


def test_paragraphs_are_told_by_empty_lines_alone() -> None:
    one, two, three, four = paragraph_features(segment("So it is. That is all.\n\nThen it was.\r\n\r\nEnd of it all."))
    begins, ends, alone, second = range(4)
    assert (one[begins], one[ends], one[second]) == (1, 0, 0)
    assert (two[begins], two[ends], two[second]) == (0, 1, 1)
    assert three[alone] == 1
    assert (four[begins], four[ends]) == (1, 0)
    lines = paragraph_features(segment("One line it is.\nAnother line it is.\n\nA third line."))
    assert lines[:, ends].tolist() == [0, 1, 0]


def test_both_rules_see_the_same_paragraphs() -> None:
    text = "So it is certain. That is all of it.\n\nThen it was another. It was as before."
    rows = [paragraph_features(segment(text, rule)).tolist() for rule in ("default", "thought-anchors")]
    assert rows[0] == rows[1]


def test_steps_of_which_no_paragraph_is_known_are_classified_by_their_words() -> None:
    """Labels come as words alone."""
    steps = segment(english()[0]["thinking"])[:50]
    bare = [Step(0, len(step.text.strip()), step.text.strip()) for step in steps]
    same = [one.kind == other.kind for one, other in zip(classify(bare), classify(steps), strict=True)]
    assert sum(same) >= 40


@pytest.mark.parametrize("text", ["\ud800", "\0\0", "İ" * 50, "", "   ", "ﬀ ß ẞ", "😀😀"])
def test_any_text_can_be_classified(text: str) -> None:
    assert len(classify([Step(0, len(text), text), Step(len(text), len(text) + 3, "So.")])) == 2


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = Weights.read(paths.assets() / "kinds.npz")
    (tmp_path / "again.npz").write_bytes(weights.packed())
    steps = segment("So we get 4. Wait, no.")
    again = Tagger(Weights.read(tmp_path / "again.npz"))
    assert (again.probabilities(steps) == Tagger(weights).probabilities(steps)).all()


def test_numpy_is_imported_when_it_is_wanted() -> None:
    program = "import sys, app.trace.analysis; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False", done.stderr
