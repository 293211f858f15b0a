"""Removes known secrets from what is logged, however they are spelled there."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

# Values shorter than this are words, and hiding every "true" would make logs unreadable.
MIN_SECRET_CHARACTERS = 6
MASK = b"***"

_values: set[str] = set()
_pattern: re.Pattern[bytes] | None = None


def hide(values: Iterable[str]) -> None:
    """From now on these values are masked."""
    global _pattern
    _values.update(value for value in values if len(value) >= MIN_SECRET_CHARACTERS)
    spellings = sorted({spelling for value in _values for spelling in _spellings(value)}, key=len, reverse=True)
    _pattern = re.compile(b"|".join(map(re.escape, spellings))) if spellings else None


def redact(text: str) -> str:
    """The text with every known secret masked; what UTF-8 cannot hold becomes an escape."""
    encoded = text.encode("utf-8", "backslashreplace")
    return redact_bytes(encoded).decode("utf-8", "replace")


def redact_bytes(data: bytes) -> bytes:
    """Output with every known secret masked."""
    return _pattern.sub(MASK, data) if _pattern is not None else data


def redact_leaves(value: object) -> object:
    """The same data with each text in it redacted, before any encoding can disguise a secret."""
    if isinstance(value, dict):
        return {redact(str(name)): redact_leaves(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact_leaves(part) for part in value]
    return redact(value) if isinstance(value, str) else value


def _spellings(value: str) -> Iterator[bytes]:
    # Output is read line by line, so a key of several lines also has to be recognised by each of them.
    lines = [line.strip() for line in value.splitlines()] if "\n" in value else []
    for text in (value, *(line for line in lines if len(line) >= MIN_SECRET_CHARACTERS and not line.startswith("-----"))):
        escaped = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1], ascii(text)[1:-1])
        for spelling in (*escaped, quote(text, safe=""), quote(text), quote_plus(text)):
            yield spelling.encode("utf-8", "backslashreplace")
    yield from _in_base64(value.encode("utf-8", "backslashreplace"))


def _in_base64(value: bytes) -> Iterator[bytes]:
    """The characters that stand for the value wherever it begins in what was encoded (after "user:", for example)."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + value)
        first = (offset * 8 + 5) // 6
        whole = (offset + len(value)) * 8 // 6
        stable = encoded[first:whole]
        if len(stable) >= MIN_SECRET_CHARACTERS:
            yield stable
            yield stable.replace(b"+", b"-").replace(b"/", b"_")
