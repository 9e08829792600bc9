"""Tokens for hubs, in the system's keyring and nowhere else: not in settings, the database, logs or arguments.

A system without a keyring is a normal one (a server, a container, a bare window manager). There a token is kept until
the program ends, and `keep` says so. Keyrings may wait for the person to unlock them, so nothing here belongs in the
thread of the window; `keyring` is imported when first asked, which takes a fifth of a second.
"""

import logging
from urllib.parse import urlsplit

from models.download import ENDPOINTS

log = logging.getLogger(__name__)

SERVICE = "sibian"
"""Under this name people find the entries in their keyring's own program."""

_session: dict[str, str] = {}
"""Tokens that no keyring could take. One for the process, as the keyring is one for the person."""


class NoKeyring(Exception):
    """There is no keyring, or it cannot be used now. What was to be kept is kept until the program ends."""


def token(endpoint: str = ENDPOINTS["huggingface"]) -> str | None:
    """The token for the hub at this address. Raises NoKeyring where none is known and none could have been kept."""
    name = _name(endpoint)
    return _session.get(name) or _Keyring().get(name)


def keep(token: str, endpoint: str = ENDPOINTS["huggingface"]) -> None:
    """Keep the token for the hub at this address, in place of another. Raises NoKeyring where that is for now only."""
    name = _name(endpoint)
    _session[name] = token
    _Keyring().set(name, token)
    del _session[name]


def forget(endpoint: str = ENDPOINTS["huggingface"]) -> None:
    """Keep no token for the hub at this address. Raises NoKeyring where there is none to have kept one."""
    name = _name(endpoint)
    _session.pop(name, None)
    _Keyring().delete(name)


def _name(endpoint: str) -> str:
    """A token is for a host: that of one hub is never given to another."""
    try:
        return urlsplit(endpoint).netloc.rpartition("@")[2].lower() or endpoint
    except ValueError:
        return endpoint


class _Keyring:
    """The system's keyring, if it has a real one. Backends are plug-ins and raise what they like."""

    def __init__(self) -> None:
        import keyring
        from keyring.backends import fail, null

        try:
            self._backend = keyring.get_keyring()
        except Exception as fault:
            raise self._none(fault) from None
        # Some backends keep tokens in a file that anyone can read, or keep nothing at all.
        if isinstance(self._backend, fail.Keyring | null.Keyring) or type(self._backend).__module__.startswith(
            "keyrings.alt"
        ):
            raise NoKeyring(type(self._backend).__module__)

    def get(self, name: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, name)
        except Exception as fault:
            raise self._none(fault) from None

    def set(self, name: str, token: str) -> None:
        try:
            self._backend.set_password(SERVICE, name, token)
            kept = self._backend.get_password(SERVICE, name) == token
        except Exception as fault:
            raise self._none(fault) from None
        if not kept:
            raise NoKeyring("it did not give back what it was given")

    def delete(self, name: str) -> None:
        try:
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)
        except Exception as fault:
            raise self._none(fault) from None

    @staticmethod
    def _none(fault: Exception) -> NoKeyring:
        # Only its kind: a backend's text may hold what it was given.
        log.info("The keyring cannot be used: %s", type(fault).__name__)
        return NoKeyring(type(fault).__name__)
