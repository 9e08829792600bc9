"""Decides what is loaded, when, and with which sampling a question is asked."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

from app.engine.session import Session
from app.engine.values import Buffer, LoadOptions, Phase, Status
from app.engine.weights import usual
from app.paths import saved_kv_dir
from app.settings import Settings, SettingsKeeper
from app.ui.conversation.present import NO_THINKING
from app.ui.model.button import ModelButton
from app.ui.model.sampling import SamplingPanel
from app.ui.model.states import ModelChoice, ModelState, Place, SamplingState


class ModelPresenter(QObject):
    """Between the session and the views of the model: button, sampling panel, load options."""

    system_wished = Signal(str)
    """A new system prompt for the conversation that is open."""

    def __init__(
        self,
        session: Session,
        settings: SettingsKeeper,
        starter: Path | None,
        button: ModelButton,
        panel: SamplingPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._starter = session, settings, starter
        self._button, self._panel = button, panel
        self._status = session.status
        self._system = ""
        self._tried = ""
        """Weights that were to be opened and are not (yet)."""
        button.open_wished.connect(self.load)
        button.cancel_wished.connect(session.cancel_load)
        panel.changed.connect(self._on_sampling)
        panel.reset_wished.connect(self._on_reset)
        panel.system_changed.connect(self.system_wished)
        session.status_changed.connect(self._on_status)
        settings.changed.connect(self._on_settings)
        self._show()

    def load(self, path: str) -> None:
        """Open weights with the options remembered for them."""
        self._tried = path
        now = self._settings.now
        options = self._kept(path)
        folder, limit = str(saved_kv_dir()) if now.saved_kv else "", now.saved_kv_gb * 10**9
        self._session.load(Path(path), dataclasses.replace(options, saved_folder=folder, saved_limit=limit))

    def load_placed(self, path: str, placement: dict[str, Any]) -> None:
        """Open weights placed as planned, and remember that; other options that are remembered for them stay."""
        loading = self._settings.now.loading
        self._settings.replace(loading={**loading, path: {**loading.get(path, {}), **placement}})
        self.load(path)

    def load_first(self, path: Path | None) -> None:
        """Open what the command line names, else what was open last, else the starter."""
        remembered = self._settings.now.model
        if path is not None:
            self.load(str(path))
        elif remembered and Path(remembered).is_file():
            self.load(remembered)
        elif self._starter is not None:
            self.load(str(self._starter))

    def load_with(self, values: dict[str, Any]) -> None:
        """Open the weights again that the options are about, with other ones, and remember those."""
        if path := self.options_path:
            self._settings.replace(loading={**self._settings.now.loading, path: values})
            self.load(path)

    @property
    def path(self) -> str:
        """Of the weights that are open, else of those that would be."""
        model = self._status.model
        return str(model.path) if model else self._settings.now.model or str(self._starter or "")

    @property
    def options_path(self) -> str:
        """Of the weights whose options a person means now: those that were tried last, else those that are open."""
        return self._tried or self.path

    @property
    def load_options(self) -> LoadOptions:
        """What is remembered for these."""
        return self._kept(self.options_path)

    def _kept(self, path: str) -> LoadOptions:
        kept = self._settings.now.loading.get(path)
        return usual(Path(path)) if kept is None else LoadOptions.from_kept(kept)

    def sampling(self) -> tuple[dict[str, Any], int]:
        """Sampling values for the next question, and the most tokens (0 for as many as fit)."""
        values = self._values()
        return {k: v for k, v in values.items() if k != "max_tokens"}, int(values.get("max_tokens", 0))

    def show_system(self, text: str) -> None:
        """The open conversation has this system prompt."""
        self._system = text
        self._show_sampling()

    def _values(self) -> dict[str, Any]:
        return {"max_tokens": 0, **self._recommended(), **self._settings.now.sampling.get(self.path, {})}

    def _recommended(self) -> dict[str, Any]:
        return dict(self._status.model.recommended) if self._status.model else {}

    def _on_status(self, status: Status) -> None:
        known = self._status.model
        self._status = status
        if status.phase is Phase.READY and status.model is not None:
            self._tried = ""
        if status.model is not None and status.model != known:
            self._settings.remember_model(str(status.model.path))
            self._show_sampling()
        self._show_model()

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.sampling != new.sampling:
            self._show_sampling()
        if old.recent != new.recent:
            self._show_model()

    def _on_sampling(self, values: dict[str, Any]) -> None:
        if self._status.model is None:
            return
        standard = {"max_tokens": 0, **self._recommended()}
        different = {name: value for name, value in values.items() if standard.get(name) != value}
        self._settings.replace(sampling={**self._settings.now.sampling, self.path: different})

    def _on_reset(self) -> None:
        self._settings.replace(sampling={**self._settings.now.sampling, self.path: {}})

    def _show(self) -> None:
        self._show_model()
        self._show_sampling()

    def _show_model(self) -> None:
        status, model = self._status, self._status.model
        loading = status.phase is Phase.LOADING
        self._button.show_state(
            ModelState(
                name=model.name if model else "",
                path=str(model.path) if model else "",
                loading=status.progress if loading else None,
                loading_name=status.loading_name if loading else "",
                facts=self._facts(),
                choices=self._choices(),
                places=places(model.buffers) if model else (),
            )
        )

    def _facts(self) -> str:
        model = self._status.model
        if model is None:
            return ""
        locale = QLocale()
        silent = model.family == NO_THINKING
        return self.tr("{family} · context {context} · {size} GB").format(
            family=self.tr("does not think aloud") if silent else model.family,
            context=locale.toString(model.n_ctx),
            size=locale.toString(model.size / 1e9, "f", 1),
        )

    def _choices(self) -> tuple[ModelChoice, ...]:
        starter = str(self._starter) if self._starter else ""
        choices = [ModelChoice(starter, Path(starter).stem, starter=True)] if starter else []
        recent = (p for p in self._settings.now.recent if p != starter and Path(p).is_file())
        return (*choices, *(ModelChoice(p, Path(p).stem) for p in recent))

    def _show_sampling(self) -> None:
        model = self._status.model
        self._panel.show_state(
            SamplingState(
                values=self._values(),
                recommended={"max_tokens": 0, **self._recommended()} if model else {},
                model=model.name if model else "",
                system=self._system,
                system_prompt_advised=model.system_prompt_advised if model else True,
            )
        )


def places(buffers: Iterable[Buffer]) -> tuple[Place, ...]:
    """What the engine took on each device, in the order it names them."""
    found: dict[str, dict[str, int]] = {}
    for each in buffers:
        use = each.use if each.use in ("weights", "kv") else "working"
        sizes = found.setdefault(each.device, {"weights": 0, "kv": 0, "working": 0})
        sizes[use] += each.size
    return tuple(Place(device, **sizes) for device, sizes in found.items())
