"""What is left of a file's name when everything is taken off that does not say which weights it is. Pure."""

import re
from collections.abc import Iterator

_SHARD = re.compile(r"-\d{5}-of-\d{5}$")
_QUANTIZATION = re.compile(
    r"[-_.:](?:i1-)?(?:ud-)?"
    r"(?:i?q[1-8](?:_\d)*(?:_k)?(?:_(?:xxs|xs|nl|xxl|xl|[sml]))*|tq[12]_0|bf16|fp?16|fp?32|mxfp4(?:_moe)?|nvfp4)$"
)
_SUFFIXES = (".gguf", "-gguf", "_gguf")
_NOT_NAMING = re.compile(r"[^a-z0-9]+")
MOST = 300
"""Characters of a name that are looked at. Names come from anybody."""


def plain(name: str) -> str:
    """A name without case and punctuation, words apart by `-`: "DeepSeek R1_Distill" is "deepseek-r1-distill"."""
    return _NOT_NAMING.sub("-", name[:MOST].lower()).strip("-")


def names_in(file: str) -> Iterator[str]:
    """What weights a file name, a repository or a name in a program may speak of, surest first, as `plain` says it.

    Quantizers put the maker before the name ("Qwen_QwQ-32B-Q4_K_M.gguf", "deepseek-ai.DeepSeek-V3.2.Q4_K_M"), so it
    comes once with what may be a maker and once without.
    """
    stem = _without_ending(re.split(r"[/\\]", file[-MOST:])[-1].lower())
    yield plain(stem)
    for mark in ("_", "."):
        maker, found, rest = stem.partition(mark)
        if found and maker and rest:
            yield plain(rest)


def _without_ending(name: str) -> str:
    """Without suffix, number of the shard and quantization, each of which may be missing."""
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    name = _SHARD.sub("", name)
    return _QUANTIZATION.sub("", name)
