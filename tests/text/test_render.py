"""Markdown as HTML: what may be in it, and that nothing is lost, whatever the text."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.read import read
from app.text.render import ATTRIBUTES, TAGS, to_html
from app.text.syntax import SCHEMES, may_open
from app.ui.tokens import tokens
from tests.text.payloads import PAYLOADS, TARGETS
from tests.text.samples import DOCUMENTS

PALETTE = tokens().light.code


class Seen(HTMLParser):
    """Everything an HTML reader would see in a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert not seen.other
    for name, value in seen.attributes:
        assert name in ATTRIBUTES
        if name == "href":
            assert urlsplit(value).scheme in SCHEMES
            assert may_open(value)
        if name == "style":
            assert "url" not in value


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_yields_only_our_own_tags_attributes_and_schemes(payload: str) -> None:
    assert_harmless(to_html(payload, PALETTE))


def test_there_are_more_than_a_hundred_hostile_texts() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_that_may_not_be_opened_is_no_link(target: str) -> None:
    assert not may_open(target)
    assert "href" not in to_html(f"[click](<{target}>)", PALETTE)


@pytest.mark.parametrize(
    "target",
    ["https://a.example/x?y=1#z", "HTTP://a.example", "mailto:a@b.example?subject=hi", "https://中国.example/路"],
)
def test_web_and_mail_addresses_are_links_that_say_where_they_lead(target: str) -> None:
    attributes = dict(Seen(to_html(f"[here](<{target}>)", PALETTE)).attributes)
    assert attributes["href"] == attributes["title"]
    assert may_open(attributes["href"])


@pytest.mark.parametrize(
    "target", ["https://a.example/\u202egpj.exe", "https://a\u200b.example/", "https://a.example/\u200b"]
)
def test_what_cannot_be_seen_in_a_target_is_never_in_one_that_opens(target: str) -> None:
    assert not may_open(target)
    for name, value in Seen(to_html(f"[click](<{target}>)", PALETTE)).attributes:
        assert name in ("href", "title")
        assert value.isascii()


def test_a_picture_becomes_a_remark_about_it() -> None:
    assert "[image: chart — e.example/p.png?q=1]" in to_html("![chart](https://e.example/p.png?q=1)", PALETTE)
    assert "[image: e.example/p.png]" in to_html("![](https://e.example/p.png)", PALETTE)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_no_text_at_all_makes_it_raise_or_write_foreign_markup(text: str) -> None:
    assert_harmless(to_html(text, PALETTE))


MARKS = r"""- |1. |> |``` |~~~py|# |--- |=== |*|**|_|~~|`|[|](|)|![|<|>|&lt;|\(|\)|\[|\]|$|$$|\boxed{|}|\|[ ] """
FORMULAS = [r"\begin{align}", r"\end{align}", "\n=\n", "\n+ x\n", "x_1", "\\\\"]
WORDS = "a|立春|：|“|https://a.example"
SPACE = ["\n", "\n\n", "    ", "|", "|--|", "---\n", "===\n"]
MARKDOWN = st.lists(st.sampled_from(SPACE + FORMULAS + MARKS.split("|") + WORDS.split("|")), max_size=60).map("".join)


@settings(max_examples=500, deadline=None)
@given(MARKDOWN)
def test_no_markdown_makes_it_raise_or_write_foreign_markup(text: str) -> None:
    assert_harmless(to_html(text, PALETTE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_a_document_is_still_there(name: str) -> None:
    import re

    shown = Seen(to_html(DOCUMENTS[name], PALETTE)).text
    # Targets of links stand in attributes, entities are decoded: neither is a word of the text.
    source = re.sub(r"https?://\S+|&\w+;", " ", DOCUMENTS[name])
    missing = [word for word in re.findall(r"[^\W_]{2,}", source) if word not in shown and word not in ("py", "image")]
    assert not missing


def test_lines_of_verse_stay_lines() -> None:
    assert to_html("床前明月光，\n疑是地上霜。", PALETTE) == "<p>床前明月光，<br>疑是地上霜。</p>"


@pytest.mark.parametrize("text", ["**注意：**请看", "是**“立春”**吗", "（**甲**）乙", "读**《滕王阁序》**后"])
def test_emphasis_works_beside_chinese_punctuation(text: str) -> None:
    html = to_html(text, PALETTE)
    assert "<b>" in html
    assert "*" not in html


@pytest.mark.parametrize("text", ["snake_case_name", "2 * 3 * 4", "a ** b", "5*6", "f(*a, **b)"])
def test_stars_and_underscores_that_are_no_emphasis_stay(text: str) -> None:
    assert Seen(to_html(text, PALETTE)).text == text


@pytest.mark.parametrize("formula", [r"\(a_1 \{b\}\)", r"\[x\\y\]", "$$a*b*c$$", r"$\frac{1}{2}$"])
def test_formulas_keep_every_backslash(formula: str) -> None:
    assert Seen(to_html(f"so {formula} holds", PALETTE)).text.split("\n") in (
        [f"so {formula} holds"],
        ["so", formula, "holds"],
    )


def test_money_is_no_formula() -> None:
    assert to_html("from $5 to $10", PALETTE) == "<p>from $5 to $10</p>"


def test_a_list_keeps_its_numbers_and_ticks() -> None:
    assert [block.marker for block in read("3. a\n4. b\n\n- [x] c\n- [ ] d")] == ["3.", "4.", "☑", "☐"]  # type: ignore[union-attr]


def test_nesting_beyond_reason_loses_no_word() -> None:
    deep = "> " * 500 + "bottom\n\n" + "".join("  " * depth + f"- item{depth}\n" for depth in range(100))
    shown = Seen(to_html(deep, PALETTE)).text
    assert "bottom" in shown
    assert all(f"item{depth}" in shown for depth in range(100))
