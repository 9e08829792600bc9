"""What models write and MathJax does not take as it was meant. Changes what is drawn, never what is read or copied."""

import re

from app.text.formulas.values import Formula

_CIRCLED = re.compile(r"\\textcircled\s*\{?\s*(?:\\\w+\s*\{)?(1\d|20|[1-9])\}?\}?")
_MARK = re.compile(r"\\(?:begin|left)(?![a-zA-Z])|\\(?:end|right)(?![a-zA-Z])|\\[\s\S]|[{}&]")
_OPENS = frozenset({"{", r"\begin", r"\left"})
_CLOSES = frozenset({"}", r"\end", r"\right"})
_ALL_ALIGNED = re.compile(r"\s*\\begin\{(aligned|gathered)\}(?!.*\\begin\{\1\})(.*)\\end\{\1\}\s*", re.DOTALL)


def prepared(formula: Formula) -> str:
    """The source that is handed to MathJax."""
    tex = _CIRCLED.sub(lambda found: rf"\text{{{chr(0x245F + int(found[1]))}}}", formula.tex)
    return _with_rows(tex) if formula.display else tex


def _with_rows(tex: str) -> str:
    """TeX breaks no line by `\\\\` alone, and takes no `\\tag` in "aligned". Who writes them means them."""
    whole = _ALL_ALIGNED.fullmatch(tex) if r"\tag" in tex else None
    if whole is not None:
        name = "align*" if whole[1] == "aligned" else "gather*"
        return rf"\begin{{{name}}}{whole[2]}\end{{{name}}}"
    breaks, columns = _outermost(tex)
    if not breaks:
        return tex
    inner, outer = ("aligned", "align*") if columns else ("gathered", "gather*")
    name = outer if r"\tag" in tex else inner
    return rf"\begin{{{name}}}{tex}\end{{{name}}}"


def _outermost(tex: str) -> tuple[bool, bool]:
    """Whether there is a `\\\\` outside of all braces and environments with something behind it, and whether an `&`."""
    depth, breaks, columns = 0, False, False
    for found in _MARK.finditer(tex):
        mark = found[0]
        if mark in _OPENS:
            depth += 1
        elif mark in _CLOSES:
            depth -= 1
        elif depth == 0 and mark == "\\\\":
            breaks = breaks or bool(tex[found.end() :].strip())
        elif depth == 0 and mark == "&":
            columns = True
    return breaks, columns
