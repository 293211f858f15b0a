"""Runs a function's folder in a separate process and passes it events as Lambda does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_DRIVER = """
import json, sys, time
answers = sys.stdout
sys.stdout = sys.stderr
sys.path.insert(0, sys.argv[1])
from slipway_runtime.entry import handler

class Context:
    def __init__(self, request_id, milliseconds):
        self.aws_request_id = request_id
        self._end = time.monotonic() + milliseconds / 1000
    def get_remaining_time_in_millis(self):
        return int((self._end - time.monotonic()) * 1000)

for line in sys.stdin:
    call = json.loads(line)
    answer = handler(call["event"], Context(call["request_id"], call["milliseconds"]))
    answers.write(json.dumps(answer) + "\\n")
    answers.flush()
"""


class LambdaProcess:
    """One execution environment."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self._log_path = folder.with_suffix(".log")
        self._calls = 0
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "OTEL_SDK_DISABLED": "true",
            **variables,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", _DRIVER, str(folder)],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log_path.open("wb"),
        )

    def call(self, event: Any, milliseconds: int = 60_000) -> dict[str, Any]:
        """Lambda's answer to an event."""
        self._calls += 1
        call = {"event": event, "request_id": f"request-{self._calls}", "milliseconds": milliseconds}
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(call).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the process ended: {self.log()[-3000:]}"
        return json.loads(line)

    def ask(self, prompt: Any, milliseconds: int = 60_000) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer to a prompt."""
        answer = self.call({"prompt": prompt}, milliseconds)
        return answer["statusCode"], json.loads(answer["body"])

    def text(self, prompt: Any) -> str:
        """The agent's text, or a failed assertion with the log."""
        status, body = self.ask(prompt)
        assert status == 200, f"{body}\n{self.log()[-3000:]}"
        return body["response"]

    def log(self) -> str:
        """What the function has logged so far."""
        return self._log_path.read_text(errors="replace")

    def events(self) -> list[dict[str, Any]]:
        """The structured log lines."""
        return [json.loads(line) for line in self.log().splitlines() if line.startswith('{"time"')]

    def close(self) -> None:
        """End the environment."""
        self.process.kill()
        self.process.communicate()
