"""What the library shows: entries with what is here of them, other files, downloads; and how they are found."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.library import Filters, Row, Shelf
from models.catalog import Catalog
from models.gguf import BadGguf
from models.hardware import Hardware
from models.library import Found, scan
from models.plan import Wishes

MakeFound = Callable[..., Found]
Make = Callable[..., Shelf]


@dataclass
class Wanted:
    repo: str
    name: str = ""


@dataclass
class Progress:
    """As much of a download as a shelf looks at."""

    id: int
    wanted: Wanted
    folder: Path
    state: str = "running"
    total: int = 0


class Fetching:
    def __init__(self, *progress: Progress) -> None:
        self.progress = progress

    def all(self) -> tuple[Progress, ...]:
        return self.progress


@pytest.fixture
def shelf(catalog: Catalog, laptop: Hardware, here: Any) -> Make:
    def make(*found: Found, machine: Hardware = laptop, downloads: Any = None, wishes: Wishes | None = None) -> Shelf:
        return Shelf(catalog, machine, here(*found), downloads, wishes or Wishes())

    return make


def names(rows: tuple[Row, ...]) -> list[str]:
    return [each.entry.id if each.entry else each.name for each in rows]


def one(shelf: Shelf, key: str) -> Row:
    row = shelf.row(key)
    assert row is not None
    return row


# ---- rows -----------------------------------------------------------------------------------------------------------


def test_on_a_laptop_what_runs_comes_first_and_what_cannot_run_comes_last(shelf: Make) -> None:
    rows = shelf().rows()
    assert names(rows) == ["r1-small", "qwq", "r1", "pictures"]
    assert [each.fits for each in rows] == [True, False, False, False]
    assert rows[1].plan is not None
    assert rows[1].plan.missing > 0
    assert rows[3].plan is None


def test_on_a_workstation_the_largest_that_runs_as_well_comes_first(shelf: Make, workstation: Hardware) -> None:
    rows = shelf(machine=workstation).rows()
    assert names(rows) == ["r1", "qwq", "r1-small", "pictures"]
    assert rows[0].build is not None
    assert rows[0].build.quantization == "IQ1_S"


def test_a_file_of_the_catalog_is_shown_with_its_entry(shelf: Make, a_file: MakeFound) -> None:
    found = a_file()
    row = one(shelf(found), "entry:r1-small")
    assert (row.found, row.usable, row.size) == ((found,), found, found.size)
    assert len(shelf(found).rows()) == 4


def test_a_blob_of_ollama_is_known_by_its_name_there(shelf: Make, a_file: MakeFound) -> None:
    found = a_file("sha256-" + "0" * 64, program="Ollama", place="r1-small:1.5b", title="R1-Small-1.5B")
    assert one(shelf(found), "entry:r1-small").found == (found,)


def test_a_file_that_is_not_in_the_catalog_has_a_row_of_its_own(shelf: Make, write_tiny: Callable[[str], Path]) -> None:
    path = write_tiny("homemade.gguf")
    (found,) = scan([], [path.parent])
    row = one(shelf(found), f"file:{path}")
    assert (row.name, row.entry) == ("Home made", None)
    assert row.fits


def test_of_several_quantizations_the_finest_that_runs_as_well_is_opened(shelf: Make, a_file: MakeFound) -> None:
    coarse = a_file()
    fine = a_file("R1-Small-1.5B-Q8_0.gguf", 1_900_000_000, quantization="Q8_0")
    assert one(shelf(coarse, fine), "entry:r1-small").found == (fine, coarse)


def test_half_a_download_stands_behind_what_can_be_opened(shelf: Make, a_file: MakeFound) -> None:
    whole = a_file()
    half = a_file("R1-Small-1.5B-Q8_0.gguf", 1_900_000_000, fault=BadGguf("truncated", expected=2, found=1))
    assert one(shelf(half, whole), "entry:r1-small").usable == whole
    alone = one(shelf(half), "entry:r1-small")
    assert (alone.found, alone.usable) == ((half,), None)
    assert alone.build is not None


def test_what_vanished_since_the_scan_has_no_plan(shelf: Make, a_file: MakeFound) -> None:
    found = a_file("nobody knows.gguf", architecture="llama")
    assert one(shelf(found), f"file:{found.path}").plan is None


def test_plans_are_made_once(shelf: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shelf()
    first = made.rows()
    monkeypatch.setattr("app.library.shelf.builds_planned", lambda *_: pytest.fail("planned again"))
    assert made.rows() == first
    assert made.rows(Filters(most_bytes=1_500_000_000))


def test_what_was_not_planned_yet_can_be_shown_without_waiting_for_it(shelf: Make) -> None:
    made = shelf()
    assert {row.plan for row in made.rows(known=True)} == {None}
    entry = made.catalog.entries[0]
    made.builds(entry)
    assert [row.name for row in made.rows(known=True) if row.plan is not None] == [entry.name]


# ---- downloads ------------------------------------------------------------------------------------------------------


def test_a_download_is_shown_with_its_entry_from_either_hub(shelf: Make, tmp_path: Path) -> None:
    for repo in ("hub/qwq-GGUF", "scope/qwq"):
        progress = Progress(1, Wanted(repo), tmp_path / "x")
        rows = shelf(downloads=Fetching(progress)).rows()
        assert [each.entry.id for each in rows if each.download and each.entry] == ["qwq"]
        assert len(rows) == 4


def test_a_download_of_something_else_has_a_row_of_its_own(shelf: Make, tmp_path: Path) -> None:
    progress = Progress(7, Wanted("some/body"), tmp_path / "some--body", total=5)
    row = one(shelf(downloads=Fetching(progress)), "download:7")
    assert (row.name, row.size, row.download) == ("some/body", 5, progress)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_a_download_that_is_over_is_not_shown(shelf: Make, tmp_path: Path, state: str) -> None:
    progress = Progress(7, Wanted("hub/qwq-GGUF"), tmp_path, state)
    assert all(each.download is None for each in shelf(downloads=Fetching(progress)).rows())


# ---- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(fits=True), ["r1-small"]),
        (Filters(here=True), ["r1-small"]),
        (Filters(language="zh"), ["r1-small", "r1", "pictures"]),
        (Filters(language="zh-Hans"), ["r1-small", "r1", "pictures"]),
        (Filters(language="ja"), ["qwq"]),
        (Filters(language="sv"), []),
        (Filters(licence="apache"), ["qwq"]),
        (Filters(licence="mit", fits=True), ["r1-small"]),
        (Filters(most_bytes=20 * 10**9), ["r1-small", "qwq", "pictures"]),
    ],
)
def test_filters(shelf: Make, a_file: MakeFound, filters: Filters, expected: list[str]) -> None:
    assert names(shelf(a_file()).rows(filters)) == expected


def test_a_bound_on_the_size_offers_a_smaller_build(shelf: Make, workstation: Hardware) -> None:
    (row,) = shelf(machine=workstation, wishes=Wishes(aim="quality")).rows(Filters(text="r1-small"))
    assert row.build is not None
    assert row.build.quantization == "Q8_0"
    (row,) = shelf(machine=workstation).rows(Filters(text="r1-small", most_bytes=1_500_000_000))
    assert row.build is not None
    assert row.build.quantization == "Q4_K_M"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QWQ", ["qwq"]),
        ("deepseek 1.5b", ["r1-small"]),
        ("深度求索", ["r1-small", "r1", "pictures"]),
        ("深度 iq1_s", ["r1"]),
        ("中文", ["r1-small", "r1", "pictures"]),
        ("japanese", ["qwq"]),
        ("ＱｗＱ", ["qwq"]),
        ("lm studio", ["r1-small"]),
        ("  ", ["r1-small", "qwq", "r1", "pictures"]),
        ("nothing like it", []),
    ],
)
def test_searching(shelf: Make, a_file: MakeFound, text: str, expected: list[str]) -> None:
    assert names(shelf(a_file()).rows(Filters(text=text))) == expected


def test_a_file_is_searched_by_its_own_names(shelf: Make, a_file: MakeFound) -> None:
    found = a_file("立春-7B.gguf", architecture="llama", title="Spring")
    for text in ("立春", "spring", "llama"):
        assert found in [each.usable for each in shelf(found).rows(Filters(text=text))]
