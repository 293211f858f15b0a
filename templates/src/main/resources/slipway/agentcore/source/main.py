"""What AgentCore Runtime starts: an HTTP server for one session, whose agent stays loaded from call to call."""

from __future__ import annotations

import base64
import hmac
import importlib
import json
import math
import os
import queue
import signal
import socket
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

# Dependencies and slipway_runtime may be in a folder of their own, as in Lambda's layers: nothing there hides the agent's files.
sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "python"))

from slipway_runtime import logs  # noqa: E402
from slipway_runtime.answers import Answers  # noqa: E402
from slipway_runtime.entry_choice import LAMBDA_HANDLER  # noqa: E402
from slipway_runtime.event_stream import CONTENT_TYPE, EventStream  # noqa: E402
from slipway_runtime.events import BadRequest  # noqa: E402

PORT = 8080
# The number of a socket that already listens, and what its callers must say: only the local AgentCore, which runs many
# servers on one machine, sets these.
LISTENER, CALLERS_TOKEN = "SLIPWAY_LISTENER", "SLIPWAY_LISTENER_TOKEN"
TOKEN_HEADER = "X-Slipway-Listener-Token"
REQUEST_ID_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Request-Id"
# AgentCore's own limit.
MAX_REQUEST_BYTES = 100 * 1024 * 1024
# Calls of one session come one after the other; more than this is a caller that does not wait for answers.
MAX_WAITING = 64
# How long what the agent prints between two calls may wait to be logged.
_LOOK_SECONDS = 0.5


class Call(BaseHTTPRequestHandler):
    """One request. Its own thread answers a ping; the agent is asked by the main thread, one call at a time."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        """How the server is."""
        if self._is_allowed() and self._is_for("/ping"):
            self._send_json(200, self.server.health())

    def do_POST(self) -> None:
        """A call of the agent."""
        if not self._is_allowed() or not self._is_for("/invocations"):
            return
        self.answered = threading.Event()
        if self.server.accept(self):
            self.answered.wait()
        else:
            self._refuse(503, f"More than {MAX_WAITING} calls of this session are waiting")

    def log_message(self, format: str, *args: Any) -> None:
        """The structured log says more."""

    def answer(self, entry: Any, service: Any) -> None:
        """Ask the agent and send what it answers: JSON, or server-sent events if it comes in pieces."""
        request_id = self.headers.get(REQUEST_ID_HEADER) or str(uuid.uuid4())
        try:
            event = self._event(service.kind)
        except BadRequest as error:
            self._send(service.answers.failure(400, request_id, str(error)))
            return
        stream = EventStream(self)
        context = SimpleNamespace(aws_request_id=request_id)
        wants_events = CONTENT_TYPE in self.headers.get("Accept", "")
        answer = entry.respond(service, event, context, stream.piece, wants_events)
        if stream.started:
            stream.end(answer)
        else:
            self._send(answer)

    def _event(self, kind: str) -> Any:
        """The call as the runtime knows it; a function for Lambda gets the payload alone, as from a direct call."""
        try:
            body = self._body().decode("utf-8")
        except UnicodeDecodeError:
            raise BadRequest("The request body is not UTF-8 text") from None
        if kind != LAMBDA_HANDLER:
            return {"httpMethod": "POST", "headers": dict(self.headers.items()), "body": body}
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise BadRequest("The request body is not valid JSON") from None

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length") or "0"
        if not length.isdecimal():
            raise self._last_word(f"Content-Length: {length} (expected: a number)")
        self._check_size(int(length))
        return self.rfile.read(int(length))

    def _chunks(self) -> bytes:
        body = bytearray()
        while True:
            try:
                size = int(self.rfile.readline(64).partition(b";")[0], 16)
            except ValueError:
                raise self._last_word("The request body is not what Transfer-Encoding says") from None
            self._check_size(len(body) + size)
            body += self.rfile.read(size)
            self.rfile.readline(64)
            if size == 0:
                return bytes(body)

    def _check_size(self, size: int) -> None:
        if not 0 <= size <= MAX_REQUEST_BYTES:
            raise self._last_word(f"The body has {size} bytes (expected: at most {MAX_REQUEST_BYTES})")

    def _last_word(self, message: str) -> BadRequest:
        """What is wrong with a body that is not read to its end."""
        self.close_connection = True
        return BadRequest(message)

    def _is_allowed(self) -> bool:
        token = self.server.callers_token
        if token is None or hmac.compare_digest(self.headers.get(TOKEN_HEADER, "").encode(), token.encode()):
            return True
        self._refuse(403, f"{TOKEN_HEADER}: missing or wrong (expected: a call by the local AgentCore)")
        return False

    def _is_for(self, path: str) -> bool:
        if self.path.partition("?")[0] == path:
            return True
        self._refuse(404, f"{self.command} {self.path[:200]} (expected: POST /invocations or GET /ping)")
        return False

    def _refuse(self, status: int, message: str) -> None:
        self.close_connection = True  # the body is not read
        self._send_json(status, {"success": False, "error": message})

    def _send_json(self, status: int, body: dict[str, Any]) -> None:
        self._send({"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)})

    def _send(self, answer: dict[str, Any]) -> None:
        body = base64.b64decode(answer["body"]) if answer.get("isBase64Encoded") else answer["body"].encode()
        self.send_response(answer["statusCode"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Receives requests; calls wait here for the main thread."""

    daemon_threads = True

    def __init__(self, listener: socket.socket, callers_token: str | None) -> None:
        super().__init__(listener.getsockname()[:2], Call, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.callers_token = callers_token
        self._waiting: queue.Queue[Call] = queue.Queue(MAX_WAITING)
        self._changed = time.time()

    def accept(self, call: Call) -> bool:
        """Let a call wait for its turn, if there is room."""
        try:
            self._waiting.put_nowait(call)
        except queue.Full:
            return False
        self._changed = time.time()
        return True

    def health(self) -> dict[str, Any]:
        """What AgentCore asks a session for: one that is busy is not ended for being idle."""
        return {"status": "HealthyBusy" if self._waiting.unfinished_tasks else "Healthy", "time_of_last_update": int(self._changed)}

    def work(self, entry: Any) -> None:
        """Answer calls for ever. The agent's process is forked here: it lives as long as the thread that forks it."""
        service = entry.service()
        service.answers = Answers(service.settings.cors_allow_origin, math.inf)
        while True:
            try:
                call = self._waiting.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                service.isolation.look_after()
                continue
            try:
                call.answer(entry, service)
            except Exception as error:
                call.close_connection = True
                if not isinstance(error, OSError):  # else the caller has gone
                    entry.log_failure("call_failed", None, error)
            finally:
                self._waiting.task_done()
                self._changed = time.time()
                call.answered.set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is the caller's affair."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            logs.write("ERROR", "request_failed", error_type=type(error).__name__, error=str(error))


def _listener() -> tuple[socket.socket, str | None]:
    given = os.environ.pop(LISTENER, None)
    if given is None:
        return socket.create_server(("0.0.0.0", PORT), backlog=128), None
    listener = socket.socket(fileno=int(given))
    listener.set_inheritable(False)
    return listener, os.environ.pop(CALLERS_TOKEN)


def _end_with_local_agentcore() -> None:
    """It holds the other end of standard input, even where it is killed."""
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Load the agent, then serve until AgentCore ends the session."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A session has a machine of its own: what the agent remembers there is its caller's.
    os.environ["SLIPWAY_ISOLATION"] = "environment"
    if "AWS_REGION" in os.environ:
        os.environ.setdefault("AWS_DEFAULT_REGION", os.environ["AWS_REGION"])  # boto3 knows only this name
    server = Server(*_listener())
    entry = importlib.import_module("slipway_runtime.entry")  # loads the agent, while this process has one thread
    threading.Thread(target=server.serve_forever, name="requests", daemon=True).start()
    if server.callers_token is not None:
        threading.Thread(target=_end_with_local_agentcore, name="end", daemon=True).start()
    try:
        server.work(entry)
    finally:
        entry.service().isolation.close()


if __name__ == "__main__":
    main()
