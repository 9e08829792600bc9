"""Where the open weights went, as the menu of the model says it."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.engine.values import Buffer
from app.ui.model.button import ModelButton
from app.ui.model.placement import PlacesTable, spoken
from app.ui.model.presenter import places
from app.ui.model.states import ModelState, Place
from app.ui.model.wording import memory
from app.ui.theme import theme_named

LOADED = (
    Buffer("CPU", "weights", 92_000_000),
    Buffer("CPU", "kv", 180_000_000),
    Buffer("CUDA0", "weights", 31_400_000_000),
    Buffer("CUDA0", "compute", 300_000_000),
    Buffer("CUDA0", "output", 1_000_000),
)


def test_what_lies_on_a_device_is_added_up() -> None:
    assert places(LOADED) == (
        Place("CPU", 92_000_000, 180_000_000, 0),
        Place("CUDA0", 31_400_000_000, 0, 301_000_000),
    )


def test_the_table_says_a_device_in_a_line(qtbot: QtBot) -> None:
    table = PlacesTable(places(LOADED))
    qtbot.addWidget(table)
    texts = [label.text() for label in table.findChildren(QLabel)]
    assert texts[3:7] == ["Main memory", "92 MB", "180 MB", "–"]
    assert texts[7:] == ["CUDA0", "31.4 GB", "–", "301 MB"]


def test_who_cannot_see_the_table_is_told_the_same(qtbot: QtBot) -> None:
    said = spoken(places(LOADED))
    assert said == "Weights 92 MB on Main memory; Weights 31.4 GB on CUDA0; KV cache 180 MB on Main memory"
    button = ModelButton(theme_named("light"))
    qtbot.addWidget(button)
    button.show_state(ModelState(name="Weights", facts="facts", places=places(LOADED)))
    assert any(said in child.accessibleDescription() for child in button.children() if hasattr(child, "menu"))


def test_sizes_are_told_in_the_units_of_files() -> None:
    assert [memory(size) for size in (92_000_000, 1_800_000_000, 139_000_000_000)] == ["92 MB", "1.8 GB", "139 GB"]
