"""Sends an answer as server-sent events, piece by piece."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

CONTENT_TYPE = "text/event-stream"


class EventStream:
    """Server-sent events, which begin with the first piece, so that an early failure still gets its own status."""

    def __init__(self, call: BaseHTTPRequestHandler) -> None:
        self._call = call
        self.started = False
        self._is_heard = True

    def piece(self, text: str) -> None:
        """Send a piece at once: data that the agent yields is the event's data, a text is a JSON string."""
        if text:
            self._send(text.strip() if _is_object(text) else json.dumps(text, ensure_ascii=False))

    def end(self, answer: dict[str, Any]) -> None:
        """Finish; why the agent broke off is the last event, in the words of the runtime also where its own are an HTTP answer."""
        if answer["statusCode"] >= 400:
            self._send(answer["body"] if _is_failure(answer["body"]) else _failure(answer))
        self._write(b"0\r\n\r\n")

    def _send(self, data: str) -> None:
        if not self.started:
            self._begin()
        event = f"data: {data}\n\n".encode("utf-8", "replace")
        self._write(b"%x\r\n%b\r\n" % (len(event), event))

    def _begin(self) -> None:
        self.started = True
        self._call.send_response(200)
        for name, value in (("Content-Type", CONTENT_TYPE), ("Cache-Control", "no-cache"), ("Transfer-Encoding", "chunked")):
            self._call.send_header(name, value)
        self._attempt(self._call.end_headers)

    def _write(self, data: bytes) -> None:
        self._attempt(lambda: self._call.wfile.write(data))

    def _attempt(self, send: Any) -> None:
        """A caller who has gone does not stop the agent: what it remembers of the session is worth more."""
        if self._is_heard:
            try:
                send()
            except OSError:
                self._is_heard = False
                self._call.close_connection = True


def _is_failure(body: str) -> bool:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("success") is False and "error" in said and "\n" not in body


def _failure(answer: dict[str, Any]) -> str:
    said = answer["body"] if not answer.get("isBase64Encoded") else "(binary)"
    error = f"The agent answered with status {answer['statusCode']}: {said}"
    return json.dumps({"success": False, "error": error}, ensure_ascii=False)


def _is_object(text: str) -> bool:
    """Whether a piece is data: the runtime writes it as an object on a line of its own."""
    if not (text.startswith("{") and text.endswith("}\n")) or "\n" in text[:-1] or "\r" in text:
        return False
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
