"""Templates that people pass on: what goes out comes in again, and what is hostile stays out."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.prompts import read_template, shipped, write_template
from app.store.records import PromptTemplate, Variable

TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
EVERY = {template.slug: template for template in shipped()}


@pytest.mark.parametrize("template", EVERY.values(), ids=EVERY.keys())
def test_what_goes_out_comes_in_again(template: PromptTemplate) -> None:
    again = read_template(write_template(template).encode())
    assert again == replace(template, shipped=False, imported=True)


@given(title=TEXT, default=TEXT, choice=TEXT)
def test_any_text_survives(title: str, default: str, choice: str) -> None:
    blanks = (Variable("a", "text", {"en": title}, default), Variable("b", "choice", {}, choice, choices=(choice,)))
    made = PromptTemplate("own", {"en": title}, {}, "x", "{{ a }}\n{{ b }}", blanks, {}, shipped=False)
    assert read_template(write_template(made).encode()) == replace(made, imported=True)


HEAD = b'slug = "x"\ntitle = { en = "x" }\n'
HOSTILE = {
    "no TOML": b"\xff\xfe",
    "not a template": b"a = 1",
    "unknown field": HEAD + b'body = "x"\nrun = "rm"',
    "escape": HEAD + b"body = \"{{ ''.__class__.__mro__ }}\"",
    "bomb": HEAD + b'body = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"',
    "long": HEAD + b'body = "' + b"x" * 300_000 + b'"',
    "deep": HEAD + b'body = "x"\nchecker = ' + b"[" * 100_000,
    "deep tables": HEAD + b'body = "x"\nchecker = ' + b"{a=" * 20_000,
    "wrong checker": HEAD + b'body = "x"\n[checker]\nkind = "shell"',
    "deep checker": HEAD + b'body = "x"\nchecker = ' + b'{kind="all",of=[' * 30 + b'{kind="plain"}' + b"]}" * 30,
    "many blanks": HEAD + b'body = "x"\n' + b'[[variables]]\nname="a"\ntype="text"\nlabel={}\ndefault=""\n' * 100,
    "wrong sampling": HEAD + b'body = "x"\n[sampling]\nheat = 1',
    "huge number": HEAD + b'body = "{{ n * n * n * n * n }}"\n[[variables]]\nname="n"\ntype="number"\nlabel={}\n'
    b"default=123456789012345678901234567890",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_within_two_seconds_with_a_sentence(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(UserError) as caught:
        read_template(data)
    assert time.process_time() - begun < 2
    assert len(str(caught.value)) > 20


def test_the_name_of_a_stranger_is_tamed() -> None:
    assert read_template(HEAD.replace(b'"x"', b'"../../Etc PASSWD"', 1) + b'body = "x"').slug == "etc-passwd"
