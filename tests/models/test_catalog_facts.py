"""What the shipped catalog says holds together, and files that people really have are recognised by it."""

from pathlib import Path

import pytest

from models.catalog import Catalog, Entry, load_catalog
from models.shape import parameters_of
from runtime.markers import FAMILIES

HYBRIDS = ("qwen3next", "qwen35", "qwen35moe", "lfm2")
"""Whose recurrent layers the sum below does not know."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "assets" / "catalog.toml")


def entry(catalog: Catalog, id: str) -> Entry:
    found = catalog.find(id)
    assert found is not None, id
    return found


@pytest.mark.parametrize(
    "id",
    [
        *("deepseek-r1", "deepseek-r1-0528", "deepseek-r1-zero", "deepseek-v3", "deepseek-v3-0324", "deepseek-v3.1"),
        *("deepseek-v3.2", "deepseek-v2-chat", "deepseek-v2-lite-chat", "deepseek-vl2", "deepseek-r1-0528-qwen3-8b"),
        *(f"deepseek-r1-distill-qwen-{size}" for size in ("1.5b", "7b", "14b", "32b")),
        *(f"deepseek-r1-distill-llama-{size}" for size in ("8b", "70b")),
        *(f"qwen3-{size}" for size in ("0.6b", "1.7b", "4b", "8b", "14b", "32b", "30b-a3b", "235b-a22b")),
        *(f"qwen3-{size}-thinking-2507" for size in ("4b", "30b-a3b", "235b-a22b")),
        *("qwq-32b", "qwen3-next-80b-a3b-thinking", "qwen3.5-9b", "qwen3.6-27b", "gpt-oss-20b", "gpt-oss-120b"),
        *("magistral-small-2509", "phi-4-reasoning", "phi-4-reasoning-plus", "phi-4-mini-reasoning"),
        *("glm-4.5", "glm-4.5-air", "glm-4.6", "glm-z1-9b-0414", "kimi-k2-thinking", "minimax-m2"),
        *("seed-oss-36b-instruct", "smollm3-3b", "lfm2.5-1.2b-thinking", "smollm2-135m-instruct"),
    ],
)
def test_what_people_look_for_is_there(catalog: Catalog, id: str) -> None:
    found = entry(catalog, id)
    assert found.builds or not found.runs


def test_every_family_has_a_row_in_the_table_of_marks(catalog: Catalog) -> None:
    assert {each.family for each in catalog.entries} <= set(FAMILIES)


def test_what_thinks_has_marks_and_what_does_not_has_none(catalog: Catalog) -> None:
    assert [each.id for each in catalog.entries if (each.thinks == "no") != (each.family == "none")] == []


def test_the_sizes_of_each_architecture_add_up_to_the_weights_its_maker_states(catalog: Catalog) -> None:
    for each in catalog.entries:
        hyper, part = each.hyper, parameters_of(each.hyper)
        dense = hyper.dense_layers if hyper.mixture else hyper.layers
        inside = part.attention * hyper.layers + part.dense * dense
        inside += (part.router + part.shared + part.experts) * (hyper.layers - dense)
        whole = inside + part.embedding + part.output
        off = 0.1 if each.architecture in HYBRIDS else 0.03
        assert whole == pytest.approx(each.parameters, rel=off), each.id


def test_finer_builds_of_a_repository_are_larger(catalog: Catalog) -> None:
    order = ("Q2_K", "Q3_K_M", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0", "BF16")
    for each in catalog.entries:
        for repo in {build.repo for build in each.builds}:
            sizes = {build.quantization: build.size for build in each.builds if build.repo == repo}
            ladder = [sizes[name] for name in order if name in sizes]
            assert ladder == sorted(ladder), (each.id, repo)


def test_no_two_builds_lead_to_the_same_files(catalog: Catalog) -> None:
    places = [(build.repo, file) for each in catalog.entries for build in each.builds for file in build.files]
    assert len(places) == len(set(places))


def test_every_base_that_looks_like_an_id_is_one(catalog: Catalog) -> None:
    bases = {each.base for each in catalog.entries if each.base is not None and each.base.startswith("deepseek-")}
    assert bases
    assert [base for base in bases if catalog.find(base) is None] == []


def test_r1_comes_in_builds_from_one_and_a_half_to_eight_bits(catalog: Catalog) -> None:
    r1 = entry(catalog, "deepseek-r1")
    bits = {build.quantization: round(build.size * 8 / r1.parameters, 1) for build in r1.builds}
    assert (bits["UD-IQ1_S"], bits["Q4_K_M"], bits["Q8_0"]) == (1.6, 4.8, 8.5)
    assert r1.builds[0].files[0] == "DeepSeek-R1-UD-IQ1_S/DeepSeek-R1-UD-IQ1_S-00001-of-00003.gguf"


def test_r1_and_its_distills_are_better_without_a_system_prompt(catalog: Catalog) -> None:
    told = {each.id for each in catalog.entries if each.system_prompt == "advised_against"}
    distills = {each.id for each in catalog.entries if each.id.startswith("deepseek-r1-distill")}
    assert told == {"deepseek-r1", "deepseek-r1-zero", *distills}


def test_what_does_not_run_says_why(catalog: Catalog) -> None:
    stopped = [each for each in catalog.entries if not each.runs]
    assert [each.id for each in stopped] == ["deepseek-vl2"]
    assert all(each.note for each in stopped)


# ---- which entry a file is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "card", "architecture", "id"),
    [
        ("DeepSeek-R1-Distill-Qwen-1.5B-Q4_K_M.gguf", "", "", "deepseek-r1-distill-qwen-1.5b"),
        ("deepseek-r1-distill-qwen-1.5b.Q8_0.gguf", "", "qwen2", "deepseek-r1-distill-qwen-1.5b"),
        ("deepseek-r1-distill-qwen-7b-q4_k_m.gguf", "", "qwen2", "deepseek-r1-distill-qwen-7b"),
        ("DeepSeek-R1-Distill-Llama-8B-UD-IQ2_XXS.gguf", "", "llama", "deepseek-r1-distill-llama-8b"),
        ("DeepSeek-R1-Distill-Llama-70B.i1-IQ3_XXS.gguf", "", "llama", "deepseek-r1-distill-llama-70b"),
        ("DeepSeek-R1-UD-IQ1_S-00001-of-00003.gguf", "", "deepseek2", "deepseek-r1"),
        ("DeepSeek-R1-0528-UD-TQ1_0.gguf", "", "deepseek2", "deepseek-r1-0528"),
        ("deepseek-ai_DeepSeek-R1-0528-Qwen3-8B-Q4_K_L.gguf", "", "qwen3", "deepseek-r1-0528-qwen3-8b"),
        ("deepseek-ai.DeepSeek-V3.2.Q4_K_M-00001-of-00029.gguf", "", "deepseek2", "deepseek-v3.2"),
        ("unsloth/DeepSeek-V3-0324-GGUF", "", "deepseek2", "deepseek-v3-0324"),
        ("DeepSeek-V2-Lite-Chat.Q4_K_M.gguf", "", "deepseek2", "deepseek-v2-lite-chat"),
        ("Qwen_QwQ-32B-IQ4_XS.gguf", "", "qwen2", "qwq-32b"),
        ("qwq-32b-q4_k_m.gguf", "", "", "qwq-32b"),
        ("Qwen3-30B-A3B-Thinking-2507-BF16-00001-of-00002.gguf", "", "qwen3moe", "qwen3-30b-a3b-thinking-2507"),
        ("gpt-oss-20b-MXFP4.gguf", "", "gpt-oss", "gpt-oss-20b"),
        ("gpt-oss-120b-mxfp4-00001-of-00003.gguf", "", "gpt-oss", "gpt-oss-120b"),
        ("SmolLM3-Q4_K_M.gguf", "", "smollm3", "smollm3-3b"),
        ("Qwen3.6-35B-A3B-UD-Q4_K_XL.gguf", "", "qwen35moe", "qwen3.6-35b-a3b"),
        ("deepseek-r1:7b", "", "qwen2", "deepseek-r1-distill-qwen-7b"),
        ("deepseek-r1:8b", "", "llama", "deepseek-r1-distill-llama-8b"),
        ("deepseek-r1:8b", "", "qwen3", "deepseek-r1-0528-qwen3-8b"),
        ("deepseek-r1:latest", "DeepSeek R1 0528 Qwen3 8B", "qwen3", "deepseek-r1-0528-qwen3-8b"),
        ("sha256-96c415656d37", "DeepSeek R1 Distill Qwen 7B", "qwen2", "deepseek-r1-distill-qwen-7b"),
        ("my favourite.gguf", "Deepseek-R1-Distill-Qwen-14B", "qwen2", "deepseek-r1-distill-qwen-14b"),
        (r"D:\weights\Seed-OSS-36B-Instruct-Q4_K_M.gguf", "", "seed_oss", "seed-oss-36b-instruct"),
    ],
)
def test_a_file_is_recognised(catalog: Catalog, name: str, card: str, architecture: str, id: str) -> None:
    found = catalog.of_file(name, card, architecture)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize(
    ("name", "card", "architecture"),
    [
        ("DeepSeek-R1-Q4_K_M.gguf", "", "llama"),
        ("DeepSeek-R1-Distill-Llama-8B-abliterated-Q4_K_M.gguf", "DeepSeek R1 Distill Llama 8B", "llama"),
        ("DeepSeek-R1-Distill-Qwen-32B-Uncensored.i1-Q4_K_M.gguf", "", "qwen2"),
        ("huihui-ai_QwQ-32B-abliterated-Q4_K_M.gguf", "QwQ 32B", "qwen2"),
        ("Qwen3-8B-128K-Q4_K_M.gguf", "Qwen3 8B", "qwen3"),
        ("Qwen3-4B-Instruct-2507-Q4_K_M.gguf", "", "qwen3"),
        ("deepseek-r1:8b", "", ""),
        ("deepseek-r1:latest", "", ""),
        ("DeepSeek-V3.gguf", "", "gemma3"),
        ("model.gguf", "", "qwen2"),
        (".gguf", "", ""),
        ("-" * 100_000, "_" * 100_000, "llama"),
    ],
)
def test_a_stranger_is_not_taken_for_one_of_them(catalog: Catalog, name: str, card: str, architecture: str) -> None:
    assert catalog.of_file(name, card, architecture) is None


def test_every_file_of_the_catalog_is_recognised_as_its_own(catalog: Catalog) -> None:
    for each in catalog.entries:
        for build in each.builds:
            for file in build.files:
                if "*" not in file:
                    assert catalog.of_file(file, "", each.architecture) == each, file
