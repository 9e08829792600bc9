"""Settings as keys and JSON values."""

import pytest


@pytest.mark.parametrize("value", [None, False, 0, 1.5, "简体中文", [1, {"a": None}], {"window": [0, 0, 800, 600]}])
def test_a_setting_survives_a_restart(opened, value):
    with opened() as store:
        store.settings.set("key", value)
    with opened() as store:
        assert store.settings.get("key", "default") == value
        assert store.settings.all() == {"key": value}


def test_a_setting_that_was_never_made_has_the_default(store):
    assert store.settings.get("none") is None
    assert store.settings.get("none", 7) == 7


def test_only_a_real_change_is_reported(store):
    assert store.settings.set("theme", "dark").result().changes.settings == {"theme"}
    assert store.settings.set("theme", "dark").result().changes.settings == frozenset()
    assert store.settings.set("theme", "light").result().changes.settings == {"theme"}


def test_what_is_no_json_is_refused_at_once(store):
    with pytest.raises(TypeError):
        store.settings.set("key", object())
    with pytest.raises(ValueError, match="JSON"):
        store.settings.set("key", float("nan"))
