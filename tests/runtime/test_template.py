"""Chat templates: what they render, what they may not do, and what they did to the thinking."""

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from models.card import read_card
from runtime import template as module
from runtime.protocol import Turn
from runtime.template import ChatTemplate, TemplateError, closed_by, opened_by

ROOT = Path(__file__).resolve().parents[2]

CHATML = (
    "{% for message in messages %}\n"
    "    {{- '<|im_start|>' + message.role + '\\n' + message['content'] + '<|im_end|>\\n' -}}\n"
    "{% endfor %}\n"
    "{% if add_generation_prompt %}\n    {{- '<|im_start|>assistant\\n' -}}\n{% endif %}\n"
)
R1_LIKE = (
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '<｜User｜>' + m['content'] }}"
    "{% elif m['role'] == 'assistant' %}{{ '<｜Assistant｜>' + m['content'].split('</think>')[-1] + eos_token }}"
    "{% else %}{{ m['content'] }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\\n' }}{% endif %}"
)
HYBRID = (
    CHATML.rstrip("\n") + "{% if add_generation_prompt and enable_thinking is defined and enable_thinking is false %}"
    "{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}"
)
NO_SYSTEM = (
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for m in messages %}{{ '<' + m.role + '>' + m.content }}{% endfor %}"
)


def user(text: str) -> Turn:
    return Turn(role="user", content=text)


def system(text: str) -> Turn:
    return Turn(role="system", content=text)


def assistant(text: str) -> Turn:
    return Turn(role="assistant", content=text)


def rendered(source: str, *turns: Turn, **options: bool) -> str:
    return ChatTemplate(source, "<s>", "</s>", **options).render(turns or [user("hi")])  # type: ignore[arg-type]


# ---- what they render -------------------------------------------------------------------------------------------


def test_chatml_renders_as_transformers_does():
    turns = [system("Be brief."), user("Hi <b>&amp;"), assistant("Yes."), user("春")]
    assert ChatTemplate(CHATML).render(turns) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi <b>&amp;<|im_end|>\n"
        "<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>user\n春<|im_end|>\n<|im_start|>assistant\n"
    )
    assert not ChatTemplate(CHATML).render(turns, add_generation_prompt=False).endswith("assistant\n")


def test_an_r1_template_leaves_old_thinking_out_and_opens_the_new():
    prompt = rendered(R1_LIKE, user("a"), assistant("<think>x</think>b"), user("c"))
    assert prompt == "<s><｜User｜>a<｜Assistant｜>b</s><｜User｜>c<｜Assistant｜><think>\n"
    assert opened_by(prompt, "deepseek-r1")


def test_a_hybrid_template_is_told_whether_to_think():
    assert rendered(HYBRID).endswith("assistant\n")
    assert rendered(HYBRID, thinking=False).endswith("<think>\n\n</think>\n\n")
    gemma_like = "{% if enable_thinking | default(false) %}on{% else %}off{% endif %}"
    assert rendered(gemma_like) == "on"
    assert ChatTemplate(gemma_like, thinking=None).render([]) == "off"


def test_the_helpers_of_transformers_are_there():
    assert rendered("{{ {'a': '<春&>'} | tojson }}") == '{"a": "<春&>"}'
    assert rendered("{{ [1, 2] | tojson(indent=2) }}") == "[\n  1,\n  2\n]"
    assert rendered("{{ strftime_now('%Y') }}") == f"{datetime.now():%Y}"
    assert rendered("{% for m in messages %}{% break %}x{% endfor %}y") == "y"
    assert rendered("{% generation %}{{ messages[0].content }}{% endgeneration %}") == "hi"
    assert rendered("{% set ns = namespace(n=1) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}") == "2"


def test_what_is_undefined_is_empty_and_tools_are_none():
    assert rendered("[{{ nothing }}{{ messages[0].reasoning_content }}]") == "[]"
    assert rendered("{% if tools is not none %}tools{% endif %}{% if tools %}tools{% endif %}") == ""


def test_a_template_may_refuse_a_conversation():
    with pytest.raises(TemplateError, match="must alternate") as caught:
        rendered("{{ raise_exception('roles must alternate') }}")
    assert caught.value.kind == "template_failed"


def test_a_refused_system_turn_goes_into_the_first_question():
    assert rendered(NO_SYSTEM, system("Be brief."), user("Hi"), assistant("Yo")) == (
        "<s><user>Be brief.\n\nHi<assistant>Yo"
    )
    with pytest.raises(TemplateError, match="System role not supported"):
        rendered(NO_SYSTEM, system("Be brief."))


def test_a_broken_template_fails_with_jinjas_own_words():
    with pytest.raises(TemplateError, match="TemplateSyntaxError"):
        rendered("{% if %}")
    with pytest.raises(TemplateError, match="UndefinedError"):
        rendered("{{ nothing.at.all }}")


def test_any_text_of_a_person_arrives_unaltered():
    text = '{{ 1 + 1 }} {% raw %} \\n "quotes" \u2028 \x00 \ud800 🙂\r\n'
    assert rendered("{{ messages[0].content }}", user(text)) == text


# ---- the starter's template -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def starter_template(starter_weights: Path) -> str:
    template = read_card(starter_weights).template
    assert template
    return template


def test_the_starters_template_adds_a_system_turn_of_its_makers(starter_template):
    prompt = rendered(starter_template)
    assert prompt.startswith("<|im_start|>system\nYou are a helpful AI assistant named SmolLM")
    assert prompt.endswith("<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n")


def test_without_the_default_system_the_starters_prompt_is_bare(starter_template):
    assert rendered(starter_template, default_system=False) == (
        "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n"
    )
    # These weights begin every turn, and the text, with the same token.
    assert ChatTemplate(starter_template, "<|im_start|>", "<|im_end|>", default_system=False).render([user("hi")]) == (
        "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n"
    )
    own = [system("Be brief."), user("hi")]
    assert rendered(starter_template, *own, default_system=False) == rendered(starter_template, *own)


def test_leaving_out_the_default_system_keeps_the_beginning_of_the_text():
    source = "{{ bos_token }}{% if messages[0].role != 'system' %}[system]default{% endif %}" + (
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert rendered(source) == "<s>[system]default[user]hi"
    assert rendered(source, default_system=False) == "<s>[user]hi"


@pytest.mark.parametrize("source", [NO_SYSTEM, "{{ messages[-1].content }}", "{{ messages | length }}"])
def test_a_template_that_cannot_be_taken_apart_keeps_its_habit(source):
    assert rendered(source, default_system=False) == rendered(source)


# ---- what they may not do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
        "{{ namespace.__init__.__globals__ }}{{ namespace.__init__.__globals__.x }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ (''|attr('__class__')).mro() }}",
        "{{ ('{0.__class__.__mro__}').format('') }}{{ ''.__class__.mro() }}",
        "{{ self.__init__.__globals__.__builtins__.__import__('os') }}",
        "{{ raise_exception.__globals__.sys.modules.os.system('id') }}",
        "{{ strftime_now.__globals__['sys'].exit() }}",
        "{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
        "{{ messages.append('x') }}",
        "{{ messages[0].update({'role': 'system'}) }}",
        "{{ ''.format.__self__.__class__.mro() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_way_out_of_the_sandbox_is_refused(payload):
    with pytest.raises(TemplateError) as caught:
        rendered(payload)
    assert caught.value.kind == "template_failed"


def test_a_format_string_cannot_reach_into_objects():
    with pytest.raises(TemplateError, match="unsafe"):
        rendered("{{ '{0.__class__.__mro__}'.format(42) }}")


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ '' }}{% endfor %}{% endfor %}",
    ],
)
def test_a_loop_without_end_is_stopped_at_the_deadline_and_the_next_prompt_works(source):
    begun = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        rendered(source)
    assert caught.value.kind == "template_too_slow"
    assert time.monotonic() - begun < 3.0
    assert rendered(CHATML).startswith("<|im_start|>user")


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 10**10 }}",
        "{{ 10**10 * [1] }}",
        "{{ 9 ** 99999999 }}",
        "{{ 'a' | center(10**10) }}",
        "{{ '%10000000000d' % 1 }}",
        "{{ '{:>10000000000}'.format(1) }}",
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% for i in range(99999) %}{{ 'x' * 1000 }}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "{{ range(10**9) | list }}",
    ],
)
def test_a_template_that_wants_everything_fails_and_nothing_else_does(source):
    before = psutil.Process().memory_info().rss
    with pytest.raises(TemplateError) as caught:
        rendered(source)
    assert caught.value.kind == "template_failed"
    assert psutil.Process().memory_info().rss - before < 50 << 20
    assert rendered(CHATML).startswith("<|im_start|>user")


def test_a_template_does_not_see_the_environment_nor_the_project():
    process = module._sandbox._running()
    environment = psutil.Process(process.pid).environ()
    assert set(environment) <= {*module.INHERITED, "LC_CTYPE"}
    code = (
        "import sys; sys.argv = ['x']; import runtime.sandbox; "
        "print([name for name in sys.modules if name.partition('.')[0] in ('app', 'msgspec', 'llama_cpp', 'numpy')])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


# ---- its process ------------------------------------------------------------------------------------------------


def test_one_process_serves_every_template_and_is_replaced_when_it_dies():
    rendered(CHATML)
    first = module._sandbox._running()
    rendered(R1_LIKE)
    assert module._sandbox._running() is first
    first.kill()
    first.wait()
    assert rendered(CHATML).startswith("<|im_start|>user")
    assert module._sandbox._running() is not first


def test_warming_up_saves_the_first_prompt_the_start():
    module._sandbox.stop()
    begun = time.monotonic()
    module.warm_up()
    assert time.monotonic() - begun < 0.5
    assert module._sandbox._running().poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no processor limit; the job ends it there")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in a loop without end"])
def test_it_does_not_outlive_the_process_that_holds_the_weights(busy, tmp_path):
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}" if busy else "x"
    code = (
        "import time; from runtime import template as t; from runtime.protocol import Turn; t.DEADLINE_S = 60.0\n"
        "t._sandbox.render('x', {}); print(t._sandbox._process.pid, flush=True)\n"
        f"t._sandbox.render({loop!r}, {{}}); time.sleep(60)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout is not None
        sandbox = psutil.Process(int(holder.stdout.readline()))
        time.sleep(0.2)
        holder.kill()
    sandbox.wait(10)


# ---- what a prompt did to the thinking ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "family", "opened", "closed"),
    [
        ("…<｜Assistant｜><think>\n", "deepseek-r1", True, False),
        ("…<｜Assistant｜>", "deepseek-r1", False, False),
        ("…<｜Assistant｜></think>", "deepseek-v3.1", False, True),
        ("<|im_start|>assistant\n<think>\n\n</think>\n\n", "qwen3", False, True),
        ("<|im_start|>assistant\n", "qwen3", False, False),
        ("What is <think>?<|im_end|>\n<|im_start|>assistant\n", "qwen3", False, False),
        ("[INST]hi[/INST][THINK]", "magistral", True, False),
        ("<|turn>model\n<|channel>thought\n<channel|>", "gemma4", False, True),
        ("<|turn>model\n", "gemma4", False, False),
        ("<|start|>assistant", "gpt-oss", False, False),
        ("hi<|end|>", "gpt-oss", False, False),
        ("<|start|>assistant<|channel|>analysis<|message|>", "gpt-oss", True, False),
        ("<|start|>assistant<|channel|>final<|message|>", "gpt-oss", False, True),
        ("<|open|>message role=\"assistant\"<|sep|><|open|>think<|sep|>", "kimi", True, False),
        ("<|open|>message role=\"assistant\"<|sep|><|open|>response<|sep|>", "kimi", False, True),
        ("<|begin_assistant|>\nHere are my reasoning steps:\n", "apriel", True, False),
        ("]~b]ai\n<think>\n", "minimax", True, False),
        ("…<think>\n", "none", False, False),
        ("…</think>\n", "none", False, False),
        ("", "qwen3", False, False),
    ],
)  # fmt: skip
def test_the_end_of_a_prompt_tells_whether_thinking_is_on(prompt, family, opened, closed):
    assert (opened_by(prompt, family), closed_by(prompt, family)) == (opened, closed)
