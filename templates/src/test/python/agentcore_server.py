"""Runs a package's folder as AgentCore Runtime would: its main.py, spoken to over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import RESOURCES

TOKEN = "only-for-this-test"
SESSION = "s" * 33


class AgentCoreServer:
    """One session's process."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        shutil.copy(RESOURCES / "agentcore" / "source" / "main.py", folder)
        self._log_path = folder.with_suffix(".log")
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "OTEL_SDK_DISABLED": "true",
            "SLIPWAY_LISTENER": str(listener.fileno()),
            "SLIPWAY_LISTENER_TOKEN": TOKEN,
            **variables,
        }
        self.process = subprocess.Popen(
            [sys.executable, "main.py"],
            cwd=folder,
            env=environment,
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
            stderr=self._log_path.open("wb"),
        )
        listener.close()

    def connection(self) -> http.client.HTTPConnection:
        """A connection that waits long enough for a slow machine."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        """The answer to a request whose body is JSON unless it is text or bytes."""
        connection = self.connection()
        sent = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, sent, {"X-Slipway-Listener-Token": TOKEN, **names})
        return connection.getresponse()

    def call(self, payload: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer to a payload."""
        given = {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": SESSION, **headers}
        response = self.request("POST", "/invocations", payload, **given)
        return response.status, json.loads(response.read())

    def text(self, prompt: str) -> str:
        """The agent's text, or a failed assertion with the log."""
        status, body = self.call({"prompt": prompt})
        assert status == 200, f"{body}\n{self.log()[-3000:]}"
        return body["response"]

    def events(self, payload: Any, **headers: str) -> list[Any]:
        """The data of the server-sent events that answer a payload."""
        response = self.request("POST", "/invocations", payload, **headers)
        assert response.headers["Content-Type"] == "text/event-stream", response.read()
        blocks = response.read().decode().split("\n\n")
        return [json.loads(block.removeprefix("data: ")) for block in blocks if block]

    def health(self) -> str:
        """What the server says about itself."""
        return json.loads(self.request("GET", "/ping").read())["status"]

    def log(self) -> str:
        """What the session has logged so far."""
        return self._log_path.read_text(errors="replace")

    def close(self) -> None:
        """End the session."""
        self.process.kill()
        self.process.wait()
