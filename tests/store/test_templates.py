"""Prompt templates: shipped ones follow the program, a person's own follow the person."""

from dataclasses import replace

import pytest

from app.errors import StoreError, WrongUse
from app.store.records import PromptTemplate, Variable
from app.store.templates import MOST_VERSIONS

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


def test_a_template_brings_what_its_answers_are_judged_by(templates):
    checker = {"kind": "all", "of": [{"kind": "poem", "form": "{{ form }}"}]}
    templates.save(replace(VERSE, slug="own", checker=checker, samples=8, imported=True)).result()
    kept = templates.get("own")
    assert (kept.checker, kept.samples, kept.imported) == (checker, 8, True)
    assert templates.get(templates.copy("own").result().value).imported is False


def test_what_a_template_was_before_a_change_can_be_looked_up(templates):
    slug = templates.copy("verse").result().value
    first = templates.get(slug)
    templates.save(replace(first, body="second")).result()
    templates.save(replace(first, body="second")).result()
    templates.save(replace(first, body="third", samples=4)).result()
    assert [each.template.body for each in templates.versions(slug)] == ["second", VERSE.body]
    assert templates.versions(slug)[-1].template == replace(first, id=None)
    assert templates.versions("verse") == []


def test_the_oldest_versions_go(templates):
    slug = templates.copy("verse").result().value
    for number in range(MOST_VERSIONS + 3):
        templates.save(replace(VERSE, slug=slug, body=f"{number}")).result()
    kept = [each.template.body for each in templates.versions(slug)]
    assert (len(kept), kept[0], kept[-1]) == (MOST_VERSIONS, f"{MOST_VERSIONS + 1}", "2")


def test_a_new_template_takes_no_ones_name(templates):
    assert templates.add(replace(VERSE, body="theirs", imported=True)).result().value == "verse-2"
    assert templates.add(replace(VERSE, slug="free")).result().value == "free"
    assert (templates.get("verse").body, templates.get("verse-2").imported) == (VERSE.body, True)
