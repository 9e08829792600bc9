"""Prompt templates: shipped ones follow the program, a person's own follow the person."""

from dataclasses import replace

import pytest

from app.errors import StoreError, WrongUse
from app.store.records import PromptTemplate, Variable

LI_BAI = Variable("poet", "choice", {"en": "Poet", "zh_CN": "诗人"}, "李白", ("李白", "杜甫"))
LINES = Variable("lines", "number", {"en": "Lines"}, 4.0, minimum=2.0, maximum=8.0)
VERSE = PromptTemplate(
    "verse",
    {"en": "Verse", "zh_CN": "诗"},
    {"en": "d"},
    "writing",
    "写{{ poet }}",
    (LI_BAI, LINES),
    {"top_p": 0.9},
    True,
)
MATHS = PromptTemplate("maths", {"en": "Maths"}, {}, "maths", "{{ q }}", (), {}, True)


@pytest.fixture
def templates(store):
    store.templates.sync_shipped([VERSE, MATHS]).result()
    return store.templates


def test_a_template_comes_back_as_it_was(templates):
    kept = templates.get("verse")
    assert kept == replace(VERSE, id=kept.id)
    assert isinstance(kept.variables[0].choices, tuple)
    assert [each.slug for each in templates.list()] == ["maths", "verse"]
    assert templates.get("none") is None


def test_syncing_again_changes_nothing(templates):
    before = templates.list()
    assert not templates.sync_shipped([VERSE, MATHS]).result().changes.templates
    assert templates.list() == before


def test_shipped_templates_follow_the_program(templates):
    id = templates.get("verse").id
    assert templates.sync_shipped([replace(VERSE, body="new")]).result().changes.templates
    assert (templates.get("verse").body, templates.get("verse").id) == ("new", id)
    assert templates.get("maths") is None


def test_a_copy_is_a_persons_own_and_stays_when_the_shipped_one_goes(templates):
    assert templates.copy("verse").result().value == "verse-2"
    assert templates.copy("verse").result().value == "verse-3"
    templates.save(replace(templates.get("verse-2"), body="mine")).result()
    templates.sync_shipped([]).result()
    assert [(each.slug, each.shipped, each.body) for each in templates.list()] == [
        ("verse-2", False, "mine"),
        ("verse-3", False, VERSE.body),
    ]


def test_a_persons_own_template_keeps_its_slug_when_one_is_shipped_under_it(templates):
    templates.save(replace(VERSE, slug="review", body="mine")).result()
    templates.sync_shipped([VERSE, MATHS, replace(VERSE, slug="review")]).result()
    assert (templates.get("review").body, templates.get("review").shipped) == ("mine", False)


def test_a_persons_own_template_can_be_removed(templates):
    templates.copy("maths").result()
    assert templates.delete("maths-2").result().changes.templates
    assert templates.get("maths-2") is None


def test_a_shipped_template_is_neither_changed_nor_removed(templates):
    for refused in (templates.save(replace(VERSE, body="x")), templates.delete("verse")):
        with pytest.raises(StoreError) as told:
            refused.result()
        assert told.value.sentence == "The template verse comes with Sibian and cannot be changed."
    assert templates.get("verse").body == VERSE.body


def test_an_unknown_template_is_named(templates):
    for refused in (templates.copy("nope"), templates.delete("nope")):
        with pytest.raises(WrongUse) as told:
            refused.result()
        assert told.value.sentence == "There is no template named nope."
