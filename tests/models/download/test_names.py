"""Names from a hub lead nowhere but into the repository's own folder."""

from pathlib import Path

import pytest

from models.download import Downloads, Failed, Wanted
from models.download.names import check_together, checked, folder_name, shown
from tests.models.download.conftest import content, ended, tree
from tests.models.download.hub import REPO, HubServer

HOSTILE = [
    "../evil.gguf", "sub/../../evil.gguf", "/etc/evil.gguf", "//host/evil.gguf", "..", ".", "", "/", "a//b.gguf", "a/",
    "./a.gguf", "sub/./a.gguf", "..\\evil.gguf", "sub\\evil.gguf", "C:evil.gguf", "C:\\evil.gguf", "C:/evil.gguf",
    "\\\\host\\share\\evil.gguf", "evil\0.gguf", "evil\n.gguf", "evil\x1b[2J.gguf", "evil\u202efugg.gguf",
    "evil\u200b.gguf", "evil\x85.gguf", "con", "CON.gguf", "nul.tar.gguf", "aux/a.gguf", "Com1.gguf", "lpt9",
    "com¹.gguf", "conin$", "evil.gguf.", "evil.gguf ", " evil.gguf", "sub./a.gguf", ".hidden.gguf", ".ssh/authorized",
    "~/evil.gguf", "a:stream.gguf", "a*.gguf", "a?.gguf", "a|b.gguf", "<a>.gguf", '"a".gguf', "a" * 181 + ".gguf",
    "字" * 61, "/".join("abcdefghi"), "/".join(["a" * 150] * 5), "evil\ud800.gguf", "e\u0301.gguf",
]  # fmt: skip
HARMLESS = [
    "a.gguf",
    "Q4_K_M/big-00001-of-00003.gguf",
    "DeepSeek-R1 (UD-IQ1_S).gguf",
    "思辨.gguf",
    "é.gguf",
    "console.gguf",
]
TRICKY = [each for each in HOSTILE if each and "\ud800" not in each]
"""Those that a list can hold; the JSON parser itself refuses the other."""


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_refused(name: str) -> None:
    with pytest.raises(Failed) as caught:
        checked(name)
    assert caught.value.fault.kind == "bad_name"
    caught.value.fault.file.encode()


@pytest.mark.parametrize("name", HARMLESS)
def test_an_honest_name_is_taken(name: str) -> None:
    assert "/".join(checked(name)) == name


@pytest.mark.parametrize("kind", ["list", "wish"])
def test_a_hub_with_hostile_names_writes_nothing(
    hub: HubServer, downloads: Downloads, tmp_path: Path, kind: str
) -> None:
    """Each in turn is the only file of the repository, asked for by pattern and by its name."""
    before = tree(tmp_path)
    for name in TRICKY:
        hub.files = {"x": content(2000)}
        hub.claims = {"x": {"path": name}}
        id = downloads.add(Wanted(REPO, ("*",) if kind == "list" else (name,)))
        got = ended(downloads, id)
        assert got.fault is not None
        assert got.fault.kind in (("bad_name",) if kind == "list" else ("bad_name", "not_found"))
        downloads.forget(id)
    assert {path for path in tree(tmp_path) if not path.startswith("state")} == set(before)
    assert not any("resolve" in each.path for each in hub.seen)


@pytest.mark.parametrize(
    "names",
    [
        ("a.gguf", "A.gguf"),
        ("sub/a.gguf", "Sub/A.gguf"),
        ("straße", "STRASSE"),
        ("a", "a/b"),
        ("x/y/z", "X/Y"),
        ("a", "a"),
    ],
)
def test_names_that_are_one_on_some_file_system_are_refused(names: tuple[str, str]) -> None:
    for each in (names, names[::-1]):
        with pytest.raises(Failed) as caught:
            check_together(each)
        assert caught.value.fault.kind == "bad_name"


def test_names_that_differ_are_fine() -> None:
    check_together(("a/b.gguf", "a/c.gguf", "b.gguf", "ab/b.gguf"))


def test_case_clashes_in_a_list_are_refused(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {"a.gguf": content(2000), "A.gguf": content(2000, 1)}
    got = ended(downloads, downloads.add(Wanted(REPO, ("*.gguf",))))
    assert got.fault is not None
    assert got.fault.kind == "bad_name"
    assert not weights.exists()


@pytest.mark.parametrize("repo", ["../x", "a/b/c", "/a", "a/", "", "a\\b", "a/..", "a b/c", "a/b?x=1", "con/a", "a/.b"])
def test_a_repository_with_a_hostile_name_is_refused(downloads: Downloads, weights: Path, repo: str) -> None:
    with pytest.raises(Failed) as caught:
        downloads.add(Wanted(repo, ("a.gguf",)))
    assert caught.value.fault.kind == "bad_name"
    assert downloads.all() == ()
    assert not weights.exists()


def test_a_repository_has_one_folder() -> None:
    assert folder_name("unsloth/DeepSeek-R1-GGUF") == "unsloth--DeepSeek-R1-GGUF"
    assert folder_name("gpt2") == "gpt2"


def test_a_hostile_name_can_be_shown() -> None:
    assert shown("a\n\x1b[2J\u202e" + "x" * 500).isprintable()
    assert len(shown("x" * 500)) <= 201
