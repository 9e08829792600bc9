"""Verse is found in whatever a model puts around it."""

import time

import pytest

from app.forms.verse import check, drafts
from app.forms.verse.extract import find
from tests.forms import poems

LINES = ["朝辞白帝彩云间", "千里江陵一日还", "两岸猿声啼不住", "轻舟已过万重山"]
POEM = "，\n".join(LINES) + "。"

AROUND = {
    "plain": POEM,
    "one line": poems.BAIDI,
    "bold": "**" + "**\n**".join(LINES) + "**",
    "quotation": "> " + "，\n> ".join(LINES),
    "list": "\n".join(f"{number}. {line}" for number, line in enumerate(LINES, 1)),
    "labels": "\n".join(f"第{number}句：{line}" for number, line in zip("一二三四", LINES, strict=True)),
    "notes": "\n".join(f"{line}（平平仄仄仄平平）" for line in LINES),
    "breaks": "<br>\n".join(LINES),
    "blank lines": "\n\n".join(LINES),
    "couplets apart": "\n".join(LINES[:2]) + "\n\n" + "\n".join(LINES[2:]),
    "fence": "```\n" + POEM + "\n```",
    "indented": "\n".join(f"　　{line}，" for line in LINES),
    "windows": POEM.replace("\n", "\r\n"),
    "thinking": "<think>\n春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。\n</think>\n" + POEM,
    "closed only": "先写成五言：春眠不觉晓。\n</think>\n\n" + POEM,
    "talk": f"好的，我来试试：\n\n{POEM}\n\n希望你喜欢这首诗！",
    "appraisal": f"{POEM}\n\n**赏析**：这首诗写得轻快，\n一气呵成，不可多得。",
    "English": f"Here is the poem:\n\n{POEM}\n\nI hope you like it.",
    "pinyin": "\n".join(f"zhāo cí bái dì\n{line}" for line in LINES[:0]) + POEM,
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND.keys())
def test_the_poem_is_found_and_nothing_else(text: str) -> None:
    (poem,) = check(text).poems
    assert poem.text == "\n".join(LINES)
    assert poem.level == "正格"
    for line in poem.lines:
        assert text[line.start : line.start + len(line.cells)] == line.text


TITLES = {
    "《早发白帝城》": "早发白帝城",
    "# 《早发白帝城》": "早发白帝城",
    "**《早发白帝城》**": "早发白帝城",
    "《早发白帝城》 李白": "早发白帝城",
    "## 早发白帝城": "早发白帝城",
    "【仿李白】": "仿李白",
    "早发白帝城\n李白": "早发白帝城",
    "登高": "登高",
    "早发白帝城\n": "早发白帝城",
}


@pytest.mark.parametrize(("head", "title"), TITLES.items())
def test_a_title_is_no_line_and_is_kept(head: str, title: str) -> None:
    (poem,) = check(f"{head}\n{POEM}").poems
    assert (poem.title, poem.text) == (title, "\n".join(LINES))


def test_a_title_as_long_as_a_line_stands_apart() -> None:
    (poem,) = check(f"黄鹤楼送孟浩然\n\n{POEM}").poems
    assert (poem.title, len(poem.lines)) == ("黄鹤楼送孟浩然", 4)


def test_two_poems_are_two_results() -> None:
    text = f"### 仿李白\n《一》\n{POEM}\n\n### 仿杜甫\n《二》\n{poems.XIANYANG}"
    report = check(text)
    assert [(poem.title, len(poem.lines)) for poem in report.poems] == [("一", 4), ("二", 8)]
    assert [poem.level for poem in report.poems] == ["正格", "合律"]
    assert report.level == "合律"
    assert {finding.poem for finding in report.findings} == {1}
    untitled = check(f"{POEM}\n\n{poems.BAIDI}", "七绝")
    assert len(untitled.poems) == 2


def test_a_form_that_was_asked_for_shows_what_is_missing() -> None:
    (short,) = check("\n".join(LINES[:3]), "七绝").poems
    assert [each.kind for each in short.findings if each.severity == "error"] == ["wrong_count"]
    (narrow,) = check(POEM.replace("千里江陵", "千里江"), "七绝").poems
    assert ("wrong_width", 1) in [(each.kind, each.line) for each in narrow.findings]
    assert narrow.score < 0.25


def test_what_is_still_being_written_has_no_faults_of_missing() -> None:
    for end in range(1, len(POEM)):
        report = check(POEM[:end], "七绝", partial=True)
        assert not [each for each in report.findings if each.severity == "error" and each.kind != "nothing"], POEM[:end]
    assert check(POEM, partial=True).poems[0].level == "正格"


def test_drafts_are_found_in_a_thinking_also_where_they_are_quoted() -> None:
    thinking = (
        "先定韵脚。首句写“朝辞白帝彩云间”，平起入韵。第二句“千里江陵一日还”，合律。\n"
        "第三句想用“两岸猿声啼不住”，\n第四句“轻舟已过万重山”。\n另一稿：\n白日依山尽，黄河入海流。\n"
    )
    report = drafts(thinking)
    assert [poem.text for poem in report.poems] == ["\n".join(LINES), "白日依山尽\n黄河入海流"]
    assert report.poems[0].level == "正格"
    assert [each.kind for each in report.poems[1].findings] == ["unfinished"]


def test_a_thinking_that_never_ends_leaves_nothing_to_check() -> None:
    assert [each.kind for each in check(f"<think>\n{POEM}").findings] == ["only_thinking"]


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好，我们一起去公园散步，看见了很多花。",
        "这首诗押平水韵。",
        "1. 平仄\n2. 押韵\n3. 对仗",
        "| 根因 | 证据 |\n|---|---|\n| 锁 | 日志 |",
        "白日依山尽",
    ],
)
def test_prose_is_no_poem(text: str) -> None:
    assert check(text).poems == ()


HOSTILE = {
    "spaces": " " * 300_000 + "x",
    "spaced heading": "# " + "a " * 150_000,
    "brackets": "（" * 200_000,
    "marks": "*-_#>" * 60_000,
    "one line": "春眠不觉晓，" * 40_000,
    "many lines": "春眠不觉晓\n" * 20_000,
    "quotes": "“春眠不觉晓" * 30_000,
    "labels": "春：" * 100_000,
    "separators": "\u2028\x0b\x0c" * 50_000,
    "one stanza": "春眠不觉晓，处处闻啼鸟。\n" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_takes_long_to_look_through(text: str) -> None:
    begun = time.process_time()
    find(text, 0, None, shortest=2, quotations=True)
    assert time.process_time() - begun < 1.5


@pytest.mark.parametrize("count", range(1, 7))
def test_a_line_that_is_being_written_belongs_to_its_poem_from_its_first_letter(count: int) -> None:
    for before in ("\n".join(LINES[:2]) + "\n", LINES[0] + "，", f"{LINES[0]}，{LINES[1]}。\n{LINES[2]}，"):
        (poem,) = check(before + LINES[3][:count], partial=True).poems
        assert poem.lines[-1].text == LINES[3][:count]
        assert all(each.severity != "error" for each in poem.findings if each.line == len(poem.lines) - 1)
