import pytest

from runtime.markers import FAMILIES
from runtime.sampling import recommended, system_prompt_advised


def test_r1_is_given_what_its_makers_recommend() -> None:
    sampling = recommended("deepseek-r1")
    assert (sampling.temperature, sampling.top_p) == (0.6, 0.95)
    assert not system_prompt_advised("deepseek-r1")


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_that_thinks_is_sampled_greedily(family: str) -> None:
    # Greedy decoding sends long thinking into endless repetition; several makers warn of it.
    assert recommended(family).temperature >= 0.5


@pytest.mark.parametrize("family", FAMILIES)
def test_every_recommendation_is_a_possible_setting(family: str) -> None:
    sampling = recommended(family)
    assert 0 < sampling.top_p <= 1
    assert 0 <= sampling.min_p < 1
    assert sampling.top_k >= 0
    assert sampling.seed is None


def test_the_starter_is_known_by_its_file_name() -> None:
    assert recommended("none", "Smollm2 135M SmolLM2-135M-Instruct.Q4_1").temperature == 0.2
    assert not system_prompt_advised("none", "SmolLM2-135M-Instruct.Q4_1")


def test_the_starter_with_its_adapter_is_greedy_as_its_report_was_made() -> None:
    assert recommended("deepseek-r1", "Smollm2 135M SmolLM2-135M-Instruct.Q4_1").temperature == 0.0
    assert recommended("deepseek-r1", "DeepSeek-R1-Distill-Qwen-1.5B-Q4_K_M").temperature == 0.6


def test_others_may_have_a_system_prompt() -> None:
    assert system_prompt_advised("qwen3", "Qwen3 8B")
