"""The words that steering puts into a thinking: what ends it, what is said before a forced end, what prolongs it.

Data and look-ups. When they are said is decided elsewhere; which marks a family has stands in `runtime.markers`.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from runtime.markers import family_named

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Layout:
    """A pair of marks with the white space round them, as the family's models and templates write it."""

    opening: str
    closing: str
    before: str = "\n"
    """Between the opening mark and the thinking."""
    after: str = "\n"
    """Between the thinking and the closing mark."""
    between: str = "\n\n"
    """Between the closing mark and the answer; holds the mark that begins the answer, if there is one."""
    ending: str = ""
    """What comes after the answer."""

    def block(self, thinking: str) -> str:
        """All that comes before an answer that was thought about so."""
        return f"{self.opening}{self.before}{thinking}{self.after}{self.closing}{self.between}"


# By family and opening mark, where it is not as in the class.
_SPACING: Final = MappingProxyType(
    {
        ("magistral", "[THINK]"): ("", "", "", ""),
        ("seed-oss", "<seed:think>"): ("", "\n", "", ""),
        ("kimi", "◁think▷"): ("", "", "", ""),
        ("kimi", "<think>"): ("", "", "", ""),
        ("kimi", "<|open|>think<|sep|>"): ("", "", "<|open|>response<|sep|>", "<|close|>response<|sep|>"),
        ("granite", "<think>"): ("", "", "<response>", "</response>"),
        ("gemma4", "<|channel>thought"): ("\n", "", "", ""),
        ("glm", "<think>"): ("", "", "\n", ""),
        ("hunyuan", "<think>"): ("\n", "\n", "\n<answer>\n", "\n</answer>"),
        ("cohere", "<|START_THINKING|>"): ("", "", "<|START_RESPONSE|>", "<|END_RESPONSE|>"),
        ("openthinker", "<|begin_of_thought|>"): (
            *("\n\n", "\n\n", "\n\n<|begin_of_solution|>\n\n", "\n\n<|end_of_solution|>"),
        ),
        ("ernie", "<think>"): ("\n", "\n", "\n\n<response>\n", "\n</response>\n"),
        ("apriel", "Here are my reasoning steps:"): ("\n", "\n", "\n", "\n[END FINAL RESPONSE]"),
        ("apertus", "<|inner_prefix|>"): ("", "", "", ""),
        ("longcat", "<longcat_think>"): ("\n", "\n", "\n", ""),
    }
)
_HARMONY: Final = Layout(
    "<|start|>assistant<|channel|>analysis<|message|>",
    "<|end|>",
    "",
    "",
    "<|start|>assistant<|channel|>final<|message|>",
)


def layout(family: str, opening: str = "") -> Layout | None:
    """How `family` writes a thinking that begins with the mark `opening`; without it, in the family's usual way.

    None where a family has no thinking. Raises `KeyError` for an unknown family.
    """
    row = family_named(family)
    if row.header:
        return _HARMONY
    usual = [pair for pair in row.pairs if pair[1] not in row.never_alone]
    for mark, closing in (*(pair for pair in row.pairs if pair[0] == opening), *usual):
        return Layout(mark, closing, *_SPACING.get((row.name, mark), ()))
    return None


def opened_with(family: str, prompt: str, raw: str = "") -> str:
    """The mark that opened the thinking: at the prompt's end, or first in the raw text; nothing if there is none."""
    opens, end = family_named(family).opens, prompt.rstrip()
    for mark in opens:
        if end.endswith(mark):
            return mark
    found = [(raw.find(mark), mark) for mark in opens if mark in raw]
    return min(found)[1] if found else ""


def closing(family: str, thinking_tail: str = "", opening: str = "") -> str:
    """The text that ends a thinking and begins the answer; nothing where a family has no thinking.

    `thinking_tail`, how the thinking ends, saves a line break that is there already. `opening` is the mark that
    opened the thinking (`opened_with`); only some families (Kimi, Granite, Magistral, …) have more than one.
    """
    form = layout(family, opening)
    if form is None:
        return ""
    broken = len(thinking_tail) - len(thinking_tail.rstrip("\n"))
    return form.after[broken:] + form.closing + form.between


# ---- what is said before a forced end -----------------------------------------------------------------------------

_TRAINED: Final = MappingProxyType(
    {
        # Qwen3's technical report (arXiv 2505.09388), section 4.3: its thinking budget was trained with these words.
        "qwen3": "Considering the limited time by the user, I have to give the solution based on the thinking directly "
        "now.",
        # Seed-OSS's model card, "Thinking Budget".
        "seed-oss": "<seed:cot_budget_reflect>I have exhausted my token budget, and now I will start answering the "
        "question.</seed:cot_budget_reflect>",
    }
)
_BRIDGES: Final = MappingProxyType(
    {
        "en": "There is no more time to think. I will answer now from what I have so far.",
        "zh": "思考的时间到了，我就根据以上的思考来作答。",
    }
)


def bridge(family: str, thinking_tail: str) -> str:
    """What is said before a forced end of the thinking, with the line breaks that set it apart from `thinking_tail`.

    A family that was trained on a sentence of its own gets that, whatever the language; the others get one in the
    thinking's language. Nothing where a family has no thinking.
    """
    row = family_named(family)
    if layout(family) is None:
        return ""
    return joined(_TRAINED.get(row.name, _BRIDGES[language_of(thinking_tail)]), thinking_tail)


def joined(words: str, thinking_tail: str) -> str:
    """`words` as a paragraph of its own after `thinking_tail`: with the line breaks that are not there yet."""
    if not words or not thinking_tail.strip() or thinking_tail.endswith("\n\n"):
        return words
    return ("\n" if thinking_tail.endswith("\n") else "\n\n") + words


# ---- what prolongs a thinking --------------------------------------------------------------------------------------

PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Wait, let me check that again.",
        "Wait, did I miss anything? Going back over the steps:",
        "Let me solve it in another way and see whether the results agree.",
        "Before I answer: which step am I least sure of?",
        "Hold on. Does this hold in every case, the odd ones too?",
        "Let me read the question once more and compare it with what I have.",
    ),
    "zh": (
        "等等，让我再检查一下。",
        "等等，我有没有漏掉什么？回头逐步看一遍：",
        "换一种方法再做一次，看看结果是否一致。",
        "先别急着回答：哪一步我最没有把握？",
        "这个结论在所有情况下都成立吗？特殊情况呢？",
        "再读一遍题目，对照一下目前得到的结果。",
    ),
}
"""What is put in place of the end of a thinking, by language. `joined` sets a phrase apart from what precedes it."""


def phrases_for(thinking_tail: str) -> tuple[str, ...]:
    """The phrases in the language of the thinking."""
    return PHRASES[language_of(thinking_tail)]


_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA: Final = re.compile("[\u3041-\u30fa]")
_WORD: Final = re.compile(r"[^\W\d_\u3041-\u30fa\u3400-\u9fff]{2,}")
"""Two letters and more: one is a variable, in any language."""
_LOOKED_AT: Final = 2000
"""Characters at the end of a text that tell its language."""


def language_of(text: str) -> Language:
    """Chinese where its last part has three Han characters to seven words of other scripts, or more, and no kana."""
    end = text[-_LOOKED_AT:]
    han, words = len(_HAN.findall(end)), len(_WORD.findall(end))
    japanese = len(_KANA.findall(end)) > 0.1 * han
    return "zh" if han and not japanese and han >= 0.3 * (han + words) else "en"
