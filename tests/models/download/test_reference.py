"""Hugging Face's own client at the same server: that is like a real one, and its list is read as that client does."""

from pathlib import Path

import pytest

from models.download import Hub, Timing, Wanted
from models.download.connection import Line
from models.download.halt import Halt
from models.download.listing import list_files
from tests.models.download.conftest import content
from tests.models.download.hub import REPO, HubServer

huggingface_hub = pytest.importorskip("huggingface_hub")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))


def test_the_list_is_read_as_hugging_faces_own_client_reads_it(hub: HubServer) -> None:
    hub.files = {f"Q4 K/{n:02} 字+%.gguf": content(1500 + n, n) for n in range(15)} | {"config.json": b"{}"}
    hub.page = 4
    line = Line(Hub("huggingface", hub.url), Timing(), Halt())
    ours = list_files(Hub("huggingface", hub.url), Wanted(REPO, ("*",)), line)
    line.close()
    api = huggingface_hub.HfApi(endpoint=hub.url, token=False)
    theirs = [each for each in api.list_repo_tree(REPO, recursive=True) if hasattr(each, "blob_id")]
    assert {(each.name, each.size, each.digest.value) for each in ours} == {
        (each.path, each.size, each.lfs.sha256 if each.lfs else each.blob_id) for each in theirs
    }
    assert {each.name: each.url for each in ours} == {
        each.path: huggingface_hub.hf_hub_url(REPO, each.path, endpoint=hub.url) for each in theirs
    }


def test_the_server_serves_hugging_faces_own_client(hub: HubServer, tmp_path: Path) -> None:
    hub.files = {"a.gguf": content(200_000), "config.json": b"{}"}
    for name, data in hub.files.items():
        path = huggingface_hub.hf_hub_download(REPO, name, endpoint=hub.url, token=False, cache_dir=tmp_path / "cache")
        assert Path(path).read_bytes() == data
