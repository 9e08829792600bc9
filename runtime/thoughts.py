"""How the thinking of earlier turns gets into a prompt, whatever the chat template would do to it.

Many templates drop it. To keep it, the answer is rendered with a stand-in before it, a word that says nothing to any
template, and the thinking takes the stand-in's place in the finished prompt. What a template puts before an answer by
itself (an empty thinking, say) is found by rendering the conversation with nothing but stand-ins, so that no text of
a person is ever taken for the template's. Knows messages and marks; the rendering itself is the caller's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from runtime.bridges import Layout, layout, opened_with
from runtime.markers import Family, family_named
from runtime.protocol import Thoughts, Turn

Message = dict[str, Any]
Render = Callable[[list[Message]], str | None]
"""The prompt for these messages, or None where the template refuses them."""

_PROBE: Final = '"\n\\<&é'
"""What is changed by templates that escape their content, or squeeze it."""
_NAMED: Final = r"\.{0}\b|\[\s*['\"]{0}['\"]\s*\]|\.get\(\s*['\"]{0}['\"]|['\"]{0}['\"]\s+in\b"
_FIELDS: Final = ("reasoning_content", "thinking", "reasoning")
_BLOCKS: Final = re.compile(r"type['\"]?\s*\]?\s*==\s*['\"]thinking['\"]")


def bare(turns: Sequence[Turn]) -> list[Message]:
    """The turns without any thinking."""
    return [{"role": turn.role, "content": turn.content} for turn in turns]


def with_thoughts(turns: Sequence[Turn], thoughts: Thoughts, family: str, source: str, render: Render) -> str | None:
    """The prompt for `turns` with the thinking that `thoughts` asks for; `source` is the template's text.

    None where there is none to put in, or where the template takes it in no way at all.
    """
    chosen = _chosen(turns, thoughts)
    if not chosen:
        return None
    if thoughts == "template":
        return render(_offered(turns, chosen, family, source))
    if layout(family) is None:
        return None
    return _Weaving(turns, chosen, family_named(family), source, render).prompt()


def _chosen(turns: Sequence[Turn], thoughts: Thoughts) -> list[int]:
    """The turns whose thinking goes into the prompt."""
    spoken = [place for place, turn in enumerate(turns) if turn.role == "assistant"]
    if thoughts == "drop":
        return []
    return [place for place in (spoken[-1:] if thoughts == "last" else spoken) if turns[place].thinking.strip()]


def _thinking(turn: Turn) -> str:
    return turn.thinking.strip("\r\n").rstrip()


# ---- left to the template -------------------------------------------------------------------------------------------


def _offered(turns: Sequence[Turn], chosen: Sequence[int], family: str, source: str) -> list[Message]:
    """Messages with the thinking where the template looks for it, or else marked, before the answer."""
    fields = [name for name in _FIELDS if re.search(_NAMED.format(name), source)]
    blocks = bool(_BLOCKS.search(source))
    form = layout(family)
    messages = bare(turns)
    for place in chosen:
        message, thinking = messages[place], _thinking(turns[place])
        if blocks:
            said = {"type": "text", "text": message["content"]}
            message["content"] = [{"type": "thinking", "thinking": thinking}, said]
        elif fields:
            message |= dict.fromkeys(fields, thinking)
        elif form:
            message["content"] = form.block(thinking) + message["content"] + form.ending
    return messages


# ---- put in although the template would not -------------------------------------------------------------------------


class _Weaving:
    """The prompt of one conversation, made of several renderings. `chosen`: whose thinking goes in, ascending."""

    def __init__(self, turns: Sequence[Turn], chosen: list[int], family: Family, source: str, render: Render) -> None:
        self._turns, self._chosen, self._family = turns, chosen, family
        self._source, self._render = source, render
        said = "\0".join([source, *(turn.content for turn in turns), *(turn.thinking for turn in turns)])
        self._word = next(word for number in range(len(said) + 1) if (word := f"Qz{number}Standin") not in said)

    def prompt(self) -> str | None:
        """None where the template refuses even marked thinking."""
        standing = self._chosen
        while standing:
            plain = self._render(self._messages(standing))
            sound = self._sound(plain, standing) if plain is not None else []
            if plain is not None and sound == standing:
                return self._woven(plain, standing)
            standing = sound
        return self._render(self._messages([]))

    def _stand_in(self, place: int) -> str:
        return f"{self._word}{place}Q"

    def _probed(self, place: int) -> str:
        return f"{_PROBE}{self._word}{place}E"

    def _messages(self, standing: list[int], probed: bool = False) -> list[Message]:
        """Stand-ins for the thinking of some turns, and the rest of it marked, as part of the answer."""
        messages = bare(self._turns)
        for place in self._chosen:
            content = messages[place]["content"]
            if place in standing:
                content = self._stand_in(place) + (self._probed(place) if probed else "") + content
            elif form := self._form():
                content = form.block(_thinking(self._turns[place])) + content + form.ending
            messages[place]["content"] = content
        return messages

    def _sound(self, plain: str, standing: list[int]) -> list[int]:
        """The turns whose stand-in arrived as it was, and whose text is neither escaped nor cut off."""
        probed = self._render(self._messages(standing, probed=True))
        if probed is None:
            return []
        marks = [(place, self._stand_in(place), self._probed(place)) for place in standing]
        sound = [place for place, mark, probe in marks if plain.count(mark) == probed.count(mark + probe) == 1]
        for _, _, probe in marks:
            probed = probed.replace(probe, "")
        return sound if sound != standing or probed == plain else []

    def _woven(self, plain: str, standing: list[int]) -> str:
        parts, at = [], 0
        for place, own in zip(standing, self._fronts(standing), strict=True):
            mark, content = self._stand_in(place), self._turns[place].content
            here = plain.index(mark, at)
            before, at = plain[at:here], here + len(mark)
            kept = len(before) - _alike_at_end(before, own)
            front, ending = self._front(before[kept:], _thinking(self._turns[place]), plain)
            parts += [before[:kept], front]
            if ending and plain.startswith(content.rstrip(), at):
                content = content if plain.startswith(content, at) else content.rstrip()
                parts += [content, ending]
                at += len(content)
        return "".join([*parts, plain[at:]])

    def _fronts(self, standing: list[int]) -> list[str]:
        """What the template itself writes between the turn before and each of these."""
        names = [f"{self._word}{place}X" for place in range(len(self._turns))]
        turns = [{"role": turn.role, "content": name} for turn, name in zip(self._turns, names, strict=True)]
        prompt = self._render(turns) or ""
        fronts = []
        for place in standing:
            front = prompt.partition(names[place])[0] if names[place] in prompt else ""
            fronts.append(front.rpartition(names[place - 1])[2] if place else front)
        return fronts

    # ---- what stands before an answer -------------------------------------------------------------------------------

    def _form(self, prompt: str = "", opening: str = "") -> Layout | None:
        """How this family's thinking is written: as the prompt's end begins one, or as the template mentions it."""
        opening = opening or opened_with(self._family.name, prompt)
        mentioned = (mark for mark in self._family.opens if mark in self._source)
        return layout(self._family.name, opening or next(mentioned, ""))

    def _front(self, own: str, thinking: str, prompt: str) -> tuple[str, str]:
        """The template's `own` text with the thinking in it, and what is still to come after the answer."""
        header = self._family.header
        if header:
            start = own.rfind(header.starts[0]) if own.endswith(header.end) else -1
            form = self._form()
            assert form is not None
            if start < 0:
                return own + form.block(thinking), form.ending
            return own[:start] + replace(form, between="").block(thinking) + own[start:], ""
        found = _fronts_of(self._family).search(own)
        assert found is not None
        opening, inner, closing, gap, answer = (
            found[name] or "" for name in ("open", "inner", "close", "gap", "answer")
        )
        if closing and not opening:
            opening = next(first for first, last in self._family.pairs if last == closing)
            form, inner = self._form(opening=opening), ""
        else:
            form = self._form(prompt, opening)
        assert form is not None
        if closing and not inner:
            form = replace(form, before="", after="")
        if closing:
            form = replace(form, closing=closing, between=gap + answer)
        elif answer:
            form = replace(form, between=form.between[: -len(form.between.lstrip()) or None] + answer)
        if opening and not closing:
            form = replace(form, before=inner)
        return own[: found.start()] + form.block(thinking), "" if closing or answer else form.ending


def _alike_at_end(one: str, other: str) -> int:
    """How many characters at their ends two texts have in common."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


@lru_cache(maxsize=64)
def _fronts_of(family: Family) -> re.Pattern[str]:
    """Matches what a template may have written at the end of a text of its own, or nothing."""

    def one_of(marks: Sequence[str]) -> str:
        return "|".join(map(re.escape, sorted(marks, key=len, reverse=True))) or "(?!)"

    answers = [*family.answers, *(first for first, _ in family.wrappers)]
    return re.compile(
        rf"(?:(?P<open>{one_of(family.opens)})(?P<inner>\s*))?(?:(?P<close>{one_of(family.closes)})(?P<gap>\s*))?"
        rf"(?P<answer>(?:(?:{one_of(answers)})\s*)?)\Z"
    )
