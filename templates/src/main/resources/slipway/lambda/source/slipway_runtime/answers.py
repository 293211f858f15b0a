"""Builds what the caller gets: one JSON body per outcome, with the request id, never a trace."""

from __future__ import annotations

import json
from typing import Any

from slipway_runtime.settings import MAX_ANSWER_BYTES

CUT_NOTE = "\n[slipway: the answer was cut here, Lambda answers are limited to 6 MB]"


class Answers:
    """Answers with the CORS headers of this function, and as long as its target can send."""

    def __init__(self, cors_allow_origin: str, max_bytes: float = MAX_ANSWER_BYTES) -> None:
        self._max_bytes = max_bytes
        self.cors = {
            "Access-Control-Allow-Origin": cors_allow_origin,
            "Access-Control-Allow-Headers": "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token",
            "Access-Control-Allow-Methods": "GET,POST,OPTIONS",
        }
        if cors_allow_origin != "*":
            self.cors["Vary"] = "Origin"

    def preflight(self) -> dict[str, Any]:
        """204 for a browser's preflight request."""
        return {"statusCode": 204, "headers": dict(self.cors), "body": ""}

    def success(self, request_id: str, text: str) -> dict[str, Any]:
        """200 with the agent's text, cut to what can be sent."""
        answer = self._success(request_id, text, truncated=False)
        if _size(answer) <= self._max_bytes:
            return answer
        return self._success(request_id, self._cut(request_id, text), truncated=True)

    def passed_on(self, request_id: str, answer: dict[str, Any]) -> dict[str, Any]:
        """The agent's own HTTP answer, with the CORS headers that it leaves out."""
        headers = answer.get("headers") or {}
        given = {str(name).lower() for name in headers}
        missing = {name: value for name, value in self.cors.items() if name.lower() not in given}
        whole = {**answer, "headers": {**missing, **headers}, "body": answer.get("body") or ""}
        size = _size(whole)
        if size <= self._max_bytes:
            return whole
        message = f"The agent's HTTP answer has {size} bytes (expected: at most {self._max_bytes})"
        return self.failure(500, request_id, message, "AnswerTooLarge")

    def failure(self, status: int, request_id: str, message: str, error_type: str | None = None) -> dict[str, Any]:
        """An error in one sentence, with its type where that helps to find it in the log."""
        body = {"success": False, "error": message, "request_id": request_id}
        if error_type:
            body["error_type"] = error_type
        return self._answer(status, body)

    def _success(self, request_id: str, text: str, truncated: bool) -> dict[str, Any]:
        body: dict[str, Any] = {"success": True, "response": text, "request_id": request_id}
        if truncated:
            body["truncated"] = True
        return self._answer(200, body)

    def _answer(self, status: int, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", **self.cors}
        return {"statusCode": status, "headers": headers, "body": json.dumps(body, ensure_ascii=False)}

    def _cut(self, request_id: str, text: str) -> str:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if _size(self._success(request_id, text[:middle] + CUT_NOTE, truncated=True)) <= self._max_bytes:
                low = middle
            else:
                high = middle - 1
        return text[:low] + CUT_NOTE


def _size(answer: dict[str, Any]) -> int:
    # Older runtimes escape every non-ASCII character once more on the way out: count the larger form.
    return len(json.dumps(answer))
