"""The three questions that Sibian was begun with: their shipped templates, checked on answers as models give them."""

from app.forms import Verdict, judge
from app.prompts import checker_of, render, shipped
from app.store.records import PromptTemplate
from tests.forms import poems

TEMPLATES = {template.slug: template for template in shipped()}

SPRING = """### 风格比较
李白爱用大景，杜甫沉着。

### 仿李白
《立春》
朝辞白帝彩云间，
千里江陵一日还。
两岸猿声啼不住，
轻舟已过万重山。

### 仿杜甫
《立春日作》
一上高城万里愁，
蒹葭杨柳似汀洲。
溪云初起日沉阁，
山雨欲来风满楼。

### 格律说明
- 仿李白：平起首句入韵，上平十五删，韵脚间、还、山。
- 仿杜甫：仄起首句入韵，小拗而救。
"""
FAULTY = SPRING.replace("轻舟已过万重山", "轻舟已过万重水")

WHITE_CLOUD = """**登白云山赋**

岭南形胜，粤海雄州。襟珠江而带沧海，枕白云而望罗浮。时维九月，序属高秋。
千峰耸翠，上接重霄；万壑流泉，下临无地。落霞与孤鹜齐飞，秋水共长天一色。

白云山上白云飞，碧水城边碧树微。
千里江山收眼底，一天风月满征衣。
羊城旧事随流水，珠海新潮送落晖。
独倚危栏思往昔，数声归雁带霞归。

附注：罗浮，山名，在广东。
"""

FAULT = """## 1. 事实与时间线
14:02 起超时。

## 2. 候选原因
| 候选原因 | 能解释什么 | 解释不了什么 | 还应看到什么 | 可能性 |
|---|---|---|---|---|
| 长事务持锁 | 锁等待 | — | innodb_trx | 80% |
| 慢盘 | — | 磁盘利用率低 | iostat | 10% |
| 连接池 | — | — | — | 10% |

## 3. 验证步骤
```sql
SELECT * FROM information_schema.innodb_trx;
```

## 4. 结论
长事务。

## 5. 处置
先 KILL 阻塞会话。

## 6. 还需要的材料
无。
"""


def judged(template: PromptTemplate, answer: str, thinking: str = "先想一想，再写。") -> Verdict:
    spec = checker_of(template, {})
    assert spec is not None
    return judge(spec, thinking, answer)


def test_both_poems_on_spring_are_checked_and_stand_side_by_side() -> None:
    verdict = judged(TEMPLATES["jueju-two-poets"], SPRING)
    assert verdict.passed
    assert verdict.report is not None
    assert [(poem.title, poem.level) for poem in verdict.report.poems] == [("立春", "正格"), ("立春日作", "合律")]
    worse = judged(TEMPLATES["jueju-two-poets"], FAULTY)
    assert not worse.passed
    assert worse.reward < verdict.reward
    (fault,) = [each for each in worse.findings if each.severity == "error"]
    assert (fault.kind, fault.poem, fault.line) == ("foot_tone", 0, 3)
    assert fault.span is not None
    assert FAULTY[slice(*fault.span)] == "水"


def test_one_poem_of_two_is_half_an_answer() -> None:
    first = SPRING.split("### 仿杜甫")[0]
    verdict = judged(TEMPLATES["jueju-two-poets"], first)
    assert not verdict.passed
    assert verdict.findings[0].kind == "too_few_poems"


def test_prose_on_white_cloud_mountain_is_held_against_its_model() -> None:
    verdict = judged(TEMPLATES["pianwen-tengwang"], WHITE_CLOUD)
    kinds = {each.kind for each in verdict.findings}
    assert {"too_short", "copied"} <= kinds
    assert "no_closing_poem" not in kinds
    assert verdict.summary["closing"]
    assert 0 < verdict.summary["copied"] < 0.5
    copied = {WHITE_CLOUD[slice(*each.span)] for each in verdict.findings if each.kind == "copied" and each.span}
    assert {"落霞与孤鹜齐飞", "秋水共长天一色", "下临无地"} <= copied


def test_a_fault_analysis_has_its_headings_and_its_table_of_evidence() -> None:
    assert judged(TEMPLATES["database-fault"], FAULT).passed
    without = judged(TEMPLATES["database-fault"], FAULT.replace("| 连接池 | — | — | — | 10% |\n", ""))
    assert [each.kind for each in without.findings] == ["table_rows"]
    headless = judged(TEMPLATES["database-fault"], FAULT.replace("## 4. 结论", "所以"))
    assert [each.sentence for each in headless.findings] == ["The heading “结论 / Conclusion” is missing."]
    drastic = judged(TEMPLATES["database-fault"], FAULT.replace("SELECT * FROM", "DELETE FROM"))
    assert [each.fields["word"] for each in drastic.findings] == ["delete"]
    assert [each.kind for each in judged(TEMPLATES["database-fault"], FAULT, thinking="").findings] == ["no_thinking"]


def test_the_repair_is_asked_for_with_the_checkers_own_sentences() -> None:
    report = "\n".join(each.sentence for each in judged(TEMPLATES["jueju-two-poets"], FAULTY).findings)
    text = render(TEMPLATES["poem-repair"], {"poem": poems.BAIDI, "report": report})
    assert "Line 4 must end in a 平 tone." in text
