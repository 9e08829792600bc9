"""Thinking told apart from answer in a stream of text: one incremental machine for every family of models.

It knows the table in `runtime.markers` and nothing of models, prompts or tokens. However the text is cut into pieces,
the result is that of the whole text. Nothing that may still become a mark is let out early, and everything else at
once: what is held back is a possible mark with at most two characters behind it, a header of a message, white space
that a mark may follow, and text of unknown provenance.

Where existing programs disagree, these are this program's decisions:

- The prompt opened the thinking (`opened`): the text is thinking until a closing mark. An opening mark repeated at
  its very start is swallowed. No closing mark at all: everything was thinking.
- The caller knows the prompt and it opened nothing (`settled`): a text that does not begin with an opening mark is an
  answer and streams at once; a closing mark in it is plain text.
- Nobody knows (neither): all is held until the first mark that counts. An opening one: what came before was answer.
  A closing one: what came before was thinking. None until the end: an answer. A closing mark in a code fence that
  nobody closed until the end counts after all: models leave fences open in their thinking.
- Several spans: each is thinking, in `Split` with an empty line between them. The answer runs on across a span.
- In an answer, a mark in code, in quotation marks or in running prose is only mentioned and stays in the text (see
  `runtime.quoting`). A closing mark with nothing open, such as a second `</think>`, stays in the text as well.
- In the thinking, only the closing mark counts, unless quotation marks or backticks enclose it on both sides. A
  nested opening mark is plain text. Code fences are not followed. A tool call does not end the thinking.
- Half a mark at the end of the text is text. A header cut off at the end is swallowed.
- White space next to a mark is dropped: all of it after an opening one, before a closing one and after a closing
  one, except the indentation of a code line. Where an answer goes on after a span, one side's white space is kept.
  At the end of the text nothing is trimmed.
"""

from dataclasses import dataclass
from typing import Final, Self

from runtime.markers import family_named
from runtime.protocol import Channel, Piece
from runtime.quoting import Surroundings, enclosed, may_enclose
from runtime.watch import Role, State, watch_for

__all__ = ["Piece", "Split", "Splitter", "split"]

_WHITE: Final = " \t\r\n"
"""What is dropped next to a mark. Not U+3000, with which Chinese paragraphs are indented."""
_SPAN_BREAK: Final = "\n\n"


@dataclass(frozen=True)
class Split:
    """A whole text, taken apart."""

    thinking: str
    answer: str


def split(text: str, family: str, opened: bool = False) -> Split:
    """Take `text` apart. Raises `KeyError` for an unknown family. The same as any streaming of it."""
    splitter = Splitter(family, opened)
    pieces = [*splitter.feed(text), *splitter.finish()]
    thinking = "".join(piece.text for piece in pieces if piece.channel == "thinking")
    return Split(thinking, "".join(piece.text for piece in pieces if piece.channel == "answer"))


class Splitter:
    """Tells thinking from answer while the text arrives.

    `family` is a name in `runtime.markers.FAMILIES` or an alias (`KeyError` otherwise). `opened`: the text begins
    inside the thinking. `settled`: the caller knows that it does not. Without either, the text is held until known.
    """

    def __init__(self, family: str, opened: bool = False, settled: bool = False) -> None:
        self._family = family_named(family)
        self._settled = settled
        marked = bool(self._family.pairs or self._family.header)
        self._state: State = "answer" if not marked else "thinking" if opened else "unknown"
        self._watch = watch_for(self._family, self._state)
        self._rest = ""
        """Text not decided yet: it may be the beginning of a mark."""
        self._out: list[tuple[Channel, list[str]]] = []

        self._held: list[str] = []
        """Text of unknown provenance."""
        self._held_ink = False
        self._mentioned = 0
        """Opening marks mentioned in held text whose closing ones have not been mentioned yet."""
        self._fenced_close = False
        """A closing mark stood in a code fence of held text."""

        self._gaps: dict[Channel, list[str] | None] = {"thinking": [] if opened else None, "answer": None}
        """White space gathered after a mark, while nothing else has come."""
        self._space: list[str] = []
        """White space that is dropped if a closing mark follows."""
        self._said: dict[Channel, bool] = {"thinking": False, "answer": False}
        self._ends_white, self._end_breaks = False, 0
        """Whether the answer so far ends with white space, and with how many line breaks in it."""
        self._last = ""
        """The last character of the thinking, or nothing after a mark."""
        self._unwrap: str | None = None
        """The closing tag of the wrapper that the answer stands in."""
        self._around = Surroundings()

    @property
    def channel(self) -> Channel:
        """Where text is going now; text of unknown provenance counts as answer."""
        return "thinking" if self._state == "thinking" else "answer"

    @property
    def undecided(self) -> int:
        """How many of the last characters fed are held back because they may become a mark, or mean one.

        White space that waits to be trimmed is not counted, and neither is text of unknown provenance.
        """
        return len(self._rest)

    def copy(self) -> Self:
        """Another splitter in the same place: what one is fed from now on, the other does not see."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        if len(self._held) > 1:
            self._held = ["".join(self._held)]
        other._out, other._held, other._space = self._out[:], self._held[:], self._space[:]
        other._gaps = {channel: None if gap is None else gap[:] for channel, gap in self._gaps.items()}
        other._said = self._said.copy()
        other._around = self._around.copy()
        return other

    def feed(self, text: str) -> list[Piece]:
        """The pieces that `text` settles, in order; neighbours differ in channel."""
        self._rest += text
        self._advance(final=False)
        return self._take_out()

    def finish(self) -> list[Piece]:
        """Nothing more comes: the pieces that were still held back."""
        self._advance(final=True)
        if self._held:
            held = "".join(self._held)
            self._held = []
            if self._fenced_close and self._around.fenced:
                inside = Splitter(self._family.name, opened=True)
                return [*inside.feed(held), *inside.finish()]
            self._emit("answer", held)
        self._emit(self.channel, "".join(self._space))
        self._space = []
        return self._take_out()

    # ---- from text to marks -------------------------------------------------------------------------------------

    def _advance(self, final: bool) -> None:
        text, at = self._rest, 0
        while at < len(text):
            after = self._step(text, at, final)
            if after is None:
                break
            at = after
        self._rest = text[at:]

    def _step(self, text: str, at: int, final: bool) -> int | None:
        """Decide the text from `at` on, as far as it goes by itself. Answers where to go on; None asks for more."""
        start = self._watch.find(text, at)
        if start > at:
            self._text(text[at:start])
            return start
        if self._state == "answer" and self._gaps["answer"] is None and self._around.sealed:
            self._text(text[at])
            return at + 1
        mark = self._watch.match(text, at, final)
        if mark is None:
            return None
        if not mark:
            self._text(text[at])
            return at + 1
        return self._mark(mark, text, at, final)

    def _mark(self, mark: str, text: str, at: int, final: bool) -> int | None:
        role, end = self._watch.roles[mark], at + len(mark)
        meant = self._meant(mark, role, text[end : end + 2], final)
        if meant is None:
            return None
        if meant and role is Role.HEADER:
            return self._header(mark, text, at, final)
        if meant:
            self._apply(mark, role)
        else:
            self._mention(role)
            self._text(mark)
        return end

    def _header(self, mark: str, text: str, at: int, final: bool) -> int | None:
        header = self._family.header
        assert header is not None
        line = text[at : at + header.longest].partition("\n")[0]
        stop = line.find(header.end)
        if stop >= 0:
            self._turn_to(header.channel(line[:stop]))
            return at + stop + len(header.end)
        if len(line) == len(text) - at < header.longest:
            return len(text) if final else None
        self._text(mark)
        return at + len(mark)

    # ---- does the mark count here? ------------------------------------------------------------------------------

    def _meant(self, mark: str, role: Role, after: str, final: bool) -> bool | None:
        if self._state == "thinking":
            if role is Role.OPEN:
                return self._gaps["thinking"] is not None and not self._last
            return self._not_enclosed(self._last, after, final)
        if self._state == "unknown" and not self._held_ink:
            return not (self._settled and role is Role.CLOSE)
        if mark in self._family.first_only or (role is Role.WRAP and self._gaps["answer"] is None):
            return False
        if role is Role.WRAP:
            return self._unwrap is None
        if role is Role.UNWRAP and mark != self._unwrap:
            return False
        if role is Role.OPEN or role is Role.HEADER:
            quoted = self._around.quotes(after, final)
            return None if quoted is None else not quoted
        if self._around.sealed or (role is Role.CLOSE and self._mentioned):
            return False
        return self._not_enclosed(self._around.last, after, final)

    @staticmethod
    def _not_enclosed(before: str, after: str, final: bool) -> bool | None:
        if may_enclose(before) and not after and not final:
            return None
        return not enclosed(before, after[:1])

    def _mention(self, role: Role) -> None:
        if self._state != "unknown":
            return
        if role is Role.OPEN:
            self._mentioned += 1
        elif role is Role.CLOSE and self._mentioned:
            self._mentioned -= 1
        elif role is Role.CLOSE and self._around.fenced:
            self._fenced_close = True

    # ---- what a mark does ---------------------------------------------------------------------------------------

    def _apply(self, mark: str, role: Role) -> None:
        if role is Role.OPEN:
            self._open(mark)
        elif role is Role.CLOSE or role is Role.ANSWER:
            self._turn_to("answer")
        elif role is Role.WRAP:
            self._turn_to("answer")
            self._unwrap = dict(self._family.wrappers)[mark]
        elif role is Role.UNWRAP:
            self._space, self._unwrap = [], None
            self._begin_answer()
        elif self._state == "answer":
            self._begin_answer()

    def _open(self, mark: str | None) -> None:
        if self._state == "unknown" and self._held_ink:
            self._emit("answer", "".join(self._held))
        elif self._state == "answer":
            self._emit("answer", "".join(self._space))
        self._held, self._space = [], []
        self._state, self._last = "thinking", ""
        self._gaps["thinking"] = []
        self._watch = watch_for(self._family, "thinking", mark)

    def _turn_to(self, channel: Channel) -> None:
        if channel == "thinking":
            self._open(None)
            return
        if self._state == "unknown":
            self._turn_held_to_thinking()
        if self._state == "thinking":
            self._space = []
        self._begin_answer()

    def _turn_held_to_thinking(self) -> None:
        held, self._held = "".join(self._held), []
        self._state, self._gaps["thinking"] = "thinking", []
        if held:
            self._say("thinking", held)

    def _begin_answer(self) -> None:
        if self._state != "answer":
            self._state, self._watch = "answer", watch_for(self._family, "answer")
        if self._gaps["answer"] is None:
            self._gaps["answer"] = []
        self._around = Surroundings()

    # ---- what text does -----------------------------------------------------------------------------------------

    def _text(self, run: str) -> None:
        if self._state != "unknown":
            self._say(self.channel, run)
            return
        self._held.append(run)
        self._around.take(run)
        self._held_ink = self._held_ink or bool(run.strip(_WHITE))
        if self._held_ink and self._settled:
            self._emit("answer", "".join(self._held))
            self._held, self._state = [], "answer"
            self._watch = watch_for(self._family, "answer")

    def _say(self, channel: Channel, run: str) -> None:
        gap = self._gaps[channel]
        if gap is not None:
            body = run.lstrip(_WHITE)
            gap.append(run[: len(run) - len(body)])
            if not body:
                return
            self._end_gap(channel, "".join(gap))
            run = body
        if channel == "answer":
            self._around.take(run)
        else:
            self._last = run[-1]
        if channel == "thinking" or self._unwrap:
            body = run.rstrip(_WHITE)
            if body:
                self._emit(channel, "".join([*self._space, body]))
                self._space = []
            if len(body) < len(run):
                self._space.append(run[len(body) :])
        else:
            self._emit(channel, run)

    def _end_gap(self, channel: Channel, white: str) -> None:
        """Text came after a mark: what of the white space between them is kept."""
        self._gaps[channel] = None
        _, newline, indentation = white.rpartition("\n")
        if not newline or (len(indentation) < 4 and "\t" not in indentation):
            indentation = ""
        if channel == "thinking":
            self._emit(channel, _SPAN_BREAK + indentation if self._said[channel] else indentation)
            return
        if not self._said[channel]:
            kept = indentation
        elif not self._ends_white:
            kept = white
        else:
            kept = "\n" * (white.count("\n") - self._end_breaks) + indentation
        self._emit(channel, kept)
        self._around.take(kept if newline else "")

    def _emit(self, channel: Channel, text: str) -> None:
        if not text:
            return
        if channel == "answer":
            body = text.rstrip(_WHITE)
            self._end_breaks = text.count("\n", len(body)) + (0 if body else self._end_breaks)
            self._ends_white = len(body) < len(text)
        self._said[channel] = True
        if self._out and self._out[-1][0] == channel:
            self._out[-1][1].append(text)
        else:
            self._out.append((channel, [text]))

    def _take_out(self) -> list[Piece]:
        out, self._out = self._out, []
        return [Piece(channel, "".join(texts)) for channel, texts in out]
