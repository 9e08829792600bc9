"""The checker on poems whose verdict every manual knows."""

import pytest

from app.forms.verse import Poem, check
from tests.forms import poems


def only(text: str, form: str = "auto") -> Poem:
    (poem,) = check(text, form).poems
    return poem


def kinds(poem: Poem, severity: str) -> list[tuple[str, int]]:
    return [(each.kind, (each.line or 0) + 1) for each in poem.findings if each.severity == severity]


def test_the_phoenix_terrace_breaks_two_joints_and_no_tone() -> None:
    poem = only(poems.PHOENIX_TERRACE)
    assert (poem.form, poem.scheme, poem.rhyme.group) == ("七言律诗", "平起首句入韵", "下平十一尤")
    assert kinds(poem, "error") == [("joint", 3), ("joint", 5)]
    assert poem.level == "出律"
    assert poem.title == "登金陵凤凰台"


def test_a_quiet_night_and_mount_tai_are_old_style() -> None:
    assert not only(poems.QUIET_NIGHT).passed
    assert not only(poems.MOUNT_TAI).passed
    assert only(poems.MOUNT_TAI).form == "仄韵"


def test_a_major_departure_is_joined_to_what_makes_up_for_it() -> None:
    poem = only(poems.GRASS)
    assert poem.level == "合律"
    assert poem.title == "赋得古原草送别"
    (rescue,) = [each for each in poem.rescues if each.kind == "大拗"]
    assert [poem.lines[place.line].cells[place.at].char for place in (*rescue.broken, *rescue.mended)] == ["不", "吹"]


def test_one_character_may_make_up_for_two_departures() -> None:
    poem = only(poems.XIANYANG)
    assert {rescue.kind for rescue in poem.rescues} == {"小拗", "孤平"}
    assert {rescue.mended for rescue in poem.rescues} == {poem.rescues[0].mended}
    assert poem.level == "合律"


def test_a_borrowed_rhyme_in_the_first_line_is_customary() -> None:
    poem = only(poems.QINGMING)
    assert kinds(poem, "note") == [("first_near", 1)]
    assert poem.level == "合律"


@pytest.mark.parametrize("text", [poems.BAIDI, poems.BAIDI_TRADITIONAL, poems.STORK_TOWER])
def test_the_plain_pattern_is_plain_in_either_script(text: str) -> None:
    poem = only(text)
    assert (poem.level, poem.score) == ("正格", 1.0)
    assert poem.findings == ()


def test_every_character_says_where_it_stands_and_how_it_sounds() -> None:
    text = f"好的：\n{poems.STORK_TOWER}"
    poem = only(text)
    for line in poem.lines:
        assert text[line.start :].startswith(line.text)
        assert all(cell.readings for cell in line.cells)
    foot = poem.lines[1].cells[-1]
    assert (foot.char, foot.tone, foot.group, foot.foot) == ("流", "平", "下平十一尤", True)
    white = poem.lines[0].cells[0]
    assert (white.char, white.tone, white.group, white.slot) == ("白", "仄", "入声十一陌", "中")


def test_a_text_without_a_poem_says_so() -> None:
    report = check("今天天气很好，我们去公园散步吧。")
    assert [each.kind for each in report.findings] == ["nothing"]
    assert (report.passed, report.score) == (False, 0.0)


def test_names_without_any_mark_part_the_poems_of_an_answer() -> None:
    answer = (
        "立春二首\n\n仿李白\n\n东风一夜破寒来，\n万里江山次第开。\n我欲举杯邀淑气，\n仙人吹笛下瑶台。\n\n"
        "仿杜甫\n\n草堂残雪带寒晴，\n野老扶犁趁晓耕。\n忽见柳梢黄一线，\n却怜烽火未休兵。\n"
    )
    for form in ("auto", "七言绝句"):
        poems = check(answer, form).poems
        assert [(poem.title, poem.form, len(poem.lines)) for poem in poems] == [
            ("仿李白", "七言绝句", 4),
            ("仿杜甫", "七言绝句", 4),
        ]


def test_a_check_still_works_once_replacements_were_asked_for() -> None:
    from app.forms.verse.replace import replacements

    (poem,) = check("床前明月光，疑是地上霜。举头望明月，低头思故乡。").poems
    assert replacements(poem, 0, 1)
    assert check(poem.text).poems
