"""Runs one call in a forked copy of the loaded process, which ends with the call.

Nothing a call changes outlives it: messages, globals of any module, environment variables, threads. A call that
takes too long, exits or crashes takes only its copy with it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Optional

from slipway_runtime import logs
from slipway_runtime.asking import Outcome

_FRAME = struct.Struct("!cI")
_PIECE, _OUTCOME = b"p", b"o"
_READ_SIZE = 1 << 16

Emit = Callable[[str], None]
Call = Callable[[Optional[Emit]], Outcome]


class TookTooLong(Exception):
    """The call did not answer before its deadline."""


class Crashed(Exception):
    """The call's process ended without an outcome."""


def run(
    call: Call,
    seconds: float | None,
    emit: Emit | None = None,
) -> Outcome:
    """Run the call in a child; kill it with everything it started after the given time."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        _be_the_child(call, write_end, streams=emit is not None)
    os.close(write_end)
    try:
        return _read_outcome(read_end, seconds, emit)
    finally:
        os.close(read_end)
        _end(pid)


def _be_the_child(call: Call, write_end: int, streams: bool) -> None:
    status = 1

    def send_piece(piece: str) -> None:
        _send(write_end, _PIECE, piece.encode("utf-8", "replace"))

    try:
        os.setsid()  # so that what the agent starts can be ended with it
        _detach_standard_streams()
        outcome = call(send_piece if streams else None)
        _send(write_end, _OUTCOME, json.dumps(asdict(outcome)).encode())
        _flush_telemetry()
        status = 0
    except BaseException as error:
        logs.write("ERROR", "call_process_failed", error_type=type(error).__name__, trace=logs.trace_of(error))
    finally:
        os._exit(status)


def _detach_standard_streams() -> None:
    """Standard input ends at once; standard output belongs to Lambda's own protocol, so it becomes the log."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdin = open(0, encoding="utf-8", closefd=False)


def _flush_telemetry() -> None:
    trace: Any = sys.modules.get("opentelemetry.trace")
    flush = getattr(trace and trace.get_tracer_provider(), "force_flush", None)
    if flush is not None:
        flush(1000)


def _send(write_end: int, kind: bytes, body: bytes) -> None:
    remaining = memoryview(_FRAME.pack(kind, len(body)) + body)
    while remaining:
        remaining = remaining[os.write(write_end, remaining) :]


def _read_outcome(read_end: int, seconds: float | None, emit: Emit | None) -> Outcome:
    deadline = None if seconds is None else time.monotonic() + seconds
    buffer = bytearray()
    while True:
        for kind, body in _frames(buffer):
            if kind == _OUTCOME:
                return Outcome(**json.loads(body))
            if emit is not None:
                emit(body.decode())
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and (left <= 0 or not select.select([read_end], [], [], left)[0]):
            raise TookTooLong()
        chunk = os.read(read_end, _READ_SIZE)
        if not chunk:
            raise Crashed()
        buffer += chunk


def _frames(buffer: bytearray):
    while len(buffer) >= _FRAME.size:
        kind, length = _FRAME.unpack_from(buffer)
        end = _FRAME.size + length
        if len(buffer) < end:
            return
        body = bytes(buffer[_FRAME.size : end])
        del buffer[:end]
        yield kind, body


def _end(pid: int) -> None:
    for target in (os.killpg, os.kill):
        try:
            target(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    os.waitpid(pid, 0)
