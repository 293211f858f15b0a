"""Answers about tides."""

from .tables import metres


def port_in(prompt: str) -> str | None:
    """The port that a question names, if there is a table for it."""
    return next((port for port in metres() if port in prompt.lower()), None)


def sentence(port: str) -> str:
    """High water at a port."""
    return f"High water at {port.title()} is {metres()[port]} m."
