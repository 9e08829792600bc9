"""Decides how the next question's thinking is steered: remembered by weights, as sampling is."""

import dataclasses
from typing import Any

from PySide6.QtCore import QObject

from app.engine.families import phrases
from app.engine.session import Session
from app.engine.values import Ask, Status, Steering
from app.settings import Settings, SettingsKeeper
from app.ui.model.steering import CHOICES, COUNTS, ORDER, SWITCHES, SteeringSection, SteeringState

OF_STEERING = ("budget", "tolerance", "extensions", "phrases", "trials", "on_loop")


def standard() -> dict[str, Any]:
    """The values a new user starts from: those of `Ask`."""
    known: dict[str, Any] = {f.name: f.default for f in (*dataclasses.fields(Steering), *dataclasses.fields(Ask))}
    values = {name: known[name] for name in ORDER}
    return {**values, "phrases": list(values["phrases"])}


def trusted(kept: dict[str, Any]) -> dict[str, Any]:
    """What of remembered values still means something: another version, or a hand, may have written them."""
    most = {count.name: count.most for count in COUNTS}
    taken: dict[str, Any] = {}
    for name, value in kept.items():
        if name in most:
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most[name]:
                taken[name] = value
        elif name in CHOICES:
            if value in CHOICES[name]:
                taken[name] = value
        elif name in SWITCHES:
            if isinstance(value, bool):
                taken[name] = value
        elif name == "phrases" and isinstance(value, list):
            taken[name] = [line for line in value if isinstance(line, str)]
    return taken


class SteeringPresenter(QObject):
    """Between the settings and the section "Thinking"."""

    def __init__(
        self,
        session: Session,
        settings: SettingsKeeper,
        section: SteeringSection,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        """language: of the interface; the phrases shown where none are given are in it."""
        super().__init__(parent)
        self._settings, self._section, self._phrases = settings, section, phrases(language)
        self._path = self._path_of(session.status)
        section.changed.connect(self._on_changed)
        section.unfold_wished.connect(lambda unfolded: settings.replace(steering_unfolded=unfolded))
        session.status_changed.connect(self._on_status)
        settings.changed.connect(self._on_settings)
        self._show()

    def steer(self, ask: Ask) -> Ask:
        """`ask` with everything that is chosen here."""
        values = self._values()
        steering = {name: values.pop(name) for name in OF_STEERING}
        steering["phrases"] = tuple(steering["phrases"])
        return dataclasses.replace(ask, steering=Steering(**steering), **values)

    def _values(self) -> dict[str, Any]:
        return {**standard(), **trusted(self._settings.now.steering.get(self._path, {}))}

    def _path_of(self, status: Status) -> str:
        return str(status.model.path) if status.model else self._settings.now.model

    def _on_status(self, status: Status) -> None:
        path = self._path_of(status)
        if path != self._path:
            self._path = path
            self._show()

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if (old.steering, old.steering_unfolded) != (new.steering, new.steering_unfolded):
            self._show()

    def _on_changed(self, values: dict[str, Any]) -> None:
        usual = standard()
        different = {name: value for name, value in values.items() if usual[name] != value}
        self._settings.replace(steering={**self._settings.now.steering, self._path: different})

    def _show(self) -> None:
        self._section.show_state(SteeringState(self._values(), self._phrases, self._settings.now.steering_unfolded))
