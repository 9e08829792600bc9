"""What a repository holds, asked of the hub: names, sizes and sums of the files that are wanted.

huggingface_hub 2.4 is not used for it, by reading and trying: it follows a list's next page to whatever host the
answer names and takes the token along; it sleeps between tries and cannot be woken; its client, and with it the proxy,
is one for the whole process; it bounds no answer; it knows no ModelScope; and it takes 0.4 s to import. It is the
reference in the tests instead: what is read here must be what it reads, from the same server.
"""

from fnmatch import fnmatchcase
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from models.download.connection import Line
from models.download.listed import Digest, Listed, SumKind
from models.download.names import check_together, checked, shown
from models.download.values import Failed, Hub, Wanted

MOST_PAGES = 200
MOST_FILES = 200_000
LARGEST = 1 << 46
"""64 TiB: no weights, so a lie."""

T = TypeVar("T")


def list_files(hub: Hub, wanted: Wanted, line: Line) -> tuple[Listed, ...]:
    """The wanted files in the order of `wanted.files`, and by name within a pattern.

    Raises Failed: not_found for what matches nothing, bad_name for a name that may not become one here.
    """
    listed = _modelscope(hub, wanted, line) if hub.kind == "modelscope" else _huggingface(hub, wanted, line)
    by_name = {each.name: each for each in listed}
    chosen: dict[str, Listed] = {}
    for pattern in wanted.files:
        names = [pattern] if pattern in by_name else sorted(each for each in by_name if fnmatchcase(each, pattern))
        if not names:
            raise Failed("not_found", shown(pattern))
        chosen |= {name: by_name[name] for name in names}
    for each in chosen.values():
        checked(each.name)
        if not 0 <= each.size <= LARGEST:
            raise Failed("refused", each.name, "a size that makes no sense")
        if not each.digest.value:
            raise Failed("refused", each.name, "no sum to check it by")
    check_together(chosen)
    return tuple(chosen.values())


# ---- Hugging Face (huggingface.co/docs/hub/api) ---------------------------------------------------------------------


class _Lfs(msgspec.Struct):
    oid: str
    size: int


class _Entry(msgspec.Struct):
    type: str
    path: str
    size: int = 0
    oid: str = ""
    lfs: _Lfs | None = None


def _huggingface(hub: Hub, wanted: Wanted, line: Line) -> list[Listed]:
    revision = quote(wanted.revision, safe="")
    tree = f"{hub.endpoint}/api/models/{quote(wanted.repo)}/tree/{revision}"
    files = f"{hub.endpoint}/{quote(wanted.repo)}/resolve/{revision}/"
    found: list[Listed] = []
    query, seen = "recursive=true", set[str]()
    while query:
        seen.add(query)
        body, following = line.page(f"{tree}?{query}")
        for entry in _decoded(body, list[_Entry]):
            if entry.type == "file":
                size = entry.lfs.size if entry.lfs else entry.size
                digest = _digest("sha256", entry.lfs.oid) if entry.lfs else _digest("git", entry.oid)
                found.append(Listed(entry.path, size, digest, files + _quoted(entry.path)))
        # Only the query: a mirror may hand on the address of the hub behind it, which cannot be reached from here.
        query = urlsplit(following).query
        if query in seen or len(seen) > MOST_PAGES or len(found) > MOST_FILES:
            raise Failed("refused", detail="an endless list")
    return found


# ---- ModelScope (github.com/modelscope/modelscope, hub/api.py) ------------------------------------------------------


class _Blob(msgspec.Struct, rename="pascal"):
    type: str
    path: str
    size: int = 0
    sha256: str | None = None


class _Files(msgspec.Struct, rename="pascal"):
    files: list[_Blob] = []


class _Reply(msgspec.Struct, rename="pascal"):
    code: int = 0
    success: bool = False
    data: _Files | None = None


def _modelscope(hub: Hub, wanted: Wanted, line: Line) -> list[Listed]:
    revision = "master" if wanted.revision == "main" else wanted.revision
    base = f"{hub.endpoint}/api/v1/models/{quote(wanted.repo)}/repo"
    body, _ = line.page(f"{base}/files?" + urlencode({"Revision": revision, "Recursive": "True"}))
    reply = _decoded(body, _Reply)
    if not reply.success or reply.data is None:
        raise Failed("not_found", shown(wanted.repo), f"ModelScope's code {reply.code}", code=reply.code)
    return [
        Listed(
            each.path,
            each.size,
            _digest("sha256", each.sha256 or ""),
            f"{base}?Revision={quote(revision, safe='')}&FilePath={_quoted(each.path, '')}",
        )
        for each in reply.data.files
        if each.type != "tree"
    ]


# ---- both -----------------------------------------------------------------------------------------------------------


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise Failed("refused", detail=f"a list that is none: {fault}") from fault


def _digest(kind: SumKind, value: str) -> Digest:
    """Empty where the hub gave none, or none of this kind."""
    value = value.lower()
    fits = len(value) == (64 if kind == "sha256" else 40) and not value.strip("0123456789abcdef")
    return Digest(kind, value if fits else "")


def _quoted(path: str, safe: str = "/") -> str:
    """A path for an address; a lone surrogate, which names.checked refuses later, must not end everything here."""
    return quote(path.encode("utf-8", "replace"), safe=safe)
