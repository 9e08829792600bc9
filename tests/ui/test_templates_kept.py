"""Templates that come from files, fill themselves, remember what they were, and ask for many answers."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.forms.spec import read_spec
from app.prompts import Surroundings, shipped
from app.prompts.files import write_template
from app.store.records import Part
from app.store.store import Store
from app.ui.group.wiring import report_on
from app.ui.templates import TemplatesDialog, TemplatesPresenter, TemplateUse
from app.ui.templates.drafts import CHECKER, SAMPLING
from app.ui.templates.more_fields import FileField, SeveralField, YesNoField
from app.ui.templates.slash import SlashList
from app.ui.theme import theme_named
from tests.ui.person import Person

AROUND = Surroundings("2026-11-28", "copied words", "the answer above", "Line 2 must end in a level tone.")
OF = {template.slug: template for template in shipped()}


class Kept:
    """A dialog over a real store."""

    def __init__(self, store: Store, bot: QtBot) -> None:
        self.store, self.bot = store, bot
        self.dialog = TemplatesDialog(theme_named("light"))
        bot.addWidget(self.dialog)
        self.presenter = TemplatesPresenter(store.templates, self.dialog, "en", self.dialog, {}, AROUND)
        self.uses: list[TemplateUse] = []
        self.presenter.used.connect(self.uses.append)
        self.dialog.show()

    def open(self, slug: str) -> None:
        self.dialog.select_wished.emit(slug)

    def field(self, name: str):
        return self.dialog.page.form.field(name)

    def preview(self) -> str:
        return self.dialog.page.preview.text()

    def remark(self) -> str:
        callout = self.dialog.remarks._callout
        return callout.text() if callout is not None else ""


@pytest.fixture
def kept(tmp_path: Path, qtbot: QtBot):
    with Store.open(tmp_path / "store.db", lambda raw, *_: [Part("answer", raw)]) as store:
        store.templates.sync_shipped(shipped()).result()
        yield Kept(store, qtbot)


def test_several_choices_are_ticked_and_stand_in_the_text(kept):
    kept.open("quatrains-by-poets")
    field = kept.field("poets")
    assert isinstance(field, SeveralField)
    boxes = {box.text(): box for box in field.findChildren(QCheckBox)}
    boxes["杜甫"].setChecked(False)
    boxes["王维"].setChecked(True)
    assert "李白" in kept.preview()
    assert "王维" in kept.preview()
    assert "仿杜甫" not in kept.preview()


def test_yes_or_no_is_a_box(kept):
    name, slug = next((v.name, t.slug) for t in OF.values() for v in t.variables if v.type == "yes_no")
    kept.open(slug)
    field = kept.field(name)
    assert isinstance(field, YesNoField)
    before = kept.preview()
    field.edit.click()
    assert kept.preview() != before


def test_a_file_is_put_as_the_makers_of_r1_do(kept, tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text("第一行\n第二行", encoding="utf-8")
    kept.open("ask-a-file")
    field = kept.field("file") if "file" in {v.name for v in OF["ask-a-file"].variables} else None
    field = field or next(f for f in kept.dialog.page.form._fields.values() if isinstance(f, FileField))
    field.chosen.emit(str(path))
    assert "[file name]: 报告.txt\n[file content begin]\n第一行\n第二行\n[file content end]" in kept.preview()


def test_a_file_that_is_no_text_is_refused_with_a_sentence(kept, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\xff\xfe")
    kept.open("ask-a-file")
    field = next(f for f in kept.dialog.page.form._fields.values() if isinstance(f, FileField))
    before = kept.preview()
    field.chosen.emit(str(path))
    assert "not UTF-8" in field.problem()
    assert kept.preview() == before


def test_the_checkers_report_and_the_last_answer_fill_themselves(kept):
    kept.open("poem-repair")
    assert AROUND.report in kept.preview()


def test_a_use_brings_its_checker_with_the_values_in_it_and_how_many_are_wished_for(kept):
    kept.open("quatrains-by-poets")
    kept.dialog.sample_wished.emit(8)
    (use,) = kept.uses
    spec = read_spec(json.loads(use.checker))
    poem = spec if spec.kind == "poem" else next(part for part in spec.parts if part.kind == "poem")
    assert (poem.options["form"], poem.options["count"]) == ("七言绝句", 2)
    assert use.samples == 8


def test_what_is_exported_comes_in_again_as_somebody_elses(kept, tmp_path):
    path = tmp_path / "mine.toml"
    kept.open("database-fault")
    kept.dialog.export_wished.emit(str(path))
    kept.dialog.import_wished.emit(str(path))
    kept.bot.waitUntil(lambda: "imported" in kept.remark())
    found = kept.store.templates.get("database-fault-2")
    assert found.imported
    assert (found.body, found.checker, found.variables) == (
        OF["database-fault"].body,
        OF["database-fault"].checker,
        OF["database-fault"].variables,
    )
    assert kept.dialog.page._origin.isVisible()


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01binary",
        b"slug = 1",
        b"a = [" * 400,
        write_template(OF["code-review"]).replace("{{ code", "{{ code.__class__ and code").encode(),
        b'slug = "x"\nbody = "' + b"x" * (1 << 19) + b'"',
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(kept, tmp_path, data):
    path = tmp_path / "theirs.toml"
    path.write_bytes(data)
    before = len(kept.store.templates.list())
    kept.dialog.import_wished.emit(str(path))
    assert kept.remark()
    assert len(kept.store.templates.list()) == before


def test_an_earlier_version_is_brought_back_as_a_draft(kept):
    slug = kept.store.templates.copy("code-review").result().value
    kept.presenter._reload(slug)
    editor = kept.dialog.page.editor
    for body in ("one", "two"):
        editor.body.setPlainText(body)
        kept.dialog.save_wished.emit()
        kept.bot.waitUntil(lambda body=body: kept.store.templates.get(slug).body == body)
    kept.bot.waitUntil(lambda: len(editor._past.menu().actions()) == 2)
    editor._past.menu().actions()[0].trigger()
    assert editor.body.exact() == "one"
    assert kept.store.templates.get(slug).body == "two"
    editor.revert_wished.emit()


def test_faults_of_sampling_and_checker_stand_where_they_are_edited(kept):
    slug = kept.store.templates.copy("code-review").result().value
    kept.presenter._reload(slug)
    recommended = kept.dialog.page.editor.recommended
    recommended.sampling.setText("warmth 0.6")
    assert "warmth" in recommended.problem(SAMPLING)
    recommended.sampling.setText("temperature 0.6")
    assert recommended.problem(SAMPLING) == ""
    recommended.checker.json.setPlainText('{"kind": "horoscope"}')
    assert "horoscope" in recommended.problem(CHECKER)
    recommended.checker.json.setPlainText('{"kind": "length", "unit": "words", "most": 90}')
    recommended.samples.setValue(4)
    assert recommended.problem(CHECKER) == ""
    kept.dialog.save_wished.emit()
    kept.bot.waitUntil(lambda: kept.store.templates.get(slug).samples == 4)
    found = kept.store.templates.get(slug)
    assert (found.sampling, found.checker["most"]) == ({"temperature": 0.6}, 90)
    kept.dialog.closing.emit()


def test_a_missing_value_shows_its_name_where_it_would_stand(kept):
    slug, variable = next((t.slug, v) for t in OF.values() for v in t.variables if v.required)
    kept.open(slug)
    kept.dialog.value_typed.emit(variable.name, "")
    assert f"⟦{variable.name}⟧" in kept.preview()
    assert not kept.dialog.page.use.isEnabled()


def test_a_slash_lists_the_templates_and_enter_opens_one(person: Person) -> None:
    box = person.window.composer.focusProxy()
    person.qtbot.keyClicks(box, "/")
    person.wait(lambda: any(each.isVisible() for each in person.window.findChildren(SlashList)))
    listed = person.window.findChild(SlashList)
    everything = listed.count()
    person.qtbot.keyClicks(box, "json")
    assert 0 < listed.count() < everything
    person.qtbot.keyClick(box, Qt.Key.Key_Return)
    person.wait(lambda: any(d.isVisible() for d in person.window.findChildren(TemplatesDialog)))
    assert person.window.composer.text() == ""
    dialog = person.window.findChild(TemplatesDialog)
    assert "JSON" in dialog.page._title.text()
    dialog.close()
    QApplication.processEvents()


def test_escape_closes_the_list_and_what_was_typed_stays(person: Person) -> None:
    box = person.window.composer.focusProxy()
    person.qtbot.keyClicks(box, "/")
    person.wait(lambda: any(each.isVisible() for each in person.window.findChildren(SlashList)))
    person.qtbot.keyClick(box, Qt.Key.Key_Escape)
    person.qtbot.keyClicks(box, "etc/hosts")
    assert person.window.composer.text() == "/etc/hosts"
    assert not person.window.findChild(SlashList).isVisible()


def test_a_slash_where_many_tries_are_asked_for_brings_a_template_there(person: Person) -> None:
    person.desk.pages.show("group")
    ask = person.desk.pages.opener("group")._page.ask
    person.qtbot.keyClicks(ask.input, "/")
    person.wait(lambda: any(each.isVisible() for each in person.window.findChildren(SlashList)))
    person.qtbot.keyClicks(ask.input, "json")
    person.qtbot.keyClick(ask.input, Qt.Key.Key_Return)
    person.wait(lambda: any(d.isVisible() for d in person.window.findChildren(TemplatesDialog)))
    dialog = person.window.findChild(TemplatesDialog)
    dialog.use_wished.emit()
    QApplication.processEvents()
    assert person.desk.pages.current == "group"
    assert "JSON" in ask.text()


def test_a_template_sampled_many_times_lands_on_the_page_for_it(person: Person) -> None:
    use = TemplateUse("quatrains-by-poets", "写诗", {"temperature": 0.7}, '{"kind": "poem"}', 4)
    person.desk.trying._use(use)
    assert person.desk.pages.current == "group"
    page = person.desk.pages.opener("group")._page
    assert (page.ask.text(), page.ask.count.value(), page.ask.checker()) == ("写诗", 4, '{"kind": "poem"}')
    page.ask._try_to_ask()
    person.wait(lambda: page.state is not None and len(page.state.samples) == 4)
    person.wait_ready()
    (exchange,) = person.program.store.conversations.branch(person.desk.conversation.conversation)
    assert exchange.generation.sampling["temperature"] == 0.7
    assert exchange.question.checker == '{"kind": "poem"}'


def test_a_report_says_what_is_wrong_in_sentences():
    told = report_on(
        "东风一夜到江城，细雨无声润草绿。忽有流莺啼柳外，一犁烟水起春耕。", '{"kind": "poem", "form": "七言绝句"}'
    )
    assert "Line 2" in told
    assert report_on("…", "{no json") == ""


def test_what_stands_in_the_composer_moves_to_many_tries_with_its_template(person: Person) -> None:
    person.desk.trying._use(TemplateUse("quatrains-by-poets", "写诗", {"temperature": 0.7}, '{"kind": "poem"}'))
    assert person.window.composer.text() == "写诗"
    person.desk.trying._ask_many()
    page = person.desk.pages.opener("group")._page
    assert (person.window.composer.text(), page.ask.text(), page.ask.checker()) == ("", "写诗", '{"kind": "poem"}')
    page.ask._input.moveCursor(page.ask._input.textCursor().MoveOperation.End)
    person.qtbot.keyClicks(page.ask.focusProxy(), "!")
    page.ask.count.setValue(2)
    page.ask._try_to_ask()
    person.wait(lambda: page.state is not None and len(page.state.samples) == 2)
    person.wait_ready()
    (exchange,) = person.program.store.conversations.branch(person.desk.conversation.conversation)
    assert (exchange.question.text("text"), exchange.generation.sampling["temperature"]) == ("写诗!", 0.7)


def test_a_template_that_was_deleted_from_the_box_leaves_nothing_behind(person: Person) -> None:
    person.desk.pages.show("group")
    opener = person.desk.pages.opener("group")
    person.desk.trying._use(TemplateUse("quatrains-by-poets", "写诗", {"temperature": 0.7}, "", 2))
    assert opener._kept.prepared is not None
    opener._page.ask.set_text("")
    assert opener._kept.prepared is None
