"""The header of a file on a server: as if it were here, and refused where the server lies."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from models import remote
from models.gguf import BadGguf, read_header, read_header_from
from models.remote import BadRemote, RemoteFile
from tests.weights import TINY, write_weights


class Handler(BaseHTTPRequestHandler):
    """Serves one file in parts, in the way that `how` names."""

    content: ClassVar[bytes] = b""
    how: ClassVar[str] = "honest"
    asked: ClassVar[list[tuple[str, str]]] = []
    """Path and authorization of each request."""

    def do_GET(self) -> None:
        cls = type(self)
        cls.asked.append((self.path, self.headers.get("Authorization", "")))
        first, last = (int(n) for n in self.headers["Range"].removeprefix("bytes=").split("-"))
        size = len(cls.content) + (7 if cls.how == "changing" and len(cls.asked) > 1 else 0)
        data = cls.content[first : last + 1]
        match cls.how:
            case "whole":
                self._say(200, cls.content)
            case "circle":
                self._say(302, b"", Location=self.path + "x")
            case "elsewhere" if "cdn" not in self.path:
                self._say(302, b"", Location=f"http://localhost:{self.server.server_address[1]}/cdn")
            case "downgrade":
                self._say(302, b"", Location="ftp://example.org/weights")
            case "missing" | "closed" | "broken":
                self._say({"missing": 404, "closed": 401, "broken": 503}[cls.how], b"")
            case "shifted":
                self._say(206, data, **{"Content-Range": f"bytes {first + 1}-{last}/{size}"})
            case "cut":
                self._say(206, data[: len(data) // 2], length=len(data), **self._range(first, data, size))
            case _:
                self._say(206, data, **self._range(first, data, size))

    @staticmethod
    def _range(first: int, data: bytes, size: int) -> dict[str, str]:
        return {"Content-Range": f"bytes {first}-{first + len(data) - 1}/{size}", "ETag": '"one"'}

    def _say(self, status: int, data: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[bytes, str], str]]:
    """serve(content, how) answers the address of the file."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()

    def begin(content: bytes, how: str = "honest") -> str:
        Handler.content, Handler.how, Handler.asked = content, how, []
        return f"http://127.0.0.1:{server.server_address[1]}/file.gguf"

    yield begin
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as made:
        yield made


Serve = Callable[..., str]


def test_the_header_is_the_one_of_the_file(serve: Serve, client: httpx.Client, tmp_path: Path) -> None:
    path = write_weights(tmp_path / "w.gguf", TINY["deepseek2"])
    found = read_header_from(RemoteFile(serve(path.read_bytes()), client))
    assert found == read_header(path)


def test_only_the_header_of_the_starter_is_fetched(serve: Serve, client: httpx.Client, starter_weights: Path) -> None:
    found = read_header_from(RemoteFile(serve(starter_weights.read_bytes()), client))
    assert found == read_header(starter_weights)
    assert len(Handler.asked) <= 3


def test_parts_of_any_size_are_those_of_the_file(
    serve: Serve, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "FIRST", 100)
    monkeypatch.setattr(remote, "LARGEST", 400)
    content = bytes(range(256)) * 10
    source = RemoteFile(serve(content), client)
    assert source.size == len(content)
    for at, length in ((0, 10), (90, 30), (2000, 560), (2500, 1000), (5, 5), (2560, 10)):
        assert source.read(at, length) == content[at : at + length]


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("whole", "no_ranges"),
        ("circle", "refused"),
        ("downgrade", "refused"),
        ("shifted", "refused"),
        ("missing", "not_found"),
        ("closed", "unauthorized"),
        ("broken", "unreachable"),
        ("cut", "unreachable"),
    ],
)
def test_a_server_that_lies_or_fails_is_told_as_such(serve: Serve, client: httpx.Client, how: str, kind: str) -> None:
    with pytest.raises(BadRemote) as refused:
        RemoteFile(serve(b"GGUF" + bytes(5000), how), client)
    assert refused.value.kind == kind


def test_a_file_that_changes_meanwhile_is_refused(
    serve: Serve, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "FIRST", 100)
    source = RemoteFile(serve(bytes(5000), "changing"), client)
    with pytest.raises(BadRemote) as refused:
        source.read(4000, 100)
    assert refused.value.kind == "changed"


def test_nobody_there_is_unreachable(client: httpx.Client) -> None:
    with pytest.raises(BadRemote) as refused:
        RemoteFile("http://127.0.0.1:9/file.gguf", client)
    assert refused.value.kind == "unreachable"


def test_a_token_stays_with_the_host_it_is_for(serve: Serve, client: httpx.Client) -> None:
    RemoteFile(serve(bytes(500), "elsewhere"), client, {"Authorization": "Bearer secret"})
    assert Handler.asked[0][1] == "Bearer secret"
    assert Handler.asked[1] == ("/cdn", "")


def test_what_is_no_header_there_is_no_header_here(serve: Serve, client: httpx.Client) -> None:
    with pytest.raises(BadGguf) as bad:
        read_header_from(RemoteFile(serve(b"GGUF" + b"\xff" * 500), client))
    assert bad.value.kind == "unsupported"
