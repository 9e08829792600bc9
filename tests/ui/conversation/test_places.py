"""Places in a text: every token can be pointed at exactly, whatever the characters are made of."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.conversation.places import Places, visible


def test_every_character_belongs_to_the_token_that_completed_it() -> None:
    places = Places("Wait, no.", (4, 1, 3, 1))
    assert [places.at(position) for position in range(9)] == [0, 0, 0, 0, 1, 2, 2, 2, 3]
    assert [place.text for place in places] == ["Wait", ",", " no", "."]


def test_a_character_of_several_tokens_is_one_place() -> None:
    places = Places("想😀!", (1, 0, 0, 1, 1))
    assert [(place.first, place.last) for place in places] == [(0, 0), (1, 3), (4, 4)]
    # Qt counts the emoji twice.
    assert [(place.start, place.end) for place in places] == [(0, 1), (1, 3), (3, 4)]
    assert [places.at(position) for position in range(4)] == [0, 1, 1, 2]


HOSTILE = ("a\r\nb", "a\u2028b\u2029c", "a\x00b\ufdd0c\ufffc", "a\u202eb\u2066c", "a\x85b\x0bc\x0c")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_hostile_character_moves_the_place_of_another(hostile: str, qapp: object) -> None:
    places = Places(hostile + "😀end", [1] * (len(hostile) + 4))
    view = QPlainTextEdit()
    view.setPlainText(places.text)
    shown = view.toPlainText()
    assert shown == places.text
    place = places[len(hostile) + 1]
    assert (place.text, shown.encode("utf-16-le")[2 * place.start : 2 * place.end].decode("utf-16-le")) == ("e", "e")


def test_what_no_token_accounts_for_is_the_last_ones() -> None:
    places = Places("Wait, no.", (4,))
    assert places.at(8) == 0
    assert len(Places("text", ())) == 0


def test_words_of_the_rendered_text_are_found_in_the_raw_one() -> None:
    raw = "So **nine** is `9`.\n\n- So nine is more\n- or less"
    places = Places(raw, [1] * len(raw))
    assert raw[places.near("", "nine is 9.", 0.1) :].startswith("nine**")
    assert raw[places.near("So ", "nine is more", 0.6) :].startswith("nine is more")
    assert raw[places.near("is more\n", "or less", 0.9) :].startswith("or less")
    assert places.near("", "nowhere to be found", 0.5) in range(len(raw))


def test_the_nearest_of_equal_words_is_meant() -> None:
    raw = "again and again and again"
    places = Places(raw, [1] * len(raw))
    assert [places.near("", "again", share) for share in (0.0, 0.45, 1.0)] == [0, 10, 20]


def test_blanks_of_a_token_can_be_seen() -> None:
    assert visible(" Wait\n\n") == "␣Wait↵↵"
    assert visible("\u202e\r") == "\ufffd␍"
