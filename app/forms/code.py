"""Code in an answer: how many blocks, whether they parse, whether tests hold where a person allows them to run."""

import ast
import re
import warnings

from app.forms import trial
from app.forms.findings import Finding
from app.forms.values import CheckerSpec, Verdict

FENCE = re.compile(r"[ \t]{0,12}(`{3,}|~{3,})[ \t]*([\w+#.-]{0,40})")
NAMES = {"py": "python", "python3": "python", "sh": "bash", "shell": "bash", "js": "javascript", "ts": "typescript"}
LONGEST = 1 << 18


def blocks(answer: str, language: str = "") -> list[tuple[str, tuple[int, int]]]:
    """The code blocks in a language, or all; a block that names none counts as any."""
    wanted = NAMES.get(language.lower(), language.lower())
    found = []
    opening: tuple[str, str, int] | None = None
    at = 0
    for line in answer.splitlines(keepends=True):
        here, at = at, at + len(line)
        fence = FENCE.match(line)
        if opening is None and fence:
            opening = (fence[1], NAMES.get(fence[2].lower(), fence[2].lower()), at)
        elif opening is not None and fence and fence[1].startswith(opening[0]) and not fence[2]:
            if not wanted or opening[1] in ("", wanted):
                found.append((answer[opening[2] : here], (opening[2], here)))
            opening = None
    return found


def check(spec: CheckerSpec, _thinking: str, answer: str, _reference: str | None, may_run: bool = False) -> Verdict:
    """Half of the reward is for the right blocks that parse, half for tests; all for the former where none may run."""
    options = spec.options
    found = blocks(answer, options["language"])
    findings = []
    if len(found) != options["count"] and options["count"]:
        findings.append(Finding("block_count", "error", {"found": len(found), "wanted": options["count"]}))
    if not found:
        return Verdict(0.0, False, tuple(findings) or (Finding("no_code", "error"),))
    for code, span in found:
        findings += _forbidden(code, span, options["forbid"])
        if NAMES.get(options["language"], options["language"]) == "python":
            findings += _parsed(code, span)
    clean = not any(each.severity == "error" for each in findings)
    summary: dict[str, object] = {"blocks": len(found)}
    if not options["tests"].strip():
        return Verdict(1.0 if clean else 0.3, clean, tuple(findings), summary)
    if not may_run:
        findings.append(Finding("tests_not_run", "note"))
        return Verdict(1.0 if clean else 0.3, clean, tuple(findings), summary)
    if not clean:
        return Verdict(0.15, False, tuple(findings), summary)
    done = trial.run("\n\n".join(code for code, _ in found), options["tests"], options["seconds"])
    summary["tests"] = done.ending
    if done.ending != "passed":
        findings.append(Finding(f"tests_{done.ending}", "error", {"said": done.said}))
    return Verdict(1.0 if done.ending == "passed" else 0.5, done.ending == "passed", tuple(findings), summary)


def _parsed(code: str, span: tuple[int, int]) -> list[Finding]:
    if len(code) > LONGEST:
        return [Finding("code_too_long", "error", {"limit": LONGEST}, span)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the code's escapes, which are its own affair
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 1
        why = error.msg if isinstance(error, SyntaxError) else str(error)
        return [Finding("bad_code", "error", {"at": line, "why": why}, span)]
    return []


def _forbidden(code: str, span: tuple[int, int], words: tuple[str, ...]) -> list[Finding]:
    found = []
    for word in words:
        at = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", code, re.IGNORECASE)
        if at:
            found.append(Finding("forbidden_word", "error", {"word": word}, (span[0] + at.start(), span[0] + at.end())))
    return found
