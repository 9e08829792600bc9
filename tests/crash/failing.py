"""The n-th write of the program fails, for every n: it is told, nothing breaks, and what was acknowledged is there.

A small library is put before the system's own by LD_PRELOAD; it needs a C compiler to be built.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.store.keeping.check import check
from app.store.records import Part
from app.store.store import Store

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long seen = 0;

/* Whether this call, on a file of the database, is the one that fails, or one after it. */
static int fails(int fd) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (!strstr(path, "sibian.db") || strstr(path, ".search") || strstr(path, ".lock")) return 0;
    long from = atol(getenv("FAIL_FROM")), many = atol(getenv("FAIL_MANY"));
    ++seen;
    return seen >= from && seen < from + many;
}

#define FAIL() do { errno = atoi(getenv("FAIL_WITH")); return -1; } while (0)

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t) = 0;
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    if (fails(fd)) FAIL();
    return real(fd, data, size, at);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

int fsync(int fd) {
    static int (*real)(int) = 0;
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    if (fails(fd)) FAIL();
    return real(fd);
}
int fdatasync(int fd) {
    static int (*real)(int) = 0;
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    if (fails(fd)) FAIL();
    return real(fd);
}
"""
EIO, ENOSPC = 5, 28
PROGRAM = """
import sys
from pathlib import Path
from app.errors import UserError
from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.store import Store
try:
    store = Store.open(Path(sys.argv[1]), lambda raw, family, opened: [Part("answer", raw)], reserve_size=0)
except UserError as error:
    print("told", error.kind, flush=True)
    sys.exit(0)
for number in range(3):
    try:
        begun = store.generations.begin(
            NewExchange(None, None, f"question {number}", "m", "/w", "f", "none", {})).result().value
        print("asked", begun.generation, flush=True)
        store.generations.append(begun.generation, Chunk("text " * 400)).result()
        store.generations.finish(begun.generation, Outcome("stop", (Part("answer", "text"),))).result()
        print("ended", begun.generation, flush=True)
    except UserError as error:
        print("told", error.kind, flush=True)
store.close()
print("closed", flush=True)
"""


@dataclass
class Report:
    runs: int = 0
    told: int = 0
    unscathed: int = 0
    faults: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        return {"runs": self.runs, "told": self.told, "did not matter": self.unscathed, "faults": self.faults}


def possible() -> bool:
    return sys.platform.startswith("linux") and shutil.which("cc") is not None


def built(folder: Path) -> Path:
    source, library = folder / "failing.c", folder / "failing.so"
    source.write_text(SOURCE, encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True, capture_output=True)
    return library


def fail_each(folder: Path, most: int, step: int = 1) -> Report:
    """most: the last n; a run of the program writes some hundred times."""
    report, library = Report(), built(folder)
    for number in range(1, most + 1, step):
        for error, many in ((EIO, 1), (ENOSPC, 1_000_000)):
            _one(report, folder / f"{number}-{error}", library, number, error, many)
    return report


def _one(report: Report, folder: Path, library: Path, number: int, error: int, many: int) -> None:
    folder.mkdir()
    database, name = folder / "sibian.db", f"call {number}, errno {error}"
    report.runs += 1
    environment = os.environ | {
        "PYTHONPATH": os.getcwd(),
        "LD_PRELOAD": str(library),
        "FAIL_FROM": str(number),
        "FAIL_MANY": str(many),
        "FAIL_WITH": str(error),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(database)],
        capture_output=True, text=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    lines = [line.split() for line in done.stdout.splitlines()]
    if done.returncode or not lines or (lines[-1][0] not in ("closed", "told")):
        report.faults.append(f"{name}: it ended with {done.returncode}: {done.stderr[-300:]}")
        return
    told = any(line[0] == "told" for line in lines)
    report.told += told
    report.unscathed += not told
    with Store.open(database, lambda raw, family, opened: [Part("answer", raw)], reserve_size=0) as store:
        for word, value in (line for line in lines if line[0] in ("asked", "ended")):
            kept = store.generations.get(int(value))
            if kept is None or (word == "ended" and kept.ending != "stop"):
                report.faults.append(f"{name}: {word} {value} is lost")
    if not check(database, thorough=True).sound:
        report.faults.append(f"{name}: the database is not sound")
    shutil.rmtree(folder)
