"""What is shown of a run's steering, and what can be chosen in it, from what the store keeps."""

from dataclasses import replace
from math import log

import pytest

from app.store.records import Generation, Happening
from app.store.tokens import Tokens
from app.ui.conversation.branches import Source, alternatives, spellings, traced
from app.ui.conversation.present import compare, lineage, remarks
from app.ui.conversation.states import Lineage, Remark

TOKENS = Tokens(
    ids=(7, 8, 9, 10),
    at=(0.0, 0.1, 0.2, 0.3),
    lengths=(2, 0, 1, 3),
    origins=(2, 0, 0, 0),
    logprob=(float("nan"), log(0.5), log(0.5), log(0.25)),
    k=2,
    top_ids=(-1, -1, 8, 11, 9, 12, 7, 10),
    top_logprob=(float("nan"), float("nan"), log(0.5), log(0.125), log(0.5), log(0.25), log(0.5), log(0.25)),
)
RUN = Generation(
    id=5, message=11, model="R1", weights="", fingerprint="f", family="deepseek-r1", opened=True, prompt="",
    sampling={}, seed=1, started=0.0, ended=1.0, ending="stop", error=None, raw="Hm春 so", prefix_chars=0,
    prompt_tokens=9, cached_tokens=0, thinking_tokens=4, answer_tokens=0, timings={},
)  # fmt: skip
SOURCE = Source(11, RUN, TOKENS)


def test_an_extension_stands_with_the_answer_that_was_tried_before_it() -> None:
    told = (
        Happening("trial", 40, "9.11 is larger.", number=0),
        Happening("extended", 40, "Wait"),
        Happening("gauge", 50, entropy=0.1),
        Happening("extended", 80, "Again"),
        Happening("trial", 80, "9.9 is", number=1),
        Happening("loop", 90, "so so so"),
    )
    assert remarks(told, 100, "9.9 is larger.") == (
        Remark("extended", 140, "Wait", trial="9.11 is larger.", likeness="differs"),
        Remark("extended", 180, "Again", trial="9.9 is", likeness="begins"),
        Remark("loop", 190, "so so so"),
    )
    assert [each.likeness for each in remarks(told, 0, None)] == [None, None, None]


@pytest.mark.parametrize(
    ("trial", "answer", "likeness"),
    [
        ("It is\nso.", " It is so. ", "same"),
        ("It is", "It is so.", "begins"),
        ("", "It is so.", "differs"),
        ("It was", "It is so.", "differs"),
    ],
)
def test_a_trial_is_compared_word_for_word(trial: str, answer: str, likeness: str) -> None:
    assert compare(trial, answer) == likeness


def test_a_branch_says_what_it_came_from() -> None:
    assert lineage(RUN) is None
    assert lineage(replace(RUN, origin=4, origin_kind="fork", origin_tokens=12)) == Lineage("fork", 12)


def test_alternatives_of_a_token_have_their_text_and_probability() -> None:
    found = alternatives(SOURCE, 3, {7: "Hm"})
    assert found.probability == pytest.approx(0.25)
    assert [(c.id, c.text, c.stands) for c in found.choices] == [(7, "Hm", False), (10, None, True)]
    assert [c.probability for c in found.choices] == pytest.approx([0.5, 0.25])
    assert [c.can_be_taken for c in found.choices] == [True, False]


def test_a_typed_token_has_neither_probability_nor_alternatives() -> None:
    assert alternatives(SOURCE, 0, {}) == alternatives(SOURCE, 0, {7: "Hm"})
    assert (alternatives(SOURCE, 0, {}).probability, alternatives(SOURCE, 0, {}).choices) == (None, ())
    assert alternatives(SOURCE, 99, {}).choices == ()


def test_a_run_kept_without_figures_has_no_alternatives() -> None:
    plain = Source(11, RUN, Tokens(TOKENS.ids, TOKENS.at, TOKENS.lengths))
    assert alternatives(plain, 2, {}).choices == ()
    assert traced(plain).lengths == (2, 0, 1, 3)


def test_only_tokens_of_whole_characters_are_spelled_by_the_text_itself() -> None:
    assert spellings(SOURCE) == {7: "Hm", 10: " so"}
