"""Writes the function's log: one JSON object per event, an error's trace in lines before it, never a known secret."""

from __future__ import annotations

import json
import time
from typing import Any

from slipway_runtime.frames import write_all
from slipway_runtime.redaction import redact, redact_bytes, redact_leaves

# Lambda gives a caller the last 4 KB of a log. The line about a failure comes last and leaves room for Lambda's own.
MAX_FAILURE_BYTES = 2_600
_STANDARD_ERROR = 2


def write(level: str, event: str, **fields: object) -> None:
    """Write one event; fields that are None are left out."""
    _emit(_line(level, event, fields))


def failure(event: str, failure: dict[str, Any], **fields: object) -> None:
    """Write the trace in lines, then a summary short enough to be read in the log's last 4 KB."""
    summary = dict(failure)
    trace = redact((summary.pop("trace", None) or "").rstrip("\n"))
    causes = list(summary.pop("causes", ()))
    while True:
        line = _line("ERROR", event, {**fields, **summary, "causes": causes or None})
        if len(line) <= MAX_FAILURE_BYTES or not causes:
            break
        causes.pop()
    # Together, so that nothing comes between them.
    _emit((trace + "\n").encode("utf-8") + line if trace else line)


def output(data: bytes) -> None:
    """Write what the agent's process wrote."""
    _emit(redact_bytes(data))


def _line(level: str, event: str, fields: dict[str, Any]) -> bytes:
    line = {"time": _now(), "level": level, "event": event}
    line.update({name: redact_leaves(value) for name, value in fields.items() if value is not None})
    return (json.dumps(line, ensure_ascii=False, default=str) + "\n").encode("utf-8", "backslashreplace")


def _emit(data: bytes) -> None:
    write_all(_STANDARD_ERROR, data)


def _now() -> str:
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"
