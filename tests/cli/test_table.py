"""Columns stand one beneath the other, also where letters are two cells wide."""

from app.cli.table import cells, cut, table


def test_columns_are_aligned_by_cells() -> None:
    lines = table([("立春", "1"), ("spring", "22")], right=(1,))
    assert lines == ["立春     1", "spring  22"]
    assert {cells(line) for line in lines} == {10}


def test_accents_that_combine_take_no_cell() -> None:
    assert cells("e\u0301") == 1


def test_what_is_too_wide_is_cut_between_letters() -> None:
    assert cut("short", 5) == "short"
    assert cut("longer", 5) == "long…"
    assert cut("立春立春", 6) == "立春…"
