"""The blob of a generation's tokens."""

import math
import random
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.blob import fold, join, pack, pack_chunk, unpack
from app.store.tokens import Tokens
from tests.store.figures import full_tokens

ids = st.integers(-(2**31), 2**31 - 1)
moments = st.integers(0, 10**13).map(lambda micro: micro / 1e6)
nats = st.one_of(st.floats(-40, 40), st.sampled_from([math.nan, -math.inf, 0.0, -31.999, -32.0]))
RELEASED = bytes.fromhex(
    "53425431030000000200696473206911000000789c636460606002626620060000340007617420207110000000789c5358c8ce00020a683400238b0259"
)
"""What the first release wrote for the ids 1, 2, 3 at 0.5, 1.0 and 1.5 seconds."""


@st.composite
def tokens(draw):
    count, k = draw(st.integers(0, 6)), draw(st.integers(0, 3))

    def column(kind, size=count, absent=True):
        values = draw(st.lists(kind, min_size=size, max_size=size))
        return () if absent and draw(st.booleans()) else tuple(values)

    figures = {name: column(nats) for name in ("logprob", "sampled", "entropy", "confidence")}
    return Tokens(
        column(ids, absent=False),
        column(moments, absent=False),
        lengths=column(st.integers(0, 10**6)),
        origins=column(st.integers(0, 2)),
        k=k,
        top_ids=column(ids, count * k),
        top_logprob=column(nats, count * k),
        top_sampled=column(nats, count * k),
        **figures,
    )


def near(stored: float, true: float) -> bool:
    """Whether `true` is told as well as the layout can: to half a thousandth of a nat, from -32 to 32."""
    if math.isnan(true):
        return math.isnan(stored)
    if true < -32766.5 / 1024:
        return stored == -math.inf
    return abs(stored - min(true, 32767 / 1024)) <= 0.5 / 1024


@given(tokens(), st.sampled_from([pack, pack_chunk]))
def test_every_column_comes_back(some, write):
    back = unpack(write(some))
    assert (back.ids, back.lengths, back.origins) == (some.ids, some.lengths, some.origins)
    assert back.at == pytest.approx(some.at, abs=1e-6)
    assert list(back.top_ids) == list(some.top_ids)
    for name in ("logprob", "sampled", "entropy", "confidence", "top_logprob", "top_sampled"):
        stored, true = getattr(back, name), getattr(some, name)
        assert len(stored) == len(true)
        assert all(map(near, stored, true)), name


@given(st.integers(0, 30), st.integers(0, 30))
def test_pieces_of_a_run_fold_into_the_run(count, cut):
    whole = full_tokens(count)
    pieces = [pack_chunk(whole.slice(0, cut)), pack_chunk(whole.slice(cut))]
    assert fold(pieces) == pack(whole)
    assert join(pieces) == unpack(pack(whole))


def test_what_was_stored_once_is_not_rounded_again():
    odd = Tokens((1,), (0.1,), logprob=(-1 / 3,), entropy=(2.0000001,))
    assert fold([fold([pack_chunk(odd)])]) == pack(unpack(pack(odd)))


def test_a_prefix_comes_before_the_run_whatever_its_times_were():
    carried = Tokens((7, 8), (0.0, 0.0), (1, 1))
    assert join([pack(carried), pack_chunk(Tokens((9,), (0.5,), (1,)))]).at == (0.0, 0.0, 0.5)


def test_a_blob_of_the_first_release_is_read():
    assert unpack(RELEASED) == Tokens((1, 2, 3), (0.5, 1.0, 1.5))
    assert join([RELEASED, pack_chunk(Tokens((4,), (2.0,)))]) == Tokens((1, 2, 3, 4), (0.5, 1.0, 1.5, 2.0))


def test_a_long_run_takes_few_bytes_a_token():
    many = Tokens(
        tuple(i * 7919 % 150_000 for i in range(32_000)), tuple(0.05 * i + i % 7 / 1e4 for i in range(32_000))
    )
    assert len(pack(many)) < 8 * 32_000


def test_figures_with_five_alternatives_take_at_most_forty_bytes_a_token():
    chance = random.Random(5)
    vocabulary = [chance.randrange(152_000) for _ in range(4_000)]

    def drawn(spread, size):
        return [-abs(chance.gauss(0, spread)) for _ in range(size)]

    def words(size):  # a few of them make up most of a text, as in one that was written
        return [vocabulary[int(chance.paretovariate(0.6)) % 4_000] for _ in range(size)]

    count = 4_000
    cut = [nat if chance.random() < 0.4 else -math.inf for nat in drawn(2, count * 5)]
    some = Tokens(
        words(count),
        [index * 0.07 + abs(chance.gauss(0, 0.002)) for index in range(count)],
        [chance.randrange(1, 7) for _ in range(count)],
        [0] * count,
        drawn(1, count),
        drawn(1, count),
        [-nat for nat in drawn(1.5, count)],
        [-nat for nat in drawn(8, count)],
        5,
        words(count * 5),
        drawn(5, count * 5),
        cut,
    )
    assert len(pack(some)) <= 40 * count


def test_columns_of_a_later_version_are_skipped():
    blob = bytearray(pack(Tokens((1, 2), (0.5, 1.5))))
    struct.pack_into("<H", blob, 8, 3)
    data = zlib.compress(struct.pack("<2f", 0.25, 0.75))
    blob += struct.pack("<4scI", b"next", b"f", len(data)) + data
    assert unpack(bytes(blob)) == Tokens((1, 2), (0.5, 1.5))


LESS = pack_chunk(full_tokens(3, k=2))


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"SBT1",
        b"XXXX" + bytes(6),
        pack(Tokens((1,), (1.0,)))[:-3],
        LESS[:4] + struct.pack("<I", 2) + LESS[8:],
        LESS.replace(b"prob" + b"h" + struct.pack("<I", 6), b"prob" + b"i" + struct.pack("<I", 6)),
        LESS[:-4],
    ],
)
def test_what_is_no_such_blob_is_refused(blob):
    with pytest.raises(ValueError, match="not a blob of tokens"):
        unpack(blob)


def test_no_blob_is_no_tokens():
    assert unpack(None) == Tokens()
    assert join([]) == Tokens()
