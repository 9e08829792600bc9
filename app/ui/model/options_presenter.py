"""Decides what the load options dialog is told of weights and machine, and when it opens by itself."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.engine.families import families
from app.engine.futures import FutureWatcher
from app.engine.session import Session
from app.errors import UserError
from app.ui.model.placement import MAIN_MEMORY
from app.ui.model.presenter import ModelPresenter
from app.ui.model.states import DeviceChoice, LoadFacts
from app.ui.theme import Theme
from models.card import Card, read_card
from models.gguf import BadGguf

if TYPE_CHECKING:
    from app.ui.model.options import LoadOptionsDialog


class OptionsPresenter(QObject):
    """Opens the dialog when asked, and at the field of an option that the engine did not accept."""

    opened = Signal(object)
    """LoadOptionsDialog, to be put on the screen."""
    others_failed = Signal(object)
    """UserError of the session that is about no option of the dialog."""

    def __init__(self, session: Session, models: ModelPresenter, theme: Theme, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._session, self._models, self._theme, self._window = session, models, theme, window
        session.failed.connect(self._on_failed)

    def ask(self) -> "LoadOptionsDialog":
        """Make the dialog for the weights that are meant now."""
        from app.ui.model.options import LoadOptionsDialog  # no start should wait for it

        path = Path(self._models.options_path)
        facts = self._facts(path)
        dialog = LoadOptionsDialog(facts, self._models.load_options, self._theme, self._window)
        dialog.load_wished.connect(self._models.load_with)
        self._read(path, facts, dialog)
        self.opened.emit(dialog)
        return dialog

    def _on_failed(self, error: UserError) -> None:
        from app.ui.model.options import LoadOptionsDialog

        field = str(error.fields.get("field", ""))
        if error.kind != "bad_option" or field not in LoadOptionsDialog.NAMES:
            self.others_failed.emit(error)
            return
        self.ask().show_refusal(field, str(error.fields.get("value", "")))

    def _facts(self, path: Path) -> LoadFacts:
        devices = [
            DeviceChoice(each.name, each.description, each.memory_free, each.memory_total)
            for each in self._session.devices
            if each.kind != "cpu"
        ]
        model = self._session.status.model
        # Devices of other machines are known only once they have been used.
        used = [buffer.device for buffer in model.buffers] if model is not None else []
        known = {MAIN_MEMORY, *(device.name for device in devices)}
        more = [DeviceChoice(name) for name in dict.fromkeys(used) if name not in known and name.startswith("RPC")]
        return LoadFacts(name=path.stem, devices=(*more, *devices), rpc=self._session.rpc, families=families())

    def _read(self, path: Path, facts: LoadFacts, dialog: "LoadOptionsDialog") -> None:
        """The header of large weights on a slow disk takes a while; the dialog does not wait for it."""
        pool = ThreadPoolExecutor(1, "card")
        future = pool.submit(read_card, path)
        pool.shutdown(wait=False)

        def done(card: Card) -> None:
            dialog.show_facts(replace(facts, layers=card.layers, experts=card.experts, trained=card.context_length))

        def failed(error: BaseException) -> None:
            # What is wrong with the file is said when it is opened; here it only means that less is known.
            if not isinstance(error, BadGguf):
                raise error

        watcher = FutureWatcher(dialog)
        watcher.watch(future, done, failed)
