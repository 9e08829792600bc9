"""Requests to a hub: redirects, who gets the token, and which answers are worth another try. Knows no files.

Redirects are followed here and not by httpx, because each hop is judged: the token goes to the endpoint's own host
only, an encrypted connection is never left for an open one, and what the hub itself says of a file (its sum) is kept.
"""

import logging
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from models.download.halt import Halt, Halted
from models.download.names import shown
from models.download.values import Failed, FaultKind, Hub, Timing

MOST_HOPS = 10
LONGEST_LIST = 32 << 20
"""Bytes of one page of a list."""

_OVERLOADED = frozenset((408, 425, 429))
_RESET = re.compile(r";\s*t\s*=\s*(\d{1,6})")

# It writes down every address, and those of a hub's storage are signed: who reads one can fetch what it names.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Again(Exception):
    """Did not work; may if tried again. `wait`: seconds that the hub asked for."""

    def __init__(self, kind: FaultKind, detail: str = "", wait: float | None = None, **numbers: int) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: FaultKind = kind
        self.detail = detail
        self.wait = wait
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Answer:
    """The last of a chain of redirects, and what the hub itself said on the way."""

    response: httpx.Response
    linked_sum: str
    """The file's SHA-256 as the hub gives it (X-Linked-Etag), or empty."""
    linked_size: int | None


class Line:
    """The connections of one thread to one hub. All its work can be halted from another thread."""

    def __init__(self, hub: Hub, timing: Timing, halt: Halt, tls: ssl.SSLContext | None = None) -> None:
        """Raises Failed `proxy` where the proxy's address, the hub's or the system's, cannot be used."""
        self._hub = hub
        self._timing = timing
        self._halt = halt
        timeout = httpx.Timeout(timing.stall, connect=timing.connect)
        headers = {"User-Agent": "sibian", "Accept-Encoding": "identity"}
        try:
            self._origin = _origin(httpx.URL(hub.endpoint))
        except httpx.InvalidURL as fault:
            raise Failed("unreachable", detail=str(fault)) from fault
        try:
            self._client = httpx.Client(proxy=hub.proxy or None, timeout=timeout, headers=headers, verify=tls or True)
        except (ValueError, ImportError, httpx.InvalidURL) as fault:
            # Its text may hold the proxy's address, and that a password.
            raise Failed("proxy", detail=type(fault).__name__) from None

    @property
    def halt(self) -> Halt:
        return self._halt

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def open(self, url: str, headers: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """The answer to a GET: 200, 206 or 416. Raises Again, Failed or Halted, also while its body is read."""
        try:
            with self._chain(url, dict(headers or {})) as answer:
                yield answer
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as fault:
            self._halt.check()
            raise _transport(fault) from fault
        except OSError as fault:  # what httpx lets through of a connection that was broken off
            self._halt.check()
            raise Again("unreachable", str(fault)) from fault

    def page(self, url: str) -> tuple[bytes, str]:
        """The body of an answer, bounded in size and time, and the address of the next page or nothing."""
        until = time.monotonic() + 4 * self._timing.stall
        body = bytearray()
        with self.open(url) as answer:
            if answer.response.status_code != httpx.codes.OK:
                raise Failed("refused", detail="no list", status=answer.response.status_code)
            for chunk in answer.response.iter_raw():
                self._halt.check()
                body += chunk
                if len(body) > LONGEST_LIST:
                    raise Failed("refused", detail="an endless list")
                if time.monotonic() > until:
                    raise Again("unreachable", "a list that drips")
            return bytes(body), answer.response.links.get("next", {}).get("url", "")

    @contextmanager
    def _chain(self, url: str, headers: dict[str, str]) -> Iterator[Answer]:
        target = httpx.URL(url)
        linked_sum, linked_size = "", None
        for _ in range(MOST_HOPS):
            self._halt.check()
            own = _origin(target) == self._origin
            request = self._client.build_request(
                "GET", target, headers=headers | (self._credentials() if own else {}), extensions={"trace": self._trace}
            )
            response = self._client.send(request, stream=True)
            try:
                self._halt.check()
                if own:
                    linked_sum = _sum(response) or linked_sum
                    linked_size = _number(response, "X-Linked-Size") or linked_size
                if not response.has_redirect_location:
                    _judge(response, own, self._timing)
                    yield Answer(response, linked_sum, linked_size)
                    return
                target = following(response)
            finally:
                response.close()
        raise Failed("refused", detail="redirects without end")

    def _credentials(self) -> dict[str, str]:
        token = self._hub.token
        if not token:
            return {}
        if not (token.isascii() and token.isprintable()):
            raise Failed("unauthorized", detail="the token holds what no token can")
        sent = {"Authorization": f"Bearer {token}"}
        # ModelScope's own client sends its token as the cookie of a session; newer services take either.
        return sent | ({"Cookie": f"m_session_id={token}"} if self._hub.kind == "modelscope" else {})

    def _trace(self, event: str, info: Mapping[str, object]) -> None:
        """httpx's way to see connections being made: each is guarded, so that a wish to stop breaks it."""
        if event.endswith(".connect_tcp.started"):
            self._halt.check()
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            # Nothing may be raised now: the connection would be left open. If the wish has come, it is broken.
            connection = info["return_value"].get_extra_info("socket")  # type: ignore[attr-defined]
            if connection is not None:
                self._halt.guard(connection)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """httpx leaves out a port that is the scheme's own, so addresses that mean the same compare equal."""
    return url.scheme, url.host, url.port


def following(response: httpx.Response) -> httpx.URL:
    """Where a redirect leads; raises Failed refused where nobody should go."""
    try:
        target = response.url.join(response.headers["Location"])
    except (httpx.InvalidURL, ValueError) as fault:
        raise Failed("refused", detail="a redirect to nowhere") from fault
    if target.scheme not in ("http", "https") or (response.url.scheme == "https" and target.scheme == "http"):
        raise Failed("refused", detail=f"a redirect to {shown(target.scheme)}")
    return target


def _sum(response: httpx.Response) -> str:
    value = response.headers.get("X-Linked-Etag", "").removeprefix("W/").strip('"').lower()
    return value if re.fullmatch(r"[0-9a-f]{64}", value) else ""


def _number(response: httpx.Response, header: str) -> int | None:
    value = response.headers.get(header, "")
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 19 else None


# ---- judgements -----------------------------------------------------------------------------------------------------


def _judge(response: httpx.Response, own: bool, timing: Timing) -> None:
    """Pass 200, 206 and 416; raise for the rest. `own`: the hub itself says so, and not its storage."""
    status = response.status_code
    if status in (200, 206, 416):
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise Failed("refused", detail="bytes that are encoded", status=status)
        return
    detail = shown(response.headers.get("X-Error-Message", "")) or f"HTTP {status}"
    if status in _OVERLOADED or status >= 500:
        raise Again("refused", detail, _asked(response, timing), status=status)
    if not own:
        raise Again("refused", detail, status=status)  # a signed address that has run out; the hub makes a new one
    match response.headers.get("X-Error-Code", ""), status:
        case ("GatedRepo", _):
            raise Failed("unauthorized", detail=detail, status=status)
        case ("RepoNotFound" | "EntryNotFound" | "RevisionNotFound", _) | (_, 404 | 410):
            raise Failed("not_found", detail=detail, status=status)
        case (_, 401 | 403):
            raise Failed("unauthorized", detail=detail, status=status)
    raise Failed("refused", detail=detail, status=status)


def _asked(response: httpx.Response, timing: Timing) -> float | None:
    """Seconds until the hub wants to be asked again, bounded."""
    after = response.headers.get("Retry-After", "").strip()
    if after.isdecimal() and after.isascii():
        return min(float(after), timing.most_asked)
    # Hugging Face's limits: "api";r=0;t=55 (huggingface.co/docs/hub/rate-limits).
    if response.status_code == 429 and (reset := _RESET.search(response.headers.get("RateLimit", ""))):
        return min(float(reset[1]) + 1, timing.most_asked)
    try:
        wait = (parsedate_to_datetime(after).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, 0.0), timing.most_asked)


def _transport(fault: Exception) -> Exception:
    """What a failed connection means for the download."""
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failed("unreachable", detail=str(cause))  # no try will change it
        if isinstance(cause, Halted):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(fault, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return Failed("unreachable", detail=str(fault))
    if isinstance(fault, httpx.ProxyError):
        return Failed("proxy", detail=str(fault)) if "407" in str(fault) else Again("proxy", str(fault))
    return Again("unreachable", f"{type(fault).__name__}: {fault}")
