"""`sibian poem check` in a terminal and for programs."""

from pathlib import Path
from typing import Any

from tests.forms import poems


def test_a_poem_is_shown_with_its_tones_and_faults(sibian: Any, tmp_path: Path) -> None:
    file = tmp_path / "terrace.txt"
    file.write_text(poems.PHOENIX_TERRACE, "utf-8")
    shown = sibian("poem", "check", str(file)).stdout
    assert shown.startswith("登金陵凤凰台 · 七言律诗 · 平起首句入韵 · 下平十一尤 · 出律")
    assert "Line 3 does not stick to line 2 (失粘)." in shown
    assert "吴宫花草埋幽径  ○○○●○○●  正格" in shown


def test_programs_get_every_character_and_every_sentence(sibian: Any, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text(poems.QINGMING, "utf-8")
    report = sibian.json("poem", "check", str(file), "--form", "七绝", "--rhyme-book", "平水韵")
    (poem,) = report["poems"]
    assert (report["level"], poem["rhyme"]["group"]) == ("合律", "上平十三元")
    assert poem["findings"][0]["sentence"].startswith("纷, the foot of the first line")
    assert poem["lines"][0]["cells"][0] | {"readings": []} == {
        "char": "清",
        "start": 0,
        "readings": [],
        "tone": "平",
        "group": "下平八庚",
        "slot": "中",
        "foot": False,
        "modern": False,
        "severity": None,
    }


def test_parallel_prose_is_a_form_too(sibian: Any, tmp_path: Path) -> None:
    file = tmp_path / "prose.txt"
    file.write_text("岭南形胜，粤海雄州。襟珠江而带沧海，枕白云而望罗浮。", "utf-8")
    assert sibian.json("poem", "check", str(file), "--form", "骈文")["paired"] == 1.0
    assert "100% paired" in sibian("poem", "check", str(file), "--form", "骈文").stdout


def test_what_cannot_be_read_is_wrong_use(sibian: Any, tmp_path: Path) -> None:
    assert "cannot be read" in sibian("poem", "check", str(tmp_path / "none"), code=2).stderr
    file = tmp_path / "poem.txt"
    file.write_bytes(b"\xff")
    assert "not UTF-8" in sibian("poem", "check", str(file), code=2).stderr
    file.write_text("x", "utf-8")
    assert "no form of verse" in sibian("poem", "check", str(file), "--form", "俳句", code=2).stderr
    assert "no poem" in sibian("poem", "check", str(file)).stdout
