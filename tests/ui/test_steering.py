"""The section "Thinking" of the sampling panel, and what of it is remembered and asked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.engine.values import Ask, Phase, Status
from app.settings import Settings
from app.ui.model.steering import ORDER, PhrasesEdit, SteeringSection, SteeringState
from app.ui.model.steering_presenter import SteeringPresenter, standard, trusted
from app.ui.theme import theme_named

ASK = Ask(conversation=1, parent=None, question="?")


class Keeper(QObject):
    """Settings without a store."""

    changed = Signal(object, object)

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self.now = Settings(**values)

    def replace(self, **values: Any) -> None:
        old, self.now = self.now, replace(self.now, **values)
        self.changed.emit(old, self.now)


class Engine(QObject):
    status_changed = Signal(object)
    status = Status(Phase.READY)


@pytest.fixture
def section(qtbot: QtBot) -> Iterator[SteeringSection]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    host = QWidget()
    host.resize(400, 700)
    made = SteeringSection(theme_named("light"), host)
    made.show_state(SteeringState(standard(), ("Wait.", "等等。"), unfolded=True))
    qtbot.addWidget(host)
    host.show()
    yield made
    QLocale.setDefault(before)


@pytest.fixture
def with_keeper(section: SteeringSection) -> Callable[..., tuple[SteeringPresenter, Keeper]]:
    def made(**values: Any) -> tuple[SteeringPresenter, Keeper]:
        keeper = Keeper(model="/models/r1.gguf", **values)
        presenter = SteeringPresenter(Engine(), keeper, section, "en", section)  # type: ignore[arg-type]
        return presenter, keeper

    return made


def named(section: SteeringSection, kind: type[QWidget], name: str) -> Any:
    return next(each for each in section.findChildren(kind) if each.accessibleName() == name)


def test_the_section_starts_from_what_the_engine_does_by_itself(
    with_keeper: Callable[..., tuple[SteeringPresenter, Keeper]],
) -> None:
    presenter, _ = with_keeper()
    assert presenter.steer(ASK) == ASK


def test_what_is_chosen_is_asked_and_only_what_differs_is_remembered(
    section: SteeringSection, with_keeper: Callable[..., tuple[SteeringPresenter, Keeper]]
) -> None:
    presenter, keeper = with_keeper()
    named(section, QSpinBox, "Budget").setValue(2048)
    named(section, QSpinBox, "Think longer").setValue(2)
    named(section, QComboBox, "Context full").setCurrentIndex(1)
    named(section, QCheckBox, "Figures of every token").setChecked(False)
    box = named(section, PhrasesEdit, "Phrases, one a line")
    box.setPlainText("Wait, why?\n\n  等等，为什么？ \n")
    section.settle()
    asked = presenter.steer(ASK)
    assert (asked.steering.budget, asked.steering.extensions, asked.overflow, asked.figures) == (
        2048,
        2,
        "shift",
        False,
    )
    assert asked.steering.phrases == ("Wait, why?", "等等，为什么？")
    assert keeper.now.steering["/models/r1.gguf"] == {
        "budget": 2048,
        "extensions": 2,
        "overflow": "shift",
        "figures": False,
        "phrases": ["Wait, why?", "等等，为什么？"],
    }


def test_another_model_has_its_own_steering(
    section: SteeringSection, with_keeper: Callable[..., tuple[SteeringPresenter, Keeper]]
) -> None:
    presenter, keeper = with_keeper(steering={"/models/r1.gguf": {"budget": 99}, "/models/qwq.gguf": {"budget": 7}})
    assert presenter.steer(ASK).steering.budget == 99
    keeper.now = replace(keeper.now, model="/models/qwq.gguf")
    presenter._on_status(Status(Phase.READY))
    assert presenter.steer(ASK).steering.budget == 7
    assert named(section, QSpinBox, "Budget").value() == 7


def test_remembered_values_that_mean_nothing_are_passed_over() -> None:
    kept = {"budget": -1, "alternatives": 21, "on_loop": "explode", "trials": 1, "phrases": ["a", 3]}
    kept |= {"extensions": True, "overflow": "shift", "unknown": 1}
    assert trusted(kept) == {"overflow": "shift", "phrases": ["a"]}


def test_what_would_change_nothing_cannot_be_set(section: SteeringSection) -> None:
    overrun = named(section, QSpinBox, "Tolerance")
    assert not overrun.isEnabled()
    named(section, QSpinBox, "Budget").setValue(512)
    assert overrun.isEnabled()
    trials = named(section, QCheckBox, "Keep trial answers")
    assert not trials.isEnabled()
    named(section, QSpinBox, "Think longer").setValue(1)
    assert trials.isEnabled()


def test_the_engines_own_phrases_stand_where_none_were_written(section: SteeringSection) -> None:
    assert named(section, PhrasesEdit, "Phrases, one a line").placeholderText() == "Wait.\n等等。"


def test_phrases_are_taken_over_after_a_pause(section: SteeringSection, qtbot: QtBot) -> None:
    named(section, QSpinBox, "Think longer").setValue(1)
    with qtbot.waitSignal(section.changed, timeout=3000) as told:
        QTest.keyClicks(named(section, PhrasesEdit, "Phrases, one a line"), "Hm")
    assert told.args[0]["phrases"] == ["Hm"]


def test_it_is_folded_until_asked_for_and_remembers_that(
    section: SteeringSection, with_keeper: Callable[..., tuple[SteeringPresenter, Keeper]]
) -> None:
    _, keeper = with_keeper()
    assert not named(section, QSpinBox, "Budget").isVisible()
    next(each for each in section.findChildren(QPushButton) if each.text() == "Thinking").click()
    assert keeper.now.steering_unfolded
    assert named(section, QSpinBox, "Budget").isVisible()


def test_everything_says_in_words_what_it_does(section: SteeringSection) -> None:
    fields = [section._fields[name] for name in ORDER]
    assert all(each.accessibleName() and each.toolTip() for each in fields)
    assert all(label.toolTip() for label in section.findChildren(QLabel) if label.buddy() is not None)


def test_unknown_defaults_would_be_noticed() -> None:
    assert set(standard()) == set(ORDER)
