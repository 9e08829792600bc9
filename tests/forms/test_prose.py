"""Parallel prose and couplets."""

from app.forms import judge, read_spec
from app.forms.verse.pairing import points
from app.forms.verse.prose import check_prose
from app.paths import verse_dir

MODEL = (verse_dir() / "tengwangge.txt").read_text("utf-8")
PLAIN = """古之学者必有师。师者，所以传道受业解惑也。人非生而知之者，孰能无惑？惑而不从师，其为惑也，终不解矣。
生乎吾前，其闻道也固先乎吾，吾从而师之；生乎吾后，其闻道也亦先乎吾，吾从而师之。吾师道也，夫庸知其年之先后生于吾乎？"""
OWN = """白云山赋
岭南形胜，粤海雄州。襟珠江而带沧海，枕白云而望罗浮。
时维九月，序属高秋。千峰耸翠，上接重霄；万壑流泉，下临无地。"""


def test_the_model_itself_is_wholly_parallel() -> None:
    report = check_prose(MODEL, model="")
    assert report.score >= 0.9
    assert report.verdict == "骈文"
    assert report.closing is not None
    assert report.chained[0] >= 0.9 * report.chained[1]
    assert report.crossed[0] >= 0.8 * report.crossed[1]


def test_plain_prose_is_plain() -> None:
    report = check_prose(PLAIN)
    assert report.score <= 0.3
    assert report.verdict == "散文"
    assert {each.kind for each in report.findings} >= {"unpaired"}


def test_copying_the_model_is_found_where_it_is() -> None:
    report = check_prose(MODEL)
    assert report.copied > 0.9
    assert report.score < 0.1
    text = OWN + "落霞与孤鹜齐飞，秋水共长天一色。"
    mixed = check_prose(text)
    assert 0 < mixed.copied < 0.6
    assert any(text[start:end] == "落霞与孤鹜齐飞" for start, end in mixed.passages)
    assert check_prose(text.replace("与", "與").replace("飞", "飛")).copied == mixed.copied


def test_findings_say_where_they_are() -> None:
    text = "<think>草稿。</think>\n" + OWN
    report = check_prose(text)
    pair = report.pairs[0]
    assert [text[start:end] for start, end in pair.spans] == ["岭南形胜", "粤海雄州"]
    for each in report.findings:
        assert each.span is not None
        assert text[slice(*each.span)].strip()


def test_the_voice_rests_before_shared_particles() -> None:
    assert points("襟三江而带五湖", "控蛮荆而引瓯越") == [2, 6]
    assert points("雄州雾列", "俊采星驰") == [1, 3]
    assert points("落霞与孤鹜齐飞", "秋水共长天一色") == [1, 3, 6]


def test_a_spec_of_prose_asks_for_length_and_a_poem() -> None:
    raw = {"kind": "prose", "least": 300, "closing_poem": "是"}
    verdict = judge(read_spec(raw), "", OWN)
    assert {"too_short", "no_closing_poem"} <= {each.kind for each in verdict.findings}
    assert not verdict.passed
    assert judge(read_spec({"kind": "prose", "model": "", "closing_poem": True}), "", MODEL).passed


def test_a_line_stands_opposite_another() -> None:
    spec = read_spec({"kind": "couplet", "first": "一帘春雨杏花瘦", "count": 2})
    answer = "1. 半亩秋风桂子香\n2. 下联：十里秋风桂子香。\n"
    good = judge(spec, "", answer)
    assert good.summary["lines"] == ["半亩秋风桂子香", "十里秋风桂子香"]
    assert good.passed
    bad = judge(spec, "", "一树春花开满院\n两岸青山")
    assert {each.kind for each in bad.findings} >= {"couplet_foot", "couplet_repeats", "couplet_width"}
    assert bad.reward < good.reward
    assert [each.kind for each in judge(spec, "", "").findings] == ["no_couplet"]


def test_a_repair_leaves_most_of_the_poem() -> None:
    base = "东风一夜到江城\n细雨无声润草生\n忽有流莺啼柳外\n一犁烟水起春耕"
    spec = read_spec({"kind": "edit", "base": base, "most": 0.2})
    assert judge(spec, "", base.replace("润草生", "润物生")).passed
    changed = judge(spec, "", "朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。")
    assert [each.kind for each in changed.findings] == ["changed"]
