"""Turns the uploaded bytes into text, or says why they are not Python source."""

from __future__ import annotations

import io
import re
import tokenize

from agent_check.findings import Findings
from agent_check.limits import MAX_CODE_BYTES, MAX_LINES

_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=]")
_SAVE_AS = "Save the file as UTF-8"


def decode(raw: bytes, findings: Findings) -> str | None:
    """The text without its byte order mark, or None with the reason among the findings."""
    if len(raw) > MAX_CODE_BYTES:
        message = f"The code is larger than {MAX_CODE_BYTES} bytes"
        findings.error_at("too_large", None, None, message, "Keep data out of the code: load it from S3 or a tool")
        return None
    if raw.count(b"\n") > MAX_LINES or raw.count(b"\r") > MAX_LINES:
        message = f"The code has more than {MAX_LINES} lines"
        findings.error_at("too_large", None, None, message, "Keep data out of the code: load it from S3 or a tool")
        return None
    if not raw.strip():
        findings.error_at("empty", None, None, "There is no code", "Send the generated Python source")
        return None
    foreign = next((name for mark, name in _FOREIGN_MARKS.items() if raw.startswith(mark)), None)
    if foreign:
        findings.error_at("encoding", 1, 1, f"The file is {foreign}, not UTF-8", _SAVE_AS)
        return None
    if b"\x00" in raw:
        return _nul(raw, findings)
    return _text(raw.removeprefix(b"\xef\xbb\xbf"), findings)


def _nul(raw: bytes, findings: Findings) -> None:
    before = raw[: raw.index(b"\x00")]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    hint = "Remove the NUL byte; inside a string write it as \\x00. A file full of them is UTF-16: save it as UTF-8"
    findings.error_at("nul_byte", line, column, "The code contains a NUL byte", hint)


def _text(raw: bytes, findings: Findings) -> str | None:
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError:
        # Of an unknown encoding, or of none and not UTF-8: decoding names the byte.
        declared = "unknown" if any(_COOKIE.match(line) for line in raw.split(b"\n", 2)[:2]) else "utf-8"
    if declared not in ("utf-8", "utf-8-sig"):
        return _declared(raw, declared, findings)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = len(raw[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        findings.error_at("encoding", line, column, f"Byte 0x{raw[error.start]:02x} is not UTF-8", _SAVE_AS)
        return None
    if not text.strip():
        findings.error_at("empty", None, None, "There is no code", "Send the generated Python source")
        return None
    return text


def _declared(raw: bytes, declared: str, findings: Findings) -> str | None:
    line = 1 if _COOKIE.match(raw.split(b"\n", 1)[0]) else 2
    try:
        raw.decode("ascii")  # then the declaration changes nothing
        if declared != "unknown":
            return raw.decode("ascii")
    except UnicodeDecodeError:
        pass
    message = f"The code declares the encoding {declared} (expected: UTF-8)"
    if declared == "unknown":
        message = "The code declares an unknown encoding, or it is not UTF-8"
    findings.error_at("encoding", line, 1, message, f"{_SAVE_AS} and remove the coding comment")
    return None
