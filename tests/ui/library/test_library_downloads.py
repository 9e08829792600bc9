"""Getting weights by the page: from a hub on this machine that also stalls and fails."""

import threading
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QPushButton

from tests.models.download.hub import Act, HubServer
from tests.ui.library.conftest import FILE, Bench, Open

GET = "Get Q4_K_M · 1.1 GB"


def get(page: Bench) -> None:
    page.press(GET)
    page.bot.waitUntil(lambda: GET not in page.buttons())


def test_one_click_fetches_and_what_was_fetched_can_be_loaded(open_page: Open, hub: HubServer, small: bytes) -> None:
    hub.files[FILE] = small
    page = open_page()
    get(page)
    page.bot.waitUntil(lambda: "Load" in page.buttons())
    page.settle()
    assert page.strip() == ""
    assert page.line("Small-1.5B").here
    page.press("Load")
    path, placed = page.loads[0]
    assert Path(path).name == FILE
    assert Path(path).read_bytes() == small
    assert placed["type_k"] in ("f16", "q8_0")


def test_a_download_tells_how_far_it_is_and_can_be_paused_and_resumed(
    open_page: Open, hub: HubServer, small: bytes
) -> None:
    gate = threading.Event()
    hub.files[FILE] = small
    hub.act(FILE, Act(gate=(len(small) // 2, gate)))
    page = open_page()
    get(page)
    page.bot.waitUntil(lambda: page.line("Small-1.5B").share not in (None, 0.0))
    assert "Small-1.5B Q4_K_M" in page.strip()
    page.press("Pause")
    page.bot.waitUntil(lambda: "Paused" in page.strip())
    assert "Paused" in page.line("Small-1.5B").stage
    gate.set()
    page.press("Resume")
    page.bot.waitUntil(lambda: "Load" in page.buttons())


def test_a_cancelled_download_leaves_nothing(open_page: Open, hub: HubServer, small: bytes, tmp_path: Path) -> None:
    gate = threading.Event()
    hub.files[FILE] = small
    hub.act(FILE, Act(gate=(1000, gate)))
    page = open_page()
    get(page)
    page.bot.waitUntil(lambda: page.strip() != "")
    page.press("Cancel")
    gate.set()
    page.bot.waitUntil(lambda: GET in page.buttons())
    page.bot.waitUntil(lambda: not list((tmp_path / "weights").rglob("*.*")))
    assert page.strip() == ""


def test_a_fault_is_told_in_words_and_trying_again_goes_on(open_page: Open, hub: HubServer, small: bytes) -> None:
    page = open_page()  # the hub has no such file yet
    get(page)
    page.bot.waitUntil(lambda: "Try again" in page.buttons())
    assert "This hub does not have" in page.strip()
    hub.files[FILE] = small
    page.press("Try again")
    page.bot.waitUntil(lambda: "Load" in page.buttons())


def test_only_what_sibian_fetched_is_removed_and_only_after_asking(
    open_page: Open, hub: HubServer, small: bytes, tmp_path: Path
) -> None:
    hub.files[FILE] = small
    page = open_page()
    get(page)
    page.bot.waitUntil(lambda: "Remove…" in page.buttons())
    page.settle()

    def answer(label: str) -> None:
        page.press("Remove…")
        box = page.page.findChild(QMessageBox)
        assert FILE.removesuffix(".gguf") in box.text()
        next(each for each in box.findChildren(QPushButton) if each.text() == label).click()
        page.bot.waitUntil(lambda: page.page.findChild(QMessageBox) is None)

    answer("Keep")
    assert list((tmp_path / "weights").rglob(FILE))
    answer("Delete")
    page.bot.waitUntil(lambda: not list((tmp_path / "weights").rglob(FILE)))
    page.bot.waitUntil(lambda: GET in page.buttons())
    assert "was deleted" in page.page.remarks.text()
