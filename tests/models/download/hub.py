"""A hub on this machine: speaks Hugging Face's interface and ModelScope's, and misbehaves as it is told.

Files lie on a second port, as on the real hubs' storage; the way there is a redirect. Each request for a file takes the
next of that file's `acts`, and is served rightly when there are none left.
"""

import hashlib
import json
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

REPO = "maker/weights"
LFS_FROM = 1000
"""Bytes from which a file is in large-file storage; smaller ones are in git itself and are served by the hub."""
PIECE = 16 << 10


@dataclass(frozen=True)
class Act:
    """How one request for a file is answered, where that differs from how it should be."""

    status: int = 0
    """Answer with this and no file."""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    """Break the connection after so many bytes of the body."""
    gate: tuple[int, threading.Event] | None = None
    """After so many bytes wait for the event."""
    drip: float = 0.0
    """Seconds between single bytes."""
    ranges: bool = True
    """Whether ranges are known."""
    shift: int = 0
    """A range begins so many bytes beside where it should."""
    body: bytes | None = None
    """Another content."""
    etag: str = ""
    length: bool = True
    """Whether the answer tells how long it is."""
    redirect: str = ""
    """The hub sends to this address instead of its storage."""
    linked: bool = True
    """Whether the hub tells the file's sum."""


@dataclass(frozen=True)
class Seen:
    """A request: `port` is "hub" or "storage"."""

    port: str
    path: str
    headers: Mapping[str, str]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def git_sum(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class HubServer:
    """Both ports. `files` are what it has, by name; `claims` are lies in its list: by name, fields of the entry."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.claims: dict[str, dict[str, Any]] = {}
        self.acts: defaultdict[str, deque[Act]] = defaultdict(deque)
        self.always: dict[str, Act] = {}
        self.list_acts: deque[Act] = deque()
        self.page = 1000
        self.next_host = ""
        """Where the list goes on according to it, instead of at itself."""
        self.endless = False
        """Whether each page of the list has a next one."""
        self.token = ""
        """Asked for where it is set."""
        self.seen: list[Seen] = []
        self.most_at_once = 0
        self.over = threading.Event()
        self._serving = 0
        self._lock = threading.Lock()
        self._servers = [self._serve("hub"), self._serve("storage")]
        self.url, self.storage = (f"http://127.0.0.1:{server.server_address[1]}" for server, _ in self._servers)

    def act(self, name: str, *acts: Act) -> None:
        self.acts[name].extend(acts)

    def fetched(self, name: str) -> list[Seen]:
        """The requests to the storage for this file."""
        return [each for each in self.seen if each.port == "storage" and unquote(each.path).startswith(f"/{name}?")]

    def close(self) -> None:
        self.over.set()
        for server, thread in self._servers:
            server.shutdown()
            server.server_close()
            thread.join()

    def _serve(self, port: str) -> tuple[ThreadingHTTPServer, threading.Thread]:
        hub = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                hub.seen.append(Seen(port, self.path, dict(self.headers)))
                (self.answer_hub if port == "hub" else self.answer_storage)(hub)

            do_HEAD = do_GET

        server = _Server(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        return server, thread

    def next_act(self, name: str) -> Act:
        with self._lock:
            return self.acts[name].popleft() if self.acts[name] else self.always.get(name, Act())

    def entering(self, by: int) -> None:
        with self._lock:
            self._serving += by
            self.most_at_once = max(self.most_at_once, self._serving)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that went away, or a cut that was asked for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    # ---- the hub ---------------------------------------------------------------------------------------------------

    def answer_hub(self, hub: HubServer) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        path = unquote(parts.path)
        if hub.token and self.headers.get("Authorization") != f"Bearer {hub.token}":
            self.say(401, headers={"X-Error-Code": "GatedRepo"})
        elif path == f"/api/models/{REPO}/tree/main":
            self.tree(hub, int(query.get("cursor", "0")))
        elif path.startswith(f"/{REPO}/resolve/main/"):
            self.resolve(hub, path.removeprefix(f"/{REPO}/resolve/main/"), linked=True)
        elif path == f"/api/v1/models/{REPO}/repo/files" and query.get("Revision") == "master":
            self.modelscope_list(hub)
        elif path == f"/api/v1/models/{REPO}/repo" and query.get("Revision") == "master":
            self.resolve(hub, query["FilePath"], linked=False)
        elif path.startswith("/loop"):
            self.say(302, headers={"Location": "/loop" + str(len(hub.seen))})
        elif path.startswith("/api/v1/"):
            self.say(404, json.dumps({"Code": 10010205001, "Success": False, "Data": None}).encode())
        else:
            self.say(404, headers={"X-Error-Code": "RepoNotFound"})

    def list_misbehaves(self, hub: HubServer) -> bool:
        act = hub.list_acts.popleft() if hub.list_acts else Act()
        if act.gate:
            act.gate[1].wait(10)
        if act.status or act.body is not None:
            self.say(act.status or 200, act.body or b"", act.headers)
            return True
        return False

    def tree(self, hub: HubServer, start: int) -> None:
        if self.list_misbehaves(hub):
            return
        names = sorted(hub.files)[start : start + hub.page]
        entries: list[dict[str, Any]] = [{"type": "directory", "path": "sub", "oid": "0" * 40, "size": 0}]
        for name in names:
            data = hub.files[name]
            claim = hub.claims.get(name, {})
            size, total = claim.get("size", len(data)), claim.get("sha256", sha256(data))
            entry = {
                "type": "file",
                "path": claim.get("path", name),
                "size": size,
                "oid": claim.get("oid", git_sum(data)),
            }
            if len(data) >= LFS_FROM:
                entry["lfs"] = {"oid": total, "size": size, "pointerSize": 134}
            entries.append(entry)
        headers = {}
        if start + hub.page < len(hub.files) or hub.endless:
            following = f"{hub.next_host or hub.url}/api/models/{REPO}/tree/main"
            headers["Link"] = f'<{following}?recursive=true&cursor={start + hub.page}>; rel="next"'
        self.say(200, json.dumps(entries).encode(), headers)

    def modelscope_list(self, hub: HubServer) -> None:
        if self.list_misbehaves(hub):
            return
        files = [{"Name": "sub", "Path": "sub", "Type": "tree", "Size": 0, "Sha256": ""}]
        for name, data in sorted(hub.files.items()):
            claim = hub.claims.get(name, {})
            files.append({
                "Name": name.rsplit("/", 1)[-1], "Path": claim.get("path", name), "Type": "blob",
                "Size": claim.get("size", len(data)), "Sha256": claim.get("sha256", sha256(data)),
            })  # fmt: skip
        reply = {"Code": 200, "Data": {"Files": files}, "Message": "success", "Success": True}
        self.say(200, json.dumps(reply).encode())

    def resolve(self, hub: HubServer, name: str, linked: bool) -> None:
        data = hub.files.get(name)
        if data is None:
            self.say(404, headers={"X-Error-Code": "EntryNotFound"})
            return
        if linked and len(data) < LFS_FROM:
            self.deliver(hub, name, Act(etag=git_sum(data), headers={"X-Repo-Commit": "c" * 40}))
            return
        act = hub.acts[name][0] if hub.acts[name] else hub.always.get(name, Act())
        headers = {"Location": act.redirect or f"{hub.storage}/{quote(name)}?signature=s3cret"}
        if linked and act.linked:
            content = data if act.body is None else act.body
            headers |= {"X-Linked-Etag": f'"{sha256(data)}"', "X-Linked-Size": str(len(content)),
                        "X-Repo-Commit": "c" * 40}  # fmt: skip
        if act.redirect:
            hub.next_act(name)
        self.say(302, headers=headers)

    # ---- its storage -----------------------------------------------------------------------------------------------

    def answer_storage(self, hub: HubServer) -> None:
        name = unquote(urlsplit(self.path).path)[1:]
        hub.entering(1)
        try:
            self.deliver(hub, name, hub.next_act(name))
        finally:
            hub.entering(-1)

    def deliver(self, hub: HubServer, name: str, act: Act) -> None:
        if act.status:
            self.say(act.status, headers=act.headers)
            return
        data = hub.files[name] if act.body is None else act.body
        etag = f'"{act.etag or hashlib.md5(data).hexdigest()}"'
        start = self.range_start(act, etag)
        if start > len(data):
            self.say(416, headers={"Content-Range": f"bytes */{len(data)}"})
            return
        self.send_response(206 if start else 200)
        start += act.shift if start else 0
        if self.headers.get("Range") and act.ranges and start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("ETag", etag)
        for key, value in act.headers.items():
            self.send_header(key, value)
        if act.length:
            self.send_header("Content-Length", str(len(data) - start))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command == "GET":
            self.pour(hub, memoryview(data)[start:], act)

    def range_start(self, act: Act, etag: str) -> int:
        asked = self.headers.get("Range", "")
        if not asked or not act.ranges or self.headers.get("If-Range", etag) != etag:
            return 0
        return int(asked.removeprefix("bytes=").split("-")[0])

    def pour(self, hub: HubServer, data: memoryview, act: Act) -> None:
        stops = sorted(
            {len(data), *(each for each in (act.cut, act.gate[0] if act.gate else None) if each is not None)}
        )
        at = 0
        for stop in stops:
            while at < min(stop, len(data)):
                piece = 1 if act.drip else PIECE
                self.wfile.write(data[at : min(at + piece, stop)])
                at = min(at + piece, stop)
                if act.drip and hub.over.wait(act.drip):
                    return
            self.wfile.flush()
            if act.gate and at == act.gate[0]:
                while not act.gate[1].wait(0.02) and not hub.over.is_set():
                    pass
            if at == act.cut:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return

    def say(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
