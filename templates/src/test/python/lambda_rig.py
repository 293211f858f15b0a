"""Runs a function's folder under AWS's own runtime interface client, in a namespace like Lambda's.

The Runtime API is simulated here. Between two calls every process is stopped, as Lambda freezes an environment.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
START_SECONDS = 60
TAIL_BYTES = 4096
STAND_IN = HERE / "lambda_adapter.py"


@functools.lru_cache
def missing() -> str | None:
    """Why the rig cannot run here; None where it can."""
    if not sys.platform.startswith("linux"):
        return "only Linux has namespaces"
    if importlib.util.find_spec("awslambdaric") is None:
        return "awslambdaric is not installed"
    if shutil.which("unshare") is None:
        return "there is no unshare"
    command = ["unshare", "--mount", "--pid", "--fork", "--mount-proc", "mount", "-t", "tmpfs", "none", "/mnt"]
    tried = subprocess.run(command, capture_output=True, text=True)
    return None if tried.returncode == 0 else f"unshare is not permitted here: {tried.stderr.strip()}"


@dataclass(frozen=True)
class Posted:
    """What a function's runtime sent to the Runtime API."""

    headers: Mapping[str, str]
    body: bytes


class LambdaRig:
    """One execution environment.

    With an adapter, the real one or the stand-in, the function's own server runs beside it and streams.
    """

    def __init__(self, folder: Path, variables: dict[str, str], adapter: Path | None = None) -> None:
        self._log_path = folder.with_suffix(".log")
        self._calls = 0
        self._events: queue.Queue[tuple[str, int, bytes]] = queue.Queue()
        self._answers: queue.Queue[Posted] = queue.Queue()
        self._ready = threading.Event()
        self._api = _QuietServer(("127.0.0.1", 0), functools.partial(_RuntimeApi, self))
        threading.Thread(target=self._api.serve_forever, daemon=True).start()
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._api.server_address[1]}",
            "AWS_LAMBDA_FUNCTION_NAME": "rig",
            "AWS_LAMBDA_FUNCTION_VERSION": "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/rig",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "OTEL_SDK_DISABLED": "true",
            **variables,
        }
        namespace = ["unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"]
        inside = [folder, sys.prefix, *([adapter] if adapter else [])]
        self.process = subprocess.Popen(
            [*namespace, HERE / "lambda_namespace.sh", *inside],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log_path.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def call(self, event: Any, milliseconds: int = 60_000) -> dict[str, Any]:
        """Lambda's answer to an event."""
        return json.loads(self.posted(event, milliseconds).body)

    def posted(self, event: Any, milliseconds: int = 60_000) -> Posted:
        """What the function answers to an event, byte by byte."""
        self._calls += 1
        assert self._ready.wait(START_SECONDS), f"the function did not start: {self.log()[-3000:]}"
        self._ready.clear()
        self._events.put((f"request-{self._calls}", milliseconds, json.dumps(event).encode()))
        try:
            return self._answers.get(timeout=milliseconds / 1000 + START_SECONDS)
        except queue.Empty:
            raise AssertionError(f"no answer: {self.log()[-3000:]}") from None

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

    def tail(self) -> str:
        """The end of the log as Lambda returns it to a caller who asks for it, after Lambda's own lines."""
        report = (
            f"END RequestId: {'0' * 36}\nREPORT RequestId: {'0' * 36}\tDuration: 12345.67 ms\tBilled Duration: 12346 ms\t"
            f"Memory Size: 10240 MB\tMax Memory Used: 10240 MB\tInit Duration: 1234.56 ms\t\nXRAY TraceId: {'0' * 35}\t"
            f"SegmentId: {'0' * 16}\tSampled: true\t\n"
        )
        return (self._log_path.read_bytes() + report.encode())[-TAIL_BYTES:].decode("utf-8", "replace")

    def events(self) -> list[dict[str, Any]]:
        """The structured log lines."""
        return [json.loads(line) for line in self.log().splitlines() if line.startswith('{"time"')]

    def next_event(self) -> tuple[str, int, bytes]:
        """What the function gets when it asks for work; until there is some, everything in it is frozen."""
        self._freeze(signal.SIGSTOP)
        self._ready.set()
        event = self._events.get()
        self._freeze(signal.SIGCONT)
        return event

    def answered(self, posted: Posted) -> None:
        """The function has answered."""
        self._answers.put(posted)

    def cpu_seconds(self) -> float:
        """What every process inside has used so far, those that have ended included; read when all are frozen."""
        assert self._ready.wait(START_SECONDS), f"the function did not become ready: {self.log()[-3000:]}"
        return sum(map(_cpu_seconds, [self.process.pid, *_below(self.process.pid)]))

    def running(self) -> list[str]:
        """The command lines of the processes inside."""
        return [_command(pid) for pid in _below(self.process.pid)]

    def memory_kb(self) -> int:
        """What the processes inside have of their own: files that are mapped belong to the whole machine."""
        return sum(_memory_kb(pid) for pid in _below(self.process.pid))

    def _freeze(self, number: int) -> None:
        for pid in _below(self.process.pid):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def close(self) -> None:
        """End the environment."""
        self.process.kill()
        self.process.wait()
        self._api.shutdown()
        self._api.server_close()


class _QuietServer(ThreadingHTTPServer):
    """Says nothing about a function that was ended in the middle of a request."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The test shows what matters."""


class _RuntimeApi(BaseHTTPRequestHandler):
    """The part of https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html that a runtime uses."""

    protocol_version = "HTTP/1.1"

    def __init__(self, rig: LambdaRig, *args: Any) -> None:
        self._rig = rig
        super().__init__(*args)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test shows what matters."""

    def do_GET(self) -> None:
        """The next event. The adapter asks as an extension as well, for events of which there are none."""
        if self.path.endswith("/extension/event/next"):
            threading.Event().wait()
        request_id, milliseconds, body = self._rig.next_event()
        self.send_response(200)
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + milliseconds),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:123456789012:function:rig:live",
            "Lambda-Runtime-Trace-Id": f"Root=1-00000000-{request_id}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """An answer or an error, or an extension that registers."""
        chunked = self.headers.get("Transfer-Encoding") == "chunked"
        body = b"".join(self._chunks()) if chunked else self.rfile.read(int(self.headers.get("Content-Length") or 0))
        registers = self.path.endswith("/extension/register")
        if not registers:
            self._rig.answered(Posted(self.headers, body))
        self.send_response(200 if registers else 202)
        if registers:
            self.send_header("Lambda-Extension-Identifier", "adapter")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            """A trailer."""


def _below(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as stat:
                children.setdefault(int(stat.read().rpartition(b")")[2].split()[1]), []).append(int(name))
        except OSError:
            continue
    waiting = children.get(root, [])
    while waiting:
        pid = waiting.pop()
        waiting.extend(children.get(pid, ()))
        yield pid


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _cpu_seconds(pid: int) -> float:
    """In user and kernel mode, its own and that of the children whose end it has seen."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has just ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))
