"""The token goes to the hub's own host and nowhere else: no other host, no journal, no log, no `repr`."""

import logging
from pathlib import Path

import pytest

from models.download import Hub, Wanted
from tests.models.download.conftest import Open, content, ended
from tests.models.download.hub import REPO, Act, HubServer

TOKEN = "hf_canary0123456789"


@pytest.mark.parametrize("kind", ["huggingface", "modelscope"])
def test_the_token_stays_with_the_hub(
    hub: HubServer, open_downloads: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    hub.files = {"a.gguf": content(200_000), "b.gguf": content(200_000)}
    hub.token = TOKEN
    other = HubServer()
    other.files = hub.files
    hub.act("b.gguf", Act(redirect=f"{other.url}/{REPO}/resolve/main/b.gguf"))
    hub.act("a.gguf", Act(cut=1000))
    caplog.set_level(logging.DEBUG)
    downloads = open_downloads(hub=Hub(kind, hub.url, token=TOKEN))
    assert ended(downloads, downloads.add(Wanted(REPO, ("*.gguf",)))).state == "done"
    downloads.close()
    other.close()
    own = [each for each in hub.seen if each.port == "hub"]
    others = [each for each in (*hub.seen, *other.seen) if each not in own]
    assert len(own) >= 4
    assert len(others) >= 3
    assert all(each.headers["Authorization"] == f"Bearer {TOKEN}" for each in own)
    assert not any(TOKEN in str(each) for each in others)
    assert TOKEN not in caplog.text
    assert "s3cret" not in "\n".join(r.getMessage() for r in caplog.records if r.levelno >= logging.INFO)
    assert not any(TOKEN.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_next_page_of_a_list_on_another_host_gets_no_token(hub: HubServer, open_downloads: Open) -> None:
    hub.files = {f"{n}.gguf": content(1500, n) for n in range(4)}
    hub.page = 2
    other = HubServer()
    hub.next_host = other.url
    downloads = open_downloads(hub=Hub("huggingface", hub.url, token=TOKEN))
    assert ended(downloads, downloads.add(Wanted(REPO, ("3.gguf",)))).state == "done"
    other.close()
    assert other.seen == []


def test_without_a_token_a_gated_repository_asks_for_one(hub: HubServer, open_downloads: Open) -> None:
    hub.files = {"a.gguf": content(2000)}
    hub.token = TOKEN
    for token in (None, "hf_wrong", "two\nlines", "…"):
        downloads = open_downloads(hub=Hub("huggingface", hub.url, token=token))
        id = downloads.add(Wanted(REPO, ("a.gguf",)))
        got = ended(downloads, id)
        assert got.fault is not None
        assert got.fault.kind == "unauthorized"
        assert "lines" not in got.fault.detail
        downloads.close()


def test_a_token_is_for_one_hub(hub: HubServer, open_downloads: Open) -> None:
    """A download that was added at another kind of hub goes on there, without this hub's token."""
    hub.files = {"a.gguf": content(2000)}
    downloads = open_downloads(hub=Hub("modelscope", hub.url))
    hub.act("a.gguf", *[Act(status=500)] * 4)
    id = downloads.add(Wanted(REPO, ("a.gguf",)))
    assert ended(downloads, id).state == "failed"
    downloads.use(Hub("huggingface", "http://127.0.0.1:9", token=TOKEN))
    downloads.resume(id)
    assert ended(downloads, id).state == "done"
    assert not any(TOKEN in str(each) for each in hub.seen)


def test_neither_token_nor_proxy_is_in_what_is_printed() -> None:
    hub = Hub("huggingface", "https://hub.example", token=TOKEN, proxy="http://me:password@proxy")
    assert TOKEN not in repr(hub)
    assert "password" not in repr(hub)


def test_a_proxy_is_used(hub: HubServer, open_downloads: Open) -> None:
    """The server takes the place of a proxy: it is asked for whole addresses of a hub that is not there."""
    downloads = open_downloads(hub=Hub("huggingface", "http://hub.invalid", proxy=hub.url))
    got = ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",))))
    assert got.fault is not None
    assert got.fault.kind == "not_found"
    assert hub.seen[0].path == f"http://hub.invalid/api/models/{REPO}/tree/main?recursive=true"


@pytest.mark.parametrize("proxy", ["nonsense://me:password@x", "me:password"])
def test_a_proxy_whose_address_is_none_is_told(hub: HubServer, open_downloads: Open, proxy: str) -> None:
    downloads = open_downloads(hub=Hub("huggingface", hub.url, proxy=proxy))
    got = ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",))))
    assert got.fault is not None
    assert got.fault.kind == "proxy"
    assert "password" not in str(got.fault)
