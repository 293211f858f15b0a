"""Runs with pytest in the folder; it does not go up."""

from harbour import tides


def test_a_port_with_a_table_is_found() -> None:
    assert tides.port_in("High water at Brest?") == "brest"
