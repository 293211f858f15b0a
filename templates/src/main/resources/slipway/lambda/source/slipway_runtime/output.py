"""Copies what the agent's processes write to the function's log, line by line, without known secrets."""

from __future__ import annotations

import os

from slipway_runtime import logs
from slipway_runtime.redaction import redact_bytes

_READ_SIZE = 1 << 16
# A longer line is written in pieces; what is held back is long enough for a key that has not fully arrived.
_MAX_LINE = 128 * 1024
_HELD_BACK = 16 * 1024


class Output:
    """The read end of the pipe to which the agent's processes write standard output and standard error."""

    def __init__(self, end: int) -> None:
        self.end = end
        self._line = bytearray()
        os.set_blocking(end, False)

    def copy(self) -> bool:
        """Write the complete lines of what has arrived; return whether anything had."""
        try:
            chunk = os.read(self.end, _READ_SIZE)
        except BlockingIOError:
            return False
        self._line += chunk
        complete = self._line.rfind(b"\n") + 1
        if complete:
            logs.output(bytes(self._line[:complete]))
            del self._line[:complete]
        if len(self._line) > _MAX_LINE:
            # Before it is cut, so that no key is cut in two.
            self._line = bytearray(redact_bytes(bytes(self._line)))
            logs.output(bytes(self._line[:-_HELD_BACK]))
            del self._line[:-_HELD_BACK]
        return bool(chunk)

    def finish(self) -> None:
        """Write everything that has arrived, including an unfinished line."""
        while self.copy():
            continue
        if self._line:
            logs.output(bytes(self._line) + b"\n")
            self._line.clear()

    def close(self) -> None:
        """Nothing is copied from here on."""
        os.close(self.end)
