"""Bytes to characters, cut anywhere."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runtime.channels import Splitter
from runtime.detokenize import Detokenizer

TEXTS = [
    "春眠不觉晓，处处闻啼鸟。",
    "👩‍👩‍👧‍👦 family, 🇨🇳 flag, 👍🏽 skin",
    "e\u0301 combining, ﷽, \U0001f600",
    "<think>\n想\n</think>\n\n答",
]
BROKEN = [
    b"\x80 lone continuation",
    b"\xc0\xaf overlong",
    b"\xe4\xb8A cut short",
    b"\xed\xa0\x80 surrogate",
    b"\xf0\x9f\x98",
    b"\xf5\x80\x80\x80 beyond Unicode",
    b"\xff\xfe\xe6\x98\xa5",
]


def decoded(data: bytes, cuts: list[int]) -> str:
    detokenizer = Detokenizer()
    text = "".join(detokenizer.feed(data[a:b]) for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True))
    return text + detokenizer.finish()


@pytest.mark.parametrize("data", [*(text.encode() for text in TEXTS), *BROKEN])
def test_every_split_gives_the_decoding_of_the_whole(data):
    whole = data.decode("utf-8", "replace")
    for first in range(len(data) + 1):
        for second in range(first, len(data) + 1):
            assert decoded(data, [first, second]) == whole
    assert decoded(data, list(range(len(data)))) == whole


@given(st.binary(max_size=40), st.data())
@example(b"\xe4\xb8\xe4\xb8\xad", None)
def test_any_bytes_however_cut_decode_as_the_whole(data, draw):
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(data)), max_size=6))) if draw else list(range(len(data)))
    assert decoded(data, cuts) == data.decode("utf-8", "replace")


def test_half_a_character_is_held_until_it_is_whole():
    detokenizer = Detokenizer()
    assert [detokenizer.feed(bytes([byte])) for byte in "春🙂".encode()] == ["", "", "春", "", "", "", "🙂"]
    assert detokenizer.finish() == ""


def test_a_stream_that_ends_within_a_character_says_so():
    detokenizer = Detokenizer()
    assert detokenizer.feed(b"a\xe6\x98") == "a"
    assert detokenizer.finish() == "\ufffd"


def test_a_character_cut_at_the_end_of_the_thinking_stays_whole():
    detokenizer, splitter = Detokenizer(), Splitter("qwen3")
    data = "<think>春</think>雪".encode()
    pieces = [piece for byte in data for piece in splitter.feed(detokenizer.feed(bytes([byte])))]
    pieces += splitter.feed(detokenizer.finish()) + splitter.finish()
    assert [(piece.channel, piece.text) for piece in pieces] == [("thinking", "春"), ("answer", "雪")]
