"""Keeps what the agent prints: it is the answer when main returns nothing, and never log noise."""

from __future__ import annotations

import io
from collections.abc import Callable

# As much as an answer may hold; what is printed after that could never be sent.
MAX_CAPTURED_CHARACTERS = 7_000_000


class Capture(io.TextIOBase):
    """A text stream that remembers its beginning and hands each piece on."""

    def __init__(self, emit: Callable[[str], None] | None = None) -> None:
        self._pieces: list[str] = []
        self._characters = 0
        self.emit = emit

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        kept = text[: max(0, MAX_CAPTURED_CHARACTERS - self._characters)]
        if kept:
            self._pieces.append(kept)
            self._characters += len(kept)
        if self.emit is not None:
            self.emit(text)
        return len(text)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Some tools ask before they print."""
        return "utf-8"

    def text(self) -> str:
        """Everything kept so far."""
        return "".join(self._pieces)
