import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.framing import (
    LIMIT,
    FrameError,
    FrameReader,
    decode_command,
    decode_event,
    encode,
    frame,
    write_frame,
)
from runtime.protocol import Cancel, Delta, Failed, Generate, Piece, Sampling, Totals, Turn

DELTA = Delta(
    id=7,
    raw="立春</think>",
    pieces=[Piece("thinking", "立春")],
    ids=[1, 2],
    at=[0.5, 0.75],
    lengths=[2, 1],
    origins=[0, 0],
    totals=Totals(thinking_tokens=2, first_token_s=0.5),
)


@given(st.lists(st.binary(max_size=40), max_size=8), st.lists(st.integers(0, 60), max_size=20))
def test_frames_come_out_whole_however_the_stream_is_cut(payloads: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(frame, payloads))
    reader = FrameReader()
    seen: list[bytes] = []
    start = 0
    for cut in [*cuts, len(stream)]:
        seen += reader.feed(stream[start : start + cut])
        start += cut
    assert seen == payloads
    assert reader.pending == 0


def test_a_frame_that_is_not_whole_is_told() -> None:
    reader = FrameReader()
    assert reader.feed(frame(b"abc")[:-1]) == []
    assert reader.pending == 6


def test_a_length_over_the_limit_is_refused_before_its_bytes_arrive() -> None:
    with pytest.raises(FrameError):
        FrameReader().feed(struct.pack(">I", LIMIT + 1))


def test_text_on_the_stream_is_refused() -> None:
    # A printf that got between the frames: four letters make a length of more than a gigabyte.
    with pytest.raises(FrameError):
        FrameReader().feed(b"llama_model_loader: loaded meta data")


def test_nothing_over_the_limit_is_written() -> None:
    stream = io.BytesIO()
    with pytest.raises(FrameError):
        write_frame(stream, bytes(LIMIT + 1))
    assert stream.getvalue() == b""


def test_a_written_frame_is_read_back() -> None:
    stream = io.BytesIO()
    write_frame(stream, encode(DELTA))
    write_frame(stream, encode(Failed(id=7, kind="engine")))
    events = [decode_event(payload) for payload in FrameReader().feed(stream.getvalue())]
    assert events == [DELTA, Failed(id=7, kind="engine")]


def test_a_command_is_read_back() -> None:
    command = Generate(id=1, turns=[Turn(role="user", content="问")], sampling=Sampling(seed=3), prefix=[5])
    assert decode_command(encode(command)) == command


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        encode(DELTA)[:-1],
        encode(DELTA) + b"\x00",
        b"\x82\xa4type\xa6cancel\xa2id\xa1x",  # an id that is text
        b"\x82\xa4type\xa4boom\xa2id\x01",  # a message nobody declared
        b"\x82\xa4type\xa6failed\xa2id\x01",  # a field is missing
        b"\x82\xa4type\xa6cancel\xa2\xff\xfe\x01",  # a name that is no text
    ],
)
def test_a_payload_that_is_no_declared_message_is_refused(payload: bytes) -> None:
    with pytest.raises(FrameError):
        decode_event(payload)
    with pytest.raises(FrameError):
        decode_command(payload)


def test_commands_and_events_are_not_mixed_up() -> None:
    with pytest.raises(FrameError):
        decode_event(encode(Cancel(id=1)))
    with pytest.raises(FrameError):
        decode_command(encode(DELTA))


@given(st.binary(max_size=200))
def test_garbage_never_raises_anything_else(data: bytes) -> None:
    try:
        for payload in FrameReader().feed(data):
            decode_event(payload)
    except FrameError:
        pass
