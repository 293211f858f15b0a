"""Keeps what the agent prints, because it is the answer when main returns nothing, and passes it on as it comes."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable

# As much as an answer may hold; what is printed after that could never be sent.
MAX_CAPTURED_BYTES = 7_000_000


class Printed(io.RawIOBase):
    """The bytes of what is printed: remembered, written to the log, and passed on as text."""

    def __init__(self, emit: Callable[[str], None] | None, log: Callable[[bytes], object] | None) -> None:
        self.emit = emit
        self._log = log
        self._kept = bytearray()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def,override]
        """Keep the bytes while there is room."""
        piece = bytes(data)
        self._kept += piece[: max(0, MAX_CAPTURED_BYTES - len(self._kept))]
        if self._log is not None:
            self._log(piece)
        if self.emit is not None:
            text = self._decode(piece)
            if text:
                self.emit(text)
        return len(piece)

    def text(self) -> str:
        """Everything kept so far."""
        return self._kept.decode("utf-8", "replace")

    def stream(self) -> io.TextIOWrapper:
        """A standard output like any other, whose buffer and reconfigure() some libraries ask for."""
        return io.TextIOWrapper(self, encoding="utf-8", errors="replace", newline="\n", write_through=True)  # type: ignore[arg-type]
