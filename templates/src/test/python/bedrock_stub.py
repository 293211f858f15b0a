#!/usr/bin/env python3
"""A model on the loopback interface: Bedrock Converse, ConverseStream and OpenAI chat, deterministic, recorded.

    python3 bedrock_stub.py [--port 0] [--port-file FILE] [--fail MODE] [--slow-seconds 40]

If it is offered tools and has no result yet, it calls one: the one named by [[tool:NAME]] in the prompt, else the first;
with the input [[args:{…}]], else made up from the schema. [[notool]] suppresses tools. Otherwise it answers
"echo: <prompt>", plus " | tool said: <result>" after a tool round. [[fail:throttle|access|validation|internal|
midstream|slow]] or --fail make it fail. GET /health answers when it is up, GET /requests lists what it was asked,
DELETE /requests forgets.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import threading
import time
import uuid
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bedrock_stub_wire import Converse, OpenAi, Turn

# A test that asks more than this loses its oldest requests instead of filling the memory.
MAX_RECORDED_REQUESTS = 10_000
MAX_BODY_BYTES = 32 * 1024 * 1024
FAILURES = {
    "throttle": (429, "ThrottlingException", "Too many requests, please wait before trying again."),
    "access": (403, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
    "marketplace": (
        403,
        "AccessDeniedException",
        "Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions "
        "(aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock "
        "documentation for further details.",
    ),
    "validation": (400, "ValidationException", "The provided model identifier is invalid."),
    "internal": (500, "InternalServerException", "The server encountered an internal error."),
}
MODES = (*FAILURES, "midstream", "slow")


def decide(prompt: str, tools: dict[str, Any], result: str | None) -> Turn:
    """What the model does next."""
    if result is not None:
        return Turn(text=f"echo: {prompt} | tool said: {result}")
    if not tools or "[[notool]]" in prompt:
        return Turn(text=f"echo: {prompt}")
    wanted = re.search(r"\[\[tool:([\w-]+)\]\]", prompt)
    name = wanted.group(1) if wanted and wanted.group(1) in tools else next(iter(tools))
    given = re.search(r"\[\[args:(\{.*?\})\]\]", prompt, re.S)
    return Turn(text="Calling a tool.", tool=name, tool_input=json.loads(given.group(1)) if given else made_up(tools[name]))


def made_up(schema: dict[str, Any]) -> dict[str, Any]:
    """An input that fits the schema: the required properties, filled by type."""
    defaults = {"integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {}}
    values = {}
    for name in schema.get("required", []):
        declared = schema.get("properties", {}).get(name, {})
        choices = declared.get("enum")
        fallback = defaults.get(declared.get("type"), "stub")
        values[name] = choices[0] if choices else declared.get("default", fallback)
    return values


class Stub(ThreadingHTTPServer):
    """The server and the requests it received."""

    daemon_threads = True

    def __init__(self, port: int = 0, fail: str | None = None, slow_seconds: float = 40) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.fail = fail
        self.slow_seconds = slow_seconds
        self.requests: deque[dict[str, Any]] = deque(maxlen=MAX_RECORDED_REQUESTS)
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> "Stub":
        """Serve in a separate thread."""
        threading.Thread(target=self.serve_forever, name="bedrock-stub", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop serving and release slow answers."""
        self.stopping.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def do_GET(self) -> None:
        """Health and the record."""
        if self.path == "/health":
            self._send(200, {"ok": True})
        elif self.path == "/requests":
            self._send(200, list(self.server.requests))
        else:
            self._send(404, {"message": f"no such page: {self.path}"})

    def do_DELETE(self) -> None:
        """Forget the record."""
        self.server.requests.clear()
        self._send(200, {"ok": True})

    def do_POST(self) -> None:
        """A request to the model."""
        body = self._body()
        path = unquote(urlsplit(self.path).path)
        try:
            request = json.loads(body or b"{}")
        except ValueError:
            self._send(400, {"message": "the body is not JSON"})
            return
        self.server.requests.append({"path": path, "time": time.time(), "body": request})
        bedrock = re.fullmatch(r"/model/(.+)/(converse|converse-stream)", path)
        if bedrock:
            self._answer(Converse(request, streams=bedrock.group(2) == "converse-stream"))
        elif path.endswith("/chat/completions"):
            self._answer(OpenAi(request, streams=bool(request.get("stream"))))
        else:
            self._send(404, {"message": f"no such operation: {path}"}, "UnknownOperationException")

    def log_message(self, format: str, *args: Any) -> None:
        """The record says more."""

    def _answer(self, dialect: Converse | OpenAi) -> None:
        if not dialect.request.get("messages"):
            self._send(400, dialect.error("ValidationException", "messages: at least one is required"), "ValidationException")
            return
        prompt, tools, result = dialect.read()
        asked = re.search(r"\[\[fail:(\w+)\]\]", prompt)
        fail = self.server.fail or (asked.group(1) if asked else None)
        if fail in FAILURES:
            status, kind, message = FAILURES[fail]
            self._send(status, dialect.error(kind, message), kind)
            return
        if fail == "slow":
            self.server.stopping.wait(self.server.slow_seconds)
        turn = decide(prompt, tools, result)
        if dialect.streams:
            self._stream(dialect.content_type, dialect.frames(turn, breaks=fail == "midstream"))
        else:
            self._send(200, dialect.whole(turn))

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunked_body()
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MAX_BODY_BYTES))

    def _chunked_body(self) -> bytes:
        body = b""
        while len(body) <= MAX_BODY_BYTES:
            size = int(self.rfile.readline().split(b";")[0], 16)
            chunk = self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                break
            body += chunk
        return body

    def _send(self, status: int, body: Any, error_type: str | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
        if error_type:
            self.send_header("x-amzn-ErrorType", error_type)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, content_type: str, frames: list[bytes]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
        self.end_headers()
        for frame in frames:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(frame), frame))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(description="A deterministic stand-in for Bedrock and OpenAI.")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--port-file", type=Path, help="where to write the port once the server answers")
    parser.add_argument("--fail", choices=MODES, help="fail every request this way")
    parser.add_argument("--slow-seconds", type=float, default=40)
    options = parser.parse_args(arguments)
    stub = Stub(options.port, options.fail, options.slow_seconds)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if options.port_file:
        options.port_file.write_text(str(stub.server_address[1]))
    print(stub.url, flush=True)
    try:
        stub.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
