"""By what a template's answers are judged, edited as a form; and the category it stands under."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.forms.spec import KINDS
from app.prompts import shipped
from app.store.records import Part
from app.store.store import Store
from app.ui.templates import TemplatesDialog, TemplatesPresenter, check_names, checks
from app.ui.templates.checker_form import CheckerForm
from app.ui.templates.drafts import CHECKER
from app.ui.theme import theme_named

JUDGED = [template for template in shipped() if template.checker]


class Editing:
    """A template of a person's own, open in its editor over a real store."""

    def __init__(self, store: Store, bot: QtBot) -> None:
        self.store, self.bot = store, bot
        self.dialog = TemplatesDialog(theme_named("light"))
        bot.addWidget(self.dialog)
        self.presenter = TemplatesPresenter(store.templates, self.dialog, "en", self.dialog)
        self.dialog.show()

    def copy(self, slug: str) -> CheckerForm:
        self.slug = self.store.templates.copy(slug).result().value
        self.presenter._reload(self.slug)
        return self.form

    @property
    def form(self) -> CheckerForm:
        return self.dialog.page.editor.recommended.checker

    def kept(self) -> dict[str, object]:
        """The checker after saving."""
        self.dialog.save_wished.emit()
        written = json.loads(self.form.exact() or "{}")
        self.bot.waitUntil(lambda: self.store.templates.get(self.slug).checker == written)
        return written


@pytest.fixture
def editing(tmp_path: Path, qtbot: QtBot):
    with Store.open(tmp_path / "store.db", lambda raw, *_: [Part("answer", raw)]) as store:
        store.templates.sync_shipped(shipped()).result()
        opened = Editing(store, qtbot)
        yield opened
        opened.dialog.save_wished.emit()
        opened.dialog.closing.emit()


def test_a_check_is_added_told_and_taken_away_without_a_line_of_json(editing):
    form = editing.copy("code-review")
    for card in list(form.cards):
        card.remove_wished.emit()
    form._add.click()
    form.cards[0].kind_chosen.emit("poem")
    form.cards[0].fields["form"].set_text("七言绝句")
    form.cards[0].fields["count"].set_text("2")
    form._add.click()
    form.cards[1].fields["most"].set_text("90")
    form.cards[0].fields["weight"].set_text("4")
    poem = {"kind": "poem", "form": "七言绝句", "count": 2, "weight": 4}
    assert editing.kept() == {"kind": "all", "of": [poem, {"kind": "length", "most": 90}]}
    form.cards[1].remove_wished.emit()
    assert editing.kept() == poem
    form.cards[0].fields["count"].set_text("")
    assert editing.kept() == {"kind": "poem", "form": "七言绝句", "weight": 4}


@pytest.mark.parametrize("template", JUDGED, ids=lambda template: template.slug)
def test_every_shipped_checker_is_shown_as_a_form_and_stays_what_it_is(template, qtbot):
    form = CheckerForm(theme_named("light"))
    qtbot.addWidget(form)
    form.show_names(tuple(variable.name for variable in template.variables))
    form.show_checker(checks.as_text(template.checker))
    assert form.way.value() == "form"
    assert form.cards
    for card in form.cards:
        for field in card.fields.values():
            field.typed.emit()
    assert json.loads(form.exact()) == template.checker


def test_a_value_that_does_not_fit_is_told_beneath_its_field(editing):
    form = editing.copy("jueju-two-poets")
    count = form.cards[0].fields["count"]
    count.set_text("two")
    assert count.problem() == "A whole number is wanted."
    assert [field.problem() for card in form.cards for field in card.fields.values() if field is not count] == [""] * (
        sum(len(card.fields) for card in form.cards) - 1
    )
    count.set_text("2")
    assert count.problem() == ""


def test_a_variable_stands_in_the_place_of_a_value_and_one_that_is_not_there_is_a_fault(editing):
    form = editing.copy("jueju-two-poets")
    book = form.cards[0].fields["rhyme_book"]
    assert book.text() == "{{ rhyme_book }}"
    book.set_text("{{ nobody }}")
    assert "nobody" in book.problem()
    book.set_text("中华新韵")
    assert book.problem() == ""


def test_what_no_form_can_show_is_edited_as_json(editing):
    form = editing.copy("jueju-two-poets")
    form.way.chosen.emit("json")
    form.json.setPlainText('{"kind": "all", "of": [{"kind": "all", "of": [{"kind": "plain"}]}]}')
    assert form.way.possible() == ("json",)
    assert form.problem() == ""
    form.json.setPlainText('{"kind": "horoscope"}')
    assert "horoscope" in form.problem()
    form.json.setPlainText("{")
    assert editing.dialog.page.editor.recommended.problem(CHECKER)
    form.json.setPlainText('{"kind": "plain"}')
    form.way.chosen.emit("form")
    assert [card.raw for card in form.cards] == [{"kind": "plain"}]


def test_every_kind_and_every_option_has_a_name_of_its_own(qapp):
    for kind, options in KINDS.items():
        if kind == "all":
            continue
        assert check_names.kind(kind) != kind
        names = [check_names.option(kind, name) for name in options]
        assert len(set(names)) == len(names)
        assert not set(names) & set(options)


def test_the_category_is_chosen_or_written_and_is_where_the_template_stands(editing):
    editing.copy("code-review")
    box = editing.dialog.page.editor.category
    assert box.text() == "Code"
    box.setEditText("Verse")
    editing.dialog.save_wished.emit()
    editing.bot.waitUntil(lambda: editing.store.templates.get(editing.slug).category == "verse")
    box.setEditText("Letters to aunts")
    editing.dialog.save_wished.emit()
    editing.bot.waitUntil(lambda: editing.store.templates.get(editing.slug).category == "Letters to aunts")
    (row,) = (row for row in editing.presenter._rows() if row.slug == editing.slug)
    assert row.heading == "My templates  ·  Letters to aunts"
