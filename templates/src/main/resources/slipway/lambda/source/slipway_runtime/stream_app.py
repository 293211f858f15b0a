"""An HTTP server for the Lambda Web Adapter: what main yields or prints reaches the caller as it comes."""

from __future__ import annotations

import base64
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from slipway_runtime import logs
from slipway_runtime.agent_process import Crashed, LoadFailed, TookTooLong
from slipway_runtime.entry import FAILED, Service, late, level_of, log_failure, service
from slipway_runtime.events import BadRequest, Request
from slipway_runtime.secrets import SecretUnavailable
from slipway_runtime.settings import TIMEOUT_MARGIN_SECONDS

DEFAULT_PORT = 8080
HEALTH_PATH = "/healthz"
# Lambda's own limit for a request is 6 MB.
MAX_REQUEST_BYTES = 6 * 1024 * 1024
BROKEN_OFF = "\n[slipway: the agent stopped before it was done: {}]\n"
# The end of an answer has room for it wherever one is looked at.
MAX_REASON = 1_000


class Ended(NamedTuple):
    """How a call ended: its status, or the agent's own HTTP answer."""

    status: int = 200
    message: str = ""
    error_type: str | None = None
    own: dict[str, Any] | None = None


class StreamHandler(BaseHTTPRequestHandler):
    """One request at a time: that is how Lambda sends them, and a fork needs a process without threads."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    service: Service

    def do_GET(self) -> None:
        """The adapter's readiness check, or a prompt in the query string."""
        if urlsplit(self.path).path == HEALTH_PATH:
            self._send({"statusCode": 204, "headers": {}, "body": ""})
        else:
            self._ask()

    def do_POST(self) -> None:
        """A prompt for the agent."""
        self._ask()

    def do_OPTIONS(self) -> None:
        """A browser's preflight."""
        self._send(self.service.answers.preflight())

    def log_message(self, format: str, *args: Any) -> None:
        """The structured log says more."""

    def _ask(self) -> None:
        began = time.monotonic()
        request_id = self._lambda_context().get("request_id", "local")
        try:
            request = self._read_request()
        except BadRequest as error:
            self._send(self.service.answers.failure(400, request_id, str(error)))
            return
        reply = _Reply(self, self.service.answers.cors)
        status, message, error_type, own = _stream(self.service, request, self._seconds(), reply.piece, request_id)
        logs.write(
            level_of(status),
            "agent_streamed",
            request_id=request_id,
            ms=int((time.monotonic() - began) * 1000),
            status=status,
            error_type=error_type,
        )
        if own is not None and not reply.started:
            self._send(own)
        elif status < 400:
            reply.end()
        elif reply.started:
            reply.piece(BROKEN_OFF.format(" ".join(message.split())[:MAX_REASON]))
            reply.end()
        else:
            self._send(self.service.answers.failure(status, request_id, message, error_type))

    def _read_request(self) -> Request:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_REQUEST_BYTES:
            raise BadRequest(f"The body has {length} bytes (expected: at most {MAX_REQUEST_BYTES})")
        query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        event = {
            "httpMethod": self.command,
            "headers": dict(self.headers.items()),
            "queryStringParameters": query,
            "body": base64.b64encode(self.rfile.read(length)).decode() if length else None,
            "isBase64Encoded": True,
        }
        return self.service.read(event, self._context_facts())

    def _lambda_context(self) -> dict[str, Any]:
        try:
            context = json.loads(self.headers.get("x-amzn-lambda-context") or "{}")
        except ValueError:
            return {}
        return context if isinstance(context, dict) else {}

    def _context_facts(self) -> dict[str, Any]:
        """What the adapter passes on of Lambda's context, by the names that it has there."""
        said = self._lambda_context()
        function = said.get("env_config") if isinstance(said.get("env_config"), dict) else {}
        facts = {
            "aws_request_id": said.get("request_id"),
            "invoked_function_arn": said.get("invoked_function_arn"),
            "function_name": function.get("function_name"),
            "function_version": function.get("version"),
            "memory_limit_in_mb": function.get("memory"),
            "log_group_name": function.get("log_group"),
            "log_stream_name": function.get("log_stream"),
        }
        if isinstance(said.get("deadline"), (int, float)):
            facts["deadline"] = said["deadline"] / 1000
        return {name: value for name, value in facts.items() if value is not None}

    def _seconds(self) -> float | None:
        deadline = self._lambda_context().get("deadline")
        if not isinstance(deadline, (int, float)):
            return None
        return max(0.5, deadline / 1000 - time.time() - TIMEOUT_MARGIN_SECONDS)

    def _send(self, answer: dict[str, Any]) -> None:
        body = base64.b64decode(answer["body"]) if answer.get("isBase64Encoded") else answer["body"].encode()
        self.send_response(answer["statusCode"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self._close_headers()
        self.wfile.write(body)

    def _close_headers(self) -> None:
        # The one thread must not wait on an idle connection while the adapter opens another.
        self.send_header("Connection", "close")
        self.end_headers()


class _Reply:
    """A chunked answer that begins with its first piece, so that an early failure still gets its own status."""

    def __init__(self, handler: StreamHandler, cors: dict[str, str]) -> None:
        self._handler = handler
        self._cors = cors
        self.started = False

    def piece(self, text: str) -> None:
        """Send a piece at once."""
        data = text.encode("utf-8", "replace")
        if not data:
            return
        if not self.started:
            self._begin()
        self._handler.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self._handler.wfile.flush()

    def end(self) -> None:
        """Finish the answer, even one without a piece."""
        if not self.started:
            self._begin()
        self._handler.wfile.write(b"0\r\n\r\n")

    def _begin(self) -> None:
        self.started = True
        self._handler.send_response(200)
        for name, value in {"Content-Type": "text/plain; charset=utf-8", **self._cors}.items():
            self._handler.send_header(name, value)
        self._handler.send_header("Transfer-Encoding", "chunked")
        self._handler._close_headers()


def _stream(service: Service, request: Request, seconds: float | None, emit: Any, request_id: str) -> Ended:
    """Ask, and return how it ended."""
    try:
        outcome = service.ask(request_id, request, seconds, emit)
    except BadRequest as error:
        return Ended(400, str(error), "BadRequest")
    except TookTooLong as error:
        return Ended(504, late(error), "TookTooLong")
    except (Crashed, LoadFailed, SecretUnavailable) as error:
        return Ended(500, FAILED, log_failure("agent_failed", request_id, error))
    if outcome.failure is not None:
        logs.failure("agent_failed", outcome.failure, request_id=request_id)
        return Ended(500, outcome.told or FAILED, outcome.failure["error_type"])
    if outcome.http is None:
        return Ended()
    own = service.answers.passed_on(request_id, outcome.http)
    return Ended(own["statusCode"], f"it answered with status {own['statusCode']}", own=own)


def serve(port: int, host: str = "127.0.0.1") -> HTTPServer:
    """A server that is bound but not yet serving."""
    handler = type("Bound", (StreamHandler,), {"service": service()})
    return HTTPServer((host, port), handler)


if __name__ == "__main__":
    serve(int(os.environ.get("AWS_LWA_PORT") or os.environ.get("PORT") or DEFAULT_PORT)).serve_forever()
