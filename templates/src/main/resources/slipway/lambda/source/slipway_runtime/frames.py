"""Messages between processes: a kind, a length, a body."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

_HEAD = struct.Struct("!cI")
_READ_SIZE = 1 << 16

Message = tuple[bytes, bytes]

# From the agent's process: its code is loaded, or could not be; a copy for a call was made; that copy ended.
LOADED, LOAD_FAILED, STARTED, ENDED = b"l", b"f", b"s", b"e"
# From a call: a piece of a stream, the tokens of one model answer, its outcome, and that nothing is left to be sent.
PIECE, TOKENS, OUTCOME, DONE = b"p", b"t", b"o", b"d"
# To the agent's process.
CALL = b"c"


def send(end: int, kind: bytes, body: bytes = b"") -> None:
    """Send one message whole."""
    write_all(end, _HEAD.pack(kind, len(body)) + body)


def write_all(end: int, data: bytes) -> None:
    """Write every byte, however small the steps are."""
    remaining = memoryview(data)
    while remaining:
        remaining = remaining[os.write(end, remaining) :]


class Reader:
    """Assembles messages from what arrives."""

    def __init__(self, end: int) -> None:
        self.end = end
        self._buffer = bytearray()

    def read(self) -> list[Message] | None:
        """Waits for bytes and returns the messages that they complete; None when nothing more can come."""
        try:
            chunk = os.read(self.end, _READ_SIZE)
        except ConnectionResetError:
            return None
        if not chunk:
            return None
        self._buffer += chunk
        return list(self._messages())

    def _messages(self) -> Iterator[Message]:
        while len(self._buffer) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer)
            end = _HEAD.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_HEAD.size : end])
            del self._buffer[:end]
            yield kind, body
