"""A file on a server, read in parts (HTTP ranges): enough for the header of weights that are not here yet.

Believes nothing of what the server says without checking it: the part must be the part asked for, of a file that stays
as long as it was. Knows nothing of hubs and of GGUF; `models.gguf.read_header_from` takes it as a source.
"""

import re
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx

BadRemoteKind = Literal["unreachable", "refused", "not_found", "unauthorized", "no_ranges", "changed"]

FIRST = 1 << 20
"""Bytes that are fetched at once, at first; each time twice as many, up to `LARGEST`."""
LARGEST = 8 << 20
MOST = 1 << 30
"""Bytes in all. A header has ten millions of them at most."""
MOST_REDIRECTS = 6
TIMEOUT = httpx.Timeout(20.0, connect=10.0)

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BadRemote(Exception):
    """The file cannot be read from there. `kind` is for code, `detail` for the log."""

    def __init__(self, kind: BadRemoteKind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: BadRemoteKind = kind
        self.detail = detail


class RemoteFile:
    """Keeps the contract of `models.gguf.Source`. Redirects lead to https alone, or to this machine; what `headers`
    say (a token) goes to the first host only."""

    def __init__(self, url: str, client: httpx.Client, headers: dict[str, str] | None = None) -> None:
        """Asks for the first bytes at once. Raises BadRemote."""
        self._client, self._url, self._headers = client, url, dict(headers or {})
        self._etag = ""
        self._size = -1
        self._start, self._window = 0, b""
        self._step = FIRST
        self._fetched = 0
        self._fetch(0, FIRST)

    @property
    def size(self) -> int:
        return self._size

    def read(self, at: int, length: int) -> bytes:
        """Raises BadRemote."""
        end = min(at + length, self._size)
        if at < self._start or end > self._start + len(self._window):
            self._step = min(2 * self._step, LARGEST)
            self._fetch(at, max(length, self._step))
        return self._window[at - self._start : end - self._start]

    def _fetch(self, at: int, length: int) -> None:
        last = at + length - 1 if self._size < 0 else min(at + length, self._size) - 1
        if 0 <= self._size <= at:
            self._start, self._window = at, b""
            return
        self._fetched += last - at + 1
        if self._fetched > MOST:
            raise BadRemote("refused", f"more than {MOST} bytes of a header")
        try:
            data = self._ask(at, last)
        except httpx.HTTPError as error:
            raise BadRemote("unreachable", repr(error)) from error
        self._start, self._window = at, data

    def _ask(self, at: int, last: int) -> bytes:
        url, headers = self._url, {**self._headers, "Range": f"bytes={at}-{last}", "Accept-Encoding": "identity"}
        for _ in range(MOST_REDIRECTS):
            with self._client.stream("GET", url, headers=headers, timeout=TIMEOUT, follow_redirects=False) as answer:
                if not answer.is_redirect:
                    return self._take(answer, at, last)
                target = urljoin(url, answer.headers.get("location", ""))
            if urlsplit(target).hostname != urlsplit(url).hostname:
                headers = {name: value for name, value in headers.items() if name not in self._headers}
            url = _allowed(target)
        raise BadRemote("refused", "redirected in circles")

    def _take(self, answer: httpx.Response, at: int, last: int) -> bytes:
        if answer.status_code == 416:
            raise BadRemote("changed", "the file has become shorter")
        if answer.status_code == 200:
            raise BadRemote("no_ranges", "the server sends whole files only")
        if answer.status_code != 206:
            raise BadRemote(_kind(answer.status_code), f"status {answer.status_code}")
        said = _RANGE.fullmatch(answer.headers.get("content-range", ""))
        if said is None or int(said[1]) != at or int(said[2]) > last:
            raise BadRemote("refused", f"sent {answer.headers.get('content-range')!r} for {at}-{last}")
        self._check_same(int(said[3]), answer.headers.get("etag", ""))
        wanted, data = min(last, self._size - 1) - at + 1, bytearray()
        for piece in answer.iter_raw():
            data += piece
            if len(data) >= wanted:
                break
        if len(data) < wanted:
            raise BadRemote("unreachable", f"{len(data)} of {wanted} bytes came")
        return bytes(data[:wanted])

    def _check_same(self, size: int, etag: str) -> None:
        if self._size >= 0 and (size != self._size or (etag and self._etag and etag != self._etag)):
            raise BadRemote("changed", f"was {self._size} bytes long, is {size}")
        self._size, self._etag = size, etag or self._etag


def _allowed(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise BadRemote("refused", f"redirected to {parts.scheme or 'nowhere'}")


def _kind(status: int) -> BadRemoteKind:
    match status:
        case 404 | 410:
            return "not_found"
        case 401 | 403:
            return "unauthorized"
        case 408 | 429:
            return "unreachable"
        case _:
            return "unreachable" if status >= 500 else "refused"
