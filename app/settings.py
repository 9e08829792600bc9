"""What the person chose and the program remembers. Kept in the store; knows nothing of widgets."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from app.store.store import Store

ViewMode = Literal["both", "thinking", "answer"]

SMALLEST_TEXT, LARGEST_TEXT = 11, 28
"""Bounds of `Settings.text_size`."""
RECENT_MODELS = 8
"""How many recently opened weights are offered again."""


@dataclass(frozen=True)
class Settings:
    """Every remembered choice, with the value a new user starts from."""

    language: str = "system"
    """"system", "en" or "zh_CN"."""
    theme: str = "system"
    """"system", "light", "dark" or "contrast" (high contrast, light or dark as the system is)."""
    text_size: int = 15
    """Size of the answer's text in pixels."""
    view_mode: ViewMode = "both"
    """"both", "thinking" or "answer"."""
    thinking_share: float = 0.42
    """Width of the thinking pane as a share of both."""
    sidebar: bool = True
    sampling_panel: bool = False
    model: str = ""
    """Path of the weights opened last; empty means the starter."""
    recent: list[str] = field(default_factory=list)
    """Paths of weights, the latest first."""
    sampling: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By path of the weights: what differs from the makers' recommendation; `max_tokens` among it."""
    steering: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By path of the weights: what differs from `app.ui.model.steering_presenter.standard`."""
    steering_unfolded: bool = False
    loading: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By path of the weights: fields of `LoadOptions` that differ from the default."""
    saved_kv: bool = True
    """Whether what was computed of conversations is kept on the disk."""
    saved_kv_gb: int = 4
    """Most room for that, in 10^9 bytes."""
    hub: str = "huggingface"
    """Where weights come from: "huggingface", "modelscope", or "other" for an address that speaks as the first."""
    hub_address: str = ""
    """Of the other hub; empty where `hub` says it all."""
    hub_proxy: str = ""
    """Address of a proxy for hubs; empty takes the system's."""
    hub_token: bool = False
    """Whether a token is kept in the system's keyring, which is not asked where none is."""
    weights_folder: str = ""
    """Where downloads go; empty for the program's own folder."""
    weights_folders: list[str] = field(default_factory=list)
    """Folders in which weights are looked for besides those of known programs."""
    titles: bool = False
    """Whether the weights give titles while nothing else runs."""
    trash_days: int = 30
    """How long what was thrown away is kept; 0 for ever."""
    geometry: str = ""
    """Window geometry as Qt saves it, in base64."""


class SettingsKeeper(QObject):
    """Holds the current `Settings` and writes what changes."""

    changed = Signal(object, object)
    """(old, new) settings."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        known = {f.name: f for f in dataclasses.fields(Settings)}
        kept = {name: value for name, value in store.settings.all().items() if name in known}
        # A value of another type (written by another version, or by hand) is worth less than a default that works.
        default = Settings()
        self._now = Settings(**{n: v for n, v in kept.items() if _fits(v, getattr(default, n))})

    @property
    def now(self) -> Settings:
        return self._now

    def replace(self, **values: Any) -> None:
        """Change some settings; what is new is written and `changed` is emitted once."""
        old, new = self._now, dataclasses.replace(self._now, **values)
        if new == old:
            return
        self._now = new
        for name in values:
            if getattr(old, name) != getattr(new, name):
                self._store.settings.set(name, getattr(new, name))
        self.changed.emit(old, new)

    def remember_model(self, path: str) -> None:
        """Put weights at the head of the recent ones and open them next time."""
        recent = [path, *(p for p in self._now.recent if p != path)][:RECENT_MODELS]
        self.replace(model=path, recent=recent)


def _fits(value: object, default: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    return isinstance(value, type(default))
