"""A small template of the test's own, to write bodies into."""

from collections.abc import Callable

import pytest

from app.store.records import PromptTemplate, Variable

NAME = {"en": "Name", "zh_CN": "名称"}


@pytest.fixture
def template() -> Callable[..., PromptTemplate]:
    """Makes an own template: template("{{ name }}") has the blanks name (text), kind (choice) and count (1 to 9)."""

    def make(body: str, *variables: Variable, sampling: dict[str, float] | None = None) -> PromptTemplate:
        blanks = variables or (
            Variable("name", "text", NAME, "立春"),
            Variable("kind", "choice", NAME, "绝句", choices=("绝句", "律诗")),
            Variable("count", "number", NAME, 4, minimum=1, maximum=9),
        )
        return PromptTemplate("own", {"en": "Own"}, {"en": ""}, "own", body, blanks, sampling or {}, shipped=False)

    return make
