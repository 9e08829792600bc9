"""Carries out what is chosen of hubs and folders: settings at once, the token in the system's keyring."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject

from app import credentials
from app.engine.futures import FutureWatcher
from app.settings import Settings, SettingsKeeper
from app.ui.settings.weights import WeightsGroup


class WeightsSettings(QObject):
    """Lives as long as the view. Keyrings may ask the person to unlock them, so they are spoken to elsewhere."""

    def __init__(self, settings: SettingsKeeper, view: WeightsGroup) -> None:
        super().__init__(view)
        self._settings, self._view = settings, view
        self._watcher = FutureWatcher(self)
        for wished, name in (
            (view.hub_wished, "hub"), (view.address_wished, "hub_address"), (view.proxy_wished, "hub_proxy"),
            (view.folder_wished, "weights_folder"), (view.folders_wished, "weights_folders"),
        ):  # fmt: skip
            wished.connect(lambda value, name=name: settings.replace(**{name: value}))
        settings.changed.connect(self._on_settings)
        view.token_wished.connect(self._keep)
        view.show_token(settings.now.hub_token, True)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.weights_folder != new.weights_folder:
            self._view.show_folder(new.weights_folder)
        if old.weights_folders != new.weights_folders:
            self._view.show_folders(new.weights_folders)

    def _keep(self, token: str) -> None:
        """Keep it, or forget the one that is kept where it is empty."""
        pool = ThreadPoolExecutor(1, "keyring")
        future = pool.submit(credentials.keep, token) if token else pool.submit(credentials.forget)
        pool.shutdown(wait=False)

        def done(_: None) -> None:
            self._settings.replace(hub_token=bool(token))
            self._view.show_token(bool(token), True)

        self._watcher.watch(future, done, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, credentials.NoKeyring):
            raise error
        self._view.show_token(self._settings.now.hub_token, False)
