"""The texts in a file, a folder or a zip, to be read from their beginning as often as one likes. Knows no format.

A name inside a zip is never taken for a place on the disk: nothing is unpacked but into memory, a piece at a time. A
zip that grows beyond all reason while it is read is refused, whatever its table of contents says.
"""

import codecs
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, TypeVar

from app.errors import WrongUse
from app.exchange import parquet

MOST_FILES = 20_000
"""In a folder or a zip."""
MOST_CONTENTS = 16 << 20
"""Bytes of a zip's table of contents."""
MOST_RATIO = 200
RATIO_FROM = 64 << 20
"""Bytes that may come out of a zip before anybody asks how well they were packed."""
MOST_UNPACKED = 64 << 30
DEEPEST_FOLDER = 8

T = TypeVar("T")

_SNIFF = 4096


class Refused(Exception):
    """What is in a zip cannot be read, or must not be. The message is for the log."""


class Text(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(slots=True)
class Document:
    """A text in UTF-8, whatever it is in the file.

    begin: opens it anew; to be called inside `opened`.
    beside: the document of another name in the same folder, where there is one.
    """

    name: str
    size: int
    """Bytes of it on the disk, for a progress."""
    begin: Callable[[ExitStack], Text]
    beside: Callable[[str], "Document | None"] = field(default=lambda _: None)
    seen: int = 0
    """How many of these bytes have been read, at most."""

    def opened(self, stack: ExitStack) -> Text:
        """The text from its beginning. Raises Refused or OSError, here and while it is read."""
        return _Utf8(self.begin(stack))

    def looks_like_text(self) -> bool:
        """Whether it begins as JSON does. Raises what `opened` does."""
        with ExitStack() as stack:
            return self.opened(stack).read(_SNIFF).lstrip()[:1] in (b"{", b"[")


def documents(path: Path) -> Iterator[Document]:
    """Everything in a file, a zip or a folder that might be JSON, in a settled order.

    Raises WrongUse where there is nothing at `path`, or nobody may read it; Refused for a zip that must not be read.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file() and zipfile.is_zipfile(path):  # a pipe would be waited for without end
            yield from _in_zip(path)
        else:
            yield _of_file(path)
    except OSError as error:
        raise WrongUse("unreadable_file", str(error), path=str(path)) from error


def _of_file(path: Path) -> Document:
    if not path.is_file():
        raise WrongUse("no_such_file", path=str(path))

    def begin(stack: ExitStack) -> Text:
        if parquet.is_parquet(path):
            return _Rows(path, stack, document)
        return _Counted(stack.enter_context(path.open("rb")), document)

    def beside(name: str) -> Document | None:
        other = path.with_name(name)
        return _of_file(other) if other.is_file() else None

    document = Document(path.name, path.stat().st_size, begin, beside)
    return document


class _Counted:
    def __init__(self, file: IO[bytes], document: Document) -> None:
        self._file, self._document = file, document
        self._at = 0

    def read(self, size: int, /) -> bytes:
        chunk = self._file.read(size)
        self._at += len(chunk)
        self._document.seen = max(self._document.seen, self._at)
        return chunk


class _Rows:
    """The rows of a Parquet file as lines."""

    def __init__(self, path: Path, stack: ExitStack, document: Document) -> None:
        def seen(share: float) -> None:
            document.seen = max(document.seen, int(document.size * share))

        try:
            self._lines = parquet.Lines(path, stack, seen)
        except parquet.Unreadable as error:
            raise Refused(str(error)) from error

    def read(self, size: int, /) -> bytes:
        try:
            return self._lines.read(size)
        except parquet.Unreadable as error:
            raise Refused(str(error)) from error


def _in_folder(folder: Path) -> Iterator[Document]:
    count = 0
    base = len(folder.parts)
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(folders) if len(here.parts) - base < DEEPEST_FOLDER else []
        for name in sorted(names):
            path = here / name
            if path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                raise WrongUse("too_many_files", path=str(folder), most=MOST_FILES)
            document = _of_file(path)
            document.name = str(path.relative_to(folder))
            yield document


# ---- zips -----------------------------------------------------------------------------------------------------------


def _in_zip(path: Path) -> Iterator[Document]:
    _refuse_large_contents(path)
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {each.filename: each for each in archive.infolist() if not each.is_dir() and each.file_size}
            if len(inside) > MOST_FILES:
                raise Refused(f"{len(inside)} files")
            for name in sorted(inside):
                yield _of_member(archive, inside, name)
    except (zipfile.BadZipFile, struct.error, UnicodeDecodeError, ValueError) as error:
        raise Refused(f"not a sound zip: {error}") from error


def _of_member(archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo], name: str) -> Document:
    info = inside[name]

    def begin(stack: ExitStack) -> Text:
        return _Member(archive, info, stack, document)

    def beside(other: str) -> Document | None:
        folder, slash, _ = name.rpartition("/")
        return _of_member(archive, inside, folder + slash + other) if folder + slash + other in inside else None

    document = Document(name, info.compress_size, begin, beside)
    return document


class _Member:
    """A file of a zip that is watched while it grows."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, stack: ExitStack, document: Document) -> None:
        self._document, self._packed, self._unpacked = document, info.compress_size, 0
        if info.flag_bits & 1:
            raise Refused(f"{info.filename} is encrypted")
        self._file = stack.enter_context(self._told(lambda: archive.open(info)))

    def read(self, size: int, /) -> bytes:
        chunk = self._told(lambda: self._file.read(size))
        self._unpacked += len(chunk)
        if self._unpacked > MOST_UNPACKED:
            raise Refused("too much comes out of it")
        if self._unpacked > RATIO_FROM and self._unpacked > MOST_RATIO * self._packed:
            raise Refused(f"{self._packed} bytes became more than {self._unpacked}")
        self._document.seen = max(self._document.seen, min(self._packed, self._unpacked // 3))
        return chunk

    @staticmethod
    def _told(do: Callable[[], T]) -> T:
        try:
            return do()
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise Refused(f"it cannot be unpacked: {error}") from error


def _refuse_large_contents(path: Path) -> None:
    """Look into the end of a zip before its table of contents is read whole, which `zipfile` does at once."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - (1 << 16) - 22))
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) - at < 22:
            raise Refused("no table of contents")
        size = int.from_bytes(tail[at + 12 : at + 16], "little")
        if size == 0xFFFFFFFF and tail[at - 20 : at - 16] == b"PK\6\7":
            file.seek(int.from_bytes(tail[at - 12 : at - 4], "little"))
            size = int.from_bytes(file.read(56)[40:48], "little")
    if size > MOST_CONTENTS:
        raise Refused(f"{size} bytes of contents")


# ---- encodings ------------------------------------------------------------------------------------------------------

_MARKS = ((codecs.BOM_UTF8, ""), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class _Utf8:
    """A text without its mark at the beginning, in UTF-8. What is no UTF-16 becomes U+FFFD."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._begin = text.read(4)
        self._decoder: codecs.IncrementalDecoder | None = None
        for mark, encoding in _MARKS:
            if self._begin.startswith(mark):
                self._begin = self._begin[len(mark) :]
                self._decode_as(encoding)
                return
        # JSON begins with two characters of ASCII, which tells UTF-16 without a mark.
        if len(self._begin) == 4 and self._begin[1] == self._begin[3] == 0 != self._begin[0]:
            self._decode_as("utf-16-le")
        elif len(self._begin) == 4 and self._begin[0] == self._begin[2] == 0 != self._begin[1]:
            self._decode_as("utf-16-be")

    def _decode_as(self, encoding: str) -> None:
        if encoding:
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        begin, self._begin = self._begin, b""
        while True:
            chunk = begin + self._text.read(max(1, size - len(begin)))
            if self._decoder is None or not chunk:
                return chunk
            if text := self._decoder.decode(chunk):
                return text.encode("utf-8", "replace")
            begin = b""
