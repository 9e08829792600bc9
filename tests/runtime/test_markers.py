"""The table of families: its names, its own consistency, and how weights find their place in it."""

import pytest

from runtime.markers import FAMILIES, family_named
from runtime.markers import detect as found

CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
STRIPS = "{% set content = m.content.split('</think>')[-1] %}"
OPENS = "{% if add_generation_prompt %}<think>\n{% endif %}"
SWITCH = "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"


def test_every_family_that_was_promised_is_there():
    assert set(FAMILIES) >= {
        *("deepseek-r1", "qwen3", "qwq", "magistral", "gpt-oss", "seed-oss", "kimi", "granite", "gemma4", "glm"),
        *("minimax", "hunyuan", "exaone", "phi4-reasoning", "think", "cohere", "openthinker", "thinking", "none"),
    }


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("DeepSeek-R1", "deepseek-r1"),
        ("deepseek_r1", "deepseek-r1"),
        ("deepseek", "deepseek-r1"),
        ("r1", "deepseek-r1"),
        ("DeepSeek R1 Distill Qwen", "deepseek-r1"),
        ("Qwen 3", "qwen3"),
        ("qwen", "qwen3"),
        ("QwQ-32B", "qwq"),
        ("mistral", "magistral"),
        ("harmony", "gpt-oss"),
        ("gptoss", "gpt-oss"),
        ("GPT_OSS", "gpt-oss"),
        ("seed_oss", "seed-oss"),
        ("kimi-k2", "kimi"),
        ("granite 3.3", "granite"),
        ("gemma-4", "gemma4"),
        ("glm-4.5", "glm"),
        ("MiniMax-M2", "minimax"),
        ("Phi-4-reasoning", "phi4-reasoning"),
        ("exaone-4.0", "exaone"),
        ("generic", "think"),
        ("nemotron", "think"),
        ("LFM2", "think"),
        ("SmolLM3", "think"),
        ("plain", "none"),
    ],
)
def test_names_are_read_leniently(name, family):
    assert family_named(name) is FAMILIES[family]


@pytest.mark.parametrize("name", ["", "llama", "think!no", "r", "qwen33"])
def test_an_unknown_name_is_refused_and_the_known_ones_are_told(name):
    with pytest.raises(KeyError) as caught:
        family_named(name)
    assert all(known in str(caught.value) for known in FAMILIES)


def test_no_two_families_share_a_name():
    names: dict[str, str] = {}
    for family in FAMILIES.values():
        for name in (family.name, *family.aliases):
            plain = "".join(char for char in name.lower() if char.isalnum())
            assert names.setdefault(plain, family.name) == family.name


@pytest.mark.parametrize("name", FAMILIES)
def test_a_row_makes_sense(name):
    family = FAMILIES[name]
    words = {
        *family.opens,
        *family.answers,
        *family.drops,
        *family.closes,
        *(tag for pair in family.wrappers for tag in pair),
    }
    assert all(mark and mark == mark.strip() for mark in words)
    assert set(family.opens).isdisjoint(family.closes)
    assert family.first_only <= {*family.opens, *family.answers}
    assert family.never_alone <= set(family.closes)
    assert (name == "none") == (not family.pairs)


@pytest.mark.parametrize(
    ("template", "name", "architecture", "family"),
    [
        # by the template alone
        (f"<｜User｜>{{{{ m.content }}}}<｜Assistant｜>{STRIPS}{OPENS}", "", "", "deepseek-r1"),
        ("<|start|>assistant<|channel|>analysis<|message|>", "", "", "gpt-oss"),
        ("{%- set think_begin_token = '<seed:think>' -%}", "", "", "seed-oss"),
        ("◁think▷", "", "", "kimi"),
        ("{{- '<|open|>' + tag }}{{- '<|sep|>' }}{{- open_tag('think') }}", "", "", "kimi"),
        ("{{- '<|channel>thought\\n<channel|>' -}}", "", "", "gemma4"),
        ("First draft your thinking. [THINK]…[/THINK]", "", "", "magistral"),
        ("<|START_THINKING|>{{ plan }}<|END_THINKING|>", "", "", "cohere"),
        ("after the marker [BEGIN FINAL RESPONSE]", "", "", "apriel"),
        ("Respond with 'Here is my thought process:' and then", "", "", "granite"),
        ("{{ '[|assistant|]<thought>\\n' }}", "", "", "exaone"),
        ("[gMASK]<sop>" + STRIPS, "", "", "glm"),
        ("{{ ']~b]ai\\n<think>\\n' }}", "", "", "minimax"),
        ("<|im_sep|> … <think> {Thought section} </think> {Solution section}", "", "", "phi4-reasoning"),
        (CHATML + STRIPS, "", "", "think"),
        (CHATML + OPENS, "Some Thinker 7B", "llama", "think"),
        (CHATML, "", "", "none"),
        ("", "", "", "none"),
        # by the name or the architecture where the tags are shared
        (CHATML + STRIPS + SWITCH, "Qwen3 8B", "qwen3", "qwen3"),
        (CHATML + STRIPS + SWITCH, "", "qwen3moe", "qwen3"),
        (CHATML + STRIPS + OPENS, "QwQ 32B", "qwen2", "qwq"),
        (CHATML + STRIPS + OPENS, "DeepSeek R1 Distill Qwen 7B", "qwen2", "deepseek-r1"),
        (CHATML + STRIPS + SWITCH, "DeepSeek-R1-0528-Qwen3-8B", "qwen3", "deepseek-r1"),
        (CHATML + STRIPS, "DeepSeek R1 Distill Llama 8B", "llama", "deepseek-r1"),
        (CHATML + STRIPS, "", "deepseek2", "deepseek-r1"),
        (CHATML + STRIPS, "", "granite", "granite"),
        (CHATML + STRIPS, "", "glm4moe", "glm"),
        ("[gMASK]" + STRIPS, "", "deepseek2", "glm"),
        (CHATML + STRIPS, "", "hunyuan-moe", "hunyuan"),
        (CHATML + STRIPS, "", "exaone4", "exaone"),
        (CHATML + STRIPS, "", "minimax-m2", "minimax"),
        (CHATML + STRIPS, "Kimi K2 Thinking", "deepseek2", "kimi"),
        (CHATML + STRIPS, "Magistral Small 2506", "llama", "magistral"),
        (CHATML + STRIPS, "SmolLM3 3B", "smollm3", "think"),
        # weights whose template is silent
        (CHATML, "OpenThinker 7B", "qwen2", "openthinker"),
        (CHATML, "DeepSeek-R1-Distill-Qwen-1.5B", "qwen2", "deepseek-r1"),
        (CHATML, "Phi-4-mini-reasoning", "phi3", "phi4-reasoning"),
        # and those that do not think
        (CHATML, "Qwen2.5 7B Instruct", "qwen2", "none"),
        (CHATML, "Smollm2 135M 8k Lc100K Mix1 Ep2", "llama", "none"),
        (CHATML, "QwQ 32B Preview", "qwen2", "none"),
        (CHATML, "Phi 4", "phi3", "none"),
    ],
)
def test_weights_find_their_family(template, name, architecture, family):
    assert found(template, name, architecture) == family
