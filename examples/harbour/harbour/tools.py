"""The pilot's tools."""

from strands import tool

from . import tides


@tool
def harbour_tide(port: str) -> str:
    """Look up high water at a port.

    Args:
        port: the port's name, for example Cuxhaven
    """
    known = tides.port_in(port)
    return tides.sentence(known) if known else f"There is no table for {port}."
