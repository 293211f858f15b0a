"""Writes one JSON object per log line, never prompts or answers, never a known secret."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterable

# A log line above 256 KB is refused by CloudWatch; a trace this long says enough.
MAX_TRACE_CHARACTERS = 20_000
# Values shorter than this are words, and hiding every "true" would make logs unreadable.
MIN_SECRET_CHARACTERS = 6

_secret_values: set[str] = set()


def hide(values: Iterable[str]) -> None:
    """From now on these values never reach a log line."""
    _secret_values.update(value for value in values if len(value) >= MIN_SECRET_CHARACTERS)


def redact(text: str) -> str:
    """The text with every known secret replaced."""
    for value in sorted(_secret_values, key=len, reverse=True):
        text = text.replace(value, "***")
    return text


def write(level: str, event: str, **fields: object) -> None:
    """Write one line; fields that are None are left out."""
    line = {"time": _now(), "level": level, "event": event}
    line.update({name: value for name, value in fields.items() if value is not None})
    stream = sys.__stderr__ or sys.stderr
    stream.write(redact(json.dumps(line, ensure_ascii=False, default=str)) + "\n")
    stream.flush()


def trace_of(error: BaseException) -> str:
    """The end of the error's trace, for the log only."""
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))[-MAX_TRACE_CHARACTERS:]


def _now() -> str:
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"
