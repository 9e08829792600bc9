"""The catalog is read whole or refused with the place of the fault, and knows its own among files on a disk."""

from pathlib import Path

import pytest

from models.catalog import BadCatalog, Build, Catalog, Sampling, load_catalog
from models.shape import Hyper

GOOD = """
[architectures.small]
llama = "llama"
layers = 30
width = 576
heads = 9
kv_heads = 3
key_length = 64
value_length = 64
feed_forward = 1536
vocabulary = 49_152
tied = true

[[entries]]
id = "small-1b"
name = "Small 1B"
maker = "Somebody"
released = "2025-01-20"
architecture = "small"
parameters = "1B"
context = 8192
licence = "MIT"
licence_url = "https://example.org/LICENSE"
family = "think"
thinks = "always"
sampling = { temperature = 0.6, top_p = 1 }
languages = ["en", "zh-Hans"]
page = "https://example.org/maker/Small-1B"
checked = "memory"

[[entries.sources]]
repo = "somebody/Small-1B-GGUF"
modelscope = "else/Small-1B"
file = "{quantization}/Small-1B-{quantization}.gguf"
sizes = { Q4_K_M = "0.6 GB", Q8_0 = 1_100_000_000, UD-Q2_K_XL = "~300 MiB" }
shards = { Q8_0 = 2 }
"""

ONE_SUM = f'sha256 = {{ Q8_0 = ["{"a" * 64}"] }}'


def read(tmp_path: Path, text: str) -> Catalog:
    path = tmp_path / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalog(path)


def refusal(tmp_path: Path, text: str) -> tuple[str, str]:
    with pytest.raises(BadCatalog) as caught:
        read(tmp_path, text)
    return caught.value.where, caught.value.what


def test_an_entry_is_read_with_what_its_architecture_and_its_sources_say(tmp_path: Path) -> None:
    catalog = read(tmp_path, GOOD)
    entry = catalog.find("small-1b")
    assert entry is not None
    assert (entry.architecture, entry.parameters, entry.active) == ("llama", 10**9, 10**9)
    assert entry.hyper == Hyper(30, 576, 9, 3, 64, 64, 1536, 49_152, tied=True)
    assert entry.sampling == Sampling(temperature=0.6, top_p=1)
    assert (entry.base, entry.runs, entry.note, entry.system_prompt) == (None, True, "", "fine")
    repo, mirror = "somebody/Small-1B-GGUF", "else/Small-1B"
    assert entry.builds == (
        Build("Q4_K_M", repo, ("Q4_K_M/Small-1B-Q4_K_M.gguf",), 600_000_000, mirror),
        Build(
            "Q8_0",
            repo,
            ("Q8_0/Small-1B-Q8_0-00001-of-00002.gguf", "Q8_0/Small-1B-Q8_0-00002-of-00002.gguf"),
            1_100_000_000,
            mirror,
        ),
        Build("UD-Q2_K_XL", repo, ("UD-Q2_K_XL/Small-1B-UD-Q2_K_XL.gguf",), 314_572_800, mirror, size_estimated=True),
    )
    assert catalog.find("small-2b") is None


@pytest.mark.parametrize(
    ("there", "instead", "where"),
    [
        ('id = "small-1b"', 'id = "Small 1B"', "entries[0].id"),
        ('id = "small-1b"', "", "entries[0].id"),
        ('name = "Small 1B"', 'name = ""', "entries.small-1b.name"),
        ('released = "2025-01-20"', 'released = "2025-02-30"', "entries.small-1b.released"),
        ('architecture = "small"', 'architecture = "large"', "entries.small-1b.architecture"),
        ('parameters = "1B"', 'parameters = "1 B"', "entries.small-1b.parameters"),
        ('parameters = "1B"', 'parameters = "1B"\nactive = "2B"', "entries.small-1b.active"),
        ("context = 8192", "context = 8192.0", "entries.small-1b.context"),
        ("context = 8192", "context = true", "entries.small-1b.context"),
        ("context = 8192", "context = 1", "entries.small-1b.context"),
        ("https://example.org/LICENSE", "http://example.org/LICENSE", "entries.small-1b.licence_url"),
        ("https://example.org/maker", "https://example.org/ma ker", "entries.small-1b.page"),
        ('thinks = "always"', 'thinks = "sometimes"', "entries.small-1b.thinks"),
        ("temperature = 0.6", "temperature = 6", "entries.small-1b.sampling.temperature"),
        ("temperature = 0.6", "warmth = 0.6", "entries.small-1b.sampling.warmth"),
        ('"zh-Hans"', '"Chinese"', "entries.small-1b.languages"),
        ('checked = "memory"', 'checked = "guessed"', "entries.small-1b.checked"),
        ('checked = "memory"', 'checked = "memory"\ncolour = "red"', "entries.small-1b.colour"),
        ("somebody/Small-1B-GGUF", "Small-1B-GGUF", "entries.small-1b.sources[0].repo"),
        ("somebody/Small-1B-GGUF", "../Small-1B-GGUF", "entries.small-1b.sources[0].repo"),
        ("else/Small-1B", "else/Small/1B", "entries.small-1b.sources[0].modelscope"),
        ('file = "{quantization}/', 'file = "../{quantization}/', "entries.small-1b.sources[0].file"),
        ('file = "{quantization}/', 'file = "/{quantization}/', "entries.small-1b.sources[0].file"),
        ('{quantization}.gguf"', '{quantization}.exe"', "entries.small-1b.sources[0].file"),
        ('"0.6 GB"', '"0.6 gigs"', "entries.small-1b.sources[0].sizes.Q4_K_M"),
        ('"0.6 GB"', '"0.1 GB"', "entries.small-1b.sources[0].sizes.Q4_K_M"),
        ('"0.6 GB"', '"6 GB"', "entries.small-1b.sources[0].sizes.Q4_K_M"),
        ("Q4_K_M = ", '"../Q4" = ', "entries.small-1b.sources[0].sizes.../Q4"),
        ("{ Q8_0 = 2 }", "{ Q6_K = 2 }", "entries.small-1b.sources[0].shards.Q6_K"),
        ("{ Q8_0 = 2 }", "{ Q8_0 = 0 }", "entries.small-1b.sources[0].shards.Q8_0"),
        ("{ Q8_0 = 2 }", '{ Q8_0 = 2 }\nsha256 = { Q8_0 = ["12"] }', "entries.small-1b.sources[0].sha256.Q8_0"),
        ("{ Q8_0 = 2 }", "{ Q8_0 = 2 }\n" + ONE_SUM, "entries.small-1b.sources[0].sha256.Q8_0"),
        ("layers = 30", "layers = 0", "architectures.small.layers"),
        ("layers = 30", "layers = 513", "architectures.small.layers"),
        ("tied = true", "tied = 1", "architectures.small.tied"),
        ("tied = true", "experts = 8\nexperts_used = 9", "architectures.small.experts_used"),
        ("tied = true", "experts = 8", "architectures.small.expert_feed_forward"),
        ("tied = true", "dense_layers = 31", "architectures.small.dense_layers"),
        ("tied = true", "colour = 1", "architectures.small.colour"),
        ("[[entries.sources]]", "[[sources]]", "entries.small-1b.sources"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_place(tmp_path: Path, there: str, instead: str, where: str) -> None:
    assert there in GOOD
    assert refusal(tmp_path, GOOD.replace(there, instead))[0] == where


def test_two_entries_of_one_id_are_refused(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("[[entries]]") :]
    assert refusal(tmp_path, twice) == ("entries.small-1b.id", "is there twice")


def test_what_is_unknown_at_the_top_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "colour = 1\n" + GOOD) == ("colour", "is not known")


def test_what_cannot_run_needs_no_files(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[[entries.sources]]")].replace('checked = "memory"', 'checked = "memory"\nruns = false')
    assert read(tmp_path, text).entries[0].builds == ()


@pytest.mark.parametrize("content", [b"[architectures", b"\xff\xfe", b""])
def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalog.toml"
    path.write_bytes(content)
    with pytest.raises(BadCatalog):
        load_catalog(path)


def test_a_catalog_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadCatalog) as caught:
        load_catalog(tmp_path / "none.toml")
    assert caught.value.where == "none.toml"
