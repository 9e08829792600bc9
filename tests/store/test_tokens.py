"""The blob of a generation's tokens."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.tokens import Tokens, join, pack, unpack

ids = st.integers(-(2**31), 2**31 - 1)
moments = st.integers(0, 10**13).map(lambda micro: micro / 1e6)
tokens = st.lists(st.tuples(ids, moments)).map(
    lambda pairs: Tokens(*(tuple(each) for each in zip(*pairs, strict=True)))
)


@given(tokens)
def test_tokens_come_back_to_the_microsecond(some):
    back = unpack(pack(some))
    assert back.ids == some.ids
    assert back.at == pytest.approx(some.at, abs=1e-6)


@given(tokens, st.integers(0, 40))
def test_pieces_of_a_run_join_to_the_run(some, cut):
    pieces = [Tokens(some.ids[:cut], some.at[:cut]), Tokens(some.ids[cut:], some.at[cut:])]
    joined = join(pack(piece) for piece in pieces)
    assert joined.ids == some.ids
    assert joined.at == pytest.approx(some.at, abs=1e-6)


def test_a_long_run_takes_few_bytes_a_token():
    many = Tokens(
        tuple(i * 7919 % 150_000 for i in range(32_000)), tuple(0.05 * i + i % 7 / 1e4 for i in range(32_000))
    )
    assert len(pack(many)) < 8 * 32_000


def test_columns_of_a_later_version_are_skipped():
    blob = bytearray(pack(Tokens((1, 2), (0.5, 1.5))))
    struct.pack_into("<H", blob, 8, 3)
    import zlib

    data = zlib.compress(struct.pack("<2f", 0.25, 0.75))
    blob += struct.pack("<4scI", b"prob", b"f", len(data)) + data
    assert unpack(bytes(blob)) == Tokens((1, 2), (0.5, 1.5))


@pytest.mark.parametrize("blob", [b"", b"SBT1", b"XXXX" + bytes(6), pack(Tokens((1,), (1.0,)))[:-3]])
def test_what_is_no_such_blob_is_refused(blob):
    with pytest.raises(ValueError, match="not a blob of tokens"):
        unpack(blob)


def test_no_blob_is_no_tokens():
    assert unpack(None) == Tokens()
