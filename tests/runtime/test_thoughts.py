"""What of earlier thinking goes into a prompt, to the last character, by templates that behave as real ones do.

The templates are written here after what those of the makers do with an assistant's turn.
"""

import pytest

from runtime.bridges import layout
from runtime.markers import FAMILIES
from runtime.protocol import Thoughts, Turn
from runtime.template import ChatTemplate, TemplateError
from runtime.thoughts import with_thoughts

CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
R1 = (
    "{% set ns = namespace(system='') %}"
    "{% for m in messages if m['role'] == 'system' %}{% set ns.system = m['content'] %}{% endfor %}"
    "{{ bos_token }}{{ ns.system }}{% for m in messages %}"
    "{% if m['role'] == 'user' %}{{ '<｜User｜>' + m['content'] }}{% endif %}"
    "{% if m['role'] == 'assistant' and m['content'] is not none %}{% set content = m['content'] %}"
    "{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}"
    "{{ '<｜Assistant｜>' + content + '<｜end▁of▁sentence｜>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\n' }}{% endif %}"
)
QWEN3 = (
    "{% set ns = namespace(last=messages | length - 1) %}"
    "{% for m in messages if m.role == 'user' %}{% set ns.last = messages.index(m) %}{% endfor %}"
    "{% for m in messages %}{% set content = m.content %}{% if m.role != 'assistant' %}"
    "{{ '<|im_start|>' + m.role + '\n' + content + '<|im_end|>\n' }}{% else %}{% set thinking = '' %}"
    "{% if m.reasoning_content is defined and m.reasoning_content is not none %}"
    "{% set thinking = m.reasoning_content %}"
    "{% elif '</think>' in content %}"
    "{% set thinking = content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}"
    "{% set content = content.split('</think>')[-1].lstrip('\n') %}{% endif %}{{ '<|im_start|>assistant\n' }}"
    "{% if loop.index0 > ns.last and (loop.last or thinking) %}"
    "{{ '<think>\n' + thinking.strip('\n') + '\n</think>\n\n' + content.lstrip('\n') }}"
    "{% else %}{{ content }}{% endif %}"
    "{{ '<|im_end|>\n' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n\n' }}{% endif %}"
    "{% endif %}"
)
V3_1 = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{{ '<｜User｜>' + m.content }}"
    "{% elif m.role == 'assistant' %}{{ '<｜Assistant｜></think>' }}{% set content = m.content %}"
    "{% if '</think>' in content %}{% set content = content.split('</think>', 1)[1] %}{% endif %}"
    "{{ content + '<｜end▁of▁sentence｜>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜>' }}{{ '<think>' if thinking else '</think>' }}{% endif %}"
)
GLM = (
    "[gMASK]<sop>{% for m in messages %}{% if m.role == 'assistant' %}{{ '<|assistant|>\n<think></think>' }}"
    "{% set content = m.content.split('</think>')[-1] %}{% if content.strip() %}{{ '\n' + content.strip() }}{% endif %}"
    "{% else %}{{ '<|' + m.role + '|>\n' + m.content }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
GPT_OSS = (
    "{% for m in messages %}{% if m.role == 'assistant' %}"
    "{% if '<|channel|>analysis<|message|>' in m.content or '<|channel|>final<|message|>' in m.content %}"
    "{{ raise_exception('pass it as thinking') }}{% endif %}"
    "{% if loop.last and not add_generation_prompt and m.thinking %}"
    "{{ '<|start|>assistant<|channel|>analysis<|message|>' + m.thinking + '<|end|>' }}{% endif %}"
    "{{ '<|start|>assistant<|channel|>final<|message|>' + m.content + '<|end|>' }}"
    "{% else %}{{ '<|start|>' + m.role + '<|message|>' + m.content + '<|end|>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|start|>assistant{% endif %}"
)
GEMMA = (
    "{% macro visible(text) %}{% for part in text.split('<channel|>') %}{{ part.split('<|channel>')[0] }}{% endfor %}"
    "{% endmacro %}{% for m in messages %}{{ '<|turn>' + ('model' if m.role == 'assistant' else m.role) + '\n' }}"
    "{{ visible(m.content) | trim if m.role == 'assistant' else m.content | trim }}{{ '<turn|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|turn>model\n' }}{% endif %}"
)
COHERE = (
    "{% for m in messages %}{% if m.role == 'assistant' %}"
    "{{ '<|CHATBOT|><|START_THINKING|><|END_THINKING|><|START_RESPONSE|>' + m.content + '<|END_RESPONSE|>' }}"
    "{% else %}{{ '<|USER|>' + m.content }}{% endif %}{% endfor %}{% if add_generation_prompt %}<|CHATBOT|>{% endif %}"
)
KIMI_K3 = (
    "{% macro tag(name) %}{{ '<|open|>' + name + '<|sep|>' }}{% endmacro %}"
    "{% macro end(name) %}{{ '<|close|>' + name + '<|sep|>' }}{% endmacro %}{% for m in messages %}{{ tag(m.role) }}"
    "{% if m.role == 'assistant' %}{{ tag('think') + end('think') + tag('response') + m.content + end('response') }}"
    "{% else %}{{ m.content }}{% endif %}{{ end(m.role) }}{% endfor %}"
    "{% if add_generation_prompt %}{{ tag('assistant') + tag('think') }}{% endif %}"
)
SEED = (
    "{% for m in messages %}{{ '<seed:bos>' + m.role + '\n' }}{% if m.reasoning_content %}"
    "{{ '<seed:think>' + m.reasoning_content | trim + '</seed:think>' }}{% endif %}"
    "{{ m.content }}<seed:eos>{% endfor %}{% if add_generation_prompt %}{{ '<seed:bos>assistant\n' }}{% endif %}"
)
MAGISTRAL = (
    "{% for m in messages %}{% if m.role == 'user' %}{{ '[INST]' + m.content + '[/INST]' }}"
    "{% elif m.content is string %}{{ m.content + eos_token }}{% else %}{% for block in m.content %}"
    "{% if block['type'] == 'thinking' %}{{ '[THINK]' + block['thinking'] + '[/THINK]' }}{% else %}{{ block['text'] }}"
    "{% endif %}{% endfor %}{{ eos_token }}{% endif %}{% endfor %}"
)


def user(text: str) -> Turn:
    return Turn(role="user", content=text)


def assistant(text: str, thinking: str = "") -> Turn:
    return Turn(role="assistant", content=text, thinking=thinking)


TALK = (user("a"), assistant("b", "t1"), user("c"), assistant("d", "t2"), user("e"))


def rendered(source: str, family: str, thoughts: Thoughts, *turns: Turn, **options: bool) -> str:
    return ChatTemplate(source, "<s>", "</s>").render(turns or TALK, thoughts, family, **options)


# ---- what the conversation asks for ------------------------------------------------------------------------------


def test_r1s_template_drops_thinking_and_is_made_to_keep_it():
    user_, said, end = "<｜User｜>", "<｜Assistant｜>", "<｜end▁of▁sentence｜>"
    new = f"{user_}e{said}<think>\n"
    first, last = f"{said}<think>\nt1\n</think>\n\nb{end}", f"{said}<think>\nt2\n</think>\n\nd{end}"
    assert rendered(R1, "deepseek-r1", "drop") == f"<s>{user_}a{said}b{end}{user_}c{said}d{end}{new}"
    assert rendered(R1, "deepseek-r1", "last") == f"<s>{user_}a{said}b{end}{user_}c{last}{new}"
    assert rendered(R1, "deepseek-r1", "keep") == f"<s>{user_}a{first}{user_}c{last}{new}"
    assert rendered(R1, "deepseek-r1", "template") == rendered(R1, "deepseek-r1", "drop").replace(
        f"{said}b", f"{said}\n\nb"
    ).replace(f"{said}d", f"{said}\n\nd")


def test_what_is_kept_is_what_the_model_had_said():
    """So that the KV cache of the turn before serves the next one."""
    thinking, answer = "Let me see.\n\n4 + 4 = 8.", "Eight.\n\n**8**"
    for source, family, opened in ((R1, "deepseek-r1", True), (QWEN3, "qwen3", False), (CHATML, "qwen3", False)):
        before = rendered(source, family, "keep", user("4 + 4?"))
        raw = ("" if opened else "<think>\n") + f"{thinking}\n</think>\n\n{answer}"
        after = rendered(source, family, "keep", user("4 + 4?"), assistant(answer, thinking), user("Sure?"))
        assert after.startswith(before + raw + ("<｜end▁of▁sentence｜>" if opened else "<|im_end|>"))


def test_qwen3_drops_thinking_before_the_last_question_and_is_made_to_keep_it():
    kept = rendered(QWEN3, "qwen3", "keep")
    assert kept == (
        "<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n<think>\nt1\n</think>\n\nb<|im_end|>\n"
        "<|im_start|>user\nc<|im_end|>\n<|im_start|>assistant\n<think>\nt2\n</think>\n\nd<|im_end|>\n"
        "<|im_start|>user\ne<|im_end|>\n<|im_start|>assistant\n"
    )
    assert rendered(QWEN3, "qwen3", "drop") == rendered(QWEN3, "qwen3", "template")
    assert "t1" not in rendered(QWEN3, "qwen3", "last")
    assert "<think>\nt2\n</think>\n\nd<|im_end|>" in rendered(QWEN3, "qwen3", "last")


@pytest.mark.parametrize("thoughts", ["keep", "last", "template"])
def test_an_empty_thinking_that_the_template_writes_itself_is_filled(thoughts):
    prompt = rendered(QWEN3, "qwen3", thoughts, user("a"), assistant("b", "t1"), add_generation_prompt=False)
    assert prompt == (
        "<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n<think>\nt1\n</think>\n\nb<|im_end|>\n"
    )  # fmt: skip


def test_a_bare_closing_mark_of_the_template_gets_its_opening_one():
    said = "<｜Assistant｜><think>t1</think>b<｜end▁of▁sentence｜>"
    prompt = rendered(V3_1, "deepseek-v3.1", "keep", *TALK[:3])
    assert prompt == f"<s><｜User｜>a{said}<｜User｜>c<｜Assistant｜><think>"


def test_the_white_space_round_an_empty_thinking_stays_the_templates():
    prompt = rendered(GLM, "glm", "keep", *TALK[:3])
    assert prompt == "[gMASK]<sop><|user|>\na<|assistant|>\n<think>t1</think>\nb<|user|>\nc<|assistant|>"


def test_gpt_oss_gets_an_analysis_message_before_the_final_one():
    final, analysis = (
        "<|start|>assistant<|channel|>final<|message|>",
        "<|start|>assistant<|channel|>analysis<|message|>",
    )
    question = "<|start|>user<|message|>{}<|end|>".format
    dropped = f"{question('a')}{final}b<|end|>{question('c')}<|start|>assistant"
    assert rendered(GPT_OSS, "gpt-oss", "drop", *TALK[:3]) == dropped
    assert rendered(GPT_OSS, "gpt-oss", "template", *TALK[:3]) == dropped
    kept = f"{question('a')}{analysis}t1<|end|>{final}b<|end|>{question('c')}<|start|>assistant"
    assert rendered(GPT_OSS, "gpt-oss", "keep", *TALK[:3]) == kept
    ended = rendered(GPT_OSS, "gpt-oss", "template", *TALK[:2], add_generation_prompt=False)
    assert ended == f"{question('a')}{analysis}t1<|end|>{final}b<|end|>"


def test_a_template_that_strips_and_trims_is_made_to_keep_it():
    prompt = rendered(GEMMA, "gemma4", "keep", user(" a "), assistant("b \n", "t1"), user("c"))
    assert prompt == "<|turn>user\na<turn|>\n<|turn>model\n<|channel>thought\nt1<channel|>b<turn|>\n" + (
        "<|turn>user\nc<turn|>\n<|turn>model\n"
    )


def test_the_mark_that_begins_the_answer_is_not_written_twice():
    assert rendered(COHERE, "cohere", "keep", *TALK[:3]) == (
        "<|USER|>a<|CHATBOT|><|START_THINKING|>t1<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|><|USER|>c<|CHATBOT|>"
    )
    prompt = rendered(KIMI_K3, "kimi", "keep", *TALK[:2], add_generation_prompt=False)
    think, answer = "<|open|>think<|sep|>t1<|close|>think<|sep|>", "<|open|>response<|sep|>b<|close|>response<|sep|>"
    assert prompt.endswith(f"<|open|>assistant<|sep|>{think}{answer}<|close|>assistant<|sep|>")
    without = COHERE.replace("<|START_THINKING|><|END_THINKING|>", "")
    assert rendered(without, "cohere", "keep") == rendered(COHERE, "cohere", "keep")


def test_an_answer_gets_the_wrapper_that_its_family_writes():
    prompt = rendered(CHATML, "hunyuan", "keep", *TALK[:3])
    assert "<|im_start|>assistant\n<think>\nt1\n</think>\n<answer>\nb\n</answer><|im_end|>" in prompt


def test_a_template_that_knows_a_field_for_it_gets_it_there():
    assert rendered(SEED, "seed-oss", "template", *TALK[:2], add_generation_prompt=False) == (
        "<seed:bos>user\na<seed:eos><seed:bos>assistant\n<seed:think>t1</seed:think>b<seed:eos>"
    )
    assert (
        rendered(MAGISTRAL, "magistral", "template", *TALK[:3]) == "[INST]a[/INST][THINK]t1[/THINK]b</s>[INST]c[/INST]"
    )
    assert rendered(MAGISTRAL, "magistral", "keep", *TALK[:3]) == "[INST]a[/INST][THINK]t1[/THINK]b</s>[INST]c[/INST]"


def test_a_template_that_knows_no_field_gets_it_marked_in_the_answer():
    assert "assistant\n<think>\nt1\n</think>\n\nb<|im_end|>" in rendered(CHATML, "qwen3", "template")
    assert rendered(CHATML, "none", "template") == rendered(CHATML, "none", "drop")


@pytest.mark.parametrize("family", [name for name, row in FAMILIES.items() if row.pairs])
def test_every_familys_thinking_is_kept_in_its_own_marks(family):
    form = layout(family)
    assert form is not None
    block = form.block("t1") + "b" + form.ending
    assert f"<|im_start|>assistant\n{block}<|im_end|>" in rendered(CHATML, family, "keep")


def test_a_family_without_thinking_and_turns_without_any_change_nothing():
    for thoughts in ("keep", "last"):
        assert rendered(CHATML, "none", thoughts) == rendered(CHATML, "none", "drop")
        silent = (user("a"), assistant("b", " \n"), user("c"))
        assert rendered(CHATML, "qwen3", thoughts, *silent) == rendered(CHATML, "qwen3", "drop", *silent)


def test_last_is_the_last_answer_and_not_the_last_that_was_thought_about():
    assert "t1" not in rendered(CHATML, "qwen3", "last", *TALK[:3], assistant("d"), user("e"))


def test_an_answer_that_never_came_leaves_the_thinking_alone():
    turns = (user("a"), assistant("", "t1"), user("c"))
    assert "assistant\n<think>\nt1\n</think>\n\n<|im_end|>" in rendered(CHATML, "qwen3", "keep", *turns)
    assert "<｜Assistant｜><think>\nt1\n</think>\n\n<｜end" in rendered(R1, "deepseek-r1", "keep", *turns)


# ---- text is sacred -------------------------------------------------------------------------------------------------

GLUED = "{% for m in messages %}{{ m.content }}{% endfor %}"


def test_a_persons_words_are_not_taken_for_the_templates():
    for words in ("What is <think></think>", "</think>", "<think>\n"):
        prompt = rendered(GLUED, "qwen3", "keep", user(words), assistant("b", "t1"))
        assert prompt == f"{words}<think>\nt1\n</think>\n\nb"


def test_words_that_look_like_a_stand_in_are_left_alone():
    words = " ".join(f"Qz{n}Standin Qz{n}Standin1Q Qz{n}Standin1X" for n in range(20))
    prompt = rendered(R1, "deepseek-r1", "keep", user(words), assistant(words, words), user("c"))
    assert prompt == (
        f"<s><｜User｜>{words}<｜Assistant｜><think>\n{words}\n</think>\n\n{words}<｜end▁of▁sentence｜>"
        "<｜User｜>c<｜Assistant｜><think>\n"
    )


@pytest.mark.parametrize(
    "text", ['{{ 1 }} {% x %} "quoted" \\n', "<|im_end|>\n<|im_start|>user\nhi", "  四\u2028\r\n  x", "🙂" * 50]
)
def test_any_thinking_and_any_answer_arrive_unaltered(text):
    prompt = rendered(CHATML, "qwen3", "keep", user(text), assistant(text, f"x{text}x"), user(text))
    assert f"<think>\nx{text}x\n</think>\n\n{text}<|im_end|>" in prompt


# ---- templates that do more than put things in order -----------------------------------------------------------------


def test_a_template_that_writes_json_gets_the_thinking_through_its_own_hands():
    source = "{% for m in messages %}{{ m | tojson }}\n{% endfor %}"
    prompt = rendered(source, "qwen3", "keep", user("a"), assistant('"b"', 'say "t"'))
    assert prompt == (
        '{"role": "user", "content": "a"}\n'
        '{"role": "assistant", "content": "<think>\\nsay \\"t\\"\\n</think>\\n\\n\\"b\\""}\n'
    )


def test_a_template_that_cuts_answers_off_cuts_the_whole():
    source = "{% for m in messages %}[{{ m.content[:30] }}]{% endfor %}"
    prompt = rendered(source, "qwen3", "keep", user("a"), assistant("b" * 40, "t1"))
    assert prompt == "[a][<think>\nt1\n</think>\n\n" + "b" * 9 + "]"


def test_a_template_that_mangles_words_gets_marked_thinking():
    for change in ("upper", "lower", "replace('S', '5')", "reverse"):
        source = "{% for m in messages %}[{{ m.content | " + change + " }}]{% endfor %}"
        prompt = rendered(source, "qwen3", "keep", user("a"), assistant("b", "t1"))
        whole = rendered(source, "none", "drop", user("a"), assistant("<think>\nt1\n</think>\n\nb"))
        assert prompt == whole


def test_a_template_that_forgets_old_turns_is_not_made_to_remember_them():
    source = "{% for m in messages[-3:] %}[{{ m.content }}]{% endfor %}"
    assert rendered(source, "qwen3", "keep") == "[c][<think>\nt2\n</think>\n\nd][e]"


def test_a_template_that_refuses_every_way_gets_none():
    source = (
        "{% for m in messages %}{% if '<' in m.content or 'tandin' in m.content %}"
        "{{ raise_exception('no') }}{% endif %}[{{ m.content }}]{% endfor %}"
    )
    for thoughts in ("keep", "last", "template"):
        assert rendered(source, "qwen3", thoughts) == "[a][b][c][d][e]"
    with pytest.raises(TemplateError):
        rendered(source, "qwen3", "keep", user("<"))


def test_a_template_without_end_is_not_asked_again():
    asked = []

    def too_slow(messages):
        asked.append(messages)
        raise TemplateError("template_too_slow")

    with pytest.raises(TemplateError):
        with_thoughts(TALK, "keep", "qwen3", "", too_slow)
    assert len(asked) == 1


def test_a_system_turn_and_a_default_one_are_treated_as_without_thinking():
    system = Turn(role="system", content="s")
    refusing = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" + CHATML
    prompt = ChatTemplate(refusing).render([system, *TALK[:3]], "keep", "qwen3")
    assert prompt.startswith(
        "<|im_start|>user\ns\n\na<|im_end|>\n<|im_start|>assistant\n<think>\nt1\n</think>\n\nb<|im_end|>"
    )
    made = "{% if messages[0].role != 'system' %}{{ '<|im_start|>system\nmade<|im_end|>\n' }}{% endif %}" + CHATML
    bare = ChatTemplate(made, default_system=False).render(TALK, "keep", "qwen3")
    assert bare == rendered(CHATML, "qwen3", "keep")
