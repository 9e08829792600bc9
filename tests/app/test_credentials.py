"""A token lives in the system's keyring, or as long as the program where there is none, and never anywhere else."""

import logging
import traceback
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from app import credentials

CANARY = "hf_canary0123456789"


class InMemory(KeyringBackend):
    """A keyring that works, and can be locked."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"locked: {CANARY}")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(f"locked: {password}")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    monkeypatch.setattr(credentials, "_session", {})
    before, ring = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_token_is_kept_in_the_keyring(ring: InMemory) -> None:
    assert credentials.token() is None
    credentials.keep(CANARY)
    assert ring.entries == {("sibian", "huggingface.co"): CANARY}
    assert credentials.token() == CANARY
    credentials.forget()
    credentials.forget()
    assert credentials.token() is None
    assert ring.entries == {}


def test_a_token_is_for_one_host(ring: InMemory) -> None:
    credentials.keep(CANARY, "https://Mirror.example:8443/hf")
    assert credentials.token("https://mirror.example:8443") == CANARY
    assert credentials.token("https://mirror.example") is None
    assert credentials.token() is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_without_a_keyring_a_token_lasts_as_long_as_the_program(
    ring: InMemory, backend: type[KeyringBackend], caplog: pytest.LogCaptureFixture
) -> None:
    keyring.set_keyring(backend())
    caplog.set_level(logging.DEBUG)
    with pytest.raises(credentials.NoKeyring):
        credentials.token()
    with pytest.raises(credentials.NoKeyring):
        credentials.keep(CANARY)
    assert credentials.token() == CANARY
    with pytest.raises(credentials.NoKeyring):
        credentials.forget()
    with pytest.raises(credentials.NoKeyring):
        credentials.token()
    assert CANARY not in caplog.text


def test_a_keyring_that_is_locked_is_as_none_and_says_nothing_of_the_token(
    ring: InMemory, caplog: pytest.LogCaptureFixture
) -> None:
    ring.locked = True
    caplog.set_level(logging.DEBUG)
    with pytest.raises(credentials.NoKeyring) as caught:
        credentials.keep(CANARY)
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert CANARY not in caplog.text
    assert credentials.token() == CANARY
    ring.locked = False
    credentials.keep("hf_new")
    assert credentials.token() == "hf_new"
    assert credentials._session == {}


def test_a_keyring_that_writes_plain_files_is_as_none(ring: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InMemory, "__module__", "keyrings.alt.file")
    with pytest.raises(credentials.NoKeyring):
        credentials.keep(CANARY)
    assert ring.entries == {}
