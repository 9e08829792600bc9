"""The library in the whole program: how one gets there and back, what loading does, what the settings say."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPushButton

from app import credentials
from app.engine.values import Phase
from app.ui.library.page import LibraryPage
from app.ui.settings.dialog import SettingsDialog
from tests.ui.person import Person
from tests.weights import TINY, write_weights


class Kept(KeyringBackend):
    """A keyring of this test's own."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is looked at."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "person"))
    for name in (
        "HF_HOME",
        "HF_HUB_CACHE",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "OLLAMA_MODELS",
        "LLAMA_CACHE",
        "HF_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Kept:
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr("keyring.core._keyring_backend", made)
    return made


def page_of(person: Person) -> LibraryPage:
    person.window.actions_.library.trigger()
    page = person.window.page
    assert isinstance(page, LibraryPage)
    return page


def settings_of(person: Person) -> SettingsDialog:
    def there() -> list[SettingsDialog]:
        return [
            each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog) and each.isVisible()
        ]

    person.wait(lambda: len(there()) == 1)
    return there()[0]


def test_it_lies_over_the_conversation_and_escape_leads_back(person: Person) -> None:
    page = page_of(person)
    assert page.isVisible()
    assert not person.window.composer.isVisible()
    person.wait(lambda: len(page.list.lines()) > 20)
    person.window.actions_.stop.trigger()
    assert person.window.page is None
    assert person.window.composer.isVisible()


def test_a_conversation_that_is_opened_takes_its_place_back(person: Person) -> None:
    page_of(person)
    person.window.sidebar.new_wished.emit()
    assert person.window.page is None


def test_it_stays_open_with_its_search_when_the_language_changes(person: Person) -> None:
    page = page_of(person)
    page.list.filters.search.setText("qwen")
    person.program.settings.replace(theme="dark")
    other = person.window.page
    assert isinstance(other, LibraryPage)
    assert other is not page
    person.wait(lambda: other.list.filters.search.text() == "qwen")


def test_loading_opens_the_weights_as_planned_and_goes_back_to_the_conversation(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    file = write_weights(folder / "mine.gguf", TINY["llama"], name="Of my own")
    person.program.settings.replace(weights_folders=[str(folder)])
    page = page_of(person)
    page.list.filters.search.setText("own")
    person.wait(lambda: [line.name for line in page.list.lines()] == ["Of my own"])
    person.wait(lambda: page.detail.plan.state() is not None and page.detail.load.isVisible())
    page.detail.load.click()
    assert person.window.page is None
    person.wait(lambda: person.program.session.status.phase is Phase.READY)
    person.wait(lambda: str(person.program.session.status.model.path) == str(file))
    assert person.program.settings.now.loading[str(file)]["n_ctx"] > 0


def test_hub_folders_and_token_are_chosen_in_the_settings(person: Person, ring: Kept) -> None:
    page_of(person).settings_wished.emit()
    dialog = settings_of(person)
    group = dialog.weights
    assert group.isVisible()
    hub = next(each for each in group.findChildren(QComboBox) if each.accessibleName() == "Hub")
    person.qtbot.keyClick(hub, Qt.Key.Key_End)
    hub.activated.emit(hub.currentIndex())
    address = next(each for each in group.findChildren(QLineEdit) if each.accessibleName() == "Address")
    assert address.isEnabled()
    address.setText("https://hub.example ")
    address.editingFinished.emit()
    now = person.program.settings.now
    assert (now.hub, now.hub_address) == ("other", "https://hub.example")

    group.folders_wished.emit(["/data/models"])
    assert group.findChild(QListWidget).item(0).text() == "/data/models"

    token = next(each for each in group.findChildren(QLineEdit) if each.accessibleName() == "Token")
    token.setText("hf_secret")
    press(group, "Keep")
    person.wait(lambda: person.program.settings.now.hub_token)
    assert credentials.token() == "hf_secret"
    assert token.text() == ""
    press(group, "Forget")
    person.wait(lambda: not person.program.settings.now.hub_token)
    assert ring.secrets == {}
    dialog.close()


def press(group: object, label: str) -> None:
    next(each for each in group.findChildren(QPushButton) if each.text() == label).click()  # type: ignore[attr-defined]
