"""The dialog of load options, as a person fills it in and as the engine answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.engine.values import LoadOptions
from app.ui.model.checks import is_address
from app.ui.model.options import LoadOptionsDialog
from app.ui.model.states import DeviceChoice, LoadFacts
from app.ui.theme import theme_named

GPUS = (DeviceChoice("CUDA0", "NVIDIA H200", 120 * 10**9, 139 * 10**9), DeviceChoice("CUDA1", "NVIDIA H200"))
EVERYTHING = LoadOptions(
    n_ctx=65536,
    n_batch=1024,
    n_ubatch=256,
    lanes=4,
    threads=3,
    threads_batch=6,
    type_k="q8_0",
    type_v="q4_0",
    flash_attention="on",
    kv_on_gpu=False,
    rope_scaling="yarn",
    rope_freq_base=500000.0,
    rope_freq_scale=0.25,
    yarn_original_context=32768,
    gpu_layers=12,
    devices=("CUDA1", "CUDA0"),
    split="row",
    tensor_split=(3.0, 1.0),
    experts_on_cpu=7,
    experts_from="last",
    overrides=((r"\.ffn_up_exps\.", "CUDA1"), ("attn", "CPU")),
    mmap=False,
    mlock=True,
    rpc=("10.0.0.2:50052", "[::1]:50053"),
    family="qwen3",
)


@pytest.fixture
def made(qtbot: QtBot):
    """Makes dialogs that are gone after the test."""

    def make(options: LoadOptions | None = None, **facts: object) -> LoadOptionsDialog:
        known = LoadFacts(**{"name": "Weights", "families": ("deepseek-r1", "qwen3"), **facts})
        dialog = LoadOptionsDialog(known, options or LoadOptions(), theme_named("light"))
        qtbot.addWidget(dialog)
        return dialog

    return make


def press(dialog: LoadOptionsDialog, label: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == label).click()


def write(dialog: LoadOptionsDialog, name: str, text: str) -> None:
    """Type into the last line of a field."""
    dialog.field(name).findChildren(QLineEdit)[-1].setText(text)


def test_what_was_remembered_comes_out_as_it_went_in(made) -> None:
    dialog = made(EVERYTHING, devices=GPUS, experts=128, layers=60)
    assert dialog.options() == EVERYTHING
    assert set(dialog.values()) == LoadOptionsDialog.NAMES - {"main_gpu", "adapters", "draft"}


def test_files_of_adapters_and_drafts_come_out_as_they_went_in(made, tmp_path: Path) -> None:
    lora, draft = tmp_path / "lora.gguf", tmp_path / "draft.gguf"
    for file in (lora, draft):
        file.touch()
    options = LoadOptions(adapters=((str(lora), 0.5),), draft=str(draft))
    dialog = made(options)
    assert dialog.options() == options
    assert dialog.fault("adapters") == dialog.fault("draft") == ""
    lora.unlink()
    assert str(lora) in made(options).fault("adapters")


def test_defaults_are_not_remembered(made) -> None:
    dialog = made(LoadOptions(saved_folder="/somewhere"))
    assert dialog.values() == {}


def test_reset_brings_every_default_back(made) -> None:
    dialog = made(EVERYTHING, devices=GPUS, experts=128)
    press(dialog, "Reset to the defaults")
    assert dialog.values() == {}


def test_what_few_people_need_is_folded_until_it_differs(made) -> None:
    plain = made()
    assert not any(plain.fold(name).is_open() for name in ("memory", "overrides", "positions", "adapters", "servers"))
    dialog = made(LoadOptions(mlock=True, rope_scaling="linear"))
    assert dialog.fold("memory").is_open()
    assert dialog.fold("memory").summary() != ""
    assert dialog.fold("positions").is_open()
    assert not dialog.fold("servers").is_open()


def test_devices_are_asked_about_only_where_there_are_some_but_servers_always(made) -> None:
    assert made().fold("devices").isHidden()
    assert not made(devices=GPUS).fold("devices").isHidden()
    assert not made(LoadOptions(devices=("CUDA7",))).fold("devices").isHidden()
    assert not made().fold("servers").isHidden()


def test_experts_are_asked_about_once_the_weights_are_known_to_have_some(made) -> None:
    dialog = made()
    assert dialog.fold("experts").isHidden()
    dialog.show_facts(LoadFacts("Weights", layers=60, experts=256))
    assert not dialog.fold("experts").isHidden()


def test_a_device_that_is_gone_can_be_seen_and_taken_out(made) -> None:
    dialog = made(LoadOptions(devices=("CUDA7",)), devices=GPUS)
    assert dialog.options().devices == ("CUDA7",)
    texts = [label.text() for label in dialog.field("devices").findChildren(QLabel)]
    assert any("CUDA7" in text and "not there now" in text for text in texts)


def test_all_on_one_names_the_devices_so_that_the_place_keeps_its_meaning(made) -> None:
    dialog = made(LoadOptions(split="none", main_gpu=1), devices=GPUS)
    assert dialog.options().devices == ("CUDA0", "CUDA1")
    assert dialog.options().main_gpu == 1


@pytest.mark.parametrize(
    ("options", "field", "fold"),
    [
        (LoadOptions(type_v="q8_0", flash_attention="off"), "type_v", "memory"),
        (LoadOptions(n_batch=128, n_ubatch=512), "n_ubatch", "memory"),
        (LoadOptions(overrides=(("(open", "CPU"),)), "overrides", "overrides"),
        (LoadOptions(rpc=("nonsense",)), "rpc", "servers"),
        (LoadOptions(rpc=("a:1", "a:1")), "rpc", "servers"),
        (LoadOptions(draft="/no/such/file.gguf"), "draft", "draft"),
        (LoadOptions(experts_on_cpu=61), "experts_on_cpu", "experts"),
    ],
)
def test_a_value_that_cannot_be_is_said_at_its_field_and_keeps_the_dialog_open(
    made, qtbot: QtBot, options: LoadOptions, field: str, fold: str
) -> None:
    dialog = made(options, layers=60, experts=8)
    wishes: list[dict] = []
    dialog.load_wished.connect(wishes.append)
    assert dialog.fault(field) != ""
    dialog.fold(fold).set_open(False)
    assert dialog.fold(fold).summary() == "Look here"
    dialog.show()
    press(dialog, "Load")
    assert dialog.isVisible()
    assert dialog.fold(fold).is_open()
    assert wishes == []


def test_a_mended_value_loads(made) -> None:
    dialog = made(LoadOptions(rpc=("nonsense",)))
    wishes: list[dict] = []
    dialog.load_wished.connect(wishes.append)
    write(dialog, "rpc", "workstation:50052")
    assert dialog.fault("rpc") == ""
    press(dialog, "Load")
    assert wishes == [{"rpc": ("workstation:50052",)}]


def test_only_the_row_that_is_wrong_is_marked(made) -> None:
    dialog = made(LoadOptions(rpc=("10.0.0.2:50052", "nonsense")))
    lines = dialog.field("rpc").findChildren(QLineEdit)
    assert [bool(line.property("invalid")) for line in lines] == [False, True]


def test_without_any_device_left_it_is_said_what_to_do(made) -> None:
    dialog = made(LoadOptions(devices=("CUDA0",)), devices=GPUS[:1])
    dialog.field("devices").findChildren(QCheckBox)[0].setChecked(False)
    assert dialog.fault("devices") != ""


def test_what_the_engine_refused_is_said_at_its_field_until_it_is_another(made, qtbot: QtBot) -> None:
    dialog = made(LoadOptions(rpc=("10.0.0.2:50052",)))
    dialog.fold("servers").set_open(False)
    dialog.show()
    dialog.show_refusal("rpc", "10.0.0.2:50052")
    assert "10.0.0.2:50052" in dialog.fault("rpc")
    assert dialog.fold("servers").is_open()
    write(dialog, "rpc", "10.0.0.3:50052")
    assert dialog.fault("rpc") == ""


def test_a_build_without_rpc_says_so(made) -> None:
    assert "RPC" in made(LoadOptions(rpc=("a:1",)), rpc=False).fault("rpc")


def test_a_context_beyond_the_training_is_remarked_on_and_allowed(made) -> None:
    dialog = made(LoadOptions(n_ctx=65536), trained=32768)
    assert dialog.fault("n_ctx") == ""
    assert any("32,768" in label.text() or "32768" in label.text() for label in dialog.findChildren(QLabel))


def test_the_wheel_passes_over_a_value_without_changing_it(made) -> None:
    dialog = made()
    dialog.show()
    spin = dialog.field("n_ctx").findChild(QSpinBox)
    dialog.field("threads").setFocus()
    at = QPointF(5, 5)
    wheel = QWheelEvent(
        at, spin.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(spin, wheel)
    assert spin.value() == 0


def test_every_option_has_a_name_for_who_cannot_see_it(made) -> None:
    dialog = made(EVERYTHING, devices=GPUS, experts=8)
    for line in dialog.findChildren(QLineEdit):
        if line.objectName() != "qt_spinbox_lineedit":
            assert line.accessibleName() != ""


@pytest.mark.parametrize(
    ("text", "right"),
    [("a:1", True), ("[::1]:65535", True), ("a:0", False), ("a:65536", False), ("a", False), ("http://a:1", False)],
)
def test_an_address_is_a_host_and_a_port(text: str, right: bool) -> None:
    assert is_address(text) is right
