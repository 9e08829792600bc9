"""Which quantization is meant, what is here of it, and what fetching it would take. Pure but for reading a header."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication

from app.library import Row
from app.ui.library import judging, wording
from app.ui.library.states import BuildLine
from app.ui.model.wording import memory
from models.catalog import Build, Entry
from models.download import HubKind, Wanted
from models.gguf import read_header
from models.library import Found
from models.plan import Plan
from models.shape import Shape, shape_of_entry, shape_of_headers


def key_of(build: Build) -> str:
    """Tells builds of an entry apart: several repositories may have the same quantization."""
    return f"{build.repo}:{build.quantization}"


def build_of(found: Found, builds: Sequence[Build]) -> Build | None:
    """Which build files on the disk are: by the name of the first, else by what they are quantized to."""
    if found.card is None:
        return None
    name, kind = found.path.name.casefold(), found.card.quantization.casefold()
    by_name = (each for each in builds if name in {PurePosixPath(file).name.casefold() for file in each.files})
    by_kind = (each for each in builds if each.quantization.casefold() == kind)
    return next(by_name, None) or next(by_kind, None)


def file_key(found: Found) -> str:
    """Of a file that is no build of the catalog."""
    return f"file:{found.path}"


def key_here(found: Found, row: Row) -> str:
    """Of the build that a file is, or its own."""
    build = build_of(found, row.entry.builds if row.entry is not None else ())
    return key_of(build) if build is not None else file_key(found)


def usual_key(row: Row) -> str:
    """What is meant as long as nothing was chosen: what is here, else what Sibian would take."""
    if row.usable is not None:
        return key_here(row.usable, row)
    return key_of(row.build) if row.build is not None else ""


def build_called(key: str, row: Row) -> Build | None:
    builds = row.entry.builds if row.entry is not None else ()
    return next((build for build in builds if key_of(build) == key), None)


def found_called(key: str, row: Row) -> Found | None:
    """The usable file of a build, or the file itself, that `key` stands for."""
    return next((each for each in row.found if each.card is not None and key_here(each, row) == key), None)


def best_of(row: Row) -> Build | None:
    """The build that Sibian would take; None where none fits."""
    return row.build if row.build is not None and row.fits else None


def build_lines(planned: Sequence[tuple[Build, Plan]], row: Row) -> tuple[tuple[BuildLine, ...], tuple[str, ...]]:
    """The lines of the table, the smallest first, and the heads of its columns of memory."""
    twice = Counter(build.quantization for build, _ in planned)
    best = best_of(row)
    sized: list[tuple[int, BuildLine]] = []
    for build, plan in planned:
        key, name = key_of(build), _name(build, twice[build.quantization] > 1)
        line = _line(key, name, plan, here=found_called(key, row) is not None, best=build == best)
        size = f"≈ {memory(build.size)}" if build.size_estimated else memory(build.size)
        sized.append((build.size, replace(line, size=size)))
    known = {line.key for _, line in sized}
    for found in row.found if planned else ():
        if found.card is not None and (key := key_here(found, row)) not in known:
            line = _line(key, found.card.quantization, row.plan if found is row.usable else None, here=True)
            sized.append((found.size, replace(line, size=memory(found.size))))
    devices = judging.heads(planned[0][1].shares) if planned else ()
    return tuple(line for _, line in sorted(sized, key=lambda pair: pair[0])), devices


def _line(key: str, name: str, plan: Plan | None, *, here: bool, best: bool = False) -> BuildLine:
    if plan is None:
        return BuildLine(key, name, "", wording.fit("unknown"), "–", here=here)
    return BuildLine(
        key=key,
        name=name,
        size="",
        fit=wording.fit(plan.fit, judging.reason(plan, 0) if plan.missing else ""),
        speed=wording.speed(plan.tokens_per_s) if not plan.missing else "–",
        memory=tuple(wording.ram(share.total) if share.total else "–" for share in plan.shares),
        here=here,
        best=best,
    )


def _name(build: Build, twice: bool) -> str:
    """With whoever made it, where others made the same."""
    return wording.BETWEEN.join((build.quantization, build.repo.split("/")[0])) if twice else build.quantization


def get_label(build: Build) -> str:
    text = QCoreApplication.translate("Library", "Get {quantization} · {size}")
    return text.format(quantization=build.quantization, size=memory(build.size))


def wanted_of(entry: Entry, build: Build, hub: HubKind) -> Wanted | None:
    """What is asked of a kind of hub, with the name that people are told meanwhile; None where it is not there."""
    repo = build.modelscope if hub == "modelscope" else build.repo
    return Wanted(repo, build.files, name=f"{entry.name} {build.quantization}") if repo else None


def shape_for(row: Row, build: Build | None, found: Found | None) -> Callable[[], Shape] | None:
    """How to know the parts of what is meant: from the file where it is here, else from the catalog's figures."""
    if found is not None and found.card is not None:
        shards = found.card.shards
        return lambda: shape_of_headers([read_header(each) for each in shards])
    entry = row.entry
    if entry is None or build is None or not entry.runs:
        return None
    return lambda: shape_of_entry(
        entry.hyper, build.size, build.quantization, architecture=entry.architecture, context=entry.context
    )
