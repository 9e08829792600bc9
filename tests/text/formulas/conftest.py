"""One MathJax for all tests that draw: loading it takes longer than any of them."""

from collections.abc import Iterator

import pytest

from app.text.formulas.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.close()
