"""Where a text says what the answer is, in English or Chinese. Knows nothing of steps."""

import re
from collections.abc import Iterator

LONGEST = 80
_STATED = re.compile(
    r"(?:\b(?:final\s+)?answer(?:\s+here)?\s*(?:\*\*)?\s*(?:is|was|should\s+be|would\s+be|must\s+be|will\s+be|comes\s+to|becomes|[:=])"
    r"|\bresult\s+(?:is|should\s+be|would\s+be)"
    r"|(?:最终|正确)?(?:答案|结果)(?:就|应该|应当|应|可能|也|确实)*(?:是|为|等于|[:：]))"
    r"\s*[:：]?\s*(?:\*\*)?\s*",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:indeed\b|probably\b|likely\b|actually\b|simply\b|just\b|therefore\b|thus\b|option\b|choice\b|选项|选)[\s:：]*",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\\boxed\{|\$[^$\n]{1,80}\$|\\\(.{1,80}?\\\)|\\\[.{1,120}?\\\]|\*\*[^*\n]{1,80}\*\*|[“\"「][^”\"」\n]{1,60}[”\"」]"
    r"|\([A-Ja-j]\)|[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+)?%?"
    r"|[A-J](?![A-Za-z'])|(?:[^\s.,;:!?。，；：！？()（）\\]+[ ]?){1,4}(?=[.,;!?。，；！？\n]|\Z)",
    re.DOTALL,
)
_NO_VALUE = re.compile(
    r"(?:not|in|to|that|these|those|there|the following|the same|correct|right|wrong|incorrect|given|based|about|going"
    r"|supposed|either|still|what|also|it|this|something|different|too|clear|unclear|unique|expected|being|yes or no"
    r"|否|不|对的|错|正确|什么|否定|多少)(?![\w])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:because|since|if|when|as|and|but|so|for|which|that|then|or|by|from|after|according|with|here)\b.*",
    re.DOTALL,
)


def stated(text: str) -> Iterator[tuple[int, int]]:
    """Where each value stands that a text calls its answer."""
    for found in _STATED.finditer(text):
        start = found.end()
        if filler := _FILLER.match(text, start):
            start = filler.end()
        value = _VALUE.match(text, start)
        # A box is found by its own sign.
        if not value or value.group().startswith("\\boxed") or _NO_VALUE.match(value.group()):
            continue
        kept = _TAIL.sub("", value.group()).rstrip()
        if "boxed" not in kept and kept and len(kept) <= LONGEST and re.search(r"\w", kept):
            yield start, start + len(kept)


_CHOICE = re.compile(
    r"\b(?:answer|option|choice|argument|response)\s+(?:is|would be|should be|must be|seems to be)\s+"
    r"(?:option|choice)?\s*\(?([A-J])(?![\w'])"
    r"|\b(?:go(?:ing)? with|choose|pick|lean(?:ing)? towards?)\s+(?:option|choice|answer)?\s*\(?([A-J])(?![\w'])"
    r"|\b(?:option|choice|answer)?\s*\(?([A-J])\)?\s+(?:is|seems|looks|would be|appears to be)\s+"
    r"(?:like\s+)?(?:the\s+)?(?:best|correct|right|most)\b"
    r"|(?:应该选|应选|我选|选择|故选|所以选)\s*[（(]?([A-J])(?![\w])"
)


def chosen(text: str) -> Iterator[tuple[int, int]]:
    """Where a text settles on one of the lettered options: "I'd go with (B)", "D is the best"."""
    for found in _CHOICE.finditer(text):
        group = next(number for number in range(1, 5) if found.start(number) >= 0)
        yield found.span(group)


def boxed(text: str) -> Iterator[tuple[int, int]]:
    """Where the inside of each box stands, whatever braces are in it; a box that is never closed is none."""
    for found in re.finditer(r"\\f?boxed\s*\{", text):
        level = 1
        for brace in re.finditer(r"(?<!\\)[{}]", text[found.end() : found.end() + 400]):
            level += 1 if brace.group() == "{" else -1
            if not level:
                if brace.start():
                    yield found.end(), found.end() + brace.start()
                break
