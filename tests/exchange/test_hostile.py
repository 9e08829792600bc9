"""Files that are torn, empty, huge, of the wrong shape, or meant to do harm: told, and never more than that."""

import io
import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import WrongUse
from app.exchange import documents, splitting
from app.exchange.opening import Reading
from app.exchange.splitting import Refused, Splitter
from app.exchange.values import ImportedConversation, LeftOut
from tests.exchange import builders as b
from tests.exchange import shapes


def read(path: Path) -> tuple[list[ImportedConversation], list[LeftOut]]:
    items = list(Reading([path]))
    return ([each for each in items if isinstance(each, ImportedConversation)],
            [each for each in items if isinstance(each, LeftOut)])  # fmt: skip


def reasons(tmp_path: Path, content: bytes) -> tuple[int, list[str]]:
    taken, left = read(b.written(tmp_path, "f", content))
    return len(taken), [each.reason for each in left]


GOOD = b.dumped(shapes.PLAIN)
NEST = b'{"a":' * 100 + b"1" + b"}" * 100
CASES = {
    "nothing": (b"", (0, ["unknown_format"])),
    "white space": (b" \n\t\r\n", (0, ["unknown_format"])),
    "zeros, as after a power cut": (bytes(64_560), (0, ["unknown_format"])),
    "an empty array": (b"[]", (0, ["unknown_format"])),
    "an empty object": (b"{}", (0, ["unknown_format"])),
    "a text": (b"hello, world", (0, ["unknown_format"])),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), (0, ["unknown_format"])),
    "numbers": (b"[1, 2, 3]", (0, ["unknown_format"])),
    "another program's JSON": (b.dumped({"dependencies": {"left-pad": "1.0"}}), (0, ["unknown_format"])),
    "torn in the second": (b"[" + GOOD + b"," + GOOD[:90], (1, ["torn"])),
    "torn after a comma": (b"[" + GOOD + b",", (1, ["torn"])),
    "no comma": (b"[" + GOOD + GOOD + b"]", (1, ["malformed"])),
    "a bad one between two good": (b"[" + GOOD + b',{"id":"x" "y"},' + GOOD + b"]", (2, ["malformed"])),
    "a null among them": (b"[" + GOOD + b",null]", (1, ["malformed"])),
    "nested too deeply": (b"[" + GOOD + b"," + NEST + b"]", (1, ["too_deep"])),
    "nested beyond all reason": (b"[" + GOOD + b"," + b"[" * 200_000, (1, ["torn"])),
    "half a surrogate pair": (b"[" + GOOD.replace(b'"content": "', b'"content": "\\ud83d') + b"]", (1, [])),
    "bytes that are no UTF-8": (b"[" + GOOD.replace(b'"content": "', b'"content": "\xff\xfe') + b"]", (1, [])),
    "not a number": (b"[" + GOOD.replace(b'"children": []', b'"children": NaN', 1) + b"]", (1, [])),
    "a number of many digits": (b"[" + GOOD.replace(b'"files": []', b'"files": ' + b"9" * 5000, 1) + b"]", (1, [])),
    "the same key twice": (b"[" + GOOD.replace(b'{"id": "c1"', b'{"id": "c0", "id": "c1"') + b"]", (1, [])),
    "no mapping": (b"[" + GOOD + b',{"id":"x","inserted_at":1,"mapping":7}]', (2, [])),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_with_a_file_is_told(name, tmp_path):
    content, expected = CASES[name]
    assert reasons(tmp_path, content) == expected


def test_a_lone_surrogate_is_kept_out_of_the_database(store, tmp_path):
    path = b.written(tmp_path, "f", CASES["half a surrogate pair"][0])
    *_, report = store.imports.take(Reading([path]), lambda: False)
    (exchange,) = store.conversations.branch(report.taken[0])
    assert "\ufffd" in exchange.question.text("text")


@pytest.mark.parametrize("shape", shapes.SHAPES, ids=lambda shape: f"{shape.format}-{shape.name}")
def test_a_file_cut_off_anywhere_never_breaks_the_reader(shape, tmp_path):
    chance = random.Random(shape.name)
    for cut in sorted(chance.sample(range(len(shape.content)), k=min(12, len(shape.content)))):
        read(b.written(tmp_path, "f", shape.content[:cut]))


def wronged(value, chance: random.Random):
    """A JSON value of which something has another type than it should."""
    if chance.random() < 0.08:
        return chance.choice([None, True, -1, 1e308, "", "x", [], {}, [[]], {"text": 1}, [None, "x"]])
    if isinstance(value, dict):
        return {key: wronged(each, chance) for key, each in value.items()}
    return [wronged(each, chance) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("shape", [each for each in shapes.SHAPES if not each.content.startswith(b"PK")],
                         ids=lambda shape: f"{shape.format}-{shape.name}")  # fmt: skip
def test_wrong_types_anywhere_never_break_reader_or_store(shape, tmp_path, store):
    chance = random.Random(f"{shape.format}{shape.name}")
    lines = shape.content.decode().splitlines() if shape.name.endswith("l") else [shape.content.decode()]
    paths = []
    for number in range(25):
        content = "\n".join(json.dumps(wronged(json.loads(line), chance)) for line in lines)
        paths.append(b.written(tmp_path, f"{number}", content.encode()))
    *_, report = store.imports.take(Reading(paths), lambda: False)
    assert not report.cancelled
    for id in report.taken:
        store.conversations.branch(id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_bytes_never_break_the_reader(data, tmp_path):
    shape = data.draw(st.sampled_from(shapes.SHAPES))
    content = bytearray(shape.content)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read(b.written(tmp_path, "f", bytes(content)))


# ---- size -----------------------------------------------------------------------------------------------------------


def elements(text: bytes, **limits: int) -> list:
    return list(Splitter(io.BytesIO(text).read, **limits).elements())


def test_what_is_too_large_is_walked_past(monkeypatch):
    monkeypatch.setattr(splitting, "CHUNK", 64)
    huge = b'{"a": "' + b"x" * 5000 + b'"}'
    wide = b'{"a": [' + b"1," * 2000 + b"1]}"
    escaped = b'{"a": "' + b'\\"' * 3000 + b'"}'
    assert elements(b"[1," + huge + b"," + wide + b"," + escaped + b',"x",2]', largest=1000, longest=500) == [
        b"1", Refused("too_large"), Refused("too_large"), Refused("too_large"), b'"x"', b"2"
    ]  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
def test_a_text_reads_the_same_however_it_comes(monkeypatch, chunk):
    monkeypatch.setattr(splitting, "CHUNK", chunk)
    text = b' [ {"a\\\\": "\\"]}", "b": [1, {"c": null}]} , "s\\n" , -1.5e3, true ,[ ] ] '
    whole = [b'{"a\\\\": "\\"]}", "b": [1, {"c": null}]}', b'"s\\n"', b"-1.5e3", b"true", b"[ ]"]
    file = io.BytesIO(text)
    assert list(Splitter(lambda size: file.read(min(size, chunk))).elements()) == whole


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda deep: st.lists(deep) | st.dictionaries(st.text(), deep),
            max_leaves=8,
        ),
        max_size=6,
    ),
    st.integers(1, 40),
)
@settings(max_examples=30, deadline=None)
def test_any_array_comes_apart_into_its_values(values, chunk):  # fmt: skip
    text = json.dumps(values, ensure_ascii=False).encode()
    file = io.BytesIO(text)
    assert [json.loads(each) for each in Splitter(lambda size: file.read(min(size, chunk))).elements()] == values


MEASURED = """
import sys
from pathlib import Path
from app.exchange.opening import Reading
count = sum(1 for each in Reading([Path(sys.argv[1])]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(count, int(peak.split()[1]) // 1024)
"""


def memory(path: Path) -> tuple[int, int]:
    """How many things a process of its own read, and the most megabytes it took."""
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])  # fmt: skip
    count, peak = done.stdout.split()
    return int(count), int(peak)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by way of /proc")
@pytest.mark.parametrize("begin", [b'[{"a": "', b'{"a": "', b'[{"id": 1},'], ids=["string", "line", "elements"])
def test_a_line_of_a_hundred_megabytes_takes_little_memory(tmp_path, begin):
    path = tmp_path / "f"
    with path.open("wb") as file:
        file.write(begin)
        for _ in range(100):
            file.write(b"x" * 1_000_000 if begin.endswith(b'"') else b'{"id": 1},' * 100_000)
    assert memory(path)[1] < 300


# ---- zips -----------------------------------------------------------------------------------------------------------


def test_a_bomb_is_refused_while_it_grows(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "RATIO_FROM", 1 << 20)
    bomb = b.zipped({"conversations.json": b'[{"mapping": "' + b"0" * (64 << 20) + b'"}]'})
    assert len(bomb) < 100_000
    assert reasons(tmp_path, bomb) == (0, ["unsafe"])


def test_the_sizes_that_a_zip_tells_are_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 1 << 20)
    many = b.zipped({"conversations.json": b"[" + b",".join([GOOD] * 3000) + b"]"})
    assert reasons(tmp_path, many)[1] == ["unsafe"]


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\x.json", "a\x00b.json", "é\u202e.json"]
)
def test_a_name_in_a_zip_is_only_a_name(tmp_path, name):
    before = set(tmp_path.parent.rglob("*"))
    taken, _ = read(b.written(tmp_path, "f", b.zipped({name.replace("\x00", "0"): b"[" + GOOD + b"]"})))
    assert len(taken) == 1
    assert set(tmp_path.parent.rglob("*")) - before == {tmp_path / "f"}


def test_zips_that_are_broken_are_told(tmp_path):
    sound = b.zipped({"conversations.json": b"[" + GOOD * 1 + b"]", "x": os.urandom(2000)})
    chance = random.Random(3)
    for _ in range(40):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read(b.written(tmp_path, "f", bytes(content)))
    assert reasons(tmp_path, sound[:-30])[1] == ["unknown_format"]


def test_an_encrypted_zip_is_told(tmp_path):
    content = bytearray(b.zipped({"conversations.json": b"[" + GOOD + b"]"}))
    for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.index(mark) + at] |= 1
    assert reasons(tmp_path, bytes(content)) == (0, ["unsafe"])


def test_a_zip_with_a_monstrous_table_of_contents_is_refused_unread(tmp_path):
    content = bytearray(b.zipped({"a.json": b"[]"}))
    at = content.index(b"PK\5\6")
    content[at + 12 : at + 16] = (1 << 30).to_bytes(4, "little")
    assert reasons(tmp_path, bytes(content)) == (0, ["unsafe"])


def test_a_zip_in_a_zip_is_not_opened(tmp_path):
    inner = b.zipped({"conversations.json": b"[" + GOOD + b"]"})
    assert reasons(tmp_path, b.zipped({"inner.zip": inner})) == (0, ["unknown_format"])


# ---- places ---------------------------------------------------------------------------------------------------------


def test_what_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(WrongUse) as refused:
        Reading([tmp_path / "none"])
    assert refused.value.kind == "no_such_file"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = threading.Event()

    def reading():
        with pytest.raises(WrongUse):
            list(Reading([tmp_path / "pipe"]))
        done.set()

    threading.Thread(target=reading, daemon=True).start()
    assert done.wait(5)


def test_a_folder_is_not_left_through_a_link(tmp_path):
    b.written(tmp_path / "outside", "conversations.json", b"[" + GOOD + b"]")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.json").symlink_to(tmp_path / "outside" / "conversations.json")
    (inside / "folder").symlink_to(tmp_path / "outside")
    assert read(inside) == ([], [LeftOut("unknown_format", "inside")])


def test_a_file_nobody_may_read_is_told(tmp_path):
    path = b.written(tmp_path, "f", b"[" + GOOD + b"]")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("nothing is forbidden to this user")
    assert read(path)[1] == [LeftOut("unreadable", "f")]
