"""Rows of the shelf, entries of the catalog and downloads as what the views show. Pure; decides nothing."""

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import QCoreApplication

from app.library import Filters, Row
from app.library.languages import base
from app.library.opening import SHIPPED
from app.ui.library import judging, wording
from app.ui.library.states import Choice, DownloadState, Fact, FilterState, Fit, Line, PlaceLine
from app.ui.model.wording import memory
from models.card import Card
from models.catalog import Catalog, Entry
from models.download import Progress
from models.hardware import Hardware
from models.library import OURS, Found

GIGA = 10**9
SIZES = (4, 8, 16, 32, 64, 128, 256)
"""Gigabytes up to which one may search."""
FIRST_LANGUAGES = ("zh", "en")
OVER = ("done", "cancelled")
"""States of a download that nobody needs to see."""


# ---- the list -------------------------------------------------------------------------------------------------------


def filter_state(filters: Filters, catalog: Catalog | None) -> FilterState:
    """What is searched for, with everything that could be."""
    entries = catalog.entries if catalog is not None else ()
    tags = sorted({base(tag) for entry in entries for tag in entry.languages}, key=_language_place)
    licences = sorted({entry.licence for entry in entries}, key=str.casefold)
    up_to = QCoreApplication.translate("Library", "Up to {size}")
    return FilterState(
        text=filters.text,
        size=str(filters.most_bytes // GIGA) if filters.most_bytes else "",
        language=filters.language or "",
        licence=filters.licence or "",
        fits=filters.fits,
        here=filters.here,
        sizes=tuple(Choice(str(size), up_to.format(size=memory(size * GIGA))) for size in SIZES),
        languages=tuple(Choice(tag, wording.language(tag)) for tag in tags),
        licences=tuple(Choice(each, each) for each in licences),
    )


def filters_of(state: FilterState) -> Filters:
    return Filters(
        text=state.text,
        language=state.language or None,
        licence=state.licence or None,
        most_bytes=int(state.size) * GIGA if state.size else None,
        fits=state.fits,
        here=state.here,
    )


def lines(rows: Sequence[Row]) -> tuple[Line, ...]:
    """What is here first, then the rest, each in the order of the shelf."""
    translate = QCoreApplication.translate
    here, rest = translate("Library", "On this computer"), translate("Library", "To download")
    sorted_rows = sorted(rows, key=lambda row: not row.found)
    return tuple(_line(row, here if row.found else rest) for row in sorted_rows)


def _line(row: Row, heading: str) -> Line:
    entry = row.entry
    facts = [memory(row.size)] if row.size else []
    if entry is not None:
        facts += [wording.counted(entry.parameters), entry.licence]
    elif row.found:
        facts += [wording.program(each) for each in row.found[0].programs if each]
    under_way = row.download is not None and row.download.state not in OVER
    return Line(
        key=row.key,
        heading=heading,
        name=row.name,
        facts=wording.BETWEEN.join(facts),
        fit=fit_of(row),
        here=bool(row.found),
        share=_share(row.download) or 0.0 if under_way and row.download else None,
        stage=_stage(row.download) if under_way and row.download else "",
    )


def fit_of(row: Row) -> Fit:
    """The badge of a row."""
    translate = QCoreApplication.translate
    if row.plan is not None:
        return judging.fit_of(row.plan, _layers(row))
    if row.entry is not None and not row.entry.runs:
        reason = row.entry.note or translate("LibraryFit", "llama.cpp does not know this architecture yet.")
        return wording.fit("cannot", reason)
    broken = next((found.fault for found in row.found if found.fault is not None), None)
    if broken is not None:
        return wording.fit("cannot", wording.broken(broken.kind, broken.numbers))
    return wording.fit("unknown")


def _layers(row: Row) -> int:
    if row.entry is not None:
        return row.entry.hyper.layers
    card = row.usable.card if row.usable is not None else None
    return card.layers if card is not None else 0


def machine(hardware: Hardware) -> str:
    """This computer in one line."""
    translate = QCoreApplication.translate
    told = translate("Library", "{size} of memory, {free} free")
    facts = [told.format(size=wording.module(hardware.memory), free=wording.ram(hardware.free_memory))]
    facts += [f"{judging.called(each.name, hardware)} {wording.module(each.total)}" for each in hardware.devices]
    if not hardware.devices:
        facts.append(translate("Library", "no GPU that the engine can use"))
    return wording.BETWEEN.join(facts)


# ---- downloads ------------------------------------------------------------------------------------------------------


def download(progress: Progress | None) -> DownloadState | None:
    """A download as its strip shows it; None for one that is over."""
    if progress is None or progress.state in OVER:
        return None
    fault, several = progress.fault, len(progress.files) > 1
    arrived = sum(1 for each in progress.files if each.state == "done")
    files = QCoreApplication.translate("Library", "{part} of {whole} files")
    return DownloadState(
        key=progress.id,
        stage=progress.state,
        share=_share(progress),
        title=progress.wanted.name or progress.wanted.repo,
        figures=wording.BETWEEN.join(_figures(progress)),
        fault=wording.fault(fault.kind, fault.file, fault.numbers) if fault is not None else "",
        files=files.format(part=arrived, whole=len(progress.files)) if several else "",
    )


def _share(progress: Progress | None) -> float | None:
    if progress is None or not progress.total:
        return None
    return min(1.0, progress.received / progress.total)


def _figures(progress: Progress) -> list[str]:
    facts = [] if progress.state == "running" else [wording.stage(progress.state)]
    facts.append(wording.amount(progress.received, progress.total))
    if progress.state == "running" and progress.speed > 0:
        facts.append(wording.transfer(progress.speed))
        if progress.seconds_left is not None:
            facts.append(wording.time_left(progress.seconds_left))
    return facts


def _stage(progress: Progress) -> str:
    return wording.BETWEEN.join(_figures(progress))


# ---- details --------------------------------------------------------------------------------------------------------


def subtitle(row: Row) -> str:
    """Maker, date and kind of an entry; of a file alone what its header says."""
    translate = QCoreApplication.translate
    entry = row.entry
    if entry is not None:
        mixture = translate("Library", "mixture of experts") if entry.hyper.mixture else ""
        return wording.BETWEEN.join(filter(None, (entry.maker, wording.day(entry.released), mixture)))
    card = row.usable.card if row.usable is not None else None
    if card is None:
        return ""
    return wording.BETWEEN.join(filter(None, (card.architecture, card.quantization)))


def facts(row: Row) -> tuple[Fact, ...]:
    """What is known, in the order in which one asks."""
    if row.entry is not None:
        return tuple(fact for fact in _of_entry(row.entry) if fact.value)
    card = row.usable.card if row.usable is not None else None
    return tuple(fact for fact in _of_card(card) if fact.value) if card is not None else ()


def _of_entry(entry: Entry) -> tuple[Fact, ...]:
    translate = QCoreApplication.translate
    separator = translate("Library", ", ", "between the names of languages")
    return (
        Fact(translate("Library", "Parameters"), wording.parameters(entry.parameters, entry.active)),
        Fact(translate("Library", "Context"), wording.tokens(entry.context) if entry.context else ""),
        Fact(translate("Library", "Thinking"), wording.thinking(entry.thinks, entry.family)),
        Fact(translate("Library", "Languages"), separator.join(dict.fromkeys(map(wording.language, entry.languages)))),
        Fact(translate("Library", "Recommended sampling"), wording.sampling(asdict(entry.sampling))),
        Fact(translate("Library", "System prompt"), wording.system_prompt(entry.system_prompt)),
        Fact(translate("Library", "Licence"), entry.licence, entry.licence_url),
        Fact(translate("Library", "Facts from"), _source(entry), entry.page),
    )


def _source(entry: Entry) -> str:
    translate = QCoreApplication.translate
    if entry.checked == "page":
        return translate("Library", "The maker's page")
    return translate("Library", "Memory, to be checked on the maker's page")


def _of_card(card: Card) -> tuple[Fact, ...]:
    translate = QCoreApplication.translate
    return (
        Fact(translate("Library", "Architecture"), card.architecture),
        Fact(translate("Library", "Parameters"), wording.counted(card.parameters) if card.parameters else ""),
        Fact(translate("Library", "Context"), wording.tokens(card.context_length) if card.context_length else ""),
        Fact(translate("Library", "Quantization"), card.quantization),
        Fact(translate("Library", "Facts from"), translate("Library", "The file itself")),
    )


def places(row: Row) -> tuple[PlaceLine, ...]:
    """Every file of it on this computer, with the programs that have it."""
    return tuple(PlaceLine(str(found.path), _whose(found)) for found in row.found)


def _whose(found: Found) -> str:
    if SHIPPED in found.programs:
        return wording.shipped()
    return wording.belongs([each for each in found.programs if each not in ("", OURS)], found.owned)


def _language_place(tag: str) -> tuple[int, str]:
    first = FIRST_LANGUAGES.index(tag) if tag in FIRST_LANGUAGES else len(FIRST_LANGUAGES)
    return first, wording.language(tag).casefold()
