"""A small catalog of its own, machines of several sizes, and files as a scan would find them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.card import Card
from models.catalog import Catalog, load_catalog
from models.gguf import BadGguf
from models.hardware import Device, Hardware
from models.library import Found, Place
from tests.weights import TINY, write_weights

GIB = 1 << 30

CATALOG = """
[architectures.small]
llama = "qwen2"
layers = 28
width = 1536
heads = 12
kv_heads = 2
key_length = 128
value_length = 128
feed_forward = 8960
vocabulary = 151936

[architectures.middle]
llama = "qwen2"
layers = 64
width = 5120
heads = 40
kv_heads = 8
key_length = 128
value_length = 128
feed_forward = 27648
vocabulary = 152064

[architectures.large]
llama = "deepseek2"
layers = 61
width = 7168
heads = 128
kv_heads = 128
key_length = 192
value_length = 128
feed_forward = 18432
vocabulary = 129280
dense_layers = 3
experts = 256
experts_used = 8
expert_feed_forward = 2048
shared_experts = 1
kv_rank = 512
rope_length = 64
q_rank = 1536
"""

ENTRY = """
[[entries]]
id = "{id}"
name = "{name}"
maker = "{maker}"
released = "2025-01-20"
architecture = "{architecture}"
parameters = "{parameters}"
active = "{active}"
context = 131072
licence = "{licence}"
licence_url = "https://example.org/licence"
family = "deepseek-r1"
languages = {languages}
thinks = "always"
page = "https://example.org/{id}"
checked = "memory"
runs = {runs}
note = "{note}"

[[entries.sources]]
repo = "{repo}"
modelscope = "scope/{id}"
file = "{file}"
{shards}
[entries.sources.sizes]
{sizes}
"""


def entry(id: str, name: str, architecture: str, parameters: str, sizes: dict[str, str], **facts: str) -> str:
    facts = {
        "maker": "深度求索 DeepSeek",
        "active": parameters,
        "licence": "MIT",
        "languages": '["en", "zh"]',
        "runs": "true",
        "note": "",
        "repo": f"hub/{id}-GGUF",
        "file": f"{name}-{{quantization}}.gguf",
        "shards": "",
        **facts,
    }
    lines = "\n".join(f'{quantization} = "{size}"' for quantization, size in sizes.items())
    return ENTRY.format(id=id, name=name, architecture=architecture, parameters=parameters, sizes=lines, **facts)


@pytest.fixture
def catalog_file(tmp_path: Path) -> Path:
    """A laptop's weights, a desktop's, a workstation's, and some that llama.cpp does not run."""
    path = tmp_path / "catalog.toml"
    both = {"Q4_K_M": "1.1 GB", "Q8_0": "1.9 GB"}
    path.write_text(
        CATALOG
        + entry("r1-small", "R1-Small-1.5B", "small", "1.78B", both)
        + entry("qwq", "QwQ-32B", "middle", "32.8B", {"Q4_K_M": "19.9 GB"}, maker="Qwen", licence="Apache-2.0",
                languages='["en", "ja"]')
        + entry("r1", "R1", "large", "671B", {"IQ1_S": "140 GB", "Q4_K_M": "404 GB"}, active="37B",
                shards="[entries.sources.shards]\nIQ1_S = 3\nQ4_K_M = 9")
        + entry("pictures", "Pictures-VL", "small", "3B", {"Q8_0": "3.2 GB"}, runs="false", note="Not yet."),
        encoding="utf-8",
    )  # fmt: skip
    return path


@pytest.fixture
def catalog(catalog_file: Path) -> Catalog:
    return load_catalog(catalog_file)


@pytest.fixture
def laptop() -> Hardware:
    return Hardware(8 * GIB, 6 * GIB, 4, 40e9)


@pytest.fixture
def workstation() -> Hardware:
    card = Device("CUDA0", "gpu", 48 * GIB, 47 * GIB, 960e9)
    return Hardware(256 * GIB, 240 * GIB, 32, 200e9, (card,))


MakeFound = Callable[..., Found]


@pytest.fixture
def a_file(tmp_path: Path) -> MakeFound:
    """a_file(name, size, card=…, fault=…): weights as a scan would find them. No file is there."""

    def make(
        name: str = "R1-Small-1.5B-Q4_K_M.gguf",
        size: int = 1_100_000_000,
        title: str = "",
        architecture: str = "qwen2",
        program: str = "LM Studio",
        fault: BadGguf | None = None,
        owned: bool = False,
        quantization: str = "Q4_K_M",
        place: str = "",
    ) -> Found:
        path = tmp_path / "models" / name
        card = Card(path, title, architecture, 131072, "{{ x }}", size, (path,), quantization, 1_780_000_000)
        places = (Place(program, path, place or path.stem),)
        return Found(path, size, 0.0, places, None if fault else card, fault, owned, (path,))

    return make


class Here:
    """A library that found these."""

    def __init__(self, *found: Found) -> None:
        self.found = found


@pytest.fixture
def here() -> type[Here]:
    return Here


@pytest.fixture
def write_tiny(tmp_path: Path) -> Callable[[str], Path]:
    """write_tiny(name) writes real weights that no catalog knows, called "Home made"."""

    def write(name: str) -> Path:
        folder = tmp_path / "written"
        folder.mkdir(exist_ok=True)
        return write_weights(folder / name, TINY["llama"], name="Home made")

    return write
