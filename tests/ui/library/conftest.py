"""The library's page over a real catalog, real downloads from a hub on this machine, and real files in folders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.library import Shelf
from app.settings import Settings
from app.ui.library.assemble import Parts, seen_as
from app.ui.library.page import LibraryPage
from app.ui.library.presenter import LibraryPresenter
from app.ui.library.states import Line
from app.ui.library.stock import Stock
from app.ui.theme import theme_named
from models.catalog import load_catalog
from models.download import Downloads, Hub
from models.hardware import Device, Hardware
from models.library import OURS, Home, Library
from tests.app.library.conftest import CATALOG, entry
from tests.models.download.conftest import QUICK
from tests.models.download.hub import REPO, HubServer
from tests.weights import TINY, write_weights

GIB = 1 << 30
LAPTOP = Hardware(8 * GIB, 6 * GIB, 4, 40e9)
DESKTOP = Hardware(
    64 * GIB, 60 * GIB, 16, 80e9, (Device("CUDA0", "gpu", 24 * GIB, 23 * GIB, 900e9, "NVIDIA GeForce RTX 4090"),)
)
FILE = "Small-1.5B-Q4_K_M.gguf"
Open = Callable[..., "Bench"]


class Session(QObject):
    """As much of an engine's session as the stock asks for."""

    status_changed = Signal(object)
    devices: tuple[Any, ...] = ()


class Keeper(QObject):
    """Settings that nobody keeps."""

    changed = Signal(object, object)
    now = Settings()


@dataclass
class Bench:
    """A page, its presenter, what is behind them, and what they said."""

    page: LibraryPage
    stock: Stock
    bot: QtBot
    loads: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Until everything is looked at and reckoned."""
        self.bot.waitUntil(lambda: self.stock.judged and not self.stock.stage and self.stock.idle, timeout=20_000)

    def lines(self) -> tuple[Line, ...]:
        return self.page.list.lines()

    def names(self) -> list[str]:
        return [line.name for line in self.lines()]

    def line(self, name: str) -> Line:
        return next(line for line in self.lines() if line.name == name)

    def choose(self, name: str) -> None:
        rows = self.page.list.list
        rows.setCurrentItem(next(rows.item(at) for at in range(rows.count()) if rows.item(at).text() == name))
        self.settle()

    def button(self, label: str) -> QPushButton:
        """The one visible button that is called so."""
        found = [
            each for each in self.page.findChildren(QPushButton) if each.text().strip() == label and each.isVisible()
        ]
        assert len(found) == 1, (
            label,
            [each.text() for each in self.page.findChildren(QPushButton) if each.isVisible()],
        )
        return found[0]

    def press(self, label: str) -> None:
        self.bot.mouseClick(self.button(label), Qt.MouseButton.LeftButton)

    def buttons(self) -> set[str]:
        found = self.page.findChildren(QPushButton)
        return {each.text().strip() for each in found if each.isVisible() and each.text().strip()}

    def search(self, text: str) -> None:
        self.page.list.filters.search.setText(text)
        self.settle()

    def strip(self) -> str:
        """What the strip of a download says; empty while there is none."""
        strip = self.page.detail.strip
        return strip.text() if strip.isVisible() else ""


@pytest.fixture
def hub() -> Iterator[HubServer]:
    server = HubServer()
    yield server
    server.close()


@pytest.fixture
def small(tmp_path: Path) -> bytes:
    """What the hub has of the smallest entry: tiny, but real weights."""
    return write_weights(tmp_path / "small.gguf", TINY["qwen2"], name="Small 1.5B").read_bytes()


@pytest.fixture
def catalog_file(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.toml"
    both = {"Q4_K_M": "1.1 GB", "Q6_K": "1.5 GB"}
    path.write_text(
        CATALOG
        + entry("small", "Small-1.5B", "small", "1.78B", both, repo=REPO)
        + entry("qwq", "QwQ-32B", "middle", "32.8B", {"Q4_K_M": "19.9 GB"}, maker="Qwen", licence="Apache-2.0",
                languages='["en", "ja", "hi"]')
        + entry("r1", "R1", "large", "671B", {"IQ1_S": "140 GB", "Q4_K_M": "404 GB"}, active="37B")
        + entry("pictures", "Pictures-VL", "small", "3B", {"Q8_0": "3.2 GB"}, runs="false", note="No pictures yet."),
        encoding="utf-8",
    )  # fmt: skip
    return path


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """The folder of another program."""
    folder = tmp_path / "lm-studio"
    folder.mkdir()
    return folder


@pytest.fixture
def open_page(
    qtbot: QtBot, tmp_path: Path, hub: HubServer, catalog_file: Path, others: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """open_page(machine, size) is a page on the screen with everything behind it."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    opened: list[Stock] = []

    def make(machine: Hardware) -> Parts:
        catalog, folder = load_catalog(catalog_file), tmp_path / "weights"
        source = Hub("huggingface", hub.url)
        downloads = Downloads(folder, tmp_path / "state" / "downloads.json", source, QUICK, reserve=0)
        library = Library([Home(OURS, folder), Home("LM Studio", others)], owned=downloads.owned)
        return Parts(catalog, machine, library, downloads, Shelf(catalog, machine, library, downloads), seen_as(()))

    def open_one(machine: Hardware = LAPTOP, size: tuple[int, int] = (1100, 800)) -> Bench:
        page = LibraryPage(theme_named("light"))
        qtbot.addWidget(page)
        page.resize(*size)
        stock = Stock(Session(page), Keeper(page), page, lambda *_: make(machine))  # type: ignore[arg-type]
        opened.append(stock)
        bench = Bench(page, stock, qtbot)
        presenter = LibraryPresenter(stock, page, None, page)
        presenter.load_wished.connect(lambda path, placed: bench.loads.append((path, placed)))
        page.link_wished.connect(bench.links.append)
        page.show()
        stock.open()
        bench.settle()
        return bench

    yield open_one
    for stock in opened:
        stock.close()
