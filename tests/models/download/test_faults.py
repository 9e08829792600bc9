"""One test for each thing a hub can do wrong: it ends well, names the file, and nothing is lost or left behind."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from models.download import Downloads, Failed, Fault, Hub, Wanted
from models.download.connection import following
from tests.models.download.conftest import Open, content, ended, now, tree, until
from tests.models.download.hub import REPO, Act, HubServer

HOME = "maker--weights"
SIZE = 300_000
RIGHT = content(SIZE)
WRONG = content(SIZE, seed=99)
ALL = Wanted(REPO, ("*.gguf",))


@pytest.fixture
def done(hub: HubServer, downloads: Downloads, weights: Path) -> Any:
    """done(*acts) fetches a.gguf with these faults on the way and shows that it is right in the end."""

    def fetch(*acts: Act) -> None:
        hub.files = {"a.gguf": RIGHT}
        hub.act("a.gguf", *acts)
        got = ended(downloads, downloads.add(ALL))
        assert (got.state, got.fault) == ("done", None)
        assert (weights / HOME / "a.gguf").read_bytes() == RIGHT
        assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": SIZE}

    return fetch


@pytest.fixture
def failed(hub: HubServer, downloads: Downloads, weights: Path) -> Any:
    """failed(*acts, always=act) fetches a.gguf; shows that nothing half is there, and nothing at all after cancel."""

    def fetch(*acts: Act, always: Act | None = None) -> Fault:
        hub.files = hub.files or {"a.gguf": RIGHT}
        hub.act("a.gguf", *acts)
        if always:
            hub.always["a.gguf"] = always
        id = downloads.add(ALL)
        got = ended(downloads, id)
        assert got.state == "failed"
        assert not (weights / HOME / "a.gguf").exists()
        downloads.cancel(id)
        assert not weights.exists()
        assert got.fault is not None
        return got.fault

    return fetch


# ---- what another try mends -----------------------------------------------------------------------------------------


def test_a_cut_is_gone_on_with_where_it_happened(done: Any, hub: HubServer) -> None:
    done(Act(cut=100_000), Act(cut=50_000))
    assert [each.headers.get("Range") for each in hub.fetched("a.gguf")] == [None, "bytes=100000-", "bytes=150000-"]


def test_an_end_without_a_length_is_no_end(done: Any) -> None:
    done(Act(cut=100_000, length=False), Act(length=False))


def test_a_stall_is_given_up_and_gone_on_with(done: Any, hub: HubServer) -> None:
    done(Act(gate=(200_000, hub.over)))
    assert hub.fetched("a.gguf")[1].headers["Range"] == "bytes=200000-"


def test_one_byte_at_a_time_is_a_stall(done: Any, hub: HubServer) -> None:
    done(Act(drip=0.02))
    assert len(hub.fetched("a.gguf")) == 2


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_an_overloaded_hub_is_asked_again(done: Any, status: int) -> None:
    done(Act(status=status), Act(cut=100_000), Act(status=status))


def test_the_wait_that_a_hub_asks_for_is_kept(done: Any, hub: HubServer) -> None:
    began = time.monotonic()
    done(Act(status=429, headers={"Retry-After": "7200"}))  # the longest wait in these tests is half a second
    assert time.monotonic() - began >= 0.5


@pytest.mark.parametrize("header", [{"RateLimit": '"api";r=0;t=55'}, {"Retry-After": "date"}, {"Retry-After": "soon"}])
def test_waits_are_told_in_several_ways(done: Any, header: dict[str, str]) -> None:
    if header.get("Retry-After") == "date":
        header = {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)}
    done(Act(status=429, headers=header))


def test_a_signed_address_that_has_run_out_is_asked_for_anew(done: Any) -> None:
    done(Act(cut=100_000), Act(status=403))


def test_a_server_that_knows_no_ranges_begins_anew(done: Any) -> None:
    done(Act(cut=100_000), Act(ranges=False))


def test_a_range_that_begins_elsewhere_is_not_appended(done: Any, hub: HubServer) -> None:
    done(Act(cut=100_000), Act(shift=-5000), Act(shift=5000))
    assert [each.headers.get("Range") for each in hub.fetched("a.gguf")] == [None, *["bytes=100000-"] * 3]


def test_wrong_bytes_once_are_fetched_again(done: Any, hub: HubServer) -> None:
    done(Act(body=WRONG, etag="x", linked=False))
    assert [each.headers.get("Range") for each in hub.fetched("a.gguf")] == [None, None]


def test_only_the_file_with_wrong_bytes_is_fetched_again(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {f"{name}.gguf": content(SIZE, seed) for seed, name in enumerate("abc")}
    hub.act("b.gguf", Act(body=WRONG, linked=False))
    assert ended(downloads, downloads.add(ALL)).state == "done"
    assert [len(hub.fetched(f"{name}.gguf")) for name in "abc"] == [1, 2, 1]
    assert all((weights / HOME / name).read_bytes() == data for name, data in hub.files.items())


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_that_changes_between_two_requests_begins_anew(
    hub: HubServer, open_downloads: Open, weights: Path, linked: bool
) -> None:
    """By its sum where the hub links it (Hugging Face), else by its ETag (ModelScope)."""
    downloads = open_downloads(hub=Hub("huggingface" if linked else "modelscope", hub.url))
    hub.files = {"a.gguf": WRONG}
    gate = threading.Event()
    hub.act("a.gguf", Act(gate=(100_000, gate), cut=100_000))
    id = downloads.add(ALL)
    until(lambda: now(downloads, id).received == 100_000)
    hub.files = {"a.gguf": RIGHT[:200_000]}
    gate.set()
    got = ended(downloads, id)
    assert (got.state, got.total) == ("done", 200_000)
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT[:200_000]


def test_a_storage_with_several_etags_for_one_file_costs_nothing(done: Any, hub: HubServer) -> None:
    done(Act(cut=100_000, etag="one"), Act(cut=100_000, etag="two"))
    assert hub.fetched("a.gguf")[2].headers["Range"] == "bytes=200000-"


def test_a_range_is_asked_for_of_the_version_that_has_begun(hub: HubServer, open_downloads: Open) -> None:
    downloads = open_downloads(hub=Hub("modelscope", hub.url))
    hub.files = {"a.gguf": RIGHT}
    hub.act("a.gguf", Act(cut=100_000, etag="one"), Act(etag="one"))
    assert ended(downloads, downloads.add(ALL)).state == "done"
    assert hub.fetched("a.gguf")[1].headers["If-Range"] == '"one"'


def test_a_list_is_asked_for_again(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {"a.gguf": RIGHT}
    hub.list_acts.extend([Act(status=503), Act(status=500)])
    assert ended(downloads, downloads.add(ALL)).state == "done"


# ---- what no try mends ----------------------------------------------------------------------------------------------


def test_wrong_bytes_every_time_name_the_file_and_leave_the_others(
    hub: HubServer, downloads: Downloads, weights: Path
) -> None:
    hub.files = {f"{name}.gguf": content(SIZE, seed) for seed, name in enumerate("abc")}
    hub.always["b.gguf"] = Act(body=WRONG, linked=False)
    id = downloads.add(ALL)
    got = ended(downloads, id)
    assert got.fault is not None
    assert (got.state, got.fault.kind, got.fault.file, got.fault.numbers) == (
        "failed", "wrong_bytes", "b.gguf", {"tries": 2},
    )  # fmt: skip
    assert [each.state for each in got.files] == ["done", "failed", "done"]
    assert not (weights / HOME / "b.gguf").exists()
    hub.always.clear()
    downloads.resume(id)
    assert ended(downloads, id).state == "done"
    assert [len(hub.fetched(f"{name}.gguf")) for name in "abc"] == [1, 3, 1]


@pytest.mark.parametrize("size", [SIZE - 1, SIZE + 1, 2 * SIZE])
def test_a_size_that_is_a_lie_ends_as_changed(failed: Any, hub: HubServer, size: int) -> None:
    hub.files = {"a.gguf": RIGHT}
    hub.claims = {"a.gguf": {"size": size}}
    fault = failed()
    assert (fault.kind, fault.file, dict(fault.numbers)) == ("changed", "a.gguf", {"expected": size, "found": SIZE})


def test_more_bytes_than_were_listed_are_not_written(failed: Any) -> None:
    fault = failed(always=Act(body=RIGHT + b"more", length=False, linked=False))
    assert (fault.kind, fault.file) == ("changed", "a.gguf")


def test_fewer_bytes_every_time_end_as_changed(failed: Any) -> None:
    assert failed(always=Act(body=RIGHT[:-10], linked=False)).kind == "changed"


def test_a_sum_that_the_hub_itself_denies_ends_as_changed(failed: Any, hub: HubServer) -> None:
    hub.files = {"a.gguf": RIGHT}
    hub.claims = {"a.gguf": {"sha256": "0" * 64}}
    assert failed().kind == "changed"
    assert len(hub.fetched("a.gguf")) <= 2


def test_an_etag_that_always_changes_ends_as_changed(failed: Any, hub: HubServer) -> None:
    assert failed(*(Act(cut=50_000, linked=False, etag=f"v{n}") for n in range(20))).kind == "changed"


def test_endless_cuts_end(failed: Any, hub: HubServer) -> None:
    fault = failed(always=Act(cut=0))
    assert (fault.kind, fault.file, fault.numbers["tries"]) == ("unreachable", "a.gguf", 4)


def test_a_trickle_of_progress_does_not_go_on_for_ever(failed: Any, hub: HubServer) -> None:
    assert failed(always=Act(cut=100)).kind == "unreachable"
    assert len(hub.fetched("a.gguf")) == 4


def test_much_progress_between_cuts_is_worth_going_on(done: Any, hub: HubServer) -> None:
    done(*[Act(cut=30_000)] * 9)


def test_endless_stalls_end(failed: Any, hub: HubServer) -> None:
    assert failed(always=Act(gate=(0, hub.over))).kind == "unreachable"


@pytest.mark.parametrize("status", [500, 429])
def test_a_hub_that_stays_overloaded_refuses(failed: Any, status: int) -> None:
    fault = failed(always=Act(status=status))
    assert (fault.kind, fault.numbers) == ("refused", {"status": status, "tries": 4})


def test_a_hub_that_is_not_there_is_unreachable(open_downloads: Open, weights: Path) -> None:
    downloads = open_downloads(hub=Hub("huggingface", "http://127.0.0.1:9"))
    got = ended(downloads, downloads.add(ALL))
    assert got.fault is not None
    assert (got.fault.kind, got.fault.numbers) == ("unreachable", {"tries": 3})
    assert not weights.exists()


@pytest.mark.parametrize("endpoint", ["nonsense", "ftp://127.0.0.1", "http://[", "http://127.0.0.1:99999", ""])
def test_an_endpoint_that_is_none_is_unreachable(open_downloads: Open, endpoint: str) -> None:
    downloads = open_downloads(hub=Hub("huggingface", endpoint))
    got = ended(downloads, downloads.add(ALL))
    assert got.fault is not None
    assert got.fault.kind == "unreachable"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "", "unauthorized"),
        (403, "GatedRepo", "unauthorized"),
        (401, "RepoNotFound", "not_found"),  # what Hugging Face says of one that is not there
        (404, "RevisionNotFound", "not_found"),
        (404, "", "not_found"),
        (400, "", "refused"),
        (418, "", "refused"),
    ],
)
def test_other_answers_of_the_hub_end_it_at_once(
    failed: Any, hub: HubServer, status: int, code: str, kind: str
) -> None:
    hub.list_acts.append(Act(status=status, headers={"X-Error-Code": code}))
    assert failed().kind == kind
    assert len(hub.seen) == 1


@pytest.mark.parametrize("kind", ["huggingface", "modelscope"])
def test_a_repository_or_a_file_that_is_not_there(hub: HubServer, open_downloads: Open, kind: str) -> None:
    hub.files = {"a.gguf": RIGHT}
    downloads = open_downloads(hub=Hub(kind, hub.url))
    for wanted, file in ((Wanted("maker/nothing", ("a.gguf",)), ""), (Wanted(REPO, ("a.gguf", "b*.gguf")), "b*.gguf")):
        got = ended(downloads, downloads.add(wanted))
        assert got.fault is not None
        assert got.fault.kind == "not_found"
        assert file in ("", got.fault.file)


def test_redirects_in_a_loop_end(failed: Any, hub: HubServer) -> None:
    assert failed(always=Act(redirect=f"{hub.url}/loop")).kind == "refused"


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[", "javascript:1"])
def test_redirects_to_what_is_no_hub_end(failed: Any, where: str) -> None:
    assert failed(always=Act(redirect=where)).kind in ("refused", "unreachable")


def test_an_encrypted_connection_is_never_left_for_an_open_one() -> None:
    request = httpx.Request("GET", "https://hub.example/a.gguf")
    for where, fine in (("http://cdn.example/a", False), ("https://cdn.example/a", True), ("/b", True)):
        response = httpx.Response(302, headers={"Location": where}, request=request)
        if fine:
            assert following(response).scheme == "https"
        else:
            with pytest.raises(Failed):
                following(response)


LISTS = [b"", b"<html>", b"{}", b"[1]", b'[{"type": "file"}]', b'[{"type": "file", "path": "a.gguf", "size": -1}]',
         b"[" * 100_000, b'[{"type":"file","path":"a.gguf","size":1e99,"oid":"x"}]', b'["\xff"]',
         b'[{"type":"file","path":"a.gguf","size":5,"oid":"not a sum"}]']  # fmt: skip


@pytest.mark.parametrize("body", LISTS)
def test_a_list_that_makes_no_sense_is_refused(failed: Any, hub: HubServer, body: bytes) -> None:
    hub.list_acts.append(Act(body=body))
    assert failed().kind == "refused"


def test_a_list_without_end_is_refused(failed: Any, hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.download.listing.MOST_PAGES", 20)
    hub.endless = True
    assert failed().kind == "refused"
    assert len(hub.seen) <= 22


def test_a_page_without_end_is_refused(failed: Any, hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.download.connection.LONGEST_LIST", 100_000)
    hub.list_acts.append(Act(body=b"[" + b" " * 200_000 + b"]"))
    assert failed().kind == "refused"


def test_encoded_bytes_are_refused(failed: Any) -> None:
    """A small answer that unpacks to a huge one, or bytes that are not the file's."""
    assert failed(always=Act(headers={"Content-Encoding": "gzip"})).kind == "refused"
