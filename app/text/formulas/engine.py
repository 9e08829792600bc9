"""MathJax in a V8 of its own: one formula in, one drawing out. Slow, so never on a thread that anybody waits for.

What asks is hostile: the source is bounded, and every formula has a limit of time and of memory. A context that met its
limit of memory is thrown away. Knows no threads, no cache.
"""

import json
from contextlib import suppress

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from py_mini_racer import (
    DEFAULT_V8_FLAGS,
    JSEvalException,
    JSOOMException,
    JSTimeoutException,
    MiniRacer,
    init_mini_racer,
)

from app.paths import assets
from app.text.formulas.prepare import prepared
from app.text.formulas.values import Drawing, Formula, FormulaFault, Outline

LONGEST = 8_000
"""Characters of one formula."""
PATIENCE_S = 1.0
"""For one formula. The slowest of the field's own examples takes 0.03 s."""
MOST_MEMORY = 128 * 2**20
"""Bytes of V8's heap; MathJax itself needs 12 MB of it."""
LOAD_S = 20.0
FLAGS = (*DEFAULT_V8_FLAGS, "--optimize-for-size")
"""Without the second, V8 keeps 50 MB of rubbish after some hundred formulas, and is no faster."""
WIDEST, TALLEST = 400.0, 200.0
"""em."""
MOST_OUTLINES = 3_000
"""Shapes of glyphs that are kept to be shared between drawings."""
LONGEST_MESSAGE = 300


class _Answer(Struct):
    drawing: Drawing | None = None
    fault: FormulaFault | None = None


class Engine:
    """Must be used and closed on one thread. `draw` never raises on any text."""

    def __init__(self) -> None:
        """Raises OSError or RuntimeError where V8 or the bundle cannot be loaded: half a tenth of a second, 30 MB."""
        self._code = (assets() / "mathjax" / "mathjax.js").read_text(encoding="utf-8")
        self._decode = msgspec.json.Decoder(_Answer).decode
        self._outlines: dict[Outline, Outline] = {}
        self._context: MiniRacer | None = None
        self._renew()

    def _renew(self) -> None:
        self.close()
        init_mini_racer(flags=FLAGS, ignore_duplicate_init=True)
        self._context = MiniRacer()
        self._context.set_hard_memory_limit(MOST_MEMORY)
        self._context.eval(self._code, timeout_sec=LOAD_S)

    def draw(self, formula: Formula) -> Drawing | FormulaFault:
        if len(formula.tex) > LONGEST:
            return FormulaFault("too_long")
        assert self._context is not None
        source = json.dumps(prepared(formula))
        try:
            answer = self._context.eval(f"draw({source}, {str(formula.display).lower()})", timeout_sec=PATIENCE_S)
        except JSTimeoutException:
            self._renew()
            return FormulaFault("too_slow")
        except JSOOMException:
            self._renew()
            return FormulaFault("too_large")
        except JSEvalException:
            # A stack that ran over while the error itself was being written down.
            return FormulaFault("too_large")
        return self._read(str(answer))

    def _read(self, answer: str) -> Drawing | FormulaFault:
        try:
            read = self._decode(answer)
        except (msgspec.DecodeError, UnicodeEncodeError):
            return FormulaFault("too_large")
        if read.fault is not None:
            return FormulaFault(read.fault.kind, read.fault.message[:LONGEST_MESSAGE])
        drawing = read.drawing
        assert drawing is not None
        if not (0 <= drawing.width <= WIDEST and abs(drawing.height) <= TALLEST and abs(drawing.depth) <= TALLEST):
            return FormulaFault("too_large")
        return self._shared(drawing)

    def _shared(self, drawing: Drawing) -> Drawing:
        """The same with the outlines that other drawings have, too: of a glyph there is one."""
        if len(self._outlines) > MOST_OUTLINES:
            self._outlines.clear()
        return replace(drawing, outlines=tuple(self._outlines.setdefault(each, each) for each in drawing.outlines))

    def close(self) -> None:
        """Stop V8. It hangs at the program's end where this was forgotten."""
        context, self._context = self._context, None
        if context is None:
            return
        # What was stopped still reports that it was, and must find somebody to report to.
        with suppress(JSEvalException, JSTimeoutException):
            context.eval("0", timeout_sec=PATIENCE_S)
        context.close()
