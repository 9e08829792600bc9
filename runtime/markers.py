"""How each family of models marks its thinking: a table, and how to find one's place in it.

Data only. What the marks mean in a running text is the business of `runtime.channels`; how a prompt is made is that
of `runtime.template`. To teach Sibian a new family, add a row here and its tests run by themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Final

from runtime.protocol import Channel


@dataclass(frozen=True)
class Header:
    """Messages that name their channel in a header: `<|start|>assistant<|channel|>final<|message|>` (harmony)."""

    starts: tuple[str, ...]
    """A header begins with one of these; the last of them is followed by the channel's name."""
    end: str
    """A header ends with this; all of it is swallowed. It holds no line break and at most `longest` characters."""
    channels: Mapping[str, Channel] = field(hash=False)
    """Where a named channel goes; a name not listed here is an answer."""
    longest: int = 256

    def channel(self, text: str) -> Channel:
        """The channel that the header `text` (with its start and end) announces."""
        name = re.match(r"\s*(\w*)", text.rpartition(self.starts[-1])[2])
        return self.channels.get(name.group(1) if name else "", "answer")


@dataclass(frozen=True)
class Family:
    """The marks of one family of models. Marks are exact strings and are swallowed where they count."""

    name: str
    notes: str
    pairs: tuple[tuple[str, str], ...] = ()
    """What opens the thinking and what closes it. A thinking opened by the prompt is closed by any of these."""
    first_only: frozenset[str] = frozenset()
    """Marks in plain words: they count only as the very first words of the text."""
    never_alone: frozenset[str] = frozenset()
    """Closing marks in plain words: they count only when their own opening mark was seen."""
    answers: tuple[str, ...] = ()
    """What begins the answer wherever it comes, in the midst of the thinking too."""
    wrappers: tuple[tuple[str, str], ...] = ()
    """Tags round the whole answer. The first counts only where an answer begins, the second only after the first."""
    drops: tuple[str, ...] = ()
    """What means nothing to a reader and is left out of an answer."""
    header: Header | None = None
    aliases: tuple[str, ...] = field(default=(), compare=False)

    @property
    def opens(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(opening for opening, _ in self.pairs))

    @property
    def closes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(closing for _, closing in self.pairs))


THINK: Final = ("<think>", "</think>")
ANSWER: Final = ("<answer>", "</answer>")
RESPONSE: Final = ("<response>", "</response>")

_TABLE: Final = (
    Family(
        "deepseek-r1",
        "The prompt ends with an opened `<think>`, so often only the closing tag arrives. Distills are the same.",
        (THINK,),
        aliases=(
            *("deepseek", "r1", "deepseek-r1-0528", "deepseek-r1-distill", "deepseek-r1-distill-qwen"),
            *("deepseek-r1-distill-llama", "deepseek-v3.1", "deepseek-v3.2", "deepseek-v3", "deepseek-reasoner"),
        ),
    ),
    Family(
        "qwen3",
        "Says `<think>` itself; thinking switched off leaves an empty span in the prompt.",
        (THINK,),
        aliases=("qwen", "qwen3-moe", "qwen3-next", "qwen3.5", "qwen3-thinking", "qwen3-vl"),
    ),
    Family("qwq", "The prompt opens the thinking.", (THINK,), aliases=("qwq-32b",)),
    Family(
        "magistral",
        "`[THINK]` since 2507; the first Magistral was asked for `<think>` by its system prompt.",
        (("[THINK]", "[/THINK]"), THINK),
        aliases=("mistral", "ministral", "mistral-reasoning", "magistral-small"),
    ),
    Family(
        "gpt-oss",
        "Harmony: analysis and commentary are thinking, final is the answer.",
        (
            *(("analysis<|message|>", "<|end|>"), ("commentary<|message|>", "<|end|>")),
            *(("analysis<|message|>", "<|call|>"), ("commentary<|message|>", "<|call|>")),
        ),
        first_only=frozenset({"analysis<|message|>", "commentary<|message|>", "final<|message|>"}),
        answers=("final<|message|>",),
        drops=("<|end|>", "<|call|>", "<|return|>"),
        header=Header(
            ("<|start|>", "<|channel|>"),
            "<|message|>",
            MappingProxyType({"analysis": "thinking", "commentary": "thinking", "final": "answer"}),
        ),
        aliases=("harmony", "gptoss", "gpt-oss-20b", "gpt-oss-120b", "openai"),
    ),
    Family(
        "seed-oss",
        "Its remarks on the thinking budget (`<seed:cot_budget_reflect>`) are part of the thinking.",
        (("<seed:think>", "</seed:think>"),),
        aliases=("seed", "bytedance-seed"),
    ),
    Family(
        "kimi",
        "`◁think▷` (Kimi-VL, k1.5), `<think>` (K2 Thinking), named sections (K3).",
        (("◁think▷", "◁/think▷"), THINK, ("<|open|>think<|sep|>", "<|close|>think<|sep|>")),
        answers=("<|open|>response<|sep|>",),
        drops=("<|close|>response<|sep|>",),
        aliases=("kimi-k2", "kimi-k2-thinking", "kimi-k3", "kimi-vl", "kimi-vl-thinking", "moonshot"),
    ),
    Family(
        "granite",
        "3.2 uses two sentences, 3.3 and later use tags.",
        (
            *(("Here is my thought process:", "Here is my response:"), THINK),
            ("Here's my thought process:", "Here's my response:"),
            ("Here is my thought process:", "Here's my response:"),
            ("Here's my thought process:", "Here is my response:"),
        ),
        first_only=frozenset({"Here is my thought process:", "Here's my thought process:"}),
        never_alone=frozenset({"Here is my response:", "Here's my response:"}),
        wrappers=(RESPONSE,),
        aliases=("granite-3.2", "granite-3.3", "granite-4", "ibm-granite"),
    ),
    Family(
        "gemma4",
        "A channel named thought; an empty one where thinking is off.",
        (("<|channel>thought", "<channel|>"),),
        aliases=("gemma", "gemma-4"),
    ),
    Family("glm", "GLM-4.1V adds `<answer>`.", (THINK,), wrappers=(ANSWER,), aliases=("glm-4", "glm-4.5", "glm-4.6")),
    Family("minimax", "The prompt opens the thinking.", (THINK,), aliases=("minimax-m1", "minimax-m2")),
    Family(
        "hunyuan",
        "`<think>` then `<answer>`.",
        (THINK,),
        wrappers=(ANSWER,),
        aliases=("hunyuan-a13b", "hunyuan-dense", "hunyuan-moe", "hunyuan-t1"),
    ),
    Family(
        "exaone",
        "Deep uses `<thought>`, 4.0 uses `<think>`.",
        (("<thought>", "</thought>"), THINK),
        aliases=("exaone-deep", "exaone-4", "exaone-4.0"),
    ),
    Family(
        "phi4-reasoning",
        "Told by its system prompt to write `<think>`.",
        (THINK,),
        aliases=("phi4", "phi-4", "phi-4-reasoning-plus", "phi-4-mini-reasoning"),
    ),
    Family(
        "cohere",
        "Command A Reasoning: marked sections.",
        (("<|START_THINKING|>", "<|END_THINKING|>"),),
        answers=("<|START_RESPONSE|>", "<|START_TEXT|>"),
        drops=("<|END_RESPONSE|>", "<|END_TEXT|>"),
        aliases=("command", "command-a", "command-a-reasoning"),
    ),
    Family(
        "openthinker",
        "A thought and a solution.",
        (("<|begin_of_thought|>", "<|end_of_thought|>"), THINK),
        answers=("<|begin_of_solution|>",),
        drops=("<|end_of_solution|>",),
        aliases=("openthoughts", "sky-t1"),
    ),
    Family("ernie", "`<think>` then `<response>`.", (THINK,), wrappers=(RESPONSE,), aliases=("ernie-4.5",)),
    Family(
        "apriel",
        "The prompt begins the thinking with a sentence.",
        (("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]"),),
        first_only=frozenset({"Here are my reasoning steps:"}),
        drops=("[END FINAL RESPONSE]",),
        aliases=("apriel-thinker",),
    ),
    Family("apertus", "An inner voice.", (("<|inner_prefix|>", "<|inner_suffix|>"), THINK)),
    Family("longcat", "", (("<longcat_think>", "</longcat_think>"),), aliases=("longcat-flash-thinking",)),
    Family("thinking", "Plain `<thinking>`.", (("<thinking>", "</thinking>"),), aliases=("claude",)),
    Family(
        "think",
        "Plain `<think>`, for weights whose makers are not known.",
        (THINK,),
        aliases=("generic", "default", "nemotron", "lfm2", "lfm2.5", "smollm3", "olmo3", "mimo", "step3", "ring"),
    ),
    Family("none", "Nothing marks thinking; everything is the answer.", aliases=("plain", "off", "no", "smollm2")),
)

FAMILIES: Final[Mapping[str, Family]] = MappingProxyType({family.name: family for family in _TABLE})
"""Every known family by its name."""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


_BY_NAME: Final = {_plain(name): family for family in _TABLE for name in (family.name, *family.aliases)}


def family_named(name: str) -> Family:
    """The family called `name`; case, spaces, `-`, `_` and `.` do not matter, and common other names are known.

    Raises `KeyError`, with the known names in its text.
    """
    try:
        return _BY_NAME[_plain(name)]
    except KeyError:
        raise KeyError(f"no marker family named {name!r}; known: {', '.join(FAMILIES)}") from None


# What only one family writes into its template. Looked for from the top.
_TELLTALES: Final = (
    ("<seed:think>", "seed-oss"),
    ("◁think▷", "kimi"),
    ("<|channel>", "gemma4"),
    ("[THINK]", "magistral"),
    ("<|START_THINKING|>", "cohere"),
    ("<|begin_of_thought|>", "openthinker"),
    ("<|inner_prefix|>", "apertus"),
    ("<longcat_think>", "longcat"),
    ("[BEGIN FINAL RESPONSE]", "apriel"),
    ("Here is my thought process", "granite"),
    ("<thought>", "exaone"),
    ("<thinking>", "thinking"),
)

# Families that share `<think>` are told apart by the weights' name, then by other marks in the template, and only then
# by their architecture: many were built on DeepSeek's, and DeepSeek's distills on Qwen's and Llama's.
_SHARED: Final = (
    (r"deepseek|\br1\b", ("<｜Assistant｜>",), "deepseek-r1"),
    (r"qwq", (), "qwq"),
    (r"magistral|ministral", (), "magistral"),
    (r"kimi|moonshot", (), "kimi"),
    (r"granite", (), "granite"),
    (r"\bglm", ("[gMASK]",), "glm"),
    (r"minimax", ("]~b]",), "minimax"),
    (r"hunyuan", ("<｜hy_", "<|hy_"), "hunyuan"),
    (r"exaone", ("[|assistant|]",), "exaone"),
    (r"phi-?4", ("<|im_sep|>",), "phi4-reasoning"),
    (r"openthinker", (), "openthinker"),
    (r"ernie", (), "ernie"),
    (r"qwen-?3", (), "qwen3"),
)

# Weights that think although their template says nothing of it: their system prompt or their training does it.
_SILENT: Final = (
    (r"deepseek[-_ ]?r1|\br1[-_ ]distill", "deepseek-r1"),
    (r"\bqwq(?!.*preview)", "qwq"),
    (r"magistral", "magistral"),
    (r"openthinker", "openthinker"),
    (r"exaone[-_ ]deep", "exaone"),
    (r"phi[-_ ]?4.*reasoning", "phi4-reasoning"),
    (r"gpt[-_ ]?oss", "gpt-oss"),
)


def detect(template: str, name: str = "", architecture: str = "") -> str:
    """The family that weights belong to, by their chat template first and their names second.

    `name` is `general.name` or the file's name, `architecture` is `general.architecture` of the GGUF. Answers
    "think" where a template knows `<think>` but nothing says whose it is, and "none" where nothing marks thinking.
    """
    if "<|channel|>" in template and "<|message|>" in template:
        return "gpt-oss"
    if "<|open|>" in template and "<|sep|>" in template and "'think'" in template:
        return "kimi"  # K3 builds its tags from parts
    for telltale, family in _TELLTALES:
        if telltale in template:
            return family
    called = name.lower()
    if "<think>" in template or "</think>" in template:
        by_name = (family for pattern, _, family in _SHARED if re.search(pattern, called))
        by_mark = (family for _, marks, family in _SHARED if any(mark in template for mark in marks))
        by_architecture = (family for pattern, _, family in _SHARED if re.search(pattern, architecture.lower()))
        return next(chain(by_name, by_mark, by_architecture), "think")
    return next((family for pattern, family in _SILENT if re.search(pattern, called)), "none")
